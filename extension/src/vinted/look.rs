//! Looking for a listing whose creation is in doubt: twice, some time apart, among the member's newest listings.
//!
//! Where it was sent long ago, the look goes back to the listings of that time, however many came since.
//!
//! A listing is ours when its description holds the order's reference; title and price only choose which to open.

use super::errand::{Call, CallKind, Intent};
use super::read_back::{price_minor, same_words};
use super::replies::{Answer, int};
use super::requests;
use super::wardrobe_page::listed_at;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use stoflow_wire::jobs::Trouble;
use stoflow_wire::vinted::PublishOrder;

/// How many listings of one page are opened.
const MOST_OPENED: usize = 12;

/// No wardrobe has more pages; whoever says so is not believed.
const MOST_PAGES: u32 = 1_000;

/// A listing's time is its cover's, which may have been uploaded by an earlier attempt of the same job, and the clocks
/// of two machines differ.
const MARGIN_S: i64 = 2 * 24 * 60 * 60;

/// How far back to look, in pages of the wardrobe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reach {
    /// It was sent a moment ago.
    Newest,
    /// It may have been sent days ago, nobody knows when.
    Far,
    /// It was sent after this, in seconds since 1970.
    Since(i64),
}

impl Reach {
    /// As far back as the order's first attempt.
    pub fn of(order: &PublishOrder) -> Self {
        order
            .sent_at
            .map_or(Self::Far, |sent| Self::Since(sent.unix_timestamp()))
    }

    /// The last page worth reading, going by what `page` shows.
    fn last_page(self, page: u32, items: &[Value]) -> u32 {
        match self {
            Self::Newest => 1,
            Self::Far => 3,
            Self::Since(_) if items.is_empty() => page,
            Self::Since(sent) => {
                let all_older = items.iter().all(|item| is_older(item, sent));
                if all_older { page } else { MOST_PAGES }
            }
        }
    }

    /// It can be the one, going by its time.
    fn may_be(self, item: &Value) -> bool {
        match self {
            Self::Newest | Self::Far => true,
            Self::Since(sent) => !is_older(item, sent),
        }
    }
}

/// Listed long before `sent`; one whose time is not told may be new.
fn is_older(item: &Value, sent: i64) -> bool {
    listed_at(item).is_some_and(|listed| listed.unix_timestamp() < sent.saturating_sub(MARGIN_S))
}

/// A look on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    reach: Reach,
    round: Round,
    page: u32,
    last_page: u32,
    /// Still to be opened, the likeliest first.
    candidates: Vec<i64>,
    /// Opened, and not ours.
    strangers: Vec<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Round {
    First,
    /// Nothing was found; the second look comes after a rest.
    Between,
    Second,
}

/// Where a look has come to.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// Goes on.
    NotYet,
    /// The listing, with the answer that showed it.
    It { vinted_id: i64, answer: Value },
    /// Two looks found nothing.
    Nothing,
    /// The look itself could not go on.
    Stopped(Trouble),
}

impl Look {
    pub fn new(reach: Reach) -> Self {
        Self {
            reach,
            round: Round::First,
            page: 1,
            last_page: 1,
            candidates: Vec::new(),
            strangers: Vec::new(),
        }
    }

    pub fn intent(&self, member: i64) -> Intent {
        if self.round == Round::Between {
            return Intent::Rest;
        }
        let request = match self.candidates.first() {
            Some(candidate) => requests::editable_item(*candidate),
            None => requests::wardrobe(member, requests::large(self.page)),
        };
        Intent::Call(Call::new(CallKind::Read, request))
    }

    /// The page of the wardrobe it has come to, from 1.
    pub fn page(&self) -> u32 {
        self.page
    }

    pub fn rested(&mut self) {
        self.round = Round::Second;
    }

    pub fn hear(&mut self, answer: Answer, order: &PublishOrder) -> Found {
        if self.candidates.is_empty() {
            self.hear_list(answer, order)
        } else {
            self.hear_candidate(answer, order)
        }
    }

    fn hear_list(&mut self, answer: Answer, order: &PublishOrder) -> Found {
        let list = match answer {
            Answer::Said(list) => list,
            other => return Found::Stopped(trouble_of(other)),
        };
        let Some(items) = list.get("items").and_then(Value::as_array) else {
            return Found::Stopped(unreadable());
        };
        let pages = list
            .get("pagination")
            .and_then(|pages| int(pages.get("total_pages")));
        let pages = pages
            .and_then(|pages| u32::try_from(pages).ok())
            .unwrap_or(1);
        self.last_page = pages.min(self.reach.last_page(self.page, items));
        self.candidates = self.worth_opening(items, order);
        self.go_on()
    }

    fn hear_candidate(&mut self, answer: Answer, order: &PublishOrder) -> Found {
        let vinted_id = self.candidates.remove(0);
        match answer {
            Answer::Said(answer) if holds(&answer, &order.reference) => {
                return Found::It { vinted_id, answer };
            }
            Answer::Said(_) | Answer::Gone => self.strangers.push(vinted_id),
            other => return Found::Stopped(trouble_of(other)),
        }
        self.go_on()
    }

    /// The listings of one page that could be ours: first those of the same title, then those of the same price,
    /// since the site may have changed the title.
    fn worth_opening(&self, items: &[Value], order: &PublishOrder) -> Vec<i64> {
        let titled = |item: &Value| {
            let title = item.get("title").and_then(Value::as_str);
            title.is_some_and(|title| same_words(title, &order.item.title))
        };
        let priced = |item: &Value| price_minor(item) == Some(order.item.price.minor);
        let (titled, others): (Vec<&Value>, Vec<&Value>) =
            items.iter().partition(|item| titled(item));
        titled
            .into_iter()
            .chain(others.into_iter().filter(|item| priced(item)))
            .filter(|item| self.reach.may_be(item))
            .filter_map(|item| int(item.get("id")).filter(|id| *id > 0))
            .filter(|id| !self.strangers.contains(id))
            .take(MOST_OPENED)
            .collect()
    }

    /// To the next candidate, page or round.
    fn go_on(&mut self) -> Found {
        if !self.candidates.is_empty() {
            return Found::NotYet;
        }
        if self.page < self.last_page {
            self.page += 1;
            return Found::NotYet;
        }
        if self.round == Round::Second {
            return Found::Nothing;
        }
        self.page = 1;
        self.round = Round::Between;
        Found::NotYet
    }
}

/// Does the description hold the reference, as a whole and not as the beginning of a longer one?
pub fn holds(answer: &Value, reference: &str) -> bool {
    let description = answer.get("item").and_then(|item| item.get("description"));
    let description = description.and_then(Value::as_str).unwrap_or_default();
    let stands_alone = |(at, found): (usize, &str)| {
        let before = description.get(..at).and_then(|text| text.chars().last());
        let after = description.get(at + found.len()..);
        let after = after.and_then(|text| text.chars().next());
        ![before, after]
            .into_iter()
            .flatten()
            .any(char::is_alphanumeric)
    };
    !reference.is_empty() && description.match_indices(reference).any(stands_alone)
}

fn trouble_of(answer: Answer) -> Trouble {
    answer.into_trouble("wardrobe")
}

fn unreadable() -> Trouble {
    Answer::Gone.into_trouble("wardrobe")
}
