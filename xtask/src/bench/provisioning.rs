//! From nothing to a usable shop: what a new seller waits for, the whole of it and without the password, and the building
//! of a shop that is done ahead so that nobody waits for it.

use anyhow::Result;

use super::report::Row;
use super::timings;
use crate::progress;
use crate::shell;
use crate::stack::Stack;

pub(super) fn measure(stack: &Stack) -> Result<Vec<Row>> {
    let told = progress::quiet("200 new sellers", || {
        shell::answer(&mut stack.server_command(&["bench-provisioning", "--count", "200"]))
    })?;
    timings::rows("new seller", &told)
}
