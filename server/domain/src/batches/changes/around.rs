//! What a change has to know beside the items themselves: which of them a marketplace may be showing, which references
//! are taken. Looked up for all of them at once, and only where it is asked.

use crate::database::TenantTx;
use crate::error::Error;
use crate::listings;
use crate::products::revision::Glance;
use crate::products::shelf;
use std::collections::{HashMap, HashSet};
use stoflow_wire::changes::ChangeKind;
use stoflow_wire::ids::ProductId;

#[derive(Debug, Default)]
pub(super) struct Around {
    /// How many listings of an item are, or may be, live.
    listed: HashMap<ProductId, u32>,
    /// References that an item of the list has.
    taken: HashSet<String>,
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
            ChangeKind::Price | ChangeKind::Location | ChangeKind::Duplicate => Ok(Self::default()),
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
            taken: HashSet::new(),
        })
    }

    async fn references(tx: &mut TenantTx, items: &[Glance]) -> Result<Self, Error> {
        let skus: Vec<&str> = items.iter().map(|item| item.sku.as_str()).collect();
        Ok(Self {
            listed: HashMap::new(),
            taken: shelf::taken(tx, &skus).await?.listed,
        })
    }

    /// How many listings of it are, or may be, live.
    pub(super) fn listed(&self, product: ProductId) -> u32 {
        self.listed.get(&product).copied().unwrap_or_default()
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
            taken: HashSet::new(),
        }
    }
}
