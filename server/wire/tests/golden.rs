//! Every frame against the text it has on the wire. A rename that breaks paired extensions breaks here first.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[path = "golden/conversations.rs"]
mod conversations;
#[path = "golden/wardrobe.rs"]
mod wardrobe;

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;
use stoflow_wire::executor::{
    Command, CommandId, FromExecutor, FromPage, Held, Outcome, Pace, ToExecutor, ToPage,
};
use stoflow_wire::ids::{ExecutorId, JobId};
use stoflow_wire::jobs::{Progress, Refusal, Step, Trouble, Wait, WaitReason};
use stoflow_wire::listings::ListingField;
use stoflow_wire::money::Money;
use stoflow_wire::socket::{
    ExecutorPresence, FromDashboard, LastSuccess, ToDashboard, VintedConnection,
};
use stoflow_wire::vinted::{
    DeleteOrder, NewPhotos, PhotoToUpload, PhotoUpdate, PublishOrder, PublishedListing, ReadBack,
    UpdateOrder, UploadedPhoto, VintedItem, VintedOrder, VintedResult, VintedSession,
};
use stoflow_wire::wardrobe::{DetailsOrder, WardrobeOrder};
use time::macros::datetime;

#[track_caller]
fn check<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T, text: &str) {
    assert_eq!(serde_json::to_string(value).unwrap(), text);
    assert_eq!(&serde_json::from_str::<T>(text).unwrap(), value);
}

fn id() -> CommandId {
    CommandId("c0ffee".to_owned())
}

fn publish() -> VintedOrder {
    VintedOrder::Publish(PublishOrder {
        item: VintedItem {
            title: "Jean Levi's 501".to_owned(),
            description: "Réf. SF-ABCD2345".to_owned(),
            price: Money::euros_from_cents(2550),
            catalog_id: 1819,
            brand_id: Some(10),
            brand: "Levi's".to_owned(),
            size_id: None,
            status_id: 2,
            colour_ids: vec![9, 27],
            material_ids: vec![303],
            package_size_id: 1,
            is_unisex: false,
            measurement_width: None,
            measurement_length: Some(104),
        },
        reference: "SF-ABCD2345".to_owned(),
        upload_session: "7d7e1c0a".to_owned(),
        photos: vec![PhotoToUpload {
            key: "12".to_owned(),
            path: "/photos/signed/1/12/1764000000/c2ln".to_owned(),
            content_type: "image/jpeg".to_owned(),
        }],
        look_first: false,
        sent_at: None,
        uploaded: vec![],
    })
}

#[test]
fn orders() {
    let command = Command {
        id: id(),
        job: JobId(7),
        fence: 3,
        order: publish(),
        account: Some(55),
        pace: Pace::HUMAN,
    };
    check(
        &ToExecutor::ExecuteJob {
            command: Box::new(command),
        },
        concat!(
            r#"{"type":"execute_job","command":{"id":"c0ffee","job":7,"fence":3,"#,
            r#""order":{"order":"publish","item":{"title":"Jean Levi's 501","#,
            r#""description":"Réf. SF-ABCD2345","price":{"minor":2550,"currency":"EUR"},"#,
            r#""catalog_id":1819,"brand_id":10,"brand":"Levi's","size_id":null,"status_id":2,"#,
            r#""colour_ids":[9,27],"material_ids":[303],"package_size_id":1,"is_unisex":false,"#,
            r#""measurement_length":104},"#,
            r#""reference":"SF-ABCD2345","upload_session":"7d7e1c0a","#,
            r#""photos":[{"key":"12","path":"/photos/signed/1/12/1764000000/c2ln","#,
            r#""content_type":"image/jpeg"}],"look_first":false,"uploaded":[]},"account":55,"#,
            r#""pace":{"read_ms":[3000,8000],"write_ms":[5000,12000],"#,
            r#""delete_ms":[6000,15000],"look_again_ms":30000,"#,
            r#""rest_every":[10,15],"rest_ms":[15000,30000]}}}"#,
        ),
    );
    check(
        &VintedOrder::Delete(DeleteOrder { vinted_id: 99 }),
        r#"{"order":"delete","vinted_id":99}"#,
    );
    check(
        &VintedOrder::ReadWardrobe(WardrobeOrder {
            page: 2,
            per_page: 96,
        }),
        r#"{"order":"read_wardrobe","page":2,"per_page":96}"#,
    );
    check(
        &VintedOrder::ReadDetails(DetailsOrder {
            vinted_ids: vec![99, 98],
        }),
        r#"{"order":"read_details","vinted_ids":[99,98]}"#,
    );
}

