//! What the seller sold: what is to be sent by when, labels, the list to pack by, months in sums, and the receipts of what
//! was gone elsewhere.
//!
//! Everything works as plain forms and links. Nothing here changes anything on Vinted.

#[cfg(feature = "ssr")]
pub mod books;
pub mod detail;
pub mod empty;
pub mod head;
pub mod labels;
pub mod list;
pub mod month;
pub mod news;
pub mod page;
pub mod pick_list;
pub mod place;
pub mod proposals;
pub mod receipts;
pub mod row;
pub mod sentences;
pub mod server_fns;
