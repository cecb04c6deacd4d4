//! The floor under lost hints: every few seconds the sockets of this node whose shops have work are told to look.
//! One question for the whole node, so that ten thousand connected browsers with nothing to do cost nothing.

use crate::backend::Backend;
use crate::error::Error;
use crate::hints::Topic;
use crate::jobs::turns;
use std::time::Duration;
use tokio::sync::watch;

const EVERY: Duration = Duration::from_secs(5);

pub(super) async fn run(backend: &Backend, mut shutdown: watch::Receiver<bool>) {
    loop {
        let pause = tokio::time::sleep(EVERY);
        tokio::select! {
            () = pause => {}
            _ = shutdown.wait_for(|stop| *stop) => return,
        }
        if let Err(error) = once(backend).await {
            tracing::warn!(%error, "sockets could not be reminded of work; the next round tries again");
        }
    }
}

async fn once(backend: &Backend) -> Result<(), Error> {
    let waited_for = backend.hints.waited_for();
    for shop in turns::with_work(&backend.database, &waited_for).await? {
        backend.hints.remind(shop, Topic::Commands);
        backend.hints.remind(shop, Topic::Progress);
    }
    Ok(())
}
