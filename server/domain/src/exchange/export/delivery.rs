//! From the task that writes an export to whoever downloads it: a few pieces lie ready, the next are made when these are gone.

use crate::error::Error;
use bytes::Bytes;
use futures::{Stream, stream};
use tokio::sync::mpsc;

/// Pieces that lie ready.
const READY: usize = 4;

pub(super) struct Delivery(mpsc::Sender<Result<Bytes, Error>>);

/// Why nothing more is written.
pub(super) enum Stop {
    /// Nobody downloads any more.
    Gone,
    Failed(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

pub(super) fn open() -> (
    Delivery,
    impl Stream<Item = Result<Bytes, Error>> + Send + use<>,
) {
    let (sender, receiver) = mpsc::channel(READY);
    let pieces = stream::unfold(receiver, |mut receiver| async move {
        let piece = receiver.recv().await?;
        Some((piece, receiver))
    });
    (Delivery(sender), pieces)
}

impl Delivery {
    pub(super) async fn send(&self, piece: Bytes) -> Result<(), Stop> {
        if piece.is_empty() {
            return Ok(());
        }
        self.0.send(Ok(piece)).await.map_err(|_gone| Stop::Gone)
    }

    /// The download breaks off, so that nobody takes it for the whole.
    pub(super) async fn fail(&self, error: Error) {
        tracing::error!(?error, "an export could not be finished");
        let _nobody_listens = self.0.send(Err(error)).await;
    }
}
