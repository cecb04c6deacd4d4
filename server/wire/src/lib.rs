//! The words that cross a process border: between server, dashboard and extension.
//!
//! Everything here is `Serialize + Deserialize` and does cross a border; what never leaves one process has no
//! place here. No I/O, no clock, no marketplace rule. Pointer-sized integers are banned: the two ends are wasm32
//! and x86-64. A renamed variant breaks `tests/golden.rs`, not a seller's browser.

pub mod accounts;
pub mod archive;
pub mod batches;
pub mod brand_tiers;
pub mod changes;
pub mod channel_rules;
pub mod conversations;
pub mod crop;
pub mod ebay;
pub mod exchange;
pub mod executor;
pub mod filters;
pub mod fit;
pub mod gap;
pub mod governor;
pub mod ids;
pub mod jobs;
pub mod language;
pub mod listings;
pub mod money;
pub mod one_sale;
pub mod own_words;
pub mod photos;
pub mod platform;
pub mod pricing;
pub mod problem;
pub mod products;
pub mod receipts;
pub mod revenue;
pub mod sales;
pub mod similar;
pub mod socket;
pub mod statistics;
pub mod templates;
pub mod vinted;
pub mod wardrobe;
pub mod wording;
pub mod worth;
