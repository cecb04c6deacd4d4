//! How far batches are: counted from their jobs whenever somebody looks.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use stoflow_wire::batches::BatchView;
use stoflow_wire::ids::BatchId;
use stoflow_wire::platform::JobKind;
use time::OffsetDateTime;

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    platform: String,
    action: String,
    created_at: OffsetDateTime,
    of: i64,
    completed: i64,
    failed: i64,
    cancelled: i64,
    /// Jobs that were begun and came to an end, and the seconds between the first begin and the last end of these.
    done: i64,
    spent_s: f64,
}

impl TryFrom<Row> for BatchView {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let unknown = || Error::internal("showing a batch", "its kind is unknown");
        let left = row.of - row.completed - row.failed - row.cancelled;
        let count = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
        Ok(Self {
            id: BatchId(row.id),
            kind: JobKind::from_names(&row.platform, &row.action).ok_or_else(unknown)?,
            of: count(row.of),
            completed: count(row.completed),
            failed: count(row.failed),
            cancelled: count(row.cancelled),
            remaining_s: remaining(row.done, row.spent_s, left),
            created_at: row.created_at,
        })
    }
}

/// At the pace so far. One job says too little: it may have waited for the browser.
fn remaining(done: i64, spent_s: f64, left: i64) -> Option<u32> {
    let (done, left) = (i32::try_from(done).ok()?, i32::try_from(left).ok()?);
    if done < 2 || left == 0 {
        return None;
    }
    let seconds = (spent_s / f64::from(done) * f64::from(left)).ceil();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast from a float stops at the ends of the range"
    )]
    Some(seconds as u32)
}

macro_rules! batches_where {
    ($condition:literal) => {
        concat!(
            "select b.id, b.platform, b.action, b.created_at, count(j.id) as of
                , count(j.id) filter (where j.state = 'completed') as completed
                , count(j.id) filter (where j.state in ('failed', 'expired')) as failed
                , count(j.id) filter (where j.state = 'cancelled') as cancelled
                , count(j.id) filter (where j.started_at is not null and j.finished_at is not null) as done
                , coalesce(extract(epoch from max(j.finished_at) filter (where j.started_at is not null)
                    - min(j.started_at) filter (where j.finished_at is not null)), 0)::float8 as spent_s
            from batch_jobs b join marketplace_jobs j on j.batch_id = b.id
            where ",
            $condition,
            " group by b.id order by b.id desc limit 20"
        )
    };
}

pub(super) async fn open(tx: &mut TenantTx) -> Result<Vec<BatchView>, Error> {
    let rows: Vec<Row> = sqlx::query_as(batches_where!(
        "b.id in (select batch_id from marketplace_jobs where finished_at is null and batch_id is not null)"
    ))
    .fetch_all(tx.conn())
    .await
    .attempted("reading the open batches")?;
    rows.into_iter().map(TryInto::try_into).collect()
}

pub(super) async fn one(tx: &mut TenantTx, batch: BatchId) -> Result<BatchView, Error> {
    let row: Option<Row> = sqlx::query_as(batches_where!("b.id = $1"))
        .bind(batch.0)
        .fetch_optional(tx.conn())
        .await
        .attempted("reading a batch")?;
    row.ok_or(Error::NotFound { what: "batch" })?.try_into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_takes_as_long_as_what_was_done() {
        assert_eq!(remaining(0, 0.0, 5), None);
        assert_eq!(remaining(1, 30.0, 5), None);
        assert_eq!(remaining(2, 60.0, 5), Some(150));
        assert_eq!(remaining(4, 10.0, 1), Some(3));
        assert_eq!(remaining(4, 10.0, 0), None);
    }
}
