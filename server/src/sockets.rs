//! The doors that stay open: a dashboard's, which shows what happens, and an executor's, which makes it happen.
//!
//! A socket keeps nothing that matters: what it sends is read from the database whenever a hint or a tick says
//! that something may have changed, so a lost hint or a dead node costs seconds and nothing else.

pub mod dashboard;
pub mod executor;
pub mod frames;
pub mod gate;
