//! Who is believed: senders, servers, tabs.

use crate::browser::{Browser, EXTENSION};
use serde_json::{Value, json};
use stoflow_extension::senders::Sender;
use stoflow_extension::server_origin::{NotAnOrigin, ServerOrigin};
use stoflow_extension::tabs::{self, Tab};

const OFFICIAL: &str = "https://app.stoflow.com";

fn sender(json: Value) -> Sender {
    serde_json::from_value(json).unwrap()
}

#[test]
fn only_a_whole_active_page_of_the_server_may_speak() {
    let own = ServerOrigin::parse_typed("https://boutique.example").unwrap();
    let believed = [
        json!({ "origin": OFFICIAL, "frameId": 0, "documentLifecycle": "active" }),
        json!({ "origin": OFFICIAL, "frameId": 0 }),
        json!({ "origin": "https://boutique.example", "frameId": 0 }),
    ];
    for page in believed {
        let origin = page["origin"].as_str().unwrap().to_owned();
        let dashboard = sender(page).dashboard(Some(&own)).unwrap();
        assert_eq!(dashboard.as_str(), origin);
    }
    let refused = [
        json!({ "origin": "https://app.stoflow.com.evil.example", "frameId": 0 }),
        json!({ "origin": "https://evil-app.stoflow.com", "frameId": 0 }),
        json!({ "origin": "https://stoflow.com", "frameId": 0 }),
        json!({ "origin": "http://app.stoflow.com", "frameId": 0 }),
        json!({ "origin": "https://app.stoflow.com:8443", "frameId": 0 }),
        json!({ "origin": "null", "frameId": 0 }),
        json!({ "frameId": 0 }),
        json!({ "origin": OFFICIAL, "frameId": 3 }),
        json!({ "origin": OFFICIAL }),
        json!({ "origin": OFFICIAL, "frameId": 0, "documentLifecycle": "prerender" }),
        json!({ "origin": OFFICIAL, "frameId": 0, "id": "ponmlkjihgfedcbaponmlkjihgfedcba" }),
        json!({ "origin": "https://www.vinted.fr", "frameId": 0 }),
        json!({ "origin": "http://localhost:4000", "frameId": 0 }),
    ];
    for page in refused {
        assert_eq!(sender(page.clone()).dashboard(Some(&own)), None, "{page}");
    }
}

#[test]
fn a_page_that_is_not_believed_hears_a_refusal_and_nothing_else() {
    let mut browser = Browser::paired();
    for text in [
        "{\"type\":\"probe\"}",
        "{\"type\":\"pair\",\"code\":\"x\"}",
        "{\"type\":\"relay\",\"frames\":[]}",
    ] {
        let page = json!({ "origin": "https://evil.example", "frameId": 0 });
        assert_eq!(browser.outside(page, text), json!({ "type": "refused" }));
    }
    let official = json!({ "origin": OFFICIAL, "frameId": 0 });
    for text in [
        "{}",
        "7",
        "{\"type\":\"open_tab\",\"url\":\"https://evil.example\"}",
    ] {
        assert_eq!(
            browser.outside(official.clone(), text),
            json!({ "type": "refused" })
        );
    }
    assert_eq!(browser.pairings.len(), 1);
}

#[test]
fn inside_only_the_popup_gives_orders() {
    let popup = format!("chrome-extension://{EXTENSION}/popup.html");
    assert!(sender(json!({ "id": EXTENSION, "url": popup })).is_popup(EXTENSION));
    let mut browser = Browser::paired();
    let others = [
        json!({ "id": "ponmlkjihgfedcbaponmlkjihgfedcba", "url": popup }),
        json!({ "id": EXTENSION, "url": "https://www.vinted.fr/", "origin": "https://www.vinted.fr", "frameId": 0 }),
        json!({ "id": EXTENSION, "url": format!("chrome-extension://{EXTENSION}/other.html") }),
        json!({ "url": popup }),
    ];
    for other in others {
        assert_eq!(browser.inside(other, "{\"type\":\"unpair\"}"), Value::Null);
    }
    assert!(browser.stored.as_deref().unwrap().contains("device-token"));
    assert_eq!(browser.popup(&json!({ "type": "fly" })), Value::Null);
}

