//! The same act for many items: what it would do is shown first, then it is done with one click and followed as one.

pub mod card;
pub mod page;
pub mod sentences;
pub mod server_fns;

use crate::paths;
use serde::{Deserialize, Serialize};
use stoflow_wire::ids::ProductId;

/// What can be done with many items at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BulkAct {
    Publish,
    Update,
    Withdraw,
    SellElsewhere,
    Archive,
}

impl BulkAct {
    pub const ALL: [Self; 5] = [
        Self::Publish,
        Self::Update,
        Self::Withdraw,
        Self::SellElsewhere,
        Self::Archive,
    ];

    /// The text in addresses and forms.
    pub fn name(self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::Update => "update",
            Self::Withdraw => "withdraw",
            Self::SellElsewhere => "sell_elsewhere",
            Self::Archive => "archive",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.name() == name)
    }

    /// The page that shows what it would do with `products`, and leads back to `back`.
    pub fn path(self, products: impl IntoIterator<Item = ProductId>, back: &str) -> String {
        let mut path = paths::with_query(paths::BULK, &[("act", self.name()), ("back", back)]);
        for product in products {
            path.push_str("&product=");
            path.push_str(&product.to_string());
        }
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_names_the_act_the_items_and_the_way_back() {
        let path = BulkAct::Publish.path([ProductId(3), ProductId(7)], "/products?search=a");
        assert_eq!(
            path,
            "/products/bulk?act=publish&back=%2Fproducts%3Fsearch%3Da&product=3&product=7"
        );
    }
}
