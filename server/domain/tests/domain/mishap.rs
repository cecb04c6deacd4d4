//! Things that go wrong at a numbered moment: a process killed between two steps, or in the middle of any wait for
//! the database.

use std::cell::Cell;
use std::future::poll_fn;
use std::task::Poll;
use stoflow_domain::backend::Backend;
use stoflow_domain::error::Error;
use stoflow_domain::jobs;
use stoflow_wire::ids::TenantId;

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mishap {
    /// The server is killed while it waits for the database for the n-th time.
    ServerDies,
    /// The extension loses memory and line before its n-th step.
    ExtensionDies,
}

/// Whatever was going on was killed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Struck;

/// Counts the moments and strikes when they come. Each mishap strikes once.
pub(super) struct Fuse {
    waits: Cell<usize>,
    steps: Cell<usize>,
    planned: Vec<(Mishap, usize, Cell<bool>)>,
    /// The seller cancels everything before the extension's step of this number.
    cancel_at: Cell<Option<usize>>,
}

impl Fuse {
    /// A fuse that never blows.
    pub(super) fn calm() -> Self {
        Self::new(Vec::new())
    }

    pub(super) fn new(planned: Vec<(Mishap, usize)>) -> Self {
        Self {
            waits: Cell::new(0),
            steps: Cell::new(0),
            planned: planned
                .into_iter()
                .map(|(mishap, moment)| (mishap, moment, Cell::new(true)))
                .collect(),
            cancel_at: Cell::new(None),
        }
    }

    pub(super) fn with_cancel_at(self, step: usize) -> Self {
        self.cancel_at.set(Some(step));
        self
    }

    /// Whether the seller cancels now; once.
    pub(super) fn cancels_now(&self) -> bool {
        let due = self
            .cancel_at
            .get()
            .is_some_and(|step| step <= self.steps.get());
        if due {
            self.cancel_at.set(None);
        }
        due
    }

    /// Everything planned has happened.
    pub(super) fn spent(&self) -> bool {
        self.planned.iter().all(|(_, _, live)| !live.get()) && self.cancel_at.get().is_none()
    }

    /// The extension is about to do its next step.
    pub(super) fn point(&self) -> Result<(), Struck> {
        self.steps.set(self.steps.get() + 1);
        self.strike(Mishap::ExtensionDies, self.steps.get())
    }

    /// Runs the server's part, unless it is killed in it.
    pub(super) async fn run<T>(&self, work: impl Future<Output = T>) -> Result<T, Struck> {
        let mut work = Box::pin(work);
        poll_fn(|context| match work.as_mut().poll(context) {
            Poll::Ready(done) => Poll::Ready(Ok(done)),
            Poll::Pending => {
                self.waits.set(self.waits.get() + 1);
                match self.strike(Mishap::ServerDies, self.waits.get()) {
                    Ok(()) => Poll::Pending,
                    Err(struck) => Poll::Ready(Err(struck)),
                }
            }
        })
        .await
    }

    fn strike(&self, kind: Mishap, now: usize) -> Result<(), Struck> {
        let struck = self
            .planned
            .iter()
            .find(|(mishap, moment, live)| *mishap == kind && *moment <= now && live.get());
        match struck {
            Some((_, _, live)) => {
                live.set(false);
                Err(Struck)
            }
            None => Ok(()),
        }
    }
}

/// The seller wants nothing of all that any more.
pub(super) async fn cancel_everything(backend: &Backend, tenant: TenantId) {
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    let open = jobs::recent(&mut tx).await.unwrap();
    drop(tx);
    for job in open.into_iter().filter(|job| !job.state.is_final()) {
        match jobs::cancel(backend, tenant, job.id).await {
            // It can only go on.
            Ok(()) | Err(Error::OutOfPlace { .. }) => {}
            Err(error) => panic!("{error}"),
        }
    }
}