#[test]
fn frames_to_an_executor() {
    check(
        &ToExecutor::Welcome {
            executor: ExecutorId(4),
            shop: "Friperie".to_owned(),
            forget: vec![id()],
            next_token: None,
        },
        r#"{"type":"welcome","executor":4,"shop":"Friperie","forget":["c0ffee"],"next_token":null}"#,
    );
    check(
        &ToExecutor::Permit {
            command: id(),
            granted: true,
        },
        r#"{"type":"permit","command":"c0ffee","granted":true}"#,
    );
    check(
        &ToExecutor::ResultAck { command: id() },
        r#"{"type":"result_ack","command":"c0ffee"}"#,
    );
    check(
        &ToExecutor::CancelJob { command: id() },
        r#"{"type":"cancel_job","command":"c0ffee"}"#,
    );
    check(&ToExecutor::Unpaired, r#"{"type":"unpaired"}"#);
    check(
        &ToExecutor::HeldBack {
            held: Some(Held {
                jobs: 3,
                why: Trouble::QuietHours { until: 420 },
            }),
        },
        r#"{"type":"held_back","held":{"jobs":3,"why":{"code":"quiet_hours","until":420}}}"#,
    );
    check(
        &ToExecutor::HeldBack { held: None },
        r#"{"type":"held_back","held":null}"#,
    );
    check(&ToExecutor::Pong, r#"{"type":"pong"}"#);
}

#[test]
fn frames_from_an_executor() {
    check(
        &FromExecutor::Hello {
            version: "0.1.0".to_owned(),
            open: vec![],
            session: VintedSession::SignedIn {
                user_id: 55,
                login: "lea".to_owned(),
            },
            paused: false,
        },
        concat!(
            r#"{"type":"hello","version":"0.1.0","open":[],"#,
            r#""session":{"session":"signed_in","user_id":55,"login":"lea"},"paused":false}"#
        ),
    );
    check(
        &FromExecutor::Ack {
            command: id(),
            fence: 3,
        },
        r#"{"type":"ack","command":"c0ffee","fence":3}"#,
    );
    check(
        &FromExecutor::MayI {
            command: id(),
            fence: 3,
        },
        r#"{"type":"may_i","command":"c0ffee","fence":3}"#,
    );
    check(
        &FromExecutor::Progress {
            command: id(),
            fence: 3,
            progress: Progress {
                step: Step::UploadPhoto { position: 3, of: 8 },
                done: 4,
                of: 12,
                wait: Some(Wait {
                    seconds: 9,
                    reason: WaitReason::Pace,
                }),
            },
            uploaded: vec![UploadedPhoto {
                key: "12".to_owned(),
                vinted_id: 880,
            }],
        },
        concat!(
            r#"{"type":"progress","command":"c0ffee","fence":3,"#,
            r#""progress":{"step":{"step":"upload_photo","position":3,"of":8},"done":4,"of":12,"#,
            r#""wait":{"seconds":9,"reason":"pace"}},"uploaded":[{"key":"12","vinted_id":880}]}"#,
        ),
    );
    check(
        &FromExecutor::DatadomeDetected { command: None },
        r#"{"type":"datadome_detected","command":null}"#,
    );
    check(
        &FromExecutor::VintedSessionUpdate {
            session: VintedSession::SignedOut,
        },
        r#"{"type":"vinted_session_update","session":{"session":"signed_out"}}"#,
    );
}

/// An order, or a result, of a server or an extension from before there was more than the item.
#[test]
fn an_update_that_names_nothing_writes_the_whole_item_and_no_photo() {
    let VintedOrder::Publish(publish) = publish() else {
        panic!("it publishes");
    };
    let item = serde_json::to_string(&publish.item).unwrap();
    let old = format!(r#"{{"order":"update","vinted_id":99,"item":{item}}}"#);
    let read: VintedOrder = serde_json::from_str(&old).unwrap();
    let whole = UpdateOrder {
        vinted_id: 99,
        item: publish.item.clone(),
        changed: ListingField::of_the_item(),
        photos: PhotoUpdate::Keep,
    };
    assert_eq!(read, VintedOrder::Update(whole.clone()));
    let photos = PhotoUpdate::Replace(NewPhotos {
        upload_session: "7d7e1c0a".to_owned(),
        wanted: vec![],
        listed: vec![UploadedPhoto {
            key: "12".to_owned(),
            vinted_id: 700,
        }],
        uploaded: vec![],
    });
    let order = UpdateOrder {
        changed: vec![ListingField::Price, ListingField::Measurements],
        photos,
        ..whole
    };
    check(
        &VintedOrder::Update(order),
        &format!(
            concat!(
                r#"{{"order":"update","vinted_id":99,"item":{item},"changed":["price","measurements"],"#,
                r#""photos":{{"photos":"replace","upload_session":"7d7e1c0a","wanted":[],"#,
                r#""listed":[{{"key":"12","vinted_id":700}}],"uploaded":[]}}}}"#,
            ),
            item = item,
        ),
    );
}

#[test]
fn results() {
    check(
        &FromExecutor::JobResult {
            command: id(),
            job: JobId(7),
            fence: 3,
            outcome: Outcome::Done(VintedResult::Published(PublishedListing {
                vinted_id: 99,
                url: "https://www.vinted.fr/items/99".to_owned(),
                adopted: false,
                needs_verification: false,
                read_back: ReadBack {
                    seen: None,
                    photos: vec![UploadedPhoto {
                        key: "12".to_owned(),
                        vinted_id: 700,
                    }],
                },
            })),
        },
        concat!(
            r#"{"type":"job_result","command":"c0ffee","job":7,"fence":3,"#,
            r#""outcome":{"outcome":"done","result":"published","vinted_id":99,"#,
            r#""url":"https://www.vinted.fr/items/99","adopted":false,"#,
            r#""needs_verification":false,"read_back":{"seen":null,"photos":[{"key":"12","vinted_id":700}]}}}"#,
        ),
    );
    check(
        &Outcome::Stopped {
            trouble: Trouble::Refused {
                reasons: vec![Refusal {
                    field: "title".to_owned(),
                    words: "Trop court".to_owned(),
                }],
            },
            uploaded: vec![],
        },
        concat!(
            r#"{"outcome":"stopped","trouble":{"code":"refused","#,
            r#""reasons":[{"field":"title","words":"Trop court"}]},"uploaded":[]}"#
        ),
    );
    check(
        &Outcome::InDoubt {
            trouble: Trouble::Unknown,
            uploaded: vec![],
        },
        r#"{"outcome":"in_doubt","trouble":{"code":"unknown"},"uploaded":[]}"#,
    );
    check(
        &Outcome::Done(VintedResult::Deleted),
        r#"{"outcome":"done","result":"deleted"}"#,
    );
}

#[test]
fn frames_of_the_dashboard() {
    check::<ToDashboard>(
        &ToDashboard::VintedConnectionStatus {
            connection: VintedConnection {
                executor: ExecutorPresence::Away,
                session: VintedSession::Unknown,
                session_seen_at: None,
                last_success: LastSuccess {
                    sales: Some(datetime!(2026-11-23 14:30 UTC)),
                    ..LastSuccess::default()
                },
                unseen_since: None,
                account: None,
                stopped: Some(Trouble::Challenged),
            },
        },
        concat!(
            r#"{"type":"vinted_connection_status","connection":{"executor":"away","#,
            r#""session":{"session":"unknown"},"session_seen_at":null,"last_success":{"listings":null,"#,
            r#""wardrobe":null,"sales":"2026-11-23T14:30:00Z","messages":null},"unseen_since":null,"#,
            r#""account":null,"stopped":{"code":"challenged"}}}"#,
        ),
    );
    check::<ToDashboard>(
        &ToDashboard::ExecuteJob {
            frame: Box::new(ToExecutor::Pong),
        },
        r#"{"type":"execute_job","frame":{"type":"pong"}}"#,
    );
    check::<FromDashboard>(
        &FromDashboard::Relayed {
            frame: Box::new(FromExecutor::Ping),
        },
        r#"{"type":"relayed","frame":{"type":"ping"}}"#,
    );
    check::<FromPage>(&FromPage::Probe, r#"{"type":"probe"}"#);
    check(
        &ToPage::Relay {
            frames: vec![FromExecutor::Ping],
            again_ms: 1000,
        },
        r#"{"type":"relay","frames":[{"type":"ping"}],"again_ms":1000}"#,
    );
}
