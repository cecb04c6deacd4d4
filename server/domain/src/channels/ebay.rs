//! eBay (ebay.fr, ebay.co.uk, ebay.de): what our words are there, and the shop's account.
//!
//! Connected and made ready so far; nothing here lists or reads what is sold yet.

pub(crate) mod alarm;
pub mod api;
mod asking;
pub mod connecting;
mod consents;
mod directory;
mod locations;
pub mod notices;
pub mod pack;
pub mod readiness;
pub mod resealing;
mod rows;
pub mod site;
pub mod tokens;
pub mod view;
