//! The table `canned_replies`: texts a seller often writes.

use super::placeholders;
use crate::database::TenantTx;
use crate::database::rows::{Attempted, expect_one, on_unique};
use crate::error::Error;
use stoflow_wire::conversations::CannedReply;
use stoflow_wire::ids::CannedReplyId;
use stoflow_wire::problem::{FieldProblem, Problem};

/// Characters of a name and of a text; the text is what one message may have.
const LONGEST_NAME: u32 = 60;
pub(super) const LONGEST_BODY: u32 = 2_000;

/// A shop with more of them does not find any.
const MOST: u32 = 100;

/// By name.
pub async fn list(tx: &mut TenantTx) -> Result<Vec<CannedReply>, Error> {
    let rows: Vec<(i64, String, String)> =
        sqlx::query_as("select id, name, body from canned_replies order by lower(name), id")
            .fetch_all(tx.conn())
            .await
            .attempted("listing canned replies")?;
    let canned = rows.into_iter().map(|(id, name, text)| CannedReply {
        id: CannedReplyId(id),
        name,
        text,
    });
    Ok(canned.collect())
}

/// Adds one. [`Error::Invalid`] for what cannot be taken (fields `name` and `text`).
pub async fn add(tx: &mut TenantTx, name: &str, text: &str) -> Result<CannedReplyId, Error> {
    let (name, text) = checked(name, text)?;
    let count: i64 = sqlx::query_scalar("select count(*) from canned_replies")
        .fetch_one(tx.conn())
        .await
        .attempted("counting canned replies")?;
    if count >= i64::from(MOST) {
        return Err(Error::field("name", Problem::TooMany { max: MOST }));
    }
    let added =
        sqlx::query_scalar("insert into canned_replies (name, body) values ($1, $2) returning id")
            .bind(name)
            .bind(text)
            .fetch_one(tx.conn())
            .await;
    on_unique(added, "adding a canned reply", name_taken).map(CannedReplyId)
}

/// Writes one anew. [`Error::Invalid`] as for [`add`].
pub async fn update(
    tx: &mut TenantTx,
    id: CannedReplyId,
    name: &str,
    text: &str,
) -> Result<(), Error> {
    let (name, text) = checked(name, text)?;
    let done = sqlx::query("update canned_replies set name = $2, body = $3 where id = $1")
        .bind(id.0)
        .bind(name)
        .bind(text)
        .execute(tx.conn())
        .await;
    let done = on_unique(done, "writing a canned reply anew", name_taken)?;
    expect_one(&done, "canned reply")
}

pub async fn remove(tx: &mut TenantTx, id: CannedReplyId) -> Result<(), Error> {
    let done = sqlx::query("delete from canned_replies where id = $1")
        .bind(id.0)
        .execute(tx.conn())
        .await
        .attempted("removing a canned reply")?;
    expect_one(&done, "canned reply")
}

fn name_taken() -> Error {
    Error::field("name", Problem::AlreadyUsed)
}

fn checked(name: &str, text: &str) -> Result<(String, String), Error> {
    let (name, text) = (tidy(name), tidy(text));
    let mut wrong: Vec<FieldProblem> =
        [("name", &name, LONGEST_NAME), ("text", &text, LONGEST_BODY)]
            .into_iter()
            .filter_map(|(field, typed, max)| Some(FieldProblem::new(field, problem(typed, max)?)))
            .collect();
    if let Some(unknown) = placeholders::unknown(&text) {
        let name = unknown.to_owned();
        wrong.push(FieldProblem::new(
            "text",
            Problem::UnknownPlaceholder { name },
        ));
    }
    if wrong.is_empty() {
        Ok((name, text))
    } else {
        Err(Error::Invalid(wrong))
    }
}

/// As it will be read: without blanks around it, with the line breaks of a message.
pub(super) fn tidy(typed: &str) -> String {
    typed.replace("\r\n", "\n").trim().to_owned()
}

/// What is wrong with a text of at most `max` characters.
pub(super) fn problem(text: &str, max: u32) -> Option<Problem> {
    if text.is_empty() {
        Some(Problem::Missing)
    } else if text.contains('\0') {
        Some(Problem::ForbiddenCharacter)
    } else if text.chars().count() > max as usize {
        Some(Problem::TooLong { max })
    } else {
        None
    }
}
