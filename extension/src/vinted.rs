//! Doing one command on vinted.fr, as a value: what to ask the page next, and what its answers mean.
//!
//! `run` drives: identify, pace, permit, ask, understand. `publish`, `update`, `delete`, `reply`, `find_label` and all
//! that begin with `read_` are the errands: they know their order's calls and nothing of pace or tabs.
//! `requests` is every call that exists, `replies` every way the site answers. No clock, no network, no browser in
//! here. The protocol is facts `marketplace-apis.md` section 4.

pub mod absence;
pub mod attributes;
pub mod conversation;
pub mod delete;
pub mod doubles;
pub mod errand;
pub mod fields;
pub mod find_label;
pub mod identity;
pub mod inbox_page;
pub mod invoices_page;
pub mod item_body;
pub mod listing_details;
pub mod look;
pub mod order;
pub mod publish;
pub mod published;
pub mod read_back;
pub mod read_conversation;
pub mod read_details;
pub mod read_inbox;
pub mod read_invoices;
pub mod read_sales;
pub mod read_transactions;
pub mod read_wardrobe;
pub mod replies;
pub mod reply;
pub mod requests;
pub mod run;
pub mod sales_page;
pub mod stamina;
pub mod update;
pub mod wardrobe_page;
