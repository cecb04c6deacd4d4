//! Reading the inbox and conversations: in our words, bounded, and never a guess about who said what.

use crate::answers::ok;
use crate::fake_vinted::{FakeVinted, Fault, MEMBER};
use crate::orders::{command, run};
use serde_json::{Value, json};
use stoflow_extension::vinted::requests::Method;
use stoflow_wire::conversations::{
    ConversationsOrder, FoundConversation, InboxOrder, InboxPage, MessageKind, OfferState, Sender,
};
use stoflow_wire::executor::{Command, Outcome};
use stoflow_wire::ids::ConversationId;
use stoflow_wire::jobs::Trouble;
use stoflow_wire::money::Money;
use stoflow_wire::vinted::{VintedOrder, VintedResult};
use time::macros::datetime;

pub(crate) const BUYER: i64 = 77;

pub(crate) fn talk(messages: &[Value]) -> Value {
    json!({
        "id": 7, "allow_reply": true, "messages": messages,
        "opposite_user": { "id": BUYER, "login": "zoe", "photo": null },
        "transaction": { "item_id": "99", "item_title": "Robe rouge", "seller_id": MEMBER, "buyer_id": BUYER,
            "current_user_side": "seller", "offer_price": { "amount": "25.0", "currency_code": "EUR" },
            "item_photo": { "url": "https://images1.vinted.net/t/f800/1", "thumbnails": [
                { "width": 70, "url": "https://images1.vinted.net/t/70x100/1" } ] } },
    })
}

pub(crate) fn said(id: i64, user: i64, body: &str) -> Value {
    json!({ "entity_type": "message", "entity": { "id": id, "user_id": user, "body": body },
        "created_at_ts": "2026-11-23T15:30:00+01:00" })
}

pub(crate) fn vinted(talks: impl IntoIterator<Item = (i64, Value)>) -> FakeVinted {
    FakeVinted {
        talks: talks.into_iter().collect(),
        ..FakeVinted::default()
    }
}

fn read_inbox() -> Command {
    let order = InboxOrder {
        page: 1,
        per_page: 20,
    };
    command(1, VintedOrder::ReadInbox(order))
}

fn read_conversations(ids: &[i64]) -> Command {
    let ids = ids.iter().map(|id| ConversationId(*id)).collect();
    command(
        1,
        VintedOrder::ReadConversations(ConversationsOrder { ids }),
    )
}

fn inbox(outcome: Outcome) -> InboxPage {
    match outcome {
        Outcome::Done(VintedResult::Inbox(page)) => *page,
        other => panic!("no inbox: {other:?}"),
    }
}

fn found(outcome: Outcome) -> Vec<FoundConversation> {
    match outcome {
        Outcome::Done(VintedResult::Conversations { found }) => found,
        other => panic!("no conversations: {other:?}"),
    }
}

#[test]
fn a_page_of_the_inbox_is_read_to_the_second() {
    let page = inbox(run(read_inbox(), &mut vinted([(7, talk(&[]))])));
    let entry = &page.entries[0];
    assert_eq!((entry.id, page.pages), (ConversationId(7), 1));
    assert_eq!((entry.opposite.login.as_str(), entry.unread), ("zoe", true));
    assert_eq!(entry.updated_at, Some(datetime!(2026-11-23 14:30 UTC)));
    let empty = inbox(run(read_inbox(), &mut vinted([])));
    assert_eq!((empty.pages, empty.entries.len()), (0, 0));
}

#[test]
fn every_kind_of_message_is_read() {
    let site = |kind: &str| json!({ "entity_type": kind, "entity": { "title": "Vendu", "subtitle": "Envoie-le" } });
    let offer = json!({ "entity_type": "offer_request_message", "entity": { "offer_request_id": "5", "user_id": BUYER,
        "price": { "amount": "20.50", "currency_code": "EUR" }, "status": 10, "title": "Offre" } });
    let messages = [
        said(70, BUYER, "Dispo ? 🙂\u{202e}"),
        said(71, MEMBER, "Oui"),
        offer,
        site("status_message"),
        site("action_message"),
        site("something_new"),
    ];
    let read = found(run(
        read_conversations(&[7, 8]),
        &mut vinted([(7, talk(&messages))]),
    ));
    assert_eq!(read[1].conversation, None);
    let talk = read[0].conversation.clone().unwrap();
    let kinds: Vec<_> = talk
        .messages
        .iter()
        .map(|message| (message.kind, message.from))
        .collect();
    assert_eq!(
        kinds,
        [
            (MessageKind::Message, Sender::Them),
            (MessageKind::Message, Sender::Us),
            (MessageKind::OfferRequest, Sender::Them),
            (MessageKind::Status, Sender::Site),
            (MessageKind::Action, Sender::Site),
        ]
    );
    assert_eq!(talk.messages[0].body, "Dispo ? 🙂\u{202e}");
    assert_eq!(talk.messages[2].price, Some(Money::euros_from_cents(2050)));
    assert_eq!(talk.messages[2].offer, Some(OfferState::Pending));
    assert_eq!(talk.messages[3].id, None);
    let item = talk.item.unwrap();
    assert_eq!(
        (item.vinted_id, item.price),
        (Some(99), Some(Money::euros_from_cents(2500)))
    );
    assert_eq!(
        item.photo.as_deref(),
        Some("https://images1.vinted.net/t/70x100/1")
    );
}

#[test]
fn long_conversations_keep_their_newest_and_fit_a_frame() {
    let heavy: Vec<Value> = (0..300)
        .map(|n| said(n, BUYER, &"🙂".repeat(9_000)))
        .collect();
    let talks = (1..=10).map(|id| (id, talk(&heavy)));
    let ids: Vec<i64> = (1..=10).collect();
    let outcome = run(read_conversations(&ids), &mut vinted(talks));
    assert!(serde_json::to_string(&outcome).unwrap().len() < 200_000);
    let read = found(outcome);
    assert!((1..10).contains(&read.len()), "{}", read.len());
    let newest = read[0].conversation.as_ref().unwrap().messages.last();
    assert_eq!(newest.unwrap().id, Some(299));
    let many: Vec<Value> = (0..300).map(|n| said(n, BUYER, "ok")).collect();
    let read = found(run(
        read_conversations(&[7]),
        &mut vinted([(7, talk(&many))]),
    ));
    assert_eq!(read[0].conversation.as_ref().unwrap().messages.len(), 100);
}

#[test]
fn nonsense_is_unreadable_and_so_is_who_is_who_when_nobody_tells() {
    let mut nobody = talk(&[said(70, 5, "Bonjour")]);
    nobody["opposite_user"] = Value::Null;
    nobody["transaction"] = Value::Null;
    for odd in [
        json!({ "conversation": "none" }),
        json!({ "conversation": nobody }),
    ] {
        let mut vinted = vinted([(7, talk(&[]))]);
        vinted.strike(
            Method::Get,
            "/api/v2/conversations/",
            Fault::Instead(ok(&odd)),
        );
        let outcome = run(read_conversations(&[7]), &mut vinted);
        let what = "conversation".to_owned();
        let trouble = Trouble::Unreadable { what };
        assert!(matches!(outcome, Outcome::Stopped { trouble: why, .. } if why == trouble));
    }
    let mut vinted = vinted([]);
    vinted.strike(
        Method::Get,
        "/api/v2/inbox",
        Fault::Instead(ok(&json!({ "conversations": 4 }))),
    );
    assert!(matches!(
        run(read_inbox(), &mut vinted),
        Outcome::Stopped {
            trouble: Trouble::Unreadable { .. },
            ..
        }
    ));
}
