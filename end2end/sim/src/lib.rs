//! The outside world, played on one machine: vinted.fr over HTTPS under its real host name, eBay's interfaces, a mail
//! server, and the pages and orders with which a person or a test looks behind the curtain.
//!
//! Nothing here knows StoFlow: what it plays comes from observations of the real places, never from the client it
//! is used to test. Start at [`world::World`].

mod clock;
pub mod control;
mod desk;
pub mod ebay;
mod edge;
pub mod faults;
pub mod mailbox;
pub mod requests;
pub mod vinted;
pub mod world;
