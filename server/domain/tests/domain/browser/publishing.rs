//! What the browser does between the order and its effect: photos first, then a permit, then the one call.

use super::{Browser, Phase};
use crate::domain::mishap::{Fuse, Struck};
use stoflow_wire::executor::{Command, CommandId, FromExecutor, Outcome};
use stoflow_wire::jobs::{Progress, Step};
use stoflow_wire::vinted::{PublishOrder, UploadedPhoto, VintedOrder, VintedResult};

impl Browser {
    pub(super) async fn upload(
        &mut self,
        command: &Command,
        order: &PublishOrder,
        fuse: &Fuse,
    ) -> Result<(), Struck> {
        let of = u32::try_from(order.photos.len()).unwrap();
        for (position, photo) in (1..).zip(&order.photos) {
            let Some(entry) = self.journal.get_mut(&command.id) else {
                return Ok(());
            };
            let known = entry.uploaded.iter().chain(&order.uploaded);
            if known.into_iter().any(|uploaded| uploaded.key == photo.key) {
                continue;
            }
            let report = FromExecutor::Progress {
                command: command.id.clone(),
                fence: command.fence,
                progress: Progress {
                    step: Step::UploadPhoto { position, of },
                    done: position,
                    of: of + 2,
                    wait: None,
                },
                uploaded: entry.uploaded.clone(),
            };
            self.say(report, fuse).await?;
            self.upload_one(&command.id, &photo.key);
        }
        Ok(())
    }

    fn upload_one(&mut self, id: &CommandId, key: &str) {
        let vinted_id = {
            let mut wardrobe = self.wardrobe.lock().unwrap();
            wardrobe.uploads += 1;
            wardrobe.next_id()
        };
        if let Some(entry) = self.journal.get_mut(id) {
            entry.uploaded.push(UploadedPhoto {
                key: key.to_owned(),
                vinted_id,
            });
        }
    }

    pub(super) async fn permitted(
        &mut self,
        id: &CommandId,
        granted: bool,
        fuse: &Fuse,
    ) -> Result<(), Struck> {
        let Some(entry) = self.journal.get_mut(id) else {
            return Ok(());
        };
        if !matches!(entry.phase, Phase::Taken) {
            return Ok(());
        }
        let uploaded = entry.uploaded.clone();
        if !granted {
            return self.answer(id, Outcome::Cancelled { uploaded }, fuse).await;
        }
        if let Some(trouble) = self.refusal.take() {
            return self
                .answer(id, Outcome::Stopped { trouble, uploaded }, fuse)
                .await;
        }
        entry.phase = Phase::Sending;
        let order = entry.command.order.clone();
        fuse.point()?;
        let mut result = self.wardrobe.lock().unwrap().effect(&order);
        if let (VintedResult::Published(published), VintedOrder::Publish(order)) =
            (&mut result, &order)
        {
            let sent = order.uploaded.iter().chain(&uploaded);
            published.read_back.photos = sent.cloned().collect();
        }
        fuse.point()?;
        self.answer(id, Outcome::Done(result), fuse).await
    }
}
