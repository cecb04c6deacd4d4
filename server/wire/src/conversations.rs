//! A member's conversations on vinted.fr: what the extension reads there, what the seller answers, and what the
//! dashboard shows of both.
//!
//! Texts are as buyers typed them and may hold anything; nothing here is markup. Source: facts `marketplace-apis.md`
//! section 4.3 ("Messages"), `original-backend.md` appendix F.5.

use crate::ids::{CannedReplyId, ConversationId, JobId, ProductId, ReplyId};
use crate::jobs::Trouble;
use crate::money::Money;
use crate::one_sale::SaleCard;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// One page of the inbox, the conversation that moved last first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxOrder {
    /// From 1.
    pub page: u32,
    /// At most 20.
    pub per_page: u32,
}

/// Some conversations with their messages. Vinted counts each as read by its member from then on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConversationsOrder {
    /// At most 10, read one after the other.
    pub ids: Vec<ConversationId>,
}

/// An answer in a conversation that exists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyOrder {
    pub conversation: ConversationId,
    /// At most 2000 characters.
    pub body: String,
    /// An earlier attempt may have sent it: one of ours with this body that is newer than `after` is it.
    pub look_first: bool,
    /// Vinted's number of the newest message that was known when the reply was written.
    pub after: Option<i64>,
}

/// One page as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxPage {
    pub page: u32,
    /// How many there are; 0 for an empty inbox.
    pub pages: u32,
    /// Entries without an id are left out.
    pub entries: Vec<InboxEntry>,
}

/// A conversation as the inbox lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxEntry {
    pub id: ConversationId,
    pub opposite: Opposite,
    /// The beginning of the last message, or the item's title.
    pub preview: String,
    pub unread: bool,
    /// A small picture of the item.
    pub photo: Option<String>,
    /// To the second.
    #[serde(with = "time::serde::rfc3339::option")]
    pub updated_at: Option<OffsetDateTime>,
}

/// The member at the other end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opposite {
    pub id: Option<i64>,
    pub login: String,
    pub photo: Option<String>,
}

/// A conversation by its id; `None` where it is not there any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundConversation {
    pub id: ConversationId,
    pub conversation: Option<Conversation>,
}

/// A conversation as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversation {
    pub opposite: Opposite,
    pub allow_reply: bool,
    /// What it is about; `None` where no sale is.
    pub item: Option<TalkedAbout>,
    /// Oldest first; of a long conversation only the newest.
    pub messages: Vec<Message>,
}

/// The listing a conversation is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TalkedAbout {
    pub vinted_id: Option<i64>,
    pub title: String,
    pub photo: Option<String>,
    pub price: Option<Money>,
}

/// One message as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// What Vinted says of a sale by itself has none.
    pub id: Option<i64>,
    pub kind: MessageKind,
    pub from: Sender,
    pub body: String,
    pub title: String,
    pub subtitle: String,
    /// Of an offer.
    pub price: Option<Money>,
    pub offer: Option<OfferState>,
    pub photos: Vec<String>,
    #[serde(with = "time::serde::rfc3339::option")]
    pub at: Option<OffsetDateTime>,
}

/// What kind of thing stands in a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageKind {
    Message,
    /// A buyer's offer.
    OfferRequest,
    /// A seller's.
    Offer,
    /// What became of the sale.
    Status,
    /// What Vinted wants done.
    Action,
}

impl MessageKind {
    pub const ALL: [Self; 5] = [
        Self::Message,
        Self::OfferRequest,
        Self::Offer,
        Self::Status,
        Self::Action,
    ];

    /// The text in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::OfferRequest => "offer_request",
            Self::Offer => "offer",
            Self::Status => "status",
            Self::Action => "action",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Who said it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sender {
    Us,
    Them,
    /// Vinted itself.
    Site,
}

impl Sender {
    pub const ALL: [Self; 3] = [Self::Us, Self::Them, Self::Site];

    /// The text in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Us => "us",
            Self::Them => "them",
            Self::Site => "site",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sender| sender.name() == name)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferState {
    Pending,
    Accepted,
    Refused,
    Cancelled,
}

impl OfferState {
    pub const ALL: [Self; 4] = [
        Self::Pending,
        Self::Accepted,
        Self::Refused,
        Self::Cancelled,
    ];

