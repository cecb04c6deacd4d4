//! Titles and descriptions that are written for the seller: the fold in an item's editor, and the page of the templates.
//!
//! The texts are made on the server; here they are asked for, shown, and put into the form where the seller takes them.

pub mod counter;
pub mod fold;
pub mod page;
pub mod pick;
pub mod placeholders;
pub mod sentences;
pub mod server_fns;
pub mod take;
pub mod writing;
