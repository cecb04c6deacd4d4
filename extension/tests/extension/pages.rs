//! What a dashboard page may do: see that the extension is there, pair it, and carry frames while its own line is down.

use crate::browser::Browser;
use crate::orders::{publish, published};
use serde_json::{Value, json};
use stoflow_extension::executor::border::{Event, Timer};
use stoflow_wire::executor::{FromExecutor, FromPage, ToExecutor, ToPage};
use stoflow_wire::ids::ExecutorId;
use stoflow_wire::vinted::VintedSession;

fn dashboard() -> Value {
    json!({
        "origin": "https://app.stoflow.com",
        "frameId": 0,
        "documentLifecycle": "active",
        "documentId": "first",
    })
}

fn ask(browser: &mut Browser, message: &FromPage) -> ToPage {
    let text = serde_json::to_string(message).unwrap();
    serde_json::from_value(browser.outside(dashboard(), &text)).unwrap()
}

/// A page carries frames back and forth until `done`.
fn relay_until(browser: &mut Browser, done: impl Fn(&Browser) -> bool) {
    let mut frames = Vec::new();
    for _ in 0..100 {
        if done(browser) {
            return;
        }
        let said = relay(browser, frames);
        frames = said
            .into_iter()
            .flat_map(|frame| browser.server.hear(frame))
            .collect();
    }
    panic!("it never came to that");
}

fn relay(browser: &mut Browser, frames: Vec<ToExecutor>) -> Vec<FromExecutor> {
    // Meanwhile the extension goes on trying its own line.
    browser.tell(Event::TimerFired(Timer::Reconnect));
    match ask(browser, &FromPage::Relay { frames }) {
        ToPage::Relay { frames, .. } => frames,
        other => panic!("a relay is answered with one: {other:?}"),
    }
}

#[test]
fn a_page_pairs_the_extension_with_the_server_it_came_from() {
    let mut browser = Browser::new();
    let probe = ask(&mut browser, &FromPage::Probe);
    assert_eq!(
        probe,
        ToPage::Here {
            version: "0.1.0".to_owned(),
            paired: false,
            executor: None,
            socket_open: false,
            session: VintedSession::Unknown,
        }
    );
    let code = " K7QF-2M9P ".to_owned();
    let paired = ask(&mut browser, &FromPage::Pair { code });
    let executor = ExecutorId(3);
    assert_eq!(paired, ToPage::Paired { executor });
    let (url, body) = &browser.pairings[0];
    assert_eq!(url, "https://app.stoflow.com/api/executor/pair");
    assert_eq!(
        *body,
        json!({ "code": "K7QF-2M9P", "name": "Google Chrome · Linux" })
    );
    let ToPage::Here {
        paired,
        executor,
        socket_open,
        ..
    } = ask(&mut browser, &FromPage::Probe)
    else {
        panic!("here");
    };
    assert_eq!(
        (paired, executor, socket_open),
        (true, Some(ExecutorId(3)), true)
    );
}

#[test]
fn a_failed_pairing_says_the_servers_code() {
    let cases = [
        ((422, json!({ "error": { "code": "invalid" } })), "invalid"),
        ((0, Value::Null), "unreachable"),
        ((502, json!("<html>")), "unreachable"),
        ((200, json!({ "hello": "world" })), "not_understood"),
    ];
    for (answer, code) in cases {
        let mut browser = Browser::new();
        browser.pairing_answer = answer;
        let failed = ask(
            &mut browser,
            &FromPage::Pair {
                code: "X".to_owned(),
            },
        );
        let code = code.to_owned();
        assert_eq!(failed, ToPage::PairingFailed { code });
    }
}

#[test]
fn a_page_carries_a_whole_publication() {
    let mut browser = Browser::paired();
    browser.online = false;
    browser.cut();
    browser.server.heard.clear();
    browser.server.commands.push(publish());
    relay_until(&mut browser, |browser| browser.server.results.len() == 1);
    assert!(matches!(
        browser.server.heard[0],
        FromExecutor::Hello { .. }
    ));
    assert_eq!(published(&browser.server.results[0].1).vinted_id, 9_000_001);
    assert_eq!(browser.vinted.creates, 1);
}