#[test]
fn a_content_script_counts_on_vinted_in_the_whole_page_only() {
    let page = |origin: &str, frame: i64| {
        sender(json!({ "id": EXTENSION, "origin": origin, "frameId": frame }))
            .is_vinted_page(EXTENSION)
    };
    assert!(page("https://www.vinted.fr", 0));
    assert!(!page("https://www.vinted.fr", 1));
    assert!(!page("https://www.vinted.fr.evil.example", 0));
    assert!(!page("https://www.vinted.com", 0));
}

#[test]
fn a_typed_server_becomes_an_origin() {
    let typed =
        |text: &str| ServerOrigin::parse_typed(text).map(|origin| origin.as_str().to_owned());
    for (text, origin) in [
        ("app.stoflow.com", "https://app.stoflow.com"),
        (
            " HTTPS://App.StoFlow.com/settings?x=1#y ",
            "https://app.stoflow.com",
        ),
        ("https://shop.example:8443/", "https://shop.example:8443"),
        ("https://shop.example:443", "https://shop.example"),
        ("http://localhost:4000", "http://localhost:4000"),
        ("http://127.0.0.1:4000/", "http://127.0.0.1:4000"),
        ("http://192.168.1.20:4000", "http://192.168.1.20:4000"),
        ("http://[::1]:4000", "http://[::1]:4000"),
        ("http://nas.local", "http://nas.local"),
    ] {
        assert_eq!(typed(text), Ok(origin.to_owned()), "{text}");
    }
    for text in [
        "",
        "   ",
        "https://",
        "ftp://shop.example",
        "javascript://x",
        "https://user@shop.example",
        "https://shop example",
        "https://shop.example:port",
        "https://shop.example:99999",
        "https://shop.example:",
    ] {
        assert_eq!(typed(text), Err(NotAnOrigin::Unreadable), "{text}");
    }
    for text in [
        "http://app.stoflow.com",
        "http://8.8.8.8",
        "http://localhost.evil.example",
    ] {
        assert_eq!(typed(text), Err(NotAnOrigin::NotEncrypted), "{text}");
    }
}

#[test]
fn the_line_is_as_secret_as_the_server() {
    let url = |text: &str| ServerOrigin::parse_typed(text).unwrap().socket_url();
    assert_eq!(url(OFFICIAL), "wss://app.stoflow.com/ws/executor");
    assert_eq!(
        url("http://localhost:4000"),
        "ws://localhost:4000/ws/executor"
    );
}

fn tab(id: i32, last_accessed: f64) -> Tab {
    Tab {
        id,
        discarded: false,
        active: false,
        last_accessed,
    }
}

#[test]
fn the_own_tab_is_asked_first_and_sleeping_ones_never() {
    let asleep = Tab {
        discarded: true,
        ..tab(4, 9.0)
    };
    let tabs = [tab(1, 5.0), tab(2, 8.0), tab(3, 1.0), asleep];
    assert_eq!(tabs::in_order(&tabs, None), [2, 1, 3]);
    assert_eq!(tabs::in_order(&tabs, Some(3)), [3, 2, 1]);
    assert_eq!(tabs::in_order(&tabs, Some(99)), [2, 1, 3]);
}

#[test]
fn only_an_own_tab_that_nobody_looks_at_is_closed() {
    let watched = Tab {
        active: true,
        ..tab(2, 1.0)
    };
    let tabs = [tab(1, 5.0), watched];
    assert_eq!(tabs::to_close(&tabs, Some(1)), Some(1));
    assert_eq!(tabs::to_close(&tabs, Some(2)), None);
    assert_eq!(tabs::to_close(&tabs, Some(3)), None);
    assert_eq!(tabs::to_close(&tabs, None), None);
}
