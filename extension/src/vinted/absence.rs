//! Why the upload form does not open for a listing: it opens neither for one that is gone nor for one that is reserved,
//! and answers the same to both. The wardrobe, page by page from the newest on, tells them apart.
//!
//! Knows one page at a time; who asks keeps the number of the page.

use super::replies::{Answer, int};
use super::wardrobe_page;
use serde_json::Value;
use stoflow_wire::jobs::Trouble;
use stoflow_wire::wardrobe::WardrobeState;

/// No wardrobe has more pages; whoever says so is not believed.
const MOST_PAGES: i64 = 1_000;

pub enum Absence {
    /// Not told yet: the page to ask for next.
    LookOn(u32),
    Is(Trouble),
}

/// What page `page` of the wardrobe says of a listing whose form did not open.
pub fn told_by(answer: Answer, vinted_id: i64, page: u32) -> Absence {
    let list = match answer {
        Answer::Said(list) => list,
        other => return Absence::Is(other.into_trouble("wardrobe")),
    };
    let pages = list
        .get("pagination")
        .and_then(|pages| int(pages.get("total_pages")));
    let (Some(items), Some(pages)) = (list.get("items").and_then(Value::as_array), pages) else {
        return Absence::Is(Answer::Gone.into_trouble("wardrobe"));
    };
    match wardrobe_page::state_of(items, vinted_id) {
        None if i64::from(page) < pages.min(MOST_PAGES) => Absence::LookOn(page + 1),
        None | Some(WardrobeState::Sold | WardrobeState::Closed | WardrobeState::Vanished) => {
            Absence::Is(Trouble::Gone)
        }
        Some(WardrobeState::Reserved) => Absence::Is(Trouble::Reserved),
        // It is there, and the form will open for it another time.
        Some(WardrobeState::OnSale | WardrobeState::Draft | WardrobeState::Hidden) => {
            Absence::Is(Answer::Gone.into_trouble("item"))
        }
    }
}
