//! The seller's wardrobe on Vinted: what was read there, and how its listings and the seller's items belong together.
//!
//! Everything on the page works as plain forms and links. Nothing here changes anything on Vinted.

pub mod archive;
pub mod card;
pub mod chooser;
pub mod empty;
pub mod head;
pub mod list;
pub mod news;
pub mod page;
pub mod picks;
pub mod place;
pub mod row;
pub mod sentences;
pub mod server_fns;
pub mod tie;
