//! A seller's own words: the page that lists them, adding one from an item's form, and what an item's words become on
//! Vinted.

pub mod coin;
pub mod desk;
pub mod page;
mod sentences;
pub mod server_fns;
pub mod there;
pub mod understood;
pub mod values;
pub mod writing;
