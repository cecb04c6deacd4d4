//! Sheets in and out: where they begin, where the columns of one are placed, and what came of it.

pub mod columns;
pub mod done;
pub mod page;
pub mod rows;
pub mod sentences;
pub mod server_fns;
pub mod start;
