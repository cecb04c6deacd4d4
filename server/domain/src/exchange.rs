//! A shop in and out as a sheet: what others wrote down becomes items, what is here leaves as CSV, as a workbook, or with
//! its photos.
//!
//! An item of a sheet obeys the rules of the form (`products::form`) and of nothing else: this room knows no marketplace,
//! only what the programs of some call their columns, and what eBay's numbers of categories mean.

pub mod columns;
pub mod export;
mod facts;
pub mod import;
mod numbers;
mod presets;
mod rows;
mod sheets;
mod standing;
pub(crate) mod words;
