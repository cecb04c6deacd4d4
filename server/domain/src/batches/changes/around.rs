//! What a change has to know beside the items themselves: which of them a marketplace may be showing, which references
//! are taken, what listings ask for. Looked up for all of them at once, and only where it is asked.

use crate::channel_rules;
use crate::database::TenantTx;
use crate::error::Error;
use crate::listings;
use crate::pricing::own::Own;
use crate::pricing::rules;
use crate::products::revision::Glance;
use crate::products::shelf;
use std::collections::{HashMap, HashSet};
use stoflow_wire::changes::ChangeKind;
use stoflow_wire::ids::ProductId;
use stoflow_wire::money::Money;
use stoflow_wire::worth::ChannelPrice;

#[derive(Debug, Default)]
pub(super) struct Around {
    /// How many listings of an item are, or may be, live.
    listed: HashMap<ProductId, u32>,
    /// References that an item of the list has.
    taken: HashSet<String>,
    /// The seller's own rules.
    own: Vec<Own>,
}

impl Around {
    /// What doing it asks.
    pub(super) async fn doing(
        tx: &mut TenantTx,
        kind: ChangeKind,
        items: &[Glance],
    ) -> Result<Self, Error> {
        match kind {
            ChangeKind::Archive | ChangeKind::Sell => Self::listings(tx, items).await,
            ChangeKind::Restore => Self::references(tx, items).await,
            ChangeKind::Price => Ok(Self {
                own: channel_rules::list(tx).await?,
                ..Self::default()
            }),
            ChangeKind::Location | ChangeKind::Duplicate => Ok(Self::default()),
        }
    }

    /// What taking it back asks.
    pub(super) async fn undoing(
        tx: &mut TenantTx,
        kind: ChangeKind,
        items: &[Glance],
    ) -> Result<Self, Error> {
        match kind {
            ChangeKind::Archive => Self::references(tx, items).await,
            ChangeKind::Restore => Self::listings(tx, items).await,
            ChangeKind::Price | ChangeKind::Location | ChangeKind::Duplicate | ChangeKind::Sell => {
                Ok(Self::default())
            }
        }
    }

    async fn listings(tx: &mut TenantTx, items: &[Glance]) -> Result<Self, Error> {
        let products: Vec<ProductId> = items.iter().map(|item| item.product).collect();
        let badges = listings::badges(tx, &products).await?;
        let listed = badges.into_iter().map(|(product, badges)| {
            let live = badges.iter().filter(|badge| badge.state.may_be_live());
            (product, u32::try_from(live.count()).unwrap_or(u32::MAX))
        });
        Ok(Self {
            listed: listed.collect(),
            ..Self::default()
        })
    }

    async fn references(tx: &mut TenantTx, items: &[Glance]) -> Result<Self, Error> {
        let skus: Vec<&str> = items.iter().map(|item| item.sku.as_str()).collect();
        Ok(Self {
            taken: shelf::listed(tx, &skus).await?,
            ..Self::default()
        })
    }

    /// How many listings of it are, or may be, live.
    pub(super) fn listed(&self, product: ProductId) -> u32 {
        self.listed.get(&product).copied().unwrap_or_default()
    }

    /// What listings ask for of an item that costs `asked`, where the seller's own rules make another price of it.
    pub(super) fn asked_there(&self, asked: Money, minimum: Option<Money>) -> Vec<ChannelPrice> {
        let own = self.own.iter().filter_map(|own| own.price.as_ref());
        own.map(|priced| ChannelPrice {
            channel: priced.channel,
            price: rules::listed(asked, minimum, Some(priced)),
        })
        .filter(|there| there.price != asked)
        .collect()
    }

    /// Whether the item can have its reference in the list again. Then it has it, and no other can.
    pub(super) fn takes_reference(&mut self, item: &Glance) -> bool {
        item.sku.is_empty() || self.taken.insert(item.sku.clone())
    }
}

#[cfg(test)]
impl Around {
    pub(super) fn of_listed(product: ProductId) -> Self {
        Self {
            listed: HashMap::from([(product, 1)]),
            ..Self::default()
        }
    }
}
