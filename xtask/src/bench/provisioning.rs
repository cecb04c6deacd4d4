//! From nothing to a usable shop: what a new seller waits for, beside the hashing of the password.

use anyhow::Result;

use super::{Row, timings};
use crate::progress;
use crate::shell;
use crate::stack::Stack;

pub(super) fn measure(stack: &Stack) -> Result<Vec<Row>> {
    let told = progress::quiet("200 new sellers", || {
        shell::answer(&mut stack.server_command(&["bench-provisioning", "--count", "200"]))
    })?;
    timings("new seller, beside the password", &told)
}
