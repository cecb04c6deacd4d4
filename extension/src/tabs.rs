//! Which tab of vinted.fr to ask: one that is there, before one is opened.

use serde::Deserialize;

/// `chrome.tabs.Tab`, as far as it counts here.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Tab {
    pub id: i32,
    /// Put out of memory by the browser: it has no page that could answer.
    #[serde(default)]
    pub discarded: bool,
    /// The person is looking at it.
    #[serde(default)]
    pub active: bool,
    /// Milliseconds since 1970.
    #[serde(default)]
    pub last_accessed: f64,
}

/// The tabs worth asking, in this order: the one the extension opened itself, then those the person used last.
pub fn in_order(tabs: &[Tab], own: Option<i32>) -> Vec<i32> {
    let mut awake: Vec<&Tab> = tabs.iter().filter(|tab| !tab.discarded).collect();
    awake.sort_by(|left, right| right.last_accessed.total_cmp(&left.last_accessed));
    let (ours, theirs): (Vec<i32>, Vec<i32>) = awake
        .into_iter()
        .map(|tab| tab.id)
        .partition(|id| Some(*id) == own);
    ours.into_iter().chain(theirs).collect()
}

/// The tab the extension opened itself, to be closed when it does not answer any more (a browser freezes what lies
/// in the background for long). Never one the person looks at, and never one of theirs.
pub fn to_close(tabs: &[Tab], own: Option<i32>) -> Option<i32> {
    let own = tabs.iter().find(|tab| Some(tab.id) == own)?;
    (!own.active).then_some(own.id)
}
