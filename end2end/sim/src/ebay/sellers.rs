//! Who has an account, and all that eBay knows of them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The seller who is there from the start.
pub const DEMO_SELLER: &str = "friperie_demo";

/// The program in which terms are kept as policies.
pub(crate) const POLICY_PROGRAM: &str = "SELLING_POLICY_MANAGEMENT";

/// Somebody with an account.
#[derive(Clone, Debug, Serialize)]
pub struct Seller {
    pub user_id: String,
    pub username: String,
    pub business: bool,
    /// Such as `EBAY_FR`.
    pub marketplace: String,
    /// eBay knows who they are and where their money goes.
    pub registered: bool,
    pub programs: BTreeSet<String>,
    /// eBay has opened policies for them; until then it says that they have none, whatever programs they are in.
    pub policies_open: bool,
    pub policies: Vec<Policy>,
    /// By their keys, as they were sent.
    pub locations: BTreeMap<String, Value>,
}

/// One of a seller's policies.
#[derive(Clone, Debug, Serialize)]
pub struct Policy {
    pub id: String,
    pub kind: PolicyKind,
    pub marketplace: String,
    pub name: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PolicyKind {
    Payment,
    Fulfillment,
    Return,
}

impl PolicyKind {
    pub const ALL: [Self; 3] = [Self::Payment, Self::Fulfillment, Self::Return];
}

impl Seller {
    /// Policies can be asked for.
    pub(crate) fn has_policies(&self) -> bool {
        self.policies_open && self.programs.contains(POLICY_PROGRAM)
    }
}

/// Everybody with an account, by name.
pub(crate) struct Sellers {
    by_name: BTreeMap<String, Seller>,
    last: u64,
}

impl Default for Sellers {
    fn default() -> Self {
        let mut sellers = Self {
            by_name: BTreeMap::new(),
            last: 0,
        };
        sellers.open(DEMO_SELLER);
        sellers
    }
}

impl Sellers {
    /// Opens an account for a private seller in France who never sold before; `None` when the name is taken.
    pub(crate) fn open(&mut self, username: &str) -> Option<Seller> {
        if self.by_name.contains_key(username) {
            return None;
        }
        self.last += 1;
        let seller = Seller {
            user_id: format!("sim{:09}", self.last),
            username: username.to_owned(),
            business: false,
            marketplace: "EBAY_FR".to_owned(),
            registered: true,
            programs: BTreeSet::new(),
            policies_open: true,
            policies: Vec::new(),
            locations: BTreeMap::new(),
        };
        self.by_name.insert(username.to_owned(), seller.clone());
        Some(seller)
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Seller> {
        self.by_name.values()
    }

    pub(crate) fn get(&self, username: &str) -> Option<&Seller> {
        self.by_name.get(username)
    }

    pub(crate) fn get_mut(&mut self, username: &str) -> Option<&mut Seller> {
        self.by_name.get_mut(username)
    }

    /// One policy of each kind on this site.
    pub(crate) fn make_policies(&mut self, username: &str, marketplace: &str) -> Option<()> {
        let first = self.last + 1;
        self.last += 3;
        let seller = self.by_name.get_mut(username)?;
        for (id, kind) in (first..).zip(PolicyKind::ALL) {
            seller.policies.push(Policy {
                id: id.to_string(),
                kind,
                marketplace: marketplace.to_owned(),
                name: format!("{kind:?} {marketplace}"),
            });
        }
        Some(())
    }
}
