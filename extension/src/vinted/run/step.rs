//! What a run asks of whoever drives it.

use crate::vinted::requests::PageRequest;
use stoflow_wire::vinted::PhotoToUpload;

/// What to do next.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Ask the page, with the photo's bytes where there is one; then [`super::Run::hear_page`].
    Ask {
        request: PageRequest,
        photo: Option<PhotoToUpload>,
    },
    /// Ask the server; then [`super::Run::hear_permit`].
    Permit,
    /// Come back for the next step after this long.
    Wait {
        ms: u64,
    },
    /// The page or the server has not answered yet.
    Listen,
    Done,
}
