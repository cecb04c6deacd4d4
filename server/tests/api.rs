//! The real router on a real socket and a real PostgreSQL, met by people.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

#[path = "api/admins.rs"]
mod admins;
#[path = "api/app.rs"]
mod app;
#[path = "api/bad_input.rs"]
mod bad_input;
#[path = "api/behind.rs"]
mod behind;
#[path = "api/door.rs"]
mod door;
#[path = "api/doors.rs"]
mod doors;
#[path = "api/ebay.rs"]
mod ebay;
#[path = "api/endings.rs"]
mod endings;
#[path = "api/headers.rs"]
mod headers;
#[path = "api/markup.rs"]
mod markup;
#[path = "api/origins.rs"]
mod origins;
#[path = "api/paper_forms.rs"]
mod paper_forms;
#[path = "api/photos.rs"]
mod photos;
#[path = "api/routes.rs"]
mod routes;
#[path = "api/sales.rs"]
mod sales;
#[path = "api/sessions.rs"]
mod sessions;
#[path = "api/shops.rs"]
mod shops;
#[path = "api/socket_ends.rs"]
mod socket_ends;
#[path = "api/socket_limits.rs"]
mod socket_limits;
#[path = "api/sockets.rs"]
mod sockets;
#[path = "api/strangers.rs"]
mod strangers;
#[path = "api/tenancy.rs"]
mod tenancy;
