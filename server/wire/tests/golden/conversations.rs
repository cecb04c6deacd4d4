//! The words about messages.

use crate::check;
use stoflow_wire::conversations::{
    Conversation, ConversationsOrder, FoundConversation, InboxEntry, InboxOrder, InboxPage,
    Message, MessageKind, OfferState, Opposite, Replied, ReplyOrder, Sender, TalkedAbout,
};
use stoflow_wire::ids::ConversationId;
use stoflow_wire::jobs::Step;
use stoflow_wire::money::Money;
use stoflow_wire::socket::ToDashboard;
use stoflow_wire::vinted::{VintedOrder, VintedResult};

#[test]
fn orders_about_messages() {
    check(
        &VintedOrder::ReadInbox(InboxOrder {
            page: 2,
            per_page: 20,
        }),
        r#"{"order":"read_inbox","page":2,"per_page":20}"#,
    );
    check(
        &VintedOrder::ReadConversations(ConversationsOrder {
            ids: vec![ConversationId(7), ConversationId(8)],
        }),
        r#"{"order":"read_conversations","ids":[7,8]}"#,
    );
    check(
        &VintedOrder::Reply(ReplyOrder {
            conversation: ConversationId(7),
            body: "Oui, toujours !".to_owned(),
            look_first: true,
            after: Some(70),
        }),
        r#"{"order":"reply","conversation":7,"body":"Oui, toujours !","look_first":true,"after":70}"#,
    );
    check(
        &Step::ReadInbox { page: 1, of: 0 },
        r#"{"step":"read_inbox","page":1,"of":0}"#,
    );
    check(
        &Step::ReadConversation { position: 3, of: 9 },
        r#"{"step":"read_conversation","position":3,"of":9}"#,
    );
    check(&Step::OpenConversation, r#"{"step":"open_conversation"}"#);
    check(&Step::Reply, r#"{"step":"reply"}"#);
}

#[test]
fn what_is_read_of_messages() {
    check(
        &VintedResult::Inbox(Box::new(InboxPage {
            page: 1,
            pages: 1,
            entries: vec![InboxEntry {
                id: ConversationId(7),
                opposite: Opposite {
                    id: Some(9),
                    login: "zoe".to_owned(),
                    photo: None,
                },
                preview: "Bonjour".to_owned(),
                unread: true,
                photo: None,
                updated_at: Some(time::macros::datetime!(2026-11-23 14:30 UTC)),
            }],
        })),
        concat!(
            r#"{"result":"inbox","page":1,"pages":1,"entries":[{"id":7,"opposite":{"id":9,"login":"zoe","#,
            r#""photo":null},"preview":"Bonjour","unread":true,"photo":null,"updated_at":"2026-11-23T14:30:00Z"}]}"#,
        ),
    );
    check(
        &VintedResult::Conversations {
            found: vec![FoundConversation {
                id: ConversationId(7),
                conversation: None,
            }],
        },
        r#"{"result":"conversations","found":[{"id":7,"conversation":null}]}"#,
    );
    check(
        &VintedResult::Replied(Box::new(Replied {
            adopted: true,
            read_back: Some(Conversation {
                opposite: Opposite::default(),
                allow_reply: true,
                item: Some(TalkedAbout {
                    vinted_id: Some(99),
                    title: "Robe".to_owned(),
                    photo: None,
                    price: None,
                }),
                messages: vec![Message {
                    id: Some(71),
                    kind: MessageKind::OfferRequest,
                    from: Sender::Them,
                    body: String::new(),
                    title: "Offre".to_owned(),
                    subtitle: String::new(),
                    price: Some(Money::euros_from_cents(2000)),
                    offer: Some(OfferState::Pending),
                    photos: Vec::new(),
                    at: None,
                }],
            }),
        })),
        concat!(
            r#"{"result":"replied","adopted":true,"read_back":{"opposite":{"id":null,"login":"","photo":null},"#,
            r#""allow_reply":true,"item":{"vinted_id":99,"title":"Robe","photo":null,"price":null},"messages":[{"id":71,"#,
            r#""kind":"offer_request","from":"them","body":"","title":"Offre","subtitle":"","#,
            r#""price":{"minor":2000,"currency":"EUR"},"offer":"pending","photos":[],"at":null}]}}"#,
        ),
    );
}

#[test]
fn the_dashboard_is_told_how_many_are_unread() {
    check::<ToDashboard>(
        &ToDashboard::InboxUpdate { unread: 3 },
        r#"{"type":"inbox_update","unread":3}"#,
    );
}
