//! Buyers: what they buy of a member's wardrobe, and how their parcels move on.

use serde::{Deserialize, Serialize};
use time::Duration;

use super::{Control, ControlError};
use crate::clock;
use crate::vinted::State;
use crate::vinted::items::{ItemId, Standing};
use crate::vinted::sales::{Label, Sale, Stage, TransactionId};
use crate::vinted::session::MemberId;

/// Who buys where nobody is named.
const SOMEBODY: &str = "lucie_chine";

/// Somebody buys these listings of one member, in one parcel.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaleOrder {
    pub items: Vec<ItemId>,
    /// A login; a new member where there is none of this name.
    pub buyer: Option<String>,
    /// When it was paid; now where it is not said.
    pub days_ago: Option<u32>,
    #[serde(default)]
    pub label: Label,
}

/// What the control tells of a sale.
#[derive(Clone, Debug, Serialize)]
pub struct SaleReport {
    pub id: TransactionId,
    pub seller: MemberId,
    pub buyer: String,
    pub items: Vec<ItemId>,
    pub stage: Stage,
    pub shipment: u64,
    pub tracking: String,
}

impl SaleReport {
    fn of(state: &State, sale: &Sale) -> Self {
        let buyer = state.members.get(sale.buyer);
        Self {
            id: sale.id,
            seller: sale.seller,
            buyer: buyer.map_or_else(String::new, |buyer| buyer.login.clone()),
            items: sale.items.clone(),
            stage: sale.stage,
            shipment: sale.shipment(),
            tracking: sale.tracking(),
        }
    }
}

impl Control {
    /// Somebody buys: the listings are sold from now on, and there is a parcel to send.
    pub fn buy(&self, order: &SaleOrder) -> Result<SaleReport, ControlError> {
        let mut state = self.site.lock();
        let first = order.items.first().ok_or(ControlError::NoSuchItem)?;
        let seller = state
            .items
            .get(*first)
            .ok_or(ControlError::NoSuchItem)?
            .member;
        let of_seller = |id: &ItemId| {
            let item = state.items.get(*id);
            item.is_some_and(|item| item.member == seller)
        };
        if !order.items.iter().all(of_seller) {
            return Err(ControlError::NoSuchItem);
        }
        let buyer = member(&mut state, order.buyer.as_deref().unwrap_or(SOMEBODY))?;
        for id in &order.items {
            if let Some(item) = state.items.get_mut(*id) {
                item.standing = Standing::Sold;
            }
        }
        let paid_at = clock::now() - Duration::days(order.days_ago.unwrap_or_default().into());
        let id = state
            .sales
            .add(seller, buyer, order.items.clone(), paid_at, order.label);
        let sale = state.sales.get(id).ok_or(ControlError::NoSuchSale)?;
        Ok(SaleReport::of(&state, sale))
    }

    /// A listing that is sold on the site was bought by somebody, unless it was before.
    pub(super) fn sell(&self, item: ItemId) -> Result<(), ControlError> {
        if self.site.lock().sales.holds(item) {
            return Ok(());
        }
        let order = SaleOrder {
            items: vec![item],
            buyer: None,
            days_ago: None,
            label: Label::Made,
        };
        self.buy(&order).map(drop)
    }

    /// The newest first.
    pub fn sales(&self) -> Vec<SaleReport> {
        let state = self.site.lock();
        state
            .sales
            .all()
            .map(|sale| SaleReport::of(&state, sale))
            .collect()
    }

    /// How far a sale is from now on; `None` leaves it as it is.
    pub fn move_sale(
        &self,
        id: TransactionId,
        stage: Option<Stage>,
        label: Option<Label>,
    ) -> Result<(), ControlError> {
        let mut site = self.site.lock();
        let sale = site.sales.get_mut(id).ok_or(ControlError::NoSuchSale)?;
        if let Some(stage) = stage {
            sale.stage = stage;
            sale.moved_at = clock::now();
        }
        sale.label = label.unwrap_or(sale.label);
        Ok(())
    }
}

fn member(state: &mut State, login: &str) -> Result<MemberId, ControlError> {
    if let Some(known) = state.members.find(login) {
        return Ok(known.id);
    }
    let new = state.members.add(login).ok_or(ControlError::LoginTaken)?;
    Ok(new.id)
}
