//! The executor's side of the protocol with the server.

use crate::browser::Browser;
use crate::orders::{command, publish, publish_order, published, slow};
use stoflow_extension::executor::border::{Event, Timer};
use stoflow_wire::executor::{Command, FromExecutor, Outcome, ToExecutor};
use stoflow_wire::jobs::{Step, Trouble, WaitReason};
use stoflow_wire::vinted::{PhotoToUpload, PublishOrder, VintedOrder};

fn results(browser: &Browser) -> usize {
    browser
        .heard(|frame| matches!(frame, FromExecutor::JobResult { .. }).then_some(()))
        .len()
}

#[test]
fn a_command_is_acknowledged_done_step_by_step_and_answered() {
    let mut browser = Browser::paired();
    browser.order(publish());
    let listing = published(&browser.server.results[0].1).vinted_id;
    assert!(browser.vinted.items.contains_key(&listing));
    let kinds: Vec<&str> = browser.heard(|frame| match frame {
        FromExecutor::Hello { .. } => Some("hello"),
        FromExecutor::Ack { .. } => Some("ack"),
        FromExecutor::MayI { .. } => Some("may_i"),
        FromExecutor::JobResult { .. } => Some("result"),
        _ => None,
    });
    assert_eq!(kinds, ["hello", "ack", "may_i", "result"]);
    let steps = browser.heard(|frame| match frame {
        FromExecutor::Progress {
            progress, uploaded, ..
        } => Some((
            progress.step.clone(),
            progress.done,
            progress.of,
            uploaded.len(),
        )),
        _ => None,
    });
    let photo = |position| Step::UploadPhoto { position, of: 3 };
    assert_eq!(
        steps,
        [
            (Step::Identify, 0, 7, 0),
            (photo(1), 1, 7, 0),
            (photo(2), 2, 7, 1),
            (photo(3), 3, 7, 2),
            (Step::Create, 4, 7, 3),
            (Step::Look, 5, 7, 3),
            (Step::ReadBack, 6, 7, 3),
        ]
    );
}

#[test]
fn the_journal_is_written_before_the_word_is_given() {
    let mut browser = Browser::paired();
    browser.server.denies_permits = true;
    browser.order(slow());
    let stored = browser.stored.as_deref().unwrap();
    assert!(stored.contains(&publish().id.0), "{stored}");
    assert!(
        browser
            .heard(|frame| matches!(frame, FromExecutor::Ack { .. }).then_some(()))
            .len()
            == 1
    );
}

#[test]
fn a_command_that_comes_again_is_done_once() {
    let mut browser = Browser::paired();
    browser.order(publish());
    assert_eq!(results(&browser), 1);
    // Settled and forgotten by both, and yet it comes again.
    browser.say(&ToExecutor::ExecuteJob {
        command: Box::new(publish()),
    });
    assert_eq!(results(&browser), 2);
    assert_eq!(browser.vinted.creates, 1);

    browser.order(Command {
        id: stoflow_wire::executor::CommandId("e".repeat(32)),
        ..slow()
    });
    let waiting = browser.server.commands[0].clone();
    browser.say(&ToExecutor::ExecuteJob {
        command: Box::new(waiting),
    });
    // At its begin and right before the listing is made, not twice for it.
    assert_eq!(browser.vinted.count("GET /api/v2/users/current"), 2);
}

#[test]
fn a_result_is_told_until_it_is_acknowledged() {
    for dies in [Browser::cut, kill_and_wake] {
        let mut browser = Browser::paired();
        browser.server.lost_results = 1;
        browser.order(publish());
        assert_eq!((results(&browser), browser.server.results.len()), (1, 0));
        dies(&mut browser);
        browser.until(|browser| browser.server.commands.is_empty());
        published(&browser.server.results[0].1);
        assert_eq!(browser.vinted.creates, 1);
        let told = results(&browser);
        browser.cut();
        browser.until(|browser| browser.timers.contains_key(&Timer::Ping));
        assert_eq!(
            results(&browser),
            told,
            "what is acknowledged is not told again"
        );
    }
}

fn kill_and_wake(browser: &mut Browser) {
    browser.kill();
    browser.tell(Event::AlarmRang);
}

#[test]
fn what_the_server_says_to_forget_is_dropped_without_a_word() {
    let mut browser = Browser::paired();
    browser.order(slow());
    browser.server.commands.clear();
    browser.cut();
    let now = browser.now_ms;
    browser.until(|browser| browser.now_ms > now + 300_000);
    assert_eq!(browser.vinted.log, Vec::<String>::new());
    assert_eq!(results(&browser), 0);
}

#[test]
fn without_permit_nothing_is_written() {
    let mut browser = Browser::paired();
    browser.server.denies_permits = true;
    browser.order(publish());
    let Outcome::Cancelled { uploaded } = &browser.server.results[0].1 else {
        panic!("cancelled");
    };
    assert_eq!(uploaded.len(), 3);
    assert_eq!(browser.vinted.creates, 0);
}

