//! Reading some conversations, one after the other. The site counts each as read from then on; nothing else is changed,
//! so no permit is asked and nothing can be in doubt.
//!
//! It ends early where what was read fills a frame: the server asks for the others again.

use super::conversation;
use super::errand::{Call, CallKind, Errand, Intent, Place};
use super::replies::Answer;
use super::requests;
use serde::{Deserialize, Serialize};
use stoflow_wire::conversations::{ConversationsOrder, FoundConversation};
use stoflow_wire::executor::Outcome;
use stoflow_wire::ids::ConversationId;
use stoflow_wire::jobs::{Step, Trouble};
use stoflow_wire::vinted::VintedResult;

/// Bytes after which no further conversation is read: with one more of the largest it still fits into a frame.
const ENOUGH_BYTES: usize = 100_000;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadConversations {
    order: ConversationsOrder,
    /// In the order's order, as far as it has come.
    found: Vec<FoundConversation>,
    stopped: Option<Outcome>,
}

impl ReadConversations {
    pub fn new(order: ConversationsOrder) -> Self {
        Self {
            order,
            found: Vec::new(),
            stopped: None,
        }
    }

    fn next(&self) -> Option<ConversationId> {
        let read = self.found.iter();
        let bytes: usize = read
            .filter_map(|found| found.conversation.as_ref())
            .map(conversation::weight)
            .sum();
        let next = self.order.ids.get(self.found.len()).copied();
        next.filter(|_| bytes <= ENOUGH_BYTES)
    }
}

impl Errand for ReadConversations {
    fn intent(&self, _member: i64) -> Intent {
        match (&self.stopped, self.next()) {
            (Some(outcome), _) => Intent::Over(outcome.clone()),
            (None, Some(id)) => Intent::Call(Call::new(CallKind::Read, requests::conversation(id))),
            (None, None) => Intent::Over(Outcome::Done(VintedResult::Conversations {
                found: self.found.clone(),
            })),
        }
    }

    fn hear(&mut self, answer: Answer) {
        let Some(id) = self.next() else {
            return;
        };
        let conversation = match &answer {
            Answer::Said(answer) => conversation::read(answer),
            _ => None,
        };
        if conversation.is_some() || answer == Answer::Gone {
            self.found.push(FoundConversation { id, conversation });
        } else {
            self.stopped = Some(self.stopped_by(answer.into_trouble("conversation")));
        }
    }

    fn place(&self) -> Place {
        let count = |length| u32::try_from(length).unwrap_or(u32::MAX);
        let (done, of) = (count(self.found.len()), count(self.order.ids.len()));
        Place {
            step: Step::ReadConversation {
                position: (done + 1).min(of),
                of,
            },
            done,
            of,
        }
    }

    fn stopped_by(&self, trouble: Trouble) -> Outcome {
        Outcome::Stopped {
            trouble,
            uploaded: Vec::new(),
        }
    }

    fn given_up(&self) -> Option<Outcome> {
        let over = self.stopped.is_some() || self.next().is_none();
        (!over).then(|| Outcome::Cancelled {
            uploaded: Vec::new(),
        })
    }
}
