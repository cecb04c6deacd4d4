//! Sending files one by one, so that each has its own success or refusal and the order stays. None of them keeps the
//! others back.

use super::pile::Pile;
use crate::act::post;
use crate::error::AppError;
use crate::paths;
use crate::ui::outer;
use leptos::prelude::*;
use leptos::task::spawn_local;
use stoflow_wire::photos::{HEAVIEST, PhotoProblem, PhotoRefused, UploadReport};
use web_sys::{File, FileList, FormData};

/// File `current` of `of` is on its way; counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub current: usize,
    pub of: usize,
}

#[derive(Clone, Copy)]
pub struct Upload {
    pub pile: Pile,
    pub progress: RwSignal<Option<Progress>>,
    /// What could not be taken, and why.
    pub left_out: RwSignal<Vec<LeftOut>>,
}

/// A file that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    pub file_name: String,
    pub why: Why,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is not fit to be a photo here.
    Unfit(PhotoProblem),
    /// It could not be sent.
    Failed(AppError),
}

impl From<PhotoRefused> for LeftOut {
    fn from(refused: PhotoRefused) -> Self {
        Self {
            file_name: refused.file_name,
            why: Why::Unfit(refused.reason),
        }
    }
}

impl Upload {
    pub fn new(pile: Pile, refused: Vec<PhotoRefused>) -> Self {
        Self {
            pile,
            progress: RwSignal::new(None),
            left_out: RwSignal::new(refused.into_iter().map(LeftOut::from).collect()),
        }
    }

    /// Sends the files. While some are on their way, others have to wait for a person to come back with them.
    pub fn send(self, files: &FileList) {
        let files: Vec<File> = (0..files.length())
            .filter_map(|index| files.get(index))
            .collect();
        if files.is_empty() || self.progress.get_untracked().is_some() {
            return;
        }
        self.left_out.set(Vec::new());
        spawn_local(async move {
            self.send_all(files).await;
            self.progress.try_set(None);
        });
    }

    async fn send_all(self, files: Vec<File>) {
        let of = files.len();
        for (index, file) in files.iter().enumerate() {
            let current = index + 1;
            self.progress.try_set(Some(Progress { current, of }));
            match self.send_one(file).await {
                Ok(report) => {
                    self.pile
                        .photos
                        .try_update(|photos| photos.extend(report.added));
                    self.leave_out(report.refused.into_iter().map(LeftOut::from));
                }
                Err(AppError::SignedOut) => return outer::reload(),
                Err(error) => self.leave_out([LeftOut {
                    file_name: file.name(),
                    why: Why::Failed(error),
                }]),
            }
        }
    }

    fn leave_out(self, files: impl IntoIterator<Item = LeftOut>) {
        self.left_out.try_update(|left_out| left_out.extend(files));
    }

    /// A file that is too heavy is not sent at all: that would take minutes for nothing.
    async fn send_one(self, file: &File) -> Result<UploadReport, AppError> {
        if is_too_heavy(file.size()) {
            return Ok(too_heavy(file.name()));
        }
        let form = FormData::new().map_err(|_| AppError::Unknown)?;
        form.append_with_blob_and_filename("photos", file, &file.name())
            .map_err(|_| AppError::Unknown)?;
        let answer = post(&paths::upload(self.pile.product), &form).await?;
        serde_json::from_str(&answer).map_err(|_| AppError::Unknown)
    }
}

/// `size` as the browser tells it, in bytes.
#[expect(
    clippy::cast_precision_loss,
    reason = "the limit is far below what a float holds exactly"
)]
fn is_too_heavy(size: f64) -> bool {
    size > HEAVIEST as f64
}

fn too_heavy(file_name: String) -> UploadReport {
    UploadReport {
        added: Vec::new(),
        refused: vec![PhotoRefused {
            file_name,
            reason: PhotoProblem::TooHeavy,
        }],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_megabytes_are_sent_and_one_byte_more_is_not() {
        assert!(!is_too_heavy(10_485_760.0));
        assert!(is_too_heavy(10_485_761.0));
    }
}
