//! Taking away the doubles of a listing that is live: a browser may send a POST again by itself when its connection
//! dies, and then one creating call makes two listings while the page hears of one.
//!
//! One look at one page of the wardrobe. A double has the kept listing's title and holds the order's reference, which
//! no other listing has. What becomes of the kept listing is not decided here.

use super::errand::{Call, CallKind, Intent};
use super::look::holds;
use super::read_back::same_words;
use super::replies::{Answer, int};
use super::requests;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::mem;
use stoflow_wire::jobs::Trouble;
use stoflow_wire::vinted::PublishOrder;

/// How many listings of the same title are opened. A double was made in the same moment, so it stands beside the kept
/// one.
const MOST_OPENED: usize = 5;

/// A search for doubles on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubles {
    /// The listing that stays.
    kept: i64,
    /// The page of the wardrobe that shows it, from 1.
    page: u32,
    standing: Standing,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Standing {
    Listing,
    Opening { candidate: i64, rest: Vec<i64> },
    Deleting { double: i64, rest: Vec<i64> },
}

/// Where a search for doubles has come to.
#[derive(Clone, Debug, PartialEq)]
pub enum Swept {
    /// Goes on.
    NotYet,
    /// The kept listing is the only one.
    Clean,
    /// The look could not go on; no double is known of.
    Unseen,
    /// A double may still be live.
    Left(Trouble),
}

impl Doubles {
    /// Of the listing `kept`, which stands on this page of the wardrobe.
    pub fn new(kept: i64, page: u32) -> Self {
        Self {
            kept,
            page,
            standing: Standing::Listing,
        }
    }

    pub fn intent(&self, member: i64) -> Intent {
        Intent::Call(match &self.standing {
            Standing::Listing => Call::new(
                CallKind::Read,
                requests::wardrobe(member, requests::large(self.page)),
            ),
            Standing::Opening { candidate, .. } => {
                Call::new(CallKind::Read, requests::editable_item(*candidate))
            }
            Standing::Deleting { double, .. } => {
                Call::new(CallKind::Delete, requests::delete(*double))
            }
        })
    }

    pub fn hear(&mut self, answer: Answer, order: &PublishOrder) -> Swept {
        match mem::replace(&mut self.standing, Standing::Listing) {
            Standing::Listing => self.hear_list(&answer, order),
            Standing::Opening { candidate, rest } => match answer {
                Answer::Said(answer) if holds(&answer, &order.reference) => {
                    let double = candidate;
                    self.standing = Standing::Deleting { double, rest };
                    Swept::NotYet
                }
                Answer::Said(_) | Answer::Gone => self.open(rest),
                _ => Swept::Unseen,
            },
            Standing::Deleting { rest, .. } => match answer {
                Answer::Said(_) | Answer::Gone => self.open(rest),
                other => Swept::Left(other.into_trouble("item")),
            },
        }
    }

    fn hear_list(&mut self, answer: &Answer, order: &PublishOrder) -> Swept {
        let Answer::Said(list) = answer else {
            return Swept::Unseen;
        };
        match list.get("items").and_then(Value::as_array) {
            Some(items) => self.open(self.worth_opening(items, order)),
            None => Swept::Unseen,
        }
    }

    /// The live listings of the ordered title, or of the one the site made of it, the nearest to the kept one first.
    fn worth_opening(&self, items: &[Value], order: &PublishOrder) -> Vec<i64> {
        let is_kept = |item: &Value| id(item) == Some(self.kept);
        let kept_at = items.iter().position(is_kept).unwrap_or_default();
        let titles = [
            Some(order.item.title.as_str()),
            items.iter().find(|item| is_kept(item)).and_then(title),
        ];
        let same_title = |item: &Value| {
            let ours = titles.iter().flatten();
            title(item).is_some_and(|title| ours.into_iter().any(|our| same_words(title, our)))
        };
        let mut likely: Vec<(usize, i64)> = items
            .iter()
            .enumerate()
            .filter(|(_, item)| same_title(item) && !is_kept(item) && !is_closed(item))
            .filter_map(|(at, item)| Some((at.abs_diff(kept_at), id(item)?)))
            .collect();
        likely.sort_by_key(|(distance, _)| *distance);
        likely
            .into_iter()
            .map(|(_, id)| id)
            .take(MOST_OPENED)
            .collect()
    }

    fn open(&mut self, mut candidates: Vec<i64>) -> Swept {
        if candidates.is_empty() {
            return Swept::Clean;
        }
        let candidate = candidates.remove(0);
        self.standing = Standing::Opening {
            candidate,
            rest: candidates,
        };
        Swept::NotYet
    }
}

fn id(item: &Value) -> Option<i64> {
    int(item.get("id")).filter(|id| *id > 0)
}

fn title(item: &Value) -> Option<&str> {
    item.get("title").and_then(Value::as_str)
}

/// Sold, or gone already: nobody can buy it, and the sale needs it.
fn is_closed(item: &Value) -> bool {
    item.get("is_closed").and_then(Value::as_bool) == Some(true)
}
