//! How careful StoFlow is on the seller's Vinted account: the limits as a form, and the day as numbers. Plain forms do
//! all of it.

pub mod card;
pub mod limits;
pub mod page;
pub mod server_fns;
