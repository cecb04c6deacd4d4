//! Prices and fees: what a listing asks for on each channel and what a sale there costs, as StoFlow has it or as the seller
//! knows it. Plain forms do all of it.

pub mod card;
pub mod example;
pub mod fields;
pub mod page;
pub mod sentences;
pub mod server_fns;
