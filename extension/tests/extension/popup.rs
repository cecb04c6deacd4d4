//! What the popup shows, and that the toolbar says it too.

use crate::answers::challenges;
use crate::browser::{Browser, EXTENSION, SHOP};
use crate::fake_vinted::Fault;
use crate::orders::{publish, publish_order};
use serde_json::{Value, json};
use stoflow_extension::executor::border::{Alarm, Badge};
use stoflow_extension::vinted::requests::Method;
use stoflow_wire::executor::{Command, Held, Pace, ToExecutor};
use stoflow_wire::jobs::Trouble;

fn look(browser: &mut Browser) -> Value {
    browser.popup(&json!({ "type": "look" }))
}

#[test]
fn it_begins_with_the_form() {
    let mut browser = Browser::new();
    let view = look(&mut browser);
    assert_eq!(view["shop"], Value::Null);
    assert_eq!(view["server"], "https://app.stoflow.com");
    assert_eq!(view["advice"], Value::Null);
    assert_eq!((browser.badge, browser.alarm), (Badge::Nothing, Alarm::Off));
}

#[test]
fn pairing_shows_the_shop_and_keeps_the_worker_awake() {
    let mut browser = Browser::new();
    let pair = json!({ "type": "pair", "server": "http://localhost:4000/", "code": "K7QF" });
    let view = browser.popup(&pair);
    assert_eq!(view["shop"], SHOP);
    assert_eq!(view["problem"], Value::Null);
    assert_eq!(
        browser.pairings[0].0,
        "http://localhost:4000/api/executor/pair"
    );
    assert_eq!(browser.alarm, Alarm::On);
    let view = look(&mut browser);
    assert_eq!(view["connection"]["text"]["name"], "connection_socket");
}

#[test]
fn a_failed_pairing_says_what_to_do() {
    let mut browser = Browser::new();
    let mut problem = |server: &str, answer: (u16, Value)| {
        browser.pairing_answer = answer;
        let view = browser.popup(&json!({ "type": "pair", "server": server, "code": "X" }));
        view["problem"]["name"].as_str().unwrap().to_owned()
    };
    let error = |code: &str| json!({ "error": { "code": code } });
    let official = "app.stoflow.com";
    assert_eq!(problem("", (200, Value::Null)), "pair_no_address");
    assert_eq!(
        problem("http://app.stoflow.com", (200, Value::Null)),
        "pair_not_encrypted"
    );
    assert_eq!(problem(official, (0, Value::Null)), "pair_unreachable");
    assert_eq!(
        problem(official, (404, error("not_found"))),
        "pair_wrong_code"
    );
    assert_eq!(problem(official, (429, error("too_many"))), "pair_too_many");
    assert_eq!(
        problem(official, (403, error("wrong_origin"))),
        "pair_wrong_server"
    );
}

#[test]
fn it_tells_what_is_being_done_and_why_nothing_moves() {
    let mut browser = Browser::paired();
    let nine_seconds = Pace {
        read_ms: (9_000, 9_000),
        write_ms: (9_000, 9_000),
        ..publish().pace
    };
    browser.order(Command {
        pace: nine_seconds,
        ..publish()
    });
    browser.until(|browser| browser.vinted.count("POST /api/v2/photos") == 1);
    let view = look(&mut browser);
    let doing = &view["doing"];
    assert_eq!(doing["title"], publish_order().item.title);
    assert_eq!(
        doing["step"],
        json!({ "name": "step_upload_photo", "blanks": ["2", "3"] })
    );
    assert_eq!(
        doing["wait"],
        json!({ "name": "wait_pace", "blanks": ["9"] })
    );
    assert_eq!((&doing["done"], &doing["of"]), (&json!(2), &json!(7)));
    assert_eq!(
        view["vinted"]["text"],
        json!({ "name": "vinted_signed_in", "blanks": ["lea"] })
    );

    let view = browser.popup(&json!({ "type": "pause" }));
    assert_eq!(view["paused"], true);
    assert_eq!(view["doing"]["wait"]["name"], "wait_paused");
    assert_eq!(browser.badge, Badge::Paused);
}

#[test]
fn a_challenge_says_the_one_thing_to_do_and_goes_when_it_is_done() {
    let [challenge, ..] = challenges();
    let mut browser = Browser::paired();
    browser
        .vinted
        .strike(Method::Get, "/api/v2/users", Fault::Instead(challenge));
    browser.order(publish());
    let view = look(&mut browser);
    assert_eq!(view["advice"]["text"]["name"], "advice_challenged");
    assert_eq!(view["advice"]["url"], "https://www.vinted.fr");
    assert_eq!(browser.badge, Badge::Attention);

    browser.popup(&json!({ "type": "check" }));
    let view = look(&mut browser);
    assert_eq!(view["advice"], Value::Null);
    assert_eq!(view["vinted"]["text"]["name"], "vinted_signed_in");
    assert_eq!(browser.badge, Badge::Nothing);
}

#[test]
fn another_account_is_named_until_somebody_else_signs_in() {
    let mut browser = Browser::paired();
    browser.vinted.login = Some("zoe".to_owned());
    browser.order(Command {
        account: Some(1),
        ..publish()
    });
    let view = look(&mut browser);
    assert_eq!(
        view["advice"]["text"],
        json!({ "name": "advice_other_account", "blanks": ["zoe"] })
    );
    assert_eq!(browser.badge, Badge::Attention);

    browser.vinted.login = Some("lea".to_owned());
    let page = json!({ "id": EXTENSION, "origin": "https://www.vinted.fr", "frameId": 0 });
    browser.inside(page, "{\"type\":\"vinted_page_loaded\"}");
    assert_eq!(look(&mut browser)["advice"], Value::Null);
}

#[test]
fn unpairing_forgets_everything() {
    let mut browser = Browser::paired();
    let view = browser.popup(&json!({ "type": "unpair" }));
    assert_eq!(view["shop"], Value::Null);
    assert!(!browser.stored.as_deref().unwrap().contains("device-token"));
    assert_eq!(browser.alarm, Alarm::Off);
}

#[test]
fn it_says_what_waits_by_the_sellers_own_rules_until_it_goes_on() {
    let mut browser = Browser::paired();
    for (why, name, blank) in [
        (
            Trouble::QuietHours { until: 425 },
            "idle_quiet_hours",
            "07:05",
        ),
        (Trouble::DailyCap { cap: 40 }, "idle_daily_cap", "40"),
        (Trouble::HourlyCap { cap: 50 }, "idle_hourly_cap", "50"),
    ] {
        let held = Some(Held { jobs: 3, why });
        browser.say(&ToExecutor::HeldBack { held });
        let view = look(&mut browser);
        assert_eq!(view["idle"], json!({ "name": name, "blanks": [blank] }));
    }
    browser.popup(&json!({ "type": "pause" }));
    assert_eq!(look(&mut browser)["idle"]["name"], "idle_paused");
    browser.popup(&json!({ "type": "resume" }));
    browser.say(&ToExecutor::HeldBack { held: None });
    assert_eq!(look(&mut browser)["idle"]["name"], "idle");
}
