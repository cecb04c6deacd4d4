//! From the bytes of an upload, or of what is kept already, to the two pictures that are kept. Pure: bytes in, bytes out.
//!
//! Nothing of the file survives but its pixels: upright, in sRGB, on white.

use crate::photos::decoding::{self, Decoded};
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, RgbImage, imageops};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};
use stoflow_wire::crop::Crop;
use stoflow_wire::photos::{PhotoProblem, Turn};

/// Longest side in pixels and JPEG quality of what is kept.
const FULL: (u32, u8) = (2000, 90);
const THUMB: (u32, u8) = (400, 80);

/// The two pictures kept of an upload, both JPEG.
#[derive(Debug)]
pub(super) struct Rendered {
    pub(super) full: Vec<u8>,
    pub(super) thumb: Vec<u8>,
    /// Pixels of the full picture.
    pub(super) width: u32,
    pub(super) height: u32,
}

/// What is done to a picture that is kept.
#[derive(Clone, Copy, Debug)]
pub(super) enum Change {
    Turn(Turn),
    Crop(Crop),
}

/// Reads an upload and makes what is kept of it. Takes up to a second of one core: keep it off the async threads.
pub(super) fn render(upload: &[u8]) -> Result<Rendered, PhotoProblem> {
    let decoded = decoding::decode(upload)?;
    both(finish(decoded).ok_or(PhotoProblem::Damaged)?)
}

/// Reads a full picture that is kept, and makes of it what is kept instead. As slow as [`render`].
pub(super) fn again(full: &[u8], change: Change) -> Result<Rendered, PhotoProblem> {
    let kept = decoding::decode(full)?.pixels;
    both(changed(&kept, change).ok_or(PhotoProblem::Damaged)?)
}

fn changed(picture: &RgbImage, change: Change) -> Option<RgbImage> {
    Some(match change {
        Change::Turn(Turn::Left) => imageops::rotate270(picture),
        Change::Turn(Turn::Right) => imageops::rotate90(picture),
        Change::Crop(crop) => {
            let frame = crop.frame(picture.width(), picture.height())?;
            imageops::crop_imm(picture, frame.left, frame.top, frame.width, frame.height).to_image()
        }
    })
}

fn both(full: RgbImage) -> Result<Rendered, PhotoProblem> {
    let thumb = fit(&full, THUMB.0).ok_or(PhotoProblem::Damaged)?;
    Ok(Rendered {
        width: full.width(),
        height: full.height(),
        full: encode(&full, FULL.1).ok_or(PhotoProblem::Damaged)?,
        thumb: encode(&thumb, THUMB.1).ok_or(PhotoProblem::Damaged)?,
    })
}

/// Size first: turning and colours are cheaper on fewer pixels.
fn finish(decoded: Decoded) -> Option<RgbImage> {
    let small = fit(&decoded.pixels, FULL.0)?;
    drop(decoded.pixels);
    let mut upright = DynamicImage::ImageRgb8(small);
    upright.apply_orientation(decoded.orientation);
    let upright = upright.into_rgb8();
    Some(match decoded.profile {
        Some(profile) => in_srgb(&upright, &profile).unwrap_or(upright),
        None => upright,
    })
}

/// The picture with its longest side at most `longest`; never enlarged.
fn fit(picture: &RgbImage, longest: u32) -> Option<RgbImage> {
    let (width, height) = picture.dimensions();
    let longest_now = width.max(height);
    if longest_now <= longest {
        return Some(picture.clone());
    }
    let scaled = |side: u32| (side * longest).div_ceil(longest_now).max(1);
    resized(picture, scaled(width), scaled(height))
}

/// The picture in another size: Lanczos, sharp and without the moiré that fabrics are prone to.
pub(crate) fn resized(picture: &RgbImage, width: u32, height: u32) -> Option<RgbImage> {
    let source = ImageRef::new(
        picture.width(),
        picture.height(),
        picture.as_raw(),
        PixelType::U8x3,
    )
    .ok()?;
    let mut target = Image::new(width, height, PixelType::U8x3);
    Resizer::new().resize(&source, &mut target, None).ok()?;
    RgbImage::from_raw(width, height, target.into_vec())
}

/// Phones write wider colour spaces than sRGB and say so in a profile. The profile goes with all other metadata, so
/// the colours are converted first: buyers judge by them. `None` for a profile that is not to be understood.
fn in_srgb(picture: &RgbImage, profile: &[u8]) -> Option<RgbImage> {
    let profile = ColorProfile::new_from_slice(profile).ok()?;
    if profile.color_space != DataColorSpace::Rgb {
        return None;
    }
    let options = TransformOptions::default();
    let transform = profile
        .create_transform_8bit(Layout::Rgb, &ColorProfile::new_srgb(), Layout::Rgb, options)
        .ok()?;
    let mut converted = vec![0; picture.as_raw().len()];
    transform.transform(picture.as_raw(), &mut converted).ok()?;
    RgbImage::from_raw(picture.width(), picture.height(), converted)
}

/// A JPEG without any metadata.
pub(crate) fn encode(picture: &RgbImage, quality: u8) -> Option<Vec<u8>> {
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, quality)
        .encode_image(picture)
        .ok()?;
    Some(jpeg)
}

#[cfg(test)]
mod tests;
