//! How dear brands are second-hand, for admins: found by name, moved to another tier and back, with who did it when.

pub mod page;
pub mod row;
pub mod sentences;
pub mod server_fns;
