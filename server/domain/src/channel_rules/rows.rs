//! The rows of `channel_rules`, one for each channel that the seller said something of.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::pricing::own::{Own, OwnFees, Share};
use stoflow_wire::money::Money;
use stoflow_wire::pricing::{Channel, ChannelRules, Ending, PerMille};

#[derive(sqlx::FromRow)]
struct Row {
    channel: String,
    coefficient: Option<i32>,
    added_minor: Option<i64>,
    ending: Option<String>,
    minimum_minor: Option<i64>,
    commission_percent: Option<i32>,
    commission_minor: Option<i64>,
    payment_percent: Option<i32>,
    payment_minor: Option<i64>,
    packaging_minor: Option<i64>,
}

impl Row {
    /// `None` for a channel that this version does not know.
    fn own(&self) -> Option<Own> {
        let channel = Channel::from_name(&self.channel)?;
        Some(Own {
            channel,
            price: self.price(channel),
            fees: self.fees(),
        })
    }

    fn price(&self, channel: Channel) -> Option<ChannelRules> {
        Some(ChannelRules {
            channel,
            coefficient: PerMille(self.coefficient?),
            added: Money::euros_from_cents(self.added_minor?),
            // An ending this version does not know is none.
            ending: Ending::from_name(self.ending.as_deref()?).unwrap_or(Ending::AsItIs),
            minimum: self.minimum_minor.map(Money::euros_from_cents),
        })
    }

    fn fees(&self) -> Option<OwnFees> {
        Some(OwnFees {
            commission: share(self.commission_percent?, self.commission_minor?),
            payment: share(self.payment_percent?, self.payment_minor?),
            packaging: Money::euros_from_cents(self.packaging_minor?),
        })
    }
}

fn share(percent: i32, fixed: i64) -> Share {
    Share {
        percent: percent.max(0).cast_unsigned(),
        fixed: Money::euros_from_cents(fixed),
    }
}

pub(super) async fn list(tx: &mut TenantTx) -> Result<Vec<Own>, Error> {
    let rows: Vec<Row> = sqlx::query_as(
        "select channel, coefficient, added_minor, ending, minimum_minor, commission_percent, commission_minor, \
         payment_percent, payment_minor, packaging_minor from channel_rules",
    )
    .fetch_all(tx.conn())
    .await
    .attempted("reading the rules of the channels")?;
    Ok(rows.iter().filter_map(Row::own).collect())
}

/// Who says nothing any more has no row.
pub(super) async fn set(tx: &mut TenantTx, own: &Own) -> Result<(), Error> {
    if *own == Own::nothing(own.channel) {
        return remove(tx, own.channel).await;
    }
    let (price, fees) = (own.price, own.fees);
    sqlx::query(
        "insert into channel_rules (channel, coefficient, added_minor, ending, minimum_minor, commission_percent, \
         commission_minor, payment_percent, payment_minor, packaging_minor) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (channel) do update \
         set coefficient = excluded.coefficient, added_minor = excluded.added_minor, ending = excluded.ending, \
         minimum_minor = excluded.minimum_minor, commission_percent = excluded.commission_percent, \
         commission_minor = excluded.commission_minor, payment_percent = excluded.payment_percent, \
         payment_minor = excluded.payment_minor, packaging_minor = excluded.packaging_minor",
    )
    .bind(own.channel.name())
    .bind(price.map(|price| price.coefficient.0))
    .bind(price.map(|price| price.added.minor))
    .bind(price.map(|price| price.ending.name()))
    .bind(price.and_then(|price| price.minimum).map(|minimum| minimum.minor))
    .bind(fees.map(|fees| fees.commission.percent.cast_signed()))
    .bind(fees.map(|fees| fees.commission.fixed.minor))
    .bind(fees.map(|fees| fees.payment.percent.cast_signed()))
    .bind(fees.map(|fees| fees.payment.fixed.minor))
    .bind(fees.map(|fees| fees.packaging.minor))
    .execute(tx.conn())
    .await
    .attempted("keeping the rules of a channel")
    .map(drop)
}

pub(super) async fn remove(tx: &mut TenantTx, channel: Channel) -> Result<(), Error> {
    sqlx::query("delete from channel_rules where channel = $1")
        .bind(channel.name())
        .execute(tx.conn())
        .await
        .attempted("forgetting the rules of a channel")
        .map(drop)
}