#[test]
fn a_result_that_a_page_lost_is_told_on_the_own_line() {
    let mut browser = Browser::paired();
    browser.online = false;
    browser.cut();
    browser.server.commands.push(publish());
    let asks = |frame: &FromExecutor| matches!(frame, FromExecutor::MayI { .. });
    relay_until(&mut browser, |browser| {
        browser.server.heard.iter().any(asks)
    });
    let permit = ToExecutor::Permit {
        command: publish().id,
        granted: true,
    };
    relay(&mut browser, vec![permit]);
    // The page is closed with the result in its hands.
    let lost = relay(&mut browser, vec![]);
    assert!(
        lost.iter()
            .any(|frame| matches!(frame, FromExecutor::JobResult { .. }))
    );
    assert_eq!(
        (browser.vinted.creates, browser.server.results.len()),
        (1, 0)
    );
    browser.online = true;
    browser.until(|browser| browser.server.results.len() == 1);
    assert_eq!(browser.vinted.creates, 1);
}

#[test]
fn a_page_is_not_needed_while_the_own_line_is_up() {
    let mut browser = Browser::paired();
    let relayed = ask(&mut browser, &FromPage::Relay { frames: vec![] });
    let again_ms = 5_000;
    let frames = vec![];
    assert_eq!(relayed, ToPage::Relay { frames, again_ms });
}

#[test]
fn nobody_relays_for_an_unpaired_extension() {
    let mut browser = Browser::new();
    let relayed = ask(&mut browser, &FromPage::Relay { frames: vec![] });
    assert_eq!(relayed, ToPage::Refused);
}

fn stranded() -> Browser {
    let mut browser = Browser::paired();
    browser.online = false;
    browser.cut();
    browser
}

fn greets(said: &[FromExecutor]) -> bool {
    said.iter()
        .any(|frame| matches!(frame, FromExecutor::Hello { .. }))
}

/// The page may have lost its own line and got a new one, on which nobody knows the extension.
#[test]
fn the_server_is_greeted_again_when_it_says_nothing_for_long() {
    let mut browser = stranded();
    assert!(greets(&relay(&mut browser, vec![])));
    assert!(!greets(&relay(&mut browser, vec![])));
    browser.now_ms += 8_000;
    assert!(!greets(&relay(&mut browser, vec![ToExecutor::Pong])));
    browser.now_ms += 8_000;
    assert!(!greets(&relay(&mut browser, vec![])));
    browser.now_ms += 8_000;
    assert!(greets(&relay(&mut browser, vec![])));
}

#[test]
fn a_second_page_waits_until_the_first_is_gone() {
    let mut browser = stranded();
    relay(&mut browser, vec![]);
    let second =
        json!({ "origin": "https://app.stoflow.com", "frameId": 0, "documentId": "second" });
    let offer = |browser: &mut Browser| {
        let text = serde_json::to_string::<FromPage>(&FromPage::Relay { frames: vec![] }).unwrap();
        let answer = browser.outside(second.clone(), &text);
        answer["frames"].as_array().unwrap().len()
    };
    assert_eq!(offer(&mut browser), 0);
    browser.now_ms += 16_000;
    assert_eq!(offer(&mut browser), 1);
}

#[test]
fn a_token_that_passed_through_a_page_is_not_taken() {
    let mut browser = stranded();
    relay(&mut browser, vec![]);
    let welcome = ToExecutor::Welcome {
        executor: ExecutorId(3),
        shop: "Chez Léa".to_owned(),
        forget: vec![],
        next_token: Some("seen-by-a-page".to_owned()),
    };
    relay(&mut browser, vec![welcome]);
    assert!(
        !browser
            .stored
            .as_deref()
            .unwrap()
            .contains("seen-by-a-page")
    );
}
