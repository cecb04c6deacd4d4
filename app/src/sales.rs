//! What the seller sold on Vinted: what is to be sent by when, labels, the list to pack by.
//!
//! Everything works as plain forms and links. Nothing here changes anything on Vinted.

pub mod detail;
pub mod empty;
pub mod head;
pub mod labels;
pub mod list;
pub mod page;
pub mod pick_list;
pub mod place;
pub mod row;
pub mod sentences;
pub mod server_fns;
