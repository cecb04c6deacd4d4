//! Answering in a conversation: open it, say it, read it back.
//!
//! The call that says it leaves at most once per command. Where its answer is lost, or an earlier command's was, the
//! conversation is looked at, twice and some time apart: one of ours with the same words that was not there before is
//! it. Where two looks find nothing the command ends in doubt, and whoever sent it decides.

use super::conversation;
use super::errand::{Call, CallKind, Errand, Intent, Place};
use super::read_back::same_words;
use super::replies::Answer;
use super::requests;
use serde::{Deserialize, Serialize};
use std::mem;
use stoflow_wire::conversations::{Conversation, MessageKind, Replied, ReplyOrder, Sender};
use stoflow_wire::executor::Outcome;
use stoflow_wire::jobs::{Step, Trouble};
use stoflow_wire::vinted::VintedResult;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    order: ReplyOrder,
    phase: Phase,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Phase {
    /// An earlier attempt may have said it.
    LookFirst(Round),
    /// As a person does before they write.
    Open,
    /// Nothing newer than `newest` stood there.
    Say {
        newest: Option<i64>,
    },
    /// It left and no clear answer came.
    LookAfter {
        round: Round,
        newest: Option<i64>,
        trouble: Trouble,
    },
    ReadBack,
    Over(Box<Outcome>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Round {
    First,
    /// Nothing was found; the second look comes after a rest.
    Between,
    Second,
}

/// What one look showed.
enum Seen {
    /// It stands there.
    It(Conversation),
    /// It does not.
    Other(Conversation),
    Nothing(Trouble),
}

impl Reply {
    pub fn new(order: ReplyOrder) -> Self {
        let phase = if order.look_first {
            Phase::LookFirst(Round::First)
        } else {
            Phase::Open
        };
        Self { order, phase }
    }

    /// What the conversation shows; `newest` is the last message that was there before.
    fn see(&self, answer: Answer, newest: Option<i64>) -> Seen {
        let conversation = match &answer {
            Answer::Said(said) => conversation::read(said),
            _ => None,
        };
        let Some(conversation) = conversation else {
            return Seen::Nothing(match answer {
                Answer::Gone => Trouble::Gone,
                other => other.into_trouble("conversation"),
            });
        };
        let is_it = conversation.messages.iter().any(|message| {
            message.kind == MessageKind::Message
                && message.from == Sender::Us
                && message.id > newest
                && same_words(&message.body, &self.order.body)
        });
        if is_it {
            Seen::It(conversation)
        } else {
            Seen::Other(conversation)
        }
    }

    fn hear_look_first(&self, round: Round, answer: Answer) -> Phase {
        match (self.see(answer, self.order.after), round) {
            (Seen::It(conversation), _) => adopted(conversation),
            (Seen::Other(_), Round::First | Round::Between) => Phase::LookFirst(Round::Between),
            (Seen::Other(conversation), Round::Second) => say(&conversation),
            (Seen::Nothing(trouble), _) => in_doubt(trouble),
        }
    }

    fn hear_open(&self, answer: Answer) -> Phase {
        match self.see(answer, None) {
            Seen::It(conversation) | Seen::Other(conversation) => say(&conversation),
            Seen::Nothing(trouble) => over(stopped(trouble)),
        }
    }

    fn hear_look_after(
        &self,
        round: Round,
        newest: Option<i64>,
        trouble: Trouble,
        answer: Answer,
    ) -> Phase {
        match (self.see(answer, newest), round) {
            (Seen::It(conversation), _) => adopted(conversation),
            (Seen::Other(_), Round::First | Round::Between) => Phase::LookAfter {
                round: Round::Between,
                newest,
                trouble,
            },
            (Seen::Other(_), Round::Second) => in_doubt(trouble),
            (Seen::Nothing(trouble), _) => in_doubt(trouble),
        }
    }
}

impl Errand for Reply {
    fn intent(&self, _member: i64) -> Intent {
        let open = || {
            Intent::Call(Call::new(
                CallKind::Read,
                requests::conversation(self.order.conversation),
            ))
        };
        match &self.phase {
            Phase::LookFirst(Round::Between)
            | Phase::LookAfter {
                round: Round::Between,
                ..
            } => Intent::Rest,
            Phase::LookFirst(_) | Phase::Open | Phase::LookAfter { .. } | Phase::ReadBack => open(),
            Phase::Say { .. } => {
                Intent::Call(Call::new(CallKind::Create, requests::reply(&self.order)))
            }
            Phase::Over(outcome) => Intent::Over(outcome.as_ref().clone()),
        }
    }

    fn hear(&mut self, answer: Answer) {
        self.phase = match mem::replace(&mut self.phase, Phase::Open) {
            Phase::LookFirst(round) => self.hear_look_first(round, answer),
            Phase::Open => self.hear_open(answer),
            Phase::Say { newest } => hear_say(newest, answer),
            Phase::LookAfter {
                round,
                newest,
                trouble,
            } => self.hear_look_after(round, newest, trouble, answer),
            Phase::ReadBack => over(replied(match answer {
                Answer::Said(said) => conversation::read(&said),
                _ => None,
            })),
            ended @ Phase::Over(_) => ended,
        };
    }

    fn rested(&mut self) {
        if let Phase::LookFirst(round) | Phase::LookAfter { round, .. } = &mut self.phase {
            *round = Round::Second;
        }
    }

    fn place(&self) -> Place {
        let (step, done) = match &self.phase {
            Phase::LookFirst(_) | Phase::Open => (Step::OpenConversation, 0),
            Phase::Say { .. } => (Step::Reply, 1),
            Phase::LookAfter { .. } | Phase::ReadBack => (Step::OpenConversation, 2),
            Phase::Over(_) => (Step::OpenConversation, 3),
        };
        Place { step, done, of: 3 }
    }

    fn stopped_by(&self, trouble: Trouble) -> Outcome {
        match self.phase {
            Phase::Open | Phase::Say { .. } => stopped(trouble),
            _ => doubtful(trouble),
        }
    }

    fn given_up(&self) -> Option<Outcome> {
        matches!(self.phase, Phase::Open | Phase::Say { .. }).then(|| Outcome::Cancelled {
            uploaded: Vec::new(),
        })
    }
}

/// Nobody may write there any more, or now is the time.
fn say(conversation: &Conversation) -> Phase {
    if !conversation.allow_reply {
        return over(stopped(Trouble::Gone));
    }
    // Offers are numbered apart.
    let said = conversation.messages.iter();
    let said = said.filter(|message| message.kind == MessageKind::Message);
    Phase::Say {
        newest: said.filter_map(|message| message.id).max(),
    }
}

fn hear_say(newest: Option<i64>, answer: Answer) -> Phase {
    match answer {
        Answer::Said(_) => Phase::ReadBack,
        // The bot check may have let it through; looking now would be one more call against it.
        Answer::Unclear(Trouble::Challenged) => in_doubt(Trouble::Challenged),
        Answer::Unclear(trouble) => Phase::LookAfter {
            round: Round::First,
            newest,
            trouble,
        },
        Answer::Gone => over(stopped(Trouble::Gone)),
        other => over(stopped(other.into_trouble("conversation"))),
    }
}

fn over(outcome: Outcome) -> Phase {
    Phase::Over(Box::new(outcome))
}

fn adopted(conversation: Conversation) -> Phase {
    over(Outcome::Done(VintedResult::Replied(Box::new(Replied {
        adopted: true,
        read_back: Some(conversation),
    }))))
}

fn replied(read_back: Option<Conversation>) -> Outcome {
    Outcome::Done(VintedResult::Replied(Box::new(Replied {
        adopted: false,
        read_back,
    })))
}

fn stopped(trouble: Trouble) -> Outcome {
    Outcome::Stopped {
        trouble,
        uploaded: Vec::new(),
    }
}

fn doubtful(trouble: Trouble) -> Outcome {
    Outcome::InDoubt {
        trouble,
        uploaded: Vec::new(),
    }
}

fn in_doubt(trouble: Trouble) -> Phase {
    over(doubtful(trouble))
}
