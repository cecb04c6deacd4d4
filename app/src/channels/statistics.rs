//! How the shop does on Vinted: today's numbers, a line through the days, and the listings that stand out. Reads only.

pub mod chart;
pub mod course;
pub mod page;
pub mod server_fns;
