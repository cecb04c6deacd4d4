//! The shop's rules as they are stored (`vinted_governor`, one row); the defaults while there is none.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use stoflow_wire::governor::{DailyCaps, GovernorRules, QuietHours, Tempo};

#[derive(sqlx::FromRow)]
struct Row {
    tempo: String,
    quiet_from: Option<i16>,
    quiet_until: Option<i16>,
    publications: i32,
    changes: i32,
    removals: i32,
    spared_days: i32,
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
        }
    }
}

fn whole(stored: i32) -> u32 {
    u32::try_from(stored).unwrap_or(0)
}

pub(super) async fn read(tx: &mut TenantTx) -> Result<GovernorRules, Error> {
    let row: Option<Row> = sqlx::query_as(
        "select tempo, quiet_from, quiet_until, publications, changes, removals, spared_days from vinted_governor",
    )
    .fetch_optional(tx.conn())
    .await
    .attempted("reading the rules for vinted.fr")?;
    Ok(row.map_or_else(GovernorRules::default, Into::into))
}

pub(super) async fn write(tx: &mut TenantTx, rules: &GovernorRules) -> Result<(), Error> {
    sqlx::query(
        "insert into vinted_governor \
         (tempo, quiet_from, quiet_until, publications, changes, removals, spared_days) \
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (one) do update \
         set tempo = excluded.tempo, quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until, \
         publications = excluded.publications, changes = excluded.changes, removals = excluded.removals, \
         spared_days = excluded.spared_days",
    )
    .bind(rules.tempo.name())
    .bind(rules.quiet.map(|quiet| quiet.from.cast_signed()))
    .bind(rules.quiet.map(|quiet| quiet.until.cast_signed()))
    .bind(rules.caps.publications.cast_signed())
    .bind(rules.caps.changes.cast_signed())
    .bind(rules.caps.removals.cast_signed())
    .bind(rules.spared_days.cast_signed())
    .execute(tx.conn())
    .await
    .attempted("setting the rules for vinted.fr")?;
    Ok(())
}
