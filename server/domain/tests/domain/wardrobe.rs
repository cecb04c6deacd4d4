//! What vinted.fr holds of one seller, as far as the tests of selling need it.

use stoflow_wire::vinted::{
    PublishedListing, ReadBack, SeenItem, VintedItem, VintedOrder, VintedResult,
};

/// What vinted.fr holds of one seller.
#[derive(Default)]
pub(super) struct Wardrobe {
    pub(super) live: Vec<OnSale>,
    /// Calls that created something.
    pub(super) created: u32,
    pub(super) uploads: u32,
    last_id: i64,
}

pub(super) struct OnSale {
    pub(super) id: i64,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) price_minor: i64,
}

impl Wardrobe {
    pub(super) fn next_id(&mut self) -> i64 {
        self.last_id += 1;
        self.last_id
    }

    fn create(&mut self, item: &VintedItem) -> i64 {
        let id = self.next_id();
        self.created += 1;
        self.live.push(OnSale {
            id,
            title: item.title.clone(),
            description: item.description.clone(),
            price_minor: item.price.minor,
        });
        id
    }

    /// Makes the one call of an order that cannot be taken back.
    pub(super) fn effect(&mut self, order: &VintedOrder) -> VintedResult {
        match order {
            VintedOrder::Publish(order) => {
                let id = self.create(&order.item);
                VintedResult::Published(published(id, &order.item))
            }
            VintedOrder::Update(order) => {
                let item = self.live.iter_mut().find(|item| item.id == order.vinted_id);
                if let Some(item) = item {
                    item.title.clone_from(&order.item.title);
                    item.price_minor = order.item.price.minor;
                }
                VintedResult::Updated(ReadBack {
                    seen: Some(seen(&order.item)),
                })
            }
            VintedOrder::Delete(order) => {
                self.live.retain(|item| item.id != order.vinted_id);
                VintedResult::Deleted
            }
        }
    }

    /// The item with this reference in its description.
    pub(super) fn find(&self, reference: &str) -> Option<i64> {
        let found = self
            .live
            .iter()
            .find(|item| item.description.contains(reference));
        found.map(|item| item.id)
    }
}

pub(super) fn published(vinted_id: i64, item: &VintedItem) -> PublishedListing {
    PublishedListing {
        vinted_id,
        url: format!("https://www.vinted.fr/items/{vinted_id}"),
        adopted: false,
        needs_verification: false,
        read_back: ReadBack {
            seen: Some(seen(item)),
        },
    }
}

fn seen(item: &VintedItem) -> SeenItem {
    SeenItem {
        title: item.title.clone(),
        description: item.description.clone(),
        price_minor: item.price.minor,
        catalog_id: Some(item.catalog_id),
        brand: item.brand.clone(),
        size_id: item.size_id,
        status_id: Some(item.status_id),
        colour_ids: item.colour_ids.clone(),
        photo_ids: vec![1, 2],
        assigned_photo_ids: vec![1, 2],
    }
}
