//! What is another seller's does not exist: whatever is asked of whichever door, with whichever number of Bob's in whichever
//! place, Alice gets the answer that a number gets which exists nowhere, and nothing of Bob's changes (T-01).

use crate::app::{Person, TestApp, small_png};
use crate::door::{Body, Call, Door, Guest};
use crate::doors::DOORS;
use crate::shops::{Kind, Shop, contents};
use futures::{SinkExt, StreamExt};
use reqwest::multipart::{Form, Part};
use reqwest::{Method, RequestBuilder, Response};
use serde_json::{Value, json};
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

const ALICES: Shop = Shop::new(5_100_000, "Angora");
const BOBS: Shop = Shop::new(5_200_000, "Zibeline");
const NOBODYS: Shop = Shop::new(5_300_000, "Mohair00");

#[tokio::test]
async fn what_is_bobs_is_nothing_to_alice() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let bob = app.seller("bob").await;
    ALICES.furnish(&alice).await;
    BOBS.furnish(&bob).await;
    let before = contents(&bob).await;
    let mut calls = 0;
    for door in DOORS.iter().filter(|door| names_something(door)) {
        for (bobs, nobodys) in pairs(door) {
            for accept in ["application/json", "text/html"] {
                let first = Told::by(ask(&alice, door, &bobs, accept).await).await;
                let second = Told::by(ask(&alice, door, &nobodys, accept).await).await;
                let names_it = bobs.path.contains(BOBS.word) || bobs.body.contains(BOBS.word);
                assert!(
                    names_it || !first.body.contains(BOBS.word),
                    "{bobs:?}: {first:?}"
                );
                assert!(first.status < 500, "{bobs:?}: {first:?}");
                let (first, second) = (first.wordless(), second.wordless());
                assert_eq!(first, second, "{accept}: {bobs:?} and {nobodys:?}");
                calls += 2;
            }
        }
    }
    for door in DOORS.iter().filter(|door| !names_something(door)) {
        if matches!(door.body, Body::Socket) {
            continue;
        }
        let call = door.about(&ALICES);
        let told = Told::by(ask(&alice, door, &call, "application/json").await).await;
        assert!(told.status < 500, "{call:?}: {told:?}");
        assert!(!told.body.contains(BOBS.word), "{call:?}: {told:?}");
        calls += 1;
    }
    assert!(calls >= 500, "only {calls} calls");
    assert_eq!(contents(&bob).await, before, "something of Bob's changed");
}

/// The calls above are refused for whose they ask, not for how: with one's own numbers each is understood.
#[tokio::test]
async fn each_door_knows_its_own_seller() {
    let app = TestApp::start().await;
    let carol = app.seller("carol").await;
    ALICES.furnish(&carol).await;
    for door in DOORS.iter().filter(|door| names_something(door)) {
        if door.guest == Guest::Bearer {
            continue;
        }
        let call = door.about(&ALICES);
        let answer = ask(&carol, door, &call, "application/json").await;
        let status = answer.status().as_u16();
        let told = answer.text().await.unwrap_or_default();
        // A sale without a label leads nowhere yet; its seller is led back to the sales.
        let understood = matches!(status, 200 | 303 | 409 | 422);
        assert!(understood, "{call:?}: {status} {told}");
        if call.body.contains("\"search\":\"Angora\"") {
            assert!(told.contains("Angora"), "{call:?} finds nothing: {told}");
        }
    }
}

#[tokio::test]
async fn a_signature_is_for_one_shops_photo() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let bob = app.seller("bob").await;
    ALICES.furnish(&alice).await;
    BOBS.furnish(&bob).await;
    let expires = app.backend.clock.now() + time::Duration::hours(1);
    let seconds = expires.unix_timestamp();
    let path = |tenant, photo| format!("/photos/signed/{tenant}/{photo}");
    let own = path(alice.tenant, ALICES.number(Kind::Photo));
    let signature = app.backend.keys.sign_path(&own, expires);
    let get = async |path: String| {
        let request = app.bare(Method::GET, &format!("{path}/{seconds}/{signature}"));
        Told::by(request.send().await.unwrap()).await
    };
    assert_eq!(get(own).await.status, 200);
    let nowhere = get(path(alice.tenant, NOBODYS.number(Kind::Photo))).await;
    assert_eq!(nowhere.status, 404);
    for photo in Kind::ALL.map(|kind| BOBS.number(kind)) {
        for tenant in [alice.tenant, bob.tenant] {
            assert_eq!(get(path(tenant, photo)).await, nowhere);
        }
    }
}

/// A page may carry frames for its own shop's extensions only.
#[tokio::test]
async fn a_page_relays_for_no_extension_of_another_shop() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let bob = app.seller("bob").await;
    ALICES.furnish(&alice).await;
    BOBS.furnish(&bob).await;
    let before = contents(&bob).await;
    let mut request = format!("ws://{}/ws/dashboard", app.address)
        .into_client_request()
        .unwrap();
    let headers = request.headers_mut();
    headers.insert("origin", app.origin().parse().unwrap());
    headers.insert("cookie", alice.cookie().parse().unwrap());
    let (mut page, _) = connect_async(request).await.unwrap();
    let hello = json!({
        "type": "hello", "version": "0.1.0", "open": [], "session": {"session": "unknown"}, "paused": false,
    });
    for kind in Kind::ALL {
        for shop in [BOBS, NOBODYS] {
            let offered = json!({"type": "relay_offered", "executor": shop.number(kind)});
            let relayed = json!({"type": "relayed", "frame": hello});
            for frame in [offered, relayed, json!({"type": "ping"})] {
                page.send(Message::text(frame.to_string())).await.unwrap();
            }
            loop {
                let frame = page.next().await.unwrap().unwrap();
                let frame: Value = serde_json::from_str(frame.to_text().unwrap()).unwrap();
                assert_ne!(frame["type"], "execute_job", "{frame}");
                if frame["type"] == "pong" {
                    break;
                }
            }
        }
    }
    assert_eq!(contents(&bob).await, before);
}

