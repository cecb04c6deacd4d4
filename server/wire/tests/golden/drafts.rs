//! Drafts, and what is told of relistings.

use crate::{check, publish};
use stoflow_wire::jobs::{Step, Trouble};
use stoflow_wire::platform::{JobKind, VintedAction};
use stoflow_wire::vinted::{
    CompleteOrder, DraftOrder, DraftedListing, PublishOrder, ReadBack, VintedOrder, VintedResult,
};

fn listing() -> PublishOrder {
    match publish() {
        VintedOrder::Publish(order) => order,
        other => panic!("no publication: {other:?}"),
    }
}

#[test]
fn drafts_and_relistings() {
    let item = serde_json::to_string(&listing().item).unwrap();
    let whole = serde_json::to_string(&listing()).unwrap();
    check(
        &VintedOrder::Draft(DraftOrder {
            listing: listing(),
            draft: Some(7),
        }),
        &format!(r#"{{"order":"draft","listing":{whole},"draft":7}}"#),
    );
    check(
        &VintedOrder::Complete(CompleteOrder {
            vinted_id: 7,
            item: listing().item,
            upload_session: "7d7e1c0a".to_owned(),
        }),
        &format!(
            r#"{{"order":"complete","vinted_id":7,"item":{item},"upload_session":"7d7e1c0a"}}"#
        ),
    );
    check(
        &VintedResult::Drafted(DraftedListing {
            vinted_id: 7,
            read_back: ReadBack {
                seen: None,
                photos: Vec::new(),
            },
        }),
        r#"{"result":"drafted","vinted_id":7,"read_back":{"seen":null}}"#,
    );
    check(
        &Trouble::PhotosDiffer { sent: 3, seen: 2 },
        r#"{"code":"photos_differ","sent":3,"seen":2}"#,
    );
    check(&Step::ReadDraft, r#"{"step":"read_draft"}"#);
    check(
        &JobKind::Vinted(VintedAction::Relist),
        r#"{"platform":"vinted","action":"relist"}"#,
    );
}
