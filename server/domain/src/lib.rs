//! The business of StoFlow: accounts, shops, products, listings, jobs, channels.
//!
//! Knows PostgreSQL, the photo store and the mail; knows no HTTP, no page and no socket. Server functions, the API
//! and the workers are thin doors to what is here. One noun is one module, and only it writes SQL on its tables.

pub mod accounts;
pub mod backend;
pub mod batches;
pub mod brand_tiers;
pub mod catalogue;
pub mod channel_rules;
pub mod channels;
pub mod clock;
pub mod conversations;
pub mod coverage;
pub mod database;
pub mod error;
pub mod exchange;
pub mod executors;
pub mod fit;
pub mod governor;
pub mod hints;
pub mod jobs;
pub mod keys;
pub mod listings;
pub mod mail;
pub mod own_words;
pub mod photos;
pub mod pricing;
pub mod products;
pub mod sales;
pub mod schedules;
pub mod secrets;
pub mod sessions;
pub mod templates;
pub mod tenants;
pub mod wardrobe;
pub mod wording;
