//! The REST API (`/api/v1`): a second thin door to the calls the server functions make, and the extension's pairing.

pub mod executor;
pub mod products;
pub mod session;
