//! A product's photos, as the dashboard shows them.

use crate::ids::PhotoId;
use serde::{Deserialize, Serialize};

/// Bytes of one file that is taken.
pub const HEAVIEST: usize = 10 * 1024 * 1024;

/// Photos of one product that may be published.
pub const MOST: usize = 20;

/// Internal photos of one product, beside those.
pub const MOST_INTERNAL: usize = 5;

/// A stored photo. The picture itself is at `/photos/{id}/full` and `/photos/{id}/thumb`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoView {
    pub id: PhotoId,
    /// Pixels of the stored full rendition (longest side ≤ 2000).
    pub width: u32,
    pub height: u32,
    /// Of the tag, or of the label in the storage: kept with the item and never published.
    pub internal: bool,
    /// It was cropped, and can be made whole again.
    pub cropped: bool,
}

/// A quarter turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    Left,
    Right,
}

impl Turn {
    pub fn name(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
        }
    }
}

/// What a photo is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// To be shown on every channel.
    Published,
    /// To be seen by the seller alone.
    Internal,
}

impl Mark {
    pub fn name(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Internal => "internal",
        }
    }
}

impl PhotoView {
    pub fn thumb_path(id: PhotoId) -> String {
        format!("/photos/{id}/thumb")
    }

    pub fn full_path(id: PhotoId) -> String {
        format!("/photos/{id}/full")
    }
}

/// Why one file of an upload was not taken; the others are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoRefused {
    pub file_name: String,
    pub reason: PhotoProblem,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhotoProblem {
    /// Neither JPEG, PNG nor WebP.
    NotAPhoto,
    /// Starts like a photo but cannot be read to its end.
    Damaged,
    /// Over 10 MB.
    TooHeavy,
    /// More pixels than are decoded (40 megapixels, 12,000 a side).
    TooManyPixels,
    /// The product already has 20.
    TooMany,
}

/// What became of one upload.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UploadReport {
    pub added: Vec<PhotoView>,
    pub refused: Vec<PhotoRefused>,
}
