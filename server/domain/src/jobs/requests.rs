//! The same request twice is one job: what a form asked with, kept at the job it was answered with for as long as that
//! one is there, months after its end.
//!
//! A job's own key keeps two open jobs from being at the same thing; it is free again when the job is over. This one is
//! made anew with each form, so that a second wish is a second job and a repeated one never is.

use crate::database::TenantTx;
use crate::database::rows::{Attempted, on_unique};
use crate::error::Error;
use stoflow_wire::ids::JobId;

/// One filled-in form, sent once or many times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request(String);

impl Request {
    /// For a form that is being made.
    pub(crate) fn new() -> Self {
        Self(format!("{:032x}", rand::random::<u128>()))
    }

    /// What a form sent along. `None` for what no form of ours has: then each time is a request of its own.
    pub fn read(sent: &str) -> Option<Self> {
        let ours = sent.len() == 32 && sent.bytes().all(|byte| byte.is_ascii_hexdigit());
        ours.then(|| Self(sent.to_owned()))
    }

    /// The same form has a button for each of several wishes: each is asked for once.
    pub(crate) fn about(&self, wish: &str) -> Self {
        Self(format!("{wish}-{}", self.0))
    }

    pub(crate) fn into_text(self) -> String {
        self.0
    }
}

/// The job this request was answered with, over or not.
pub(crate) async fn answered(tx: &mut TenantTx, request: &Request) -> Result<Option<JobId>, Error> {
    let id: Option<i64> = sqlx::query_scalar("select id from marketplace_jobs where request = $1")
        .bind(&request.0)
        .fetch_optional(tx.conn())
        .await
        .attempted("looking for what a request was answered with")?;
    Ok(id.map(JobId))
}

/// This job is the answer. `OutOfPlace` where the request got another one meanwhile.
pub(crate) async fn keep(tx: &mut TenantTx, request: &Request, job: JobId) -> Result<(), Error> {
    const ATTEMPTED: &str = "keeping what a request was answered with";
    let kept = sqlx::query("update marketplace_jobs set request = $2 where id = $1")
        .bind(job.0)
        .bind(&request.0)
        .execute(tx.conn())
        .await;
    on_unique(kept, ATTEMPTED, || Error::OutOfPlace {
        attempted: ATTEMPTED,
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_sends_what_it_was_made_with_and_nothing_else_counts() {
        let made = Request::new();
        assert_eq!(Request::read(&made.clone().into_text()), Some(made));
        for foreign in ["", "7", &"x".repeat(32), &"0".repeat(33)] {
            assert_eq!(Request::read(foreign), None);
        }
    }
}
