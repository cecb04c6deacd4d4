//! What an item may be worth, what to ask for it on each channel, and what is left of the sale.
//!
//! Pure: the tables of `data/pricing` are compiled in, an admin's and a seller's own entries are passed in, and the same
//! words give the same price to everybody. No SQL, no clock, nothing learnt or guessed on the way. Whatever goes in, no
//! price that comes out is negative, below [`FLOOR`] or below the seller's minimum. Source: facts `original-backend.md`
//! section 6, appendix A.2 and W-17.

mod adjustments;
mod amounts;
pub mod appraisal;
pub mod book;
mod brands;
mod cells;
mod condition;
pub mod fees;
pub mod group;
mod model;
pub mod own;
pub mod profit;
pub mod rules;
pub mod weights;

/// No price is lower: 1,00 €, the least that Vinted takes; in cents.
pub const FLOOR: i64 = 100;
/// No price is higher, unless the seller's minimum is: 99 999,99 € as in the item's form; in cents.
pub const CEILING: i64 = 9_999_999;
