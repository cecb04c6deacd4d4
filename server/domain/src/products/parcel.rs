//! The size of the parcel an item is sent in, where the seller knows better than category and weight.

/// As marketplaces name them, the smallest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Parcel {
    Small,
    Medium,
    Large,
}

impl Parcel {
    pub const ALL: [Self; 3] = [Self::Small, Self::Medium, Self::Large];

    /// What a product stores.
    pub fn key(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|parcel| parcel.key() == key)
    }
}
