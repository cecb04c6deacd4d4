//! The line to the server, and what else wakes the worker: it comes back by itself, and knows when it is over.

use crate::answers::{challenges, signed_out};
use crate::browser::{Browser, EXTENSION};
use crate::fake_vinted::Fault;
use crate::orders::{delete, publish, slow};
use stoflow_extension::executor::border::{AskNumber, Event, Timer};
use stoflow_extension::vinted::replies::PageReply;
use stoflow_extension::vinted::requests::Method;
use stoflow_wire::executor::{FromExecutor, Outcome, ToExecutor};
use stoflow_wire::jobs::Trouble;
use stoflow_wire::vinted::VintedSession;

#[test]
fn a_challenge_is_told_and_stops_the_command() {
    let [challenge, ..] = challenges();
    let mut browser = Browser::paired();
    browser
        .vinted
        .strike(Method::Post, "/api/v2/photos", Fault::Instead(challenge));
    browser.order(publish());
    let outcome = &browser.server.results[0].1;
    assert!(matches!(
        outcome,
        Outcome::Stopped {
            trouble: Trouble::Challenged,
            ..
        }
    ));
    let told = browser.heard(|frame| match frame {
        FromExecutor::DatadomeDetected { command } => Some(command.clone()),
        _ => None,
    });
    assert_eq!(told, [Some(publish().id)]);
    let sessions = browser.heard(|frame| match frame {
        FromExecutor::VintedSessionUpdate { session } => Some(session.clone()),
        _ => None,
    });
    assert!(matches!(sessions[0], VintedSession::SignedIn { .. }));
    assert_eq!(sessions[1], VintedSession::Challenged);
}

#[test]
fn a_person_who_comes_back_is_noticed() {
    let mut browser = Browser::paired();
    browser
        .vinted
        .strike(Method::Get, "/api/v2/users", Fault::Instead(signed_out()));
    browser.order(publish());
    let page = serde_json::json!({
        "id": EXTENSION,
        "origin": "https://www.vinted.fr",
        "frameId": 0,
    });
    browser.inside(page.clone(), "{\"type\":\"vinted_page_loaded\"}");
    let last = browser.server.heard.last().unwrap();
    assert!(matches!(
        last,
        FromExecutor::VintedSessionUpdate {
            session: VintedSession::SignedIn { .. }
        }
    ));
    let calls = browser.vinted.log.len();
    browser.inside(page, "{\"type\":\"vinted_page_loaded\"}");
    assert_eq!(
        browser.vinted.log.len(),
        calls,
        "who is known is not asked for again"
    );
}

#[test]
fn the_line_is_tried_again_ever_more_slowly_and_no_slower_than_a_minute() {
    let mut browser = Browser::paired();
    browser.online = false;
    browser.cut();
    let mut waits = Vec::new();
    for _ in 0..10 {
        let due = browser.timers[&Timer::Reconnect];
        waits.push(due - browser.now_ms);
        browser.until(|browser| browser.now_ms >= due);
    }
    assert!((500..=1_000).contains(&waits[0]), "{waits:?}");
    assert!(waits.iter().all(|wait| *wait <= 60_000), "{waits:?}");
    assert!((30_000..=60_000).contains(&waits[9]), "{waits:?}");
    browser.online = true;
    browser.until(|browser| browser.server.heard.len() >= 2);
}

#[test]
fn a_silent_line_is_given_up() {
    let mut browser = Browser::paired();
    let pings = |browser: &Browser| {
        browser
            .heard(|frame| matches!(frame, FromExecutor::Ping).then_some(()))
            .len()
    };
    browser.until(|browser| pings(browser) == 3);
    let hellos = |browser: &Browser| {
        browser
            .heard(|frame| matches!(frame, FromExecutor::Hello { .. }).then_some(()))
            .len()
    };
    assert_eq!(hellos(&browser), 1, "an answered ping keeps it");
    // Asleep for an hour: the ping comes late, and nothing was heard since.
    browser.now_ms += 3_600_000;
    browser.tell(Event::TimerFired(Timer::Ping));
    browser.until(|browser| hellos(browser) == 2);
}

#[test]
fn a_new_token_is_used_from_the_next_connection_on() {
    let mut browser = Browser::paired();
    browser.server.next_token = Some("second-token".to_owned());
    assert_eq!(browser.dialled.as_ref().unwrap().1, "device-token");
    browser.cut();
    browser.until(|browser| browser.server.heard.len() >= 2);
    browser.kill();
    browser.tell(Event::AlarmRang);
    let (url, token) = browser.dialled.as_ref().unwrap();
    assert_eq!(url, "wss://app.stoflow.com/ws/executor");
    assert_eq!(token, "second-token");
}

#[test]
fn a_revoked_pairing_leaves_nothing_behind() {
    let mut browser = Browser::paired();
    browser.order(slow());
    browser.say(&ToExecutor::Unpaired);
    let stored = browser.stored.clone().unwrap();
    assert!(!stored.contains("device-token") && !stored.contains(&publish().id.0));
    assert!(browser.timers.is_empty(), "{:?}", browser.timers);
}

#[test]
fn nonsense_on_the_line_is_ignored() {
    let mut browser = Browser::paired();
    for text in [
        "",
        "{}",
        "null",
        "{\"type\":\"format_disk\"}",
        "{\"type\":\"permit\"}",
        "[[[[",
    ] {
        browser.receive(text);
    }
    browser.say(&ToExecutor::Permit {
        command: delete(5).id,
        granted: true,
    });
    browser.tell(Event::PageReplied {
        ask: AskNumber(99),
        reply: PageReply::Lost,
    });
    browser.order(publish());
    assert_eq!(browser.vinted.creates, 1);
}

#[test]
fn an_update_waits_until_the_work_is_done() {
    let mut browser = Browser::paired();
    browser.order(slow());
    browser.tell(Event::UpdateWaits);
    assert_eq!(browser.restarts, 0);
    browser.until(|browser| browser.restarts == 1);
    assert!(browser.server.commands.is_empty());
}
