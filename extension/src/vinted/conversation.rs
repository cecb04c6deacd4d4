//! A conversation in our words. Facts `marketplace-apis.md` section 4.3 ("Messages"), `original-backend.md` appendix
//! F.5.
//!
//! A long one is cut to its newest messages, so that it fits into a frame. Where nobody can tell who is who, it is no
//! conversation: whoever took our own words for the buyer's might say them twice.

use super::fields::{LONGEST_WORDS, address, flag, id, price, words};
use super::inbox_page::{moment, opposite, picture};
use super::replies::int;
use serde_json::Value;
use stoflow_wire::conversations::{
    Conversation, Message, MessageKind, OfferState, Sender, TalkedAbout,
};
use stoflow_wire::money::{Currency, Money};

/// Messages of one conversation.
const MOST_MESSAGES: usize = 100;

/// Characters of one message; the site takes less.
const LONGEST_BODY: usize = 10_000;

/// Pictures in one message.
const MOST_PHOTOS: usize = 10;

/// Bytes of one conversation as it is sent: two of this size fit into one frame of 256 kB.
const MOST_BYTES: usize = 80_000;

/// What the answer to [`super::requests::conversation`] holds; `None` where it holds none.
pub fn read(answer: &Value) -> Option<Conversation> {
    let talk = answer.get("conversation").filter(|talk| talk.is_object())?;
    let entries = talk.get("messages").and_then(Value::as_array)?;
    let sides = Sides::of(talk);
    let skipped = entries.len().saturating_sub(MOST_MESSAGES);
    let mut messages = Vec::new();
    for entry in &entries[skipped..] {
        messages.extend(message(entry, &sides)?);
    }
    shed(&mut messages);
    Some(Conversation {
        opposite: opposite(talk.get("opposite_user")),
        allow_reply: talk
            .get("allow_reply")
            .is_none_or(|allowed| flag(Some(allowed))),
        item: item(talk.get("transaction")),
        messages,
    })
}

/// Bytes it takes in a frame.
pub fn weight(conversation: &Conversation) -> usize {
    serde_json::to_string(conversation).map_or(usize::MAX, |text| text.len())
}

/// The newest stay, and the newest of all in any case.
fn shed(messages: &mut Vec<Message>) {
    let sizes = messages
        .iter()
        .map(|message| serde_json::to_string(message).map_or(MOST_BYTES, |text| text.len()));
    let sizes: Vec<usize> = sizes.collect();
    let mut room = MOST_BYTES;
    let fitting = sizes.iter().rev().take_while(|size| {
        let fits = **size <= room;
        room = room.saturating_sub(**size);
        fits
    });
    let kept = fitting.count().max(1);
    messages.drain(..messages.len().saturating_sub(kept));
}

/// Whose numbers are whose.
struct Sides {
    us: Option<i64>,
    them: Option<i64>,
}

impl Sides {
    fn of(talk: &Value) -> Self {
        let sale = talk.get("transaction");
        let number = |name| id(sale.and_then(|sale| sale.get(name)));
        let side = sale.and_then(|sale| sale.get("current_user_side"));
        let (ours, theirs) = match side.and_then(Value::as_str) {
            Some("seller") => (number("seller_id"), number("buyer_id")),
            Some("buyer") => (number("buyer_id"), number("seller_id")),
            _ => (None, None),
        };
        let other = talk.get("opposite_user").and_then(|user| user.get("id"));
        Self {
            us: ours,
            them: id(other).or(theirs),
        }
    }

    /// `None` where it cannot be told.
    fn sender(&self, user: i64) -> Option<Sender> {
        match (self.us, self.them) {
            (Some(us), _) if us == user => Some(Sender::Us),
            (_, Some(them)) if them == user => Some(Sender::Them),
            (None, Some(_)) => Some(Sender::Us),
            (Some(_), None) => Some(Sender::Them),
            _ => None,
        }
    }
}

/// `Some(None)` for a kind nobody knows; `None` where nobody can tell whose it is.
#[expect(
    clippy::option_option,
    reason = "one says that the entry is passed over, the other that nothing can be read"
)]
fn message(entry: &Value, sides: &Sides) -> Option<Option<Message>> {
    let kind = match entry.get("entity_type").and_then(Value::as_str) {
        Some("message") => MessageKind::Message,
        Some("offer_request_message") => MessageKind::OfferRequest,
        Some("offer_message") => MessageKind::Offer,
        Some("status_message") => MessageKind::Status,
        Some("action_message") => MessageKind::Action,
        _ => return Some(None),
    };
    let Some(entity) = entry.get("entity").filter(|entity| entity.is_object()) else {
        return Some(None);
    };
    let from = match (kind, id(entity.get("user_id"))) {
        (MessageKind::Status | MessageKind::Action, _) | (_, None) => Sender::Site,
        (_, Some(user)) => sides.sender(user)?,
    };
    let text = |name| words(entity.get(name), LONGEST_WORDS);
    Some(Some(Message {
        id: number(entity),
        kind,
        from,
        body: words(entity.get("body"), LONGEST_BODY),
        title: text("title"),
        subtitle: text("subtitle"),
        price: price(entity).or_else(|| amount(entity.get("price_label"))),
        offer: offer(entity.get("status")),
        photos: photos(entity),
        at: moment(entry.get("created_at_ts")),
    }))
}

fn number(entity: &Value) -> Option<i64> {
    let names = ["id", "offer_request_id", "offer_id"];
    names.into_iter().find_map(|name| id(entity.get(name)))
}

fn amount(label: Option<&Value>) -> Option<Money> {
    let label = label.and_then(Value::as_str)?;
    let digits: String = label
        .chars()
        .filter(|sign| sign.is_ascii_digit() || ",.".contains(*sign))
        .collect();
    Money::parse_typed(&digits, Currency::Eur).ok()
}

fn offer(status: Option<&Value>) -> Option<OfferState> {
    match int(status)? {
        10 => Some(OfferState::Pending),
        20 => Some(OfferState::Accepted),
        30 => Some(OfferState::Refused),
        40 => Some(OfferState::Cancelled),
        _ => None,
    }
}

fn photos(entity: &Value) -> Vec<String> {
    let photos = entity.get("photos").and_then(Value::as_array);
    photos
        .into_iter()
        .flatten()
        .filter_map(|photo| address(photo.get("url")).or_else(|| picture(Some(photo))))
        .take(MOST_PHOTOS)
        .collect()
}

fn item(sale: Option<&Value>) -> Option<TalkedAbout> {
    let sale = sale.filter(|sale| sale.is_object())?;
    let offered = serde_json::json!({ "price": sale.get("offer_price") });
    Some(TalkedAbout {
        vinted_id: id(sale.get("item_id")),
        title: words(sale.get("item_title"), LONGEST_WORDS),
        photo: picture(sale.get("item_photo")),
        price: price(&offered),
    })
}
