//! Conversations between members: who wrote what, who has read it, and whether anybody may still write.
//!
//! The doors of the API are `doors`, what they show is `view`. Nothing here sends mail or notifications.

pub(crate) mod doors;
mod view;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::items::ItemId;
use super::session::MemberId;
use crate::clock;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ConversationId(pub u64);

/// What the site takes as one message, in characters.
pub(crate) const LONGEST_BODY: usize = 2_000;

/// Two members and what they say to each other, mostly about a listing.
#[derive(Clone, Debug)]
pub(crate) struct Conversation {
    pub(crate) id: ConversationId,
    pub(crate) seller: MemberId,
    pub(crate) buyer: MemberId,
    pub(crate) item: Option<ItemId>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) writing: Writing,
    /// How many of the entries the seller has read.
    read_by_seller: usize,
    pub(crate) updated_at: OffsetDateTime,
}

/// May a member still write here?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Writing {
    Open,
    Closed,
}

/// One thing that stands in a conversation.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    pub id: u64,
    /// `None`: the site itself.
    pub by: Option<MemberId>,
    #[serde(flatten)]
    pub words: Words,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

/// What is said: the five forms in which the site shows it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Words {
    Message {
        body: String,
    },
    /// A buyer's offer; `status` is 10 pending, 20 accepted, 30 refused, 40 cancelled.
    OfferRequest {
        cents: u64,
        #[serde(default = "pending")]
        status: u32,
    },
    Offer {
        cents: u64,
        #[serde(default = "pending")]
        status: u32,
    },
    Status {
        title: String,
        subtitle: String,
    },
    Action {
        title: String,
        subtitle: String,
    },
}

fn pending() -> u32 {
    10
}

impl Words {
    /// The inbox shows this of the last entry.
    fn preview(&self) -> String {
        match self {
            Self::Message { body } => body.chars().take(120).collect(),
            Self::OfferRequest { cents, .. } | Self::Offer { cents, .. } => {
                format!("Offre : {},{:02} €", cents / 100, cents % 100)
            }
            Self::Status { title, .. } | Self::Action { title, .. } => title.clone(),
        }
    }
}

impl Conversation {
    pub(crate) fn has(&self, member: MemberId) -> bool {
        self.seller == member || self.buyer == member
    }

    fn is_unread_by(&self, member: MemberId) -> bool {
        member == self.seller && self.read_by_seller < self.entries.len()
    }

    fn read_by(&mut self, member: MemberId) {
        if member == self.seller {
            self.read_by_seller = self.entries.len();
        }
    }
}

/// All conversations of all members.
#[derive(Default)]
pub(crate) struct Talks {
    by_id: BTreeMap<ConversationId, Conversation>,
    last_entry: u64,
}

/// Where the numbering begins; the real site's ids are of this size.
const FIRST: ConversationId = ConversationId(20_114_730_508);
const FIRST_ENTRY: u64 = 61_250_443_000;

impl Talks {
    /// The conversation of these two about this listing, begun where there is none.
    pub(crate) fn between(
        &mut self,
        seller: MemberId,
        buyer: MemberId,
        item: Option<ItemId>,
    ) -> ConversationId {
        let known = self
            .by_id
            .values()
            .find(|known| known.seller == seller && known.buyer == buyer && known.item == item);
        if let Some(known) = known {
            return known.id;
        }
        let id = self
            .by_id
            .keys()
            .next_back()
            .map_or(FIRST, |newest| ConversationId(newest.0 + 13));
        let conversation = Conversation {
            id,
            seller,
            buyer,
            item,
            entries: Vec::new(),
            writing: Writing::Open,
            read_by_seller: 0,
            updated_at: clock::now(),
        };
        self.by_id.insert(id, conversation);
        id
    }

    /// Adds what somebody, or the site, says. What the seller says they have read. `None` where there is no such
    /// conversation.
    pub(crate) fn say(
        &mut self,
        id: ConversationId,
        by: Option<MemberId>,
        words: Words,
    ) -> Option<Entry> {
        let conversation = self.by_id.get_mut(&id)?;
        self.last_entry += 11;
        let entry = Entry {
            id: FIRST_ENTRY + self.last_entry,
            by,
            words,
            at: clock::now(),
        };
        conversation.updated_at = entry.at;
        conversation.entries.push(entry.clone());
        if by == Some(conversation.seller) {
            conversation.read_by(conversation.seller);
        }
        Some(entry)
    }

    pub(crate) fn get(&self, id: ConversationId) -> Option<&Conversation> {
        self.by_id.get(&id)
    }

    pub(crate) fn get_mut(&mut self, id: ConversationId) -> Option<&mut Conversation> {
        self.by_id.get_mut(&id)
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Conversation> {
        self.by_id.values()
    }

    /// A member's, the one that moved last first.
    pub(crate) fn of(&self, member: MemberId) -> Vec<&Conversation> {
        let mut own: Vec<&Conversation> = self.all().filter(|talk| talk.has(member)).collect();
        own.sort_by_key(|talk| std::cmp::Reverse((talk.updated_at, talk.id)));
        own
    }
}