    /// The text in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Cancelled => "cancelled",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// A reply that stands in its conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replied {
    /// Found there instead of sent now.
    pub adopted: bool,
    /// The conversation as it was read afterwards. `None` where it could not be: the reply stands.
    pub read_back: Option<Conversation>,
}

/// Which conversations to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConversationShow {
    #[default]
    All,
    Unread,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ConversationFilter {
    pub show: ConversationShow,
    /// In the buyer's name, the item's title and the last message.
    pub search: String,
    /// The last row of the page before.
    pub after: Option<ConversationId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConversationList {
    /// The one that moved last first, at most 50.
    pub rows: Vec<ConversationRow>,
    /// Put into [`ConversationFilter::after`] for the next page; `None` on the last.
    pub next: Option<ConversationId>,
    pub all: i64,
    pub unread: i64,
    pub reading: InboxReading,
}

/// How fresh the inbox is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxReading {
    /// The job that reads it now.
    pub running: Option<JobId>,
    /// When it was last read to its end.
    #[serde(with = "time::serde::rfc3339::option")]
    pub completed_at: Option<OffsetDateTime>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConversationRow {
    pub id: ConversationId,
    pub login: String,
    pub title: String,
    pub thumb: Option<String>,
    pub preview: String,
    pub unread: bool,
    /// The reply that is on its way or did not get there.
    pub reply: Option<ReplyState>,
    #[serde(with = "time::serde::rfc3339")]
    pub updated_at: OffsetDateTime,
}

/// A conversation with all that is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConversationView {
    pub id: ConversationId,
    pub login: String,
    /// Where it is on Vinted.
    pub url: String,
    pub allow_reply: bool,
    pub item: Option<ItemCard>,
    /// What came of it, the newest sale.
    pub sale: Option<SaleCard>,
    /// When its messages were last read; `None` before the first time.
    #[serde(with = "time::serde::rfc3339::option")]
    pub read_at: Option<OffsetDateTime>,
    /// Oldest first, at most 200.
    pub messages: Vec<MessageView>,
    /// What was written here and does not stand in the conversation yet, oldest first.
    pub replies: Vec<ReplyView>,
    /// With the placeholders filled in.
    pub canned: Vec<CannedReply>,
    /// How many more replies may be sent today.
    pub left_today: u32,
    /// How many may be sent in a day.
    pub most_a_day: u32,
    /// Names the next reply: sent twice with this, it is one.
    pub key: String,
}

/// The item a conversation is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemCard {
    pub title: String,
    pub thumb: Option<String>,
    pub price: Option<Money>,
    /// Its page on Vinted.
    pub url: Option<String>,
    /// The seller's own item, where it is linked.
    pub product: Option<ProductId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageView {
    pub kind: MessageKind,
    pub from: Sender,
    pub body: String,
    pub title: String,
    pub subtitle: String,
    pub price: Option<Money>,
    pub offer: Option<OfferState>,
    pub photos: Vec<String>,
    #[serde(with = "time::serde::rfc3339::option")]
    pub at: Option<OffsetDateTime>,
}

/// Where a reply stands on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReplyState {
    /// Waits its turn, or is being sent.
    Queued,
    Sent,
    /// Certainly not sent.
    Failed,
    /// It may have been sent: nobody could look yet.
    InDoubt,
    /// Called off before it was sent.
    Cancelled,
}

impl ReplyState {
    pub const ALL: [Self; 5] = [
        Self::Queued,
        Self::Sent,
        Self::Failed,
        Self::InDoubt,
        Self::Cancelled,
    ];

    /// The text in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::InDoubt => "in_doubt",
            Self::Cancelled => "cancelled",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyView {
    pub id: ReplyId,
    pub body: String,
    pub state: ReplyState,
    pub trouble: Option<Trouble>,
    pub job: Option<JobId>,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
}

/// A text a seller often writes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CannedReply {
    pub id: CannedReplyId,
    pub name: String,
    /// At most 2000 characters, with placeholders.
    pub text: String,
}
