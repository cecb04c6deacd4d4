//! The seller's messages on Vinted: the inbox beside the conversation one is in, and the replies that are at hand.
//!
//! Everything works as plain forms and links. What buyers write is shown as text, never as anything else.

pub mod canned;
pub mod composer;
pub mod empty;
pub mod freshness;
pub mod inbox;
pub mod outbox;
pub mod page;
pub mod place;
pub mod sentences;
pub mod server_fns;
pub mod talk;
