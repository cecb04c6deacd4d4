//! The table `own_words`.

use super::fields::Written;
use super::{Correction, OwnWord, OwnWords, Place, fields};
use crate::database::TenantTx;
use crate::database::rows::{Attempted, expect_one, on_unique};
use crate::error::Error;
use stoflow_wire::ids::OwnWordId;

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    channel: String,
    site: String,
    field: String,
    word: String,
    name: String,
    means: String,
}

pub(super) async fn all(tx: &mut TenantTx) -> Result<OwnWords, Error> {
    let rows: Vec<Row> = sqlx::query_as(
        "select id, channel, site, field, word, name, means from own_words order by field, lower(name), word, id",
    )
    .fetch_all(tx.conn())
    .await
    .attempted("reading a seller's own words")?;
    let mut own = OwnWords::default();
    for row in rows {
        let id = OwnWordId(row.id);
        if row.channel.is_empty() {
            own.words.push(OwnWord {
                id,
                field: row.field,
                key: row.word,
                name: row.name,
                like: row.means,
            });
        } else {
            own.corrections.push(Correction {
                id,
                channel: row.channel,
                site: row.site,
                field: row.field,
                word: row.word,
                means: row.means,
            });
        }
    }
    Ok(own)
}

pub(super) async fn add(
    tx: &mut TenantTx,
    field: &str,
    key: &str,
    written: &Written,
) -> Result<(), Error> {
    let added =
        sqlx::query("insert into own_words (field, word, name, means) values ($1, $2, $3, $4)")
            .bind(field)
            .bind(key)
            .bind(&written.name)
            .bind(&written.like)
            .execute(tx.conn())
            .await;
    // The same word came in at the same moment.
    on_unique(added, "adding a word", fields::known_already).map(drop)
}

pub(super) async fn update(
    tx: &mut TenantTx,
    id: OwnWordId,
    written: &Written,
) -> Result<(), Error> {
    let done =
        sqlx::query("update own_words set name = $2, means = $3 where id = $1 and channel = ''")
            .bind(id.0)
            .bind(&written.name)
            .bind(&written.like)
            .execute(tx.conn())
            .await
            .attempted("writing a word anew")?;
    expect_one(&done, "own word")
}

pub(super) async fn correct(
    tx: &mut TenantTx,
    place: Place,
    field: &str,
    word: &str,
    means: &str,
) -> Result<(), Error> {
    sqlx::query(
        "insert into own_words (channel, site, field, word, means) values ($1, $2, $3, $4, $5)
        on conflict (channel, site, field, word) do update set means = excluded.means",
    )
    .bind(place.channel)
    .bind(place.site)
    .bind(field)
    .bind(word)
    .bind(means)
    .execute(tx.conn())
    .await
    .attempted("keeping what a word is at a marketplace")?;
    Ok(())
}

/// What was said of the brand `from` is said of `to`, which is the same one by another key. Where something is said of that
/// already, that holds.
pub(super) async fn rekey(tx: &mut TenantTx, from: &str, to: &str) -> Result<(), Error> {
    sqlx::query(
        "update own_words set word = $3 where channel <> '' and field = $1 and word = $2
            and not exists (
                select 1 from own_words as said
                where said.channel = own_words.channel and said.site = own_words.site and said.field = $1 and said.word = $3
            )",
    )
    .bind(fields::BRAND)
    .bind(from)
    .bind(to)
    .execute(tx.conn())
    .await
    .attempted("taking a correction along with its brand")?;
    forget_corrections_of(tx, fields::BRAND, from).await
}

/// What was said of a word that goes is said of nothing.
pub(super) async fn forget_corrections_of(
    tx: &mut TenantTx,
    field: &str,
    word: &str,
) -> Result<(), Error> {
    sqlx::query("delete from own_words where channel <> '' and field = $1 and word = $2")
        .bind(field)
        .bind(word)
        .execute(tx.conn())
        .await
        .attempted("forgetting what a word is at a marketplace")?;
    Ok(())
}

pub(super) async fn remove(tx: &mut TenantTx, id: OwnWordId) -> Result<(), Error> {
    let done = sqlx::query("delete from own_words where id = $1")
        .bind(id.0)
        .execute(tx.conn())
        .await
        .attempted("removing a word")?;
    expect_one(&done, "own word")
}
