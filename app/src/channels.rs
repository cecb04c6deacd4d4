//! The marketplaces and how they are reached.

pub mod ebay;
pub mod governor;
pub mod health;
pub mod latest;
pub mod pairing;
pub mod server_fns;
pub mod statistics;
pub mod vinted;
pub mod wardrobe;
