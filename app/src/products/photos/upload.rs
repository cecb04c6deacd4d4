//! Sending files one by one, so that each has its own success or refusal and the order stays.

use super::pile::Pile;
use crate::act::post;
use crate::error::AppError;
use crate::paths;
use crate::ui::outer;
use leptos::prelude::*;
use leptos::task::spawn_local;
use stoflow_wire::photos::{PhotoRefused, UploadReport};
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
    pub refused: RwSignal<Vec<PhotoRefused>>,
    pub failure: RwSignal<Option<AppError>>,
}

impl Upload {
    pub fn new(pile: Pile, refused: Vec<PhotoRefused>) -> Self {
        Self {
            pile,
            progress: RwSignal::new(None),
            refused: RwSignal::new(refused),
            failure: RwSignal::new(None),
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
        self.refused.set(Vec::new());
        self.failure.set(None);
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
                    self.refused
                        .try_update(|refused| refused.extend(report.refused));
                }
                Err(AppError::SignedOut) => return outer::reload(),
                Err(error) => {
                    self.failure.try_set(Some(error));
                    return;
                }
            }
        }
    }

    async fn send_one(self, file: &File) -> Result<UploadReport, AppError> {
        let form = FormData::new().map_err(|_| AppError::Unknown)?;
        form.append_with_blob_and_filename("photos", file, &file.name())
            .map_err(|_| AppError::Unknown)?;
        let answer = post(&paths::upload(self.pile.product), &form).await?;
        serde_json::from_str(&answer).map_err(|_| AppError::Unknown)
    }
}
