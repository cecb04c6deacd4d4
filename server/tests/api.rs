//! The real router on a real socket and a real PostgreSQL, met by people.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

#[path = "api/app.rs"]
mod app;
#[path = "api/headers.rs"]
mod headers;
#[path = "api/markup.rs"]
mod markup;
#[path = "api/origins.rs"]
mod origins;
#[path = "api/photos.rs"]
mod photos;
#[path = "api/sales.rs"]
mod sales;
#[path = "api/sessions.rs"]
mod sessions;
#[path = "api/shops.rs"]
mod shops;
#[path = "api/socket_ends.rs"]
mod socket_ends;
#[path = "api/sockets.rs"]
mod sockets;
#[path = "api/strangers.rs"]
mod strangers;
#[path = "api/tenancy.rs"]
mod tenancy;