#[tokio::test]
async fn lists_hold_a_sellers_own() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let bob = app.seller("bob").await;
    ALICES.furnish(&alice).await;
    BOBS.furnish(&bob).await;
    for path in [
        "/api/v1/products",
        "/api/v1/products?search=pull",
        "/products",
        "/sales",
        "/messages",
        "/jobs",
        "/channels/vinted/wardrobe",
    ] {
        let text = alice.get(path).await.text().await.unwrap();
        assert!(text.contains("Angora"), "{path}");
        assert!(!text.contains("Zibeline"), "{path}");
    }
}

fn names_something(door: &Door) -> bool {
    !door.slots().is_empty() || door.about(&BOBS).path.contains(BOBS.word) || {
        door.about(&BOBS).body.contains(BOBS.word)
    }
}

/// Each call with something of Bob's in it, and the same with what is nobody's: everything named as it should be; each
/// kind of number in each place; and one thing of Bob's among Alice's own.
fn pairs(door: &Door) -> Vec<(Call, Call)> {
    let slots = door.slots();
    let mut pairs = vec![(door.about(&BOBS), door.about(&NOBODYS))];
    if slots.is_empty() {
        return pairs;
    }
    for kind in Kind::ALL {
        let all = |shop: Shop| door.filled(shop.word, |_| shop.number(kind));
        pairs.push((all(BOBS), all(NOBODYS)));
    }
    for slot in slots.iter().filter(|_| slots.len() > 1) {
        // The editor to come back to is named, not asked for.
        let way_back = *slot == Kind::Product && slots.contains(&Kind::Listing);
        if way_back {
            continue;
        }
        let mixed = |shop: Shop| {
            door.filled(shop.word, |kind| {
                let whose = if kind == *slot { shop } else { ALICES };
                whose.number(kind)
            })
        };
        pairs.push((mixed(BOBS), mixed(NOBODYS)));
    }
    pairs
}

async fn ask(person: &Person<'_>, door: &Door, call: &Call, accept: &str) -> Response {
    let request = person
        .request(door.method(), &call.path)
        .header("accept", accept)
        .header("referer", person.app.url("/products"));
    dressed(request, door, call).send().await.unwrap()
}

/// The request with the body that the door expects.
pub(crate) fn dressed(request: RequestBuilder, door: &Door, call: &Call) -> RequestBuilder {
    match door.body {
        Body::None | Body::Socket => request,
        Body::Json(_) => request
            .header("content-type", "application/json")
            .body(call.body.clone()),
        Body::Form(_) => request
            .header("content-type", "application/x-www-form-urlencoded")
            .body(call.body.clone()),
        Body::Picture => {
            let file = Part::bytes(small_png()).file_name("x.png");
            request.multipart(Form::new().part("photos", file))
        }
    }
}

/// An answer without what differs from one request to the next, and without the numbers that were asked for.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    status: u16,
    location: String,
    cookies: Vec<String>,
    body: String,
}

impl Told {
    async fn by(answer: Response) -> Self {
        let header = |name: &str| {
            let value = answer.headers().get(name);
            value.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        let request_id = header("x-request-id").unwrap_or_default();
        let policy = header("content-security-policy").unwrap_or_default();
        let nonce = policy
            .split("'nonce-")
            .nth(1)
            .and_then(|rest| rest.split('\'').next());
        let nonce = nonce.unwrap_or("no nonce").to_owned();
        let location = plain(&header("location").unwrap_or_default());
        let cookies = answer
            .headers()
            .get_all("set-cookie")
            .iter()
            .map(|line| plain(&String::from_utf8_lossy(line.as_bytes())))
            .collect();
        let status = answer.status().as_u16();
        let body = String::from_utf8_lossy(&answer.bytes().await.unwrap()).into_owned();
        let body = body
            .replace(&request_id, "request")
            .replace(&nonce, "nonce");
        Self {
            status,
            location,
            cookies,
            body: plain(&body),
        }
    }

    /// Without the word that was looked for, which a page shows in its search.
    fn wordless(self) -> Self {
        let without = |text: String| {
            text.replace(BOBS.word, "word")
                .replace(NOBODYS.word, "word")
        };
        Self {
            location: without(self.location),
            body: without(self.body),
            ..self
        }
    }
}

/// Numbers of seconds and of the shops' things are told apart by nobody, nor are keys that are drawn anew each time.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut word = String::new();
    for letter in text.chars().chain([' ']) {
        if letter.is_ascii_alphanumeric() {
            word.push(letter);
            continue;
        }
        let number = word.len() >= 7 && word.bytes().all(|letter| letter.is_ascii_digit());
        let key = word.len() == 32 && word.bytes().all(|letter| letter.is_ascii_hexdigit());
        plain.push_str(if number || key { "#" } else { &word });
        word.clear();
        plain.push(letter);
    }
    plain
}
