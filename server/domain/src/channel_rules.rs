//! A seller's own rules for each channel: what a listing there asks for, and what a sale there costs. Writes the table
//! `channel_rules`, and nobody else does.
//!
//! A row says only what the seller changed: whoever leaves everything as StoFlow has it has none. Knows no formula, that is
//! the pricing room's, and no marketplace: a channel is given its product by [`offered`].

mod form;
mod rows;

use crate::database::TenantTx;
use crate::error::Error;
use crate::pricing::own::Own;
use crate::pricing::{fees, rules};
use crate::products::{self, Product};
use stoflow_wire::channel_rules::{ChannelDesk, Example, RulesForm, RulesLook};
use stoflow_wire::ids::ProductId;
use stoflow_wire::money::Money;
use stoflow_wire::pricing::Channel;

/// What the rules are shown for: 20 €.
const EXAMPLE: i64 = 2_000;

/// What the seller said, channel by channel; those they said nothing of are left out.
pub async fn list(tx: &mut TenantTx) -> Result<Vec<Own>, Error> {
    rows::list(tx).await
}

/// Every channel with all that holds there.
pub async fn desks(tx: &mut TenantTx) -> Result<Vec<ChannelDesk>, Error> {
    let said = list(tx).await?;
    let channels = Channel::ALL.iter();
    Ok(channels
        .map(|channel| desk(&Own::on(&said, *channel)))
        .collect())
}

/// Keeps the rules of a channel as they were typed. [`Error::Invalid`] names each field that cannot be taken.
pub async fn set(tx: &mut TenantTx, typed: &RulesForm) -> Result<ChannelDesk, Error> {
    let own = form::read(typed).map_err(Error::Invalid)?;
    rows::set(tx, &own).await?;
    Ok(desk(&own))
}

/// What StoFlow has holds on the channel again.
pub async fn reset(tx: &mut TenantTx, channel: Channel) -> Result<ChannelDesk, Error> {
    rows::remove(tx, channel).await?;
    Ok(desk(&Own::nothing(channel)))
}

/// What rules come to while they are typed.
pub fn look(typed: &RulesForm) -> RulesLook {
    match form::read(typed) {
        Ok(own) => RulesLook {
            example: Some(example(&own)),
            problems: Vec::new(),
        },
        Err(problems) => RulesLook {
            example: None,
            problems,
        },
    }
}

/// The saved product as a channel is given it: at the price that a listing there asks for.
pub(crate) async fn offered(
    tx: &mut TenantTx,
    channel: Channel,
    product: ProductId,
) -> Result<Product, Error> {
    let mut product = products::get(tx, product).await?;
    let own = Own::on(&list(tx).await?, channel);
    let fields = &mut product.fields;
    fields.price = fields.price.map(|price| own.listed(price, fields.minimum));
    Ok(product)
}

/// What an item costs whose listing on the channel asks for `shown`.
pub(crate) async fn unlisted(
    tx: &mut TenantTx,
    channel: Channel,
    shown: Money,
) -> Result<Money, Error> {
    let own = Own::on(&list(tx).await?, channel);
    Ok(rules::unlisted(shown, own.price.as_ref()))
}

fn desk(own: &Own) -> ChannelDesk {
    let Own { channel, .. } = *own;
    ChannelDesk {
        channel,
        form: form::write(own),
        price_by: own.price_by(),
        fees_by: own.fees_by(),
        besides: fees::besides(channel),
        guessed: fees::is_guessed(channel, own.fees.as_ref()),
    }
}

fn example(own: &Own) -> Example {
    let item = Money::euros_from_cents(EXAMPLE);
    Example {
        item,
        profit: own.sold(item, None, None),
        advised: rules::price(item, None, &rules::advised(own.channel)),
    }
}