#[test]
fn a_permit_that_was_not_heard_is_asked_for_again() {
    let mut browser = Browser::paired();
    let asked = |browser: &Browser| {
        browser
            .heard(|frame| matches!(frame, FromExecutor::MayI { .. }).then_some(()))
            .len()
    };
    browser.order(slow());
    browser.until(|browser| {
        let next = browser.timers.get(&Timer::Run);
        browser.vinted.count("POST /api/v2/photos") == 3 && next.is_some()
    });
    browser.cut();
    browser.online = false;
    let now = browser.now_ms;
    browser.until(|browser| browser.now_ms > now + 600_000);
    assert_eq!((asked(&browser), browser.vinted.creates), (0, 0));
    browser.online = true;
    browser.until(|browser| browser.vinted.creates == 1);
    assert_eq!(asked(&browser), 1);
}

#[test]
fn cancelling_works_until_the_effect_is_sent() {
    let mut browser = Browser::paired();
    browser.order(slow());
    browser.until(|browser| browser.vinted.count("POST /api/v2/photos") == 1);
    browser.say(&ToExecutor::CancelJob {
        command: publish().id,
    });
    let Outcome::Cancelled { uploaded } = &browser.server.results[0].1 else {
        panic!("cancelled");
    };
    assert_eq!(uploaded.len(), 1);

    let mut browser = Browser::paired();
    browser.order(slow());
    browser.until(|browser| browser.vinted.creates == 1);
    browser.say(&ToExecutor::CancelJob {
        command: publish().id,
    });
    browser.until(|browser| browser.server.commands.is_empty());
    assert!(!published(&browser.server.results[0].1).adopted);
}

/// An earlier attempt may have made the listing; a cancelled job must not hide that.
#[test]
fn a_doubt_is_settled_before_the_command_is_given_up() {
    let order = PublishOrder {
        look_first: true,
        ..publish_order()
    };
    let doubtful = || Command {
        order: VintedOrder::Publish(order.clone()),
        ..slow()
    };
    let cancel = ToExecutor::CancelJob {
        command: publish().id,
    };
    let mut browser = Browser::paired();
    browser.order(doubtful());
    browser.say(&cancel);
    browser.until(|browser| browser.server.commands.is_empty());
    assert!(matches!(
        browser.server.results[0].1,
        Outcome::Cancelled { .. }
    ));
    assert_eq!(browser.vinted.count("GET /api/v2/wardrobe/"), 2);
    assert_eq!(browser.vinted.count("POST"), 0);
}

#[test]
fn pace_is_kept_and_told() {
    let mut browser = Browser::paired();
    browser.order(slow());
    assert!(browser.vinted.log.is_empty());
    let waits = browser.heard(|frame| match frame {
        FromExecutor::Progress { progress, .. } => progress.wait.clone(),
        _ => None,
    });
    assert_eq!(
        (waits[0].seconds, &waits[0].reason),
        (60, &WaitReason::Pace)
    );
    let begun = browser.now_ms;
    browser.until(|browser| browser.server.commands.is_empty());
    // Six calls, a minute before each.
    assert!(browser.now_ms >= begun + 360_000);
}

#[test]
fn pausing_holds_everything_and_resuming_goes_on() {
    let mut browser = Browser::paired();
    browser.order(slow());
    browser.until(|browser| browser.vinted.count("POST /api/v2/photos") == 1);
    browser.popup(&serde_json::json!({ "type": "pause" }));
    let (calls, now) = (browser.vinted.log.len(), browser.now_ms);
    browser.until(|browser| browser.now_ms > now + 600_000);
    assert_eq!(browser.vinted.log.len(), calls);
    browser.popup(&serde_json::json!({ "type": "resume" }));
    browser.until(|browser| browser.server.commands.is_empty());
    assert_eq!(browser.vinted.creates, 1);
    let paused = browser.heard(|frame| match frame {
        FromExecutor::Paused { paused } => Some(*paused),
        _ => None,
    });
    assert_eq!(paused, [true, false]);
}

/// The person signs in again in the tab: the page they see is reason enough to look, and the server hears of it.
#[test]
fn photos_come_from_the_servers_signed_paths_and_nowhere_else() {
    for path in [
        "@evil.example/x",
        "//evil.example/x",
        "/photos/signed/../../api",
        "/api/v1/products",
    ] {
        let mut browser = Browser::paired();
        let photo = PhotoToUpload {
            key: "photo-1".to_owned(),
            path: path.to_owned(),
            content_type: "image/jpeg".to_owned(),
        };
        let order = PublishOrder {
            photos: vec![photo],
            ..publish_order()
        };
        browser.order(command(1, VintedOrder::Publish(order)));
        let trouble = Trouble::PhotoUnavailable { position: 1 };
        let uploaded = vec![];
        assert_eq!(
            browser.server.results[0].1,
            Outcome::Stopped { trouble, uploaded }
        );
        assert_eq!(browser.vinted.count("POST"), 0);
    }
}
