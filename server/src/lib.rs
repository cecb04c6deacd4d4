#![recursion_limit = "256"]
//! The process: who may come in, by which door, and what runs beside the requests.
//!
//! Holds no business: every route is a thin door to `stoflow-domain`. In reading order: `settings` and `compose`
//! put the backend together, `router` lists every route, `security` is what each request passes first, `asked`
//! what it brings, `apology` what a person sees where it failed, `sockets` are the doors that stay open, `commands` what
//! an operator can run.

pub mod api;
pub mod apology;
pub mod asked;
pub mod assets;
pub mod commands;
pub mod compose;
pub mod ebay;
pub mod exchange;
pub mod failure;
pub mod health;
pub mod open_files;
pub mod pages;
pub mod photos;
pub mod router;
pub mod sales;
pub mod security;
pub mod serve;
pub mod settings;
pub mod sockets;
