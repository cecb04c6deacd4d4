//! The inbox of one seller on vinted.fr, as far as the tests of messages need it.

use std::collections::BTreeMap;
use stoflow_wire::conversations::{
    Conversation, FoundConversation, InboxEntry, InboxOrder, InboxPage, Message, MessageKind,
    OfferState, Opposite, Replied, ReplyOrder, Sender, TalkedAbout,
};
use stoflow_wire::ids::ConversationId;
use stoflow_wire::money::Money;
use stoflow_wire::vinted::{VintedOrder, VintedResult};
use time::{Duration, OffsetDateTime};

#[derive(Default)]
pub(super) struct Talks {
    by_id: BTreeMap<ConversationId, Talk>,
    /// Moments that have passed.
    ticks: i64,
    /// Pages and conversations that were read.
    pub(super) pages: u32,
    pub(super) opened: Vec<ConversationId>,
}

struct Talk {
    shown: Conversation,
    moved_at: OffsetDateTime,
    unread: bool,
}

impl Talks {
    /// A buyer writes; about the listing with this number, where one is named.
    pub(super) fn ask(&mut self, id: i64, buyer: &str, item: Option<i64>, body: &str) {
        let about = item.map(|vinted_id| TalkedAbout {
            vinted_id: Some(vinted_id),
            title: "Robe rouge".to_owned(),
            photo: Some("https://images1.vinted.net/t/310x430/1.jpeg".to_owned()),
            price: Some(Money::euros_from_cents(2500)),
        });
        self.by_id
            .entry(ConversationId(id))
            .or_insert_with(|| Talk {
                shown: Conversation {
                    opposite: Opposite {
                        id: Some(9_000 + id),
                        login: buyer.to_owned(),
                        photo: Some("https://example.org/tracker.gif".to_owned()),
                    },
                    allow_reply: true,
                    item: about,
                    messages: Vec::new(),
                },
                moved_at: OffsetDateTime::UNIX_EPOCH,
                unread: true,
            });
        self.say(id, MessageKind::Message, Sender::Them, body);
    }

    /// Something more is said; what the site says has no number.
    pub(super) fn say(&mut self, id: i64, kind: MessageKind, from: Sender, text: &str) {
        self.ticks += 1;
        let at = OffsetDateTime::UNIX_EPOCH + Duration::minutes(self.ticks);
        let talk = self.by_id.get_mut(&ConversationId(id)).unwrap();
        let of_the_site = from == Sender::Site;
        let offer = matches!(kind, MessageKind::OfferRequest);
        talk.shown.messages.push(Message {
            id: (!of_the_site).then_some(self.ticks),
            kind,
            from,
            body: if of_the_site { "" } else { text }.to_owned(),
            title: if of_the_site { text } else { "" }.to_owned(),
            subtitle: String::new(),
            price: offer.then(|| Money::euros_from_cents(2000)),
            offer: offer.then_some(OfferState::Pending),
            photos: Vec::new(),
            at: Some(at),
        });
        talk.moved_at = at;
        talk.unread = from != Sender::Us;
    }

    /// Changes what is shown without anything being said.
    pub(super) fn change(&mut self, id: i64, change: impl FnOnce(&mut Conversation)) {
        change(&mut self.by_id.get_mut(&ConversationId(id)).unwrap().shown);
    }

    pub(super) fn bodies(&self, id: i64) -> Vec<String> {
        let messages = self.by_id[&ConversationId(id)].shown.messages.iter();
        messages.map(|message| message.body.clone()).collect()
    }

    pub(super) fn read(&mut self, order: &VintedOrder) -> Option<VintedResult> {
        match order {
            VintedOrder::ReadInbox(order) => Some(VintedResult::Inbox(Box::new(self.page(*order)))),
            VintedOrder::ReadConversations(order) => {
                let found = order.ids.iter().map(|id| FoundConversation {
                    id: *id,
                    conversation: self.open(*id),
                });
                let found = found.collect();
                Some(VintedResult::Conversations { found })
            }
            VintedOrder::Reply(order) => self.said_before(order),
            _ => None,
        }
    }

    fn page(&mut self, order: InboxOrder) -> InboxPage {
        self.pages += 1;
        let mut newest: Vec<(&ConversationId, &Talk)> = self.by_id.iter().collect();
        newest.sort_by_key(|(id, talk)| std::cmp::Reverse((talk.moved_at, **id)));
        let per_page = order.per_page as usize;
        let rows = newest.iter().skip(per_page * (order.page as usize - 1));
        let entries = rows.take(per_page).map(|(id, talk)| InboxEntry {
            id: **id,
            opposite: talk.shown.opposite.clone(),
            preview: talk
                .shown
                .messages
                .last()
                .map(|message| message.body.clone())
                .unwrap(),
            unread: talk.unread,
            photo: None,
            updated_at: Some(talk.moved_at),
        });
        InboxPage {
            page: order.page,
            pages: u32::try_from(newest.len().div_ceil(per_page)).unwrap(),
            entries: entries.collect(),
        }
    }

    fn open(&mut self, id: ConversationId) -> Option<Conversation> {
        self.opened.push(id);
        let talk = self.by_id.get_mut(&id)?;
        talk.unread = false;
        Some(talk.shown.clone())
    }

    /// It looks first and is there already: it is only read.
    pub(super) fn has(&self, order: &ReplyOrder) -> bool {
        self.said_before(order).is_some()
    }

    /// What a reply that looks first finds.
    fn said_before(&self, order: &ReplyOrder) -> Option<VintedResult> {
        let shown = &self.by_id.get(&order.conversation)?.shown;
        let said = shown.messages.iter().any(|message| {
            message.from == Sender::Us && message.id > order.after && message.body == order.body
        });
        (order.look_first && said).then(|| replied(shown.clone(), true))
    }

    pub(super) fn reply(&mut self, order: &ReplyOrder) -> VintedResult {
        self.say(
            order.conversation.0,
            MessageKind::Message,
            Sender::Us,
            &order.body,
        );
        replied(self.by_id[&order.conversation].shown.clone(), false)
    }
}

fn replied(shown: Conversation, adopted: bool) -> VintedResult {
    VintedResult::Replied(Box::new(Replied {
        adopted,
        read_back: Some(shown),
    }))
}
