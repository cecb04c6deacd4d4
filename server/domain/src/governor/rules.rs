//! The shop's rules as they are stored (`vinted_governor`, one row); the defaults while there is none.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use sqlx::types::Json;
use stoflow_wire::governor::{DailyCaps, GovernorRules, QuietHours, RelistRules, Tempo};
use stoflow_wire::platform::{JobKind, VintedAction};

#[derive(sqlx::FromRow)]
struct Row {
    tempo: String,
    quiet_from: Option<i16>,
    quiet_until: Option<i16>,
    publications: i32,
    changes: i32,
    removals: i32,
    spared_days: i32,
    draft_first: bool,
    relisting: Option<Json<RelistRules>>,
}

impl From<Row> for GovernorRules {
    fn from(row: Row) -> Self {
        let minutes = |stored: i16| u16::try_from(stored).ok();
        let quiet = match (
            row.quiet_from.and_then(minutes),
            row.quiet_until.and_then(minutes),
        ) {
            (Some(from), Some(until)) => Some(QuietHours { from, until }),
            _ => None,
        };
        Self {
            // A tempo this version does not know was a more careful one.
            tempo: Tempo::from_name(&row.tempo).unwrap_or(Tempo::Careful),
            quiet,
            caps: DailyCaps {
                publications: whole(row.publications),
                changes: whole(row.changes),
                removals: whole(row.removals),
            },
            spared_days: whole(row.spared_days),
            draft_first: row.draft_first,
            relisting: row.relisting.map(|json| json.0).unwrap_or_default(),
        }
    }
}

fn whole(stored: i32) -> u32 {
    u32::try_from(stored).unwrap_or(0)
}

pub(super) async fn read(tx: &mut TenantTx) -> Result<GovernorRules, Error> {
    let row: Option<Row> = sqlx::query_as(
        "select tempo, quiet_from, quiet_until, publications, changes, removals, spared_days, draft_first, relisting \
         from vinted_governor",
    )
    .fetch_optional(tx.conn())
    .await
    .attempted("reading the rules for vinted.fr")?;
    Ok(row.map_or_else(GovernorRules::default, Into::into))
}

pub(super) async fn write(tx: &mut TenantTx, rules: &GovernorRules) -> Result<(), Error> {
    sqlx::query(
        "insert into vinted_governor \
         (tempo, quiet_from, quiet_until, publications, changes, removals, spared_days, draft_first, relisting) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (one) do update \
         set tempo = excluded.tempo, quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until, \
         publications = excluded.publications, changes = excluded.changes, removals = excluded.removals, \
         spared_days = excluded.spared_days, draft_first = excluded.draft_first, relisting = excluded.relisting",
    )
    .bind(rules.tempo.name())
    .bind(rules.quiet.map(|quiet| quiet.from.cast_signed()))
    .bind(rules.quiet.map(|quiet| quiet.until.cast_signed()))
    .bind(rules.caps.publications.cast_signed())
    .bind(rules.caps.changes.cast_signed())
    .bind(rules.caps.removals.cast_signed())
    .bind(rules.spared_days.cast_signed())
    .bind(rules.draft_first)
    .bind(Json(rules.relisting))
    .execute(tx.conn())
    .await
    .attempted("setting the rules for vinted.fr")?;
    Ok(())
}

/// Whether a relisting may be begun that nobody asked for: a few minutes after the last one, with an extension there
/// and not paused, the lane free to go, no other under way, and a wardrobe that was read within a day. Writes down that
/// it was said.
pub(super) async fn say_relisting(tx: &mut TenantTx) -> Result<bool, Error> {
    let said = sqlx::query(
        "update vinted_governor set relisted_by_itself_at = now() \
         where coalesce(relisted_by_itself_at < now() - interval '10 minutes', true) \
         and exists (select 1 from executors e \
             where e.revoked_at is null and not e.paused and e.lease_until > now()) \
         and exists (select 1 from readings r where r.what = 'wardrobe' and r.completed_at > now() - interval '1 day') \
         and not exists (select 1 from vinted_connection c where c.stopped is not null) \
         and not exists (select 1 from marketplace_jobs j where j.action = $1 and j.finished_at is null)",
    )
    .bind(JobKind::Vinted(VintedAction::Relist).action())
    .execute(tx.conn())
    .await
    .attempted("looking whether to relist by itself")?;
    Ok(said.rows_affected() == 1)
}
