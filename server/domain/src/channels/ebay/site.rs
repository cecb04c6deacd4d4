//! The sites of eBay that a shop lists on.
//!
//! Knows their names only: what a word is called there is the business of `pack`.

/// An eBay site with a tree and a language of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Site {
    Fr,
    Gb,
    De,
}

impl Site {
    pub const ALL: [Self; 3] = [Self::Fr, Self::Gb, Self::De];

    /// The site as eBay's interfaces name it (`MarketplaceEnum`).
    pub fn marketplace_id(self) -> &'static str {
        match self {
            Self::Fr => "EBAY_FR",
            Self::Gb => "EBAY_GB",
            Self::De => "EBAY_DE",
        }
    }
}
