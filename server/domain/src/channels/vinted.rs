//! Vinted (vinted.fr): an item in Vinted's terms, what Vinted asks of it, and the orders for the seller's browser.
//!
//! `publish`, `update`, `delete` and `draft` turn a claimed job into an order; nothing here speaks to vinted.fr, the seller's
//! extension does. What an answer means for the listing is `listings::outcome`.

pub(crate) mod alarm;
pub(crate) mod compare;
pub(crate) mod content;
pub mod corrected;
pub(crate) mod delete;
mod details;
pub(crate) mod draft;
pub mod images;
pub(crate) mod inbox;
pub(crate) mod item;
mod keepsakes;
pub(crate) mod label;
pub mod limits;
pub(crate) mod link;
pub mod mapping;
pub mod pack;
pub(crate) mod publish;
pub(crate) mod reply;
pub(crate) mod sales;
pub(crate) mod sync;
pub(crate) mod taken_over;
pub mod text;
pub mod understood;
pub(crate) mod unmap;
pub(crate) mod update;

use crate::own_words::Place;

/// The site a listing is on.
pub(crate) const SITE: &str = "www.vinted.fr";

/// Where a seller's words are understood in Vinted's.
pub(crate) const PLACE: Place = Place {
    channel: "vinted",
    site: SITE,
};

/// The public page of a listing: the address that came with it where it is one of the site's, else the short one.
pub(crate) fn page(vinted_id: i64, told: &str) -> String {
    let of_the_site = told
        .strip_prefix("https://")
        .and_then(|rest| rest.strip_prefix(SITE))
        .is_some_and(|path| path.starts_with('/'));
    if of_the_site {
        told.to_owned()
    } else {
        format!("https://{SITE}/items/{vinted_id}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_sites_own_address_is_shown_as_a_link() {
        let own = "https://www.vinted.fr/items/7-robe-rouge";
        assert_eq!(page(7, own), own);
        for other in [
            "",
            "javascript:alert(1)",
            "https://www.vinted.fr.example.org/items/7",
            "http://www.vinted.fr/items/7",
            "/items/7",
        ] {
            assert_eq!(page(7, other), "https://www.vinted.fr/items/7");
        }
    }
}
