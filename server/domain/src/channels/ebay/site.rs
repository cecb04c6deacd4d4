//! The sites of eBay that our catalogue has words for: what a word is called there is the business of `pack`.

use stoflow_wire::ebay::EbaySite;

/// An eBay site with a tree and a language of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Site {
    Fr,
    Gb,
    De,
}

impl Site {
    pub const ALL: [Self; 3] = [Self::Fr, Self::Gb, Self::De];
}

impl From<Site> for EbaySite {
    fn from(site: Site) -> Self {
        match site {
            Site::Fr => Self::Fr,
            Site::Gb => Self::Gb,
            Site::De => Self::De,
        }
    }
}
