//! Changing many items at once: filled in, looked at row by row, done with one click, and taken back with another.

pub mod done;
pub mod fields;
pub mod page;
pub mod rows;
pub mod sentences;
pub mod server_fns;
