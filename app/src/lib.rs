#![recursion_limit = "256"]
//! What a person sees: pages, components and the server functions behind them.
//!
//! Compiled twice: natively with `ssr` for the server, which renders every page, and to WASM with `hydrate` for the
//! browser, which brings them to life. Pages know the words of `stoflow-wire`; only server functions call the domain.

pub mod act;
pub mod address;
pub mod app;
pub mod asked;
pub mod batches;
pub mod brand_tiers;
pub mod bridge;
pub mod channel_rules;
pub mod channels;
pub mod conversations;
pub mod editing;
pub mod error;
pub mod exchange;
pub mod frame;
pub mod jobs;
pub mod landing;
pub mod live;
pub mod own_words;
pub mod paths;
pub mod products;
#[cfg(feature = "ssr")]
pub mod request;
pub mod rooms;
pub mod sales;
pub mod session;
pub mod settings;
pub mod shell;
pub mod ui;
pub mod visit;
pub mod wording;
pub mod words;
