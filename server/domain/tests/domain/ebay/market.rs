//! eBay as the tests play it: it takes any code, knows one account, and answers as it is told to.

use super::documents::Call;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use stoflow_domain::channels::ebay::api::hosts::Hosts;
use stoflow_domain::channels::ebay::api::{Api, Keyset};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

/// The account's number.
pub(super) const USER: &str = "ma8vp1jySJC";

/// A kind of call, by a word of its path and, at the token door, of its body.
pub(super) const RENEWAL: &str = "grant_type=refresh_token";
pub(super) const EXCHANGE: &str = "grant_type=authorization_code";
pub(super) const REVOCATION: &str = "/oauth2/revoke";
pub(super) const PRIVILEGE: &str = "/privilege";

#[derive(Default)]
struct State {
    asked: Vec<String>,
    /// What is answered instead, by kind of call.
    moods: HashMap<&'static str, (u16, &'static str)>,
    slow: Duration,
    /// The next call of this kind is not answered until it is let go.
    held: Option<&'static str>,
    tokens: u32,
    /// Tokens before this one are not taken.
    taken_from: u32,
    /// The answer to who asks for a public key.
    key: String,
    let_go: Arc<Notify>,
}

pub(super) struct Market {
    address: String,
    state: Arc<Mutex<State>>,
}

impl Market {
    pub(super) async fn open() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let state: Arc<Mutex<State>> = Arc::default();
        tokio::spawn({
            let state = Arc::clone(&state);
            async move {
                while let Ok((stream, _)) = listener.accept().await {
                    tokio::spawn(answer(stream, Arc::clone(&state)));
                }
            }
        });
        Self { address, state }
    }

    pub(super) fn api(&self) -> Api {
        let keyset = Keyset {
            client_id: "Friperie-1".to_owned(),
            client_secret: "secret".to_owned(),
            runame: "Friperie-abc".to_owned(),
        };
        let hosts = Hosts::stand_in(&self.address).unwrap();
        Api::new(hosts, keyset, [Duration::ZERO; 2]).unwrap()
    }

    /// Calls of this kind are answered so from now on.
    pub(super) fn say(&self, kind: &'static str, status: u16, body: &'static str) {
        self.state
            .lock()
            .unwrap()
            .moods
            .insert(kind, (status, body));
    }

    pub(super) fn be_well(&self) {
        self.state.lock().unwrap().moods.clear();
    }

    pub(super) fn be_slow(&self, slow: Duration) {
        self.state.lock().unwrap().slow = slow;
    }

    /// The next call of this kind is not answered until [`Self::let_go`]; all others are.
    pub(super) fn hold(&self, kind: &'static str) {
        self.state.lock().unwrap().held = Some(kind);
    }

    pub(super) fn let_go(&self) {
        self.state.lock().unwrap().let_go.notify_one();
    }

    /// Until there were so many calls of this kind.
    pub(super) async fn was_asked(&self, kind: &str, times: usize) {
        while self.asked(kind) < times {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// No token that was given until now is taken any more.
    pub(super) fn forget_tokens(&self) {
        let mut state = self.state.lock().unwrap();
        state.taken_from = state.tokens + 1;
    }

    pub(super) fn sign_with(&self, key: &str) {
        key.clone_into(&mut self.state.lock().unwrap().key);
    }

    /// The calls whose path begins so, without that.
    pub(super) fn calls(&self, start: &str) -> Vec<Call> {
        let state = self.state.lock().unwrap();
        let calls = state.asked.iter();
        calls.filter_map(|call| read(call, start)).collect()
    }

    /// How many calls of this kind there were.
    pub(super) fn asked(&self, kind: &str) -> usize {
        let state = self.state.lock().unwrap();
        state
            .asked
            .iter()
            .filter(|call| call.contains(kind))
            .count()
    }
}

fn read(call: &str, start: &str) -> Option<Call> {
    let (head, body) = call.split_once("\r\n\r\n")?;
    let mut first = head.split(' ');
    let (method, place) = (first.next()?, first.next()?);
    let place = place.strip_prefix(start)?;
    let (path, query) = place.split_once('?').unwrap_or((place, ""));
    let names = query.split('&').filter_map(|pair| pair.split_once('='));
    Some(Call {
        method: method.to_lowercase(),
        path: path.to_owned(),
        query: names.map(|(name, _)| name.to_owned()).collect(),
        body: serde_json::from_str(body).unwrap_or_default(),
    })
}

async fn answer(mut stream: TcpStream, state: Arc<Mutex<State>>) {
    let Some(call) = call(&mut stream).await else {
        return;
    };
    let (slow, held) = state.lock().unwrap().arrives(&call);
    tokio::time::sleep(slow).await;
    if let Some(let_go) = held {
        let_go.notified().await;
    }
    let (status, body) = state.lock().unwrap().reply(&call);
    let length = body.len();
    let told = format!(
        "HTTP/1.1 {status} x\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    );
    drop(stream.write_all(told.as_bytes()).await);
}

/// The whole request as text.
async fn call(stream: &mut TcpStream) -> Option<String> {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        request.push(stream.read_u8().await.ok()?);
    }
    let head = String::from_utf8(request).ok()?;
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    Some(head + &String::from_utf8(body).ok()?)
}

impl State {
    /// How long it takes, and what it waits for.
    fn arrives(&mut self, call: &str) -> (Duration, Option<Arc<Notify>>) {
        self.asked.push(call.to_owned());
        let held = self.held.take_if(|kind| call.contains(*kind));
        (self.slow, held.map(|_| Arc::clone(&self.let_go)))
    }

    fn reply(&mut self, call: &str) -> (u16, String) {
        let mood = self.moods.iter().find(|(kind, _)| call.contains(**kind));
        if let Some((_, (status, body))) = mood {
            return (*status, (*body).to_owned());
        }
        if call.contains("/oauth2/token") {
            return (200, self.token(call));
        }
        if call.contains(REVOCATION) {
            return (200, "{}".to_owned());
        }
        if !self.takes(call) {
            let body = r#"{"errors":[{"errorId":1001,"domain":"OAuth","category":"REQUEST","message":"Invalid access token"}]}"#;
            return (401, body.to_owned());
        }
        (200, self.told(call))
    }

    fn token(&mut self, call: &str) -> String {
        self.tokens += 1;
        let access = format!(
            r#""access_token":"access-{}","expires_in":7200"#,
            self.tokens
        );
        if call.contains(EXCHANGE) {
            return format!(
                r#"{{{access},"refresh_token":"refresh","refresh_token_expires_in":47304000,"token_type":"User Access Token"}}"#
            );
        }
        format!(r#"{{{access},"token_type":"User Access Token"}}"#)
    }

    fn takes(&self, call: &str) -> bool {
        let number = call
            .split_once("Bearer access-")
            .and_then(|(_, rest)| rest.split("\r\n").next()?.parse().ok());
        number.is_some_and(|number: u32| number >= self.taken_from)
    }

    fn told(&self, call: &str) -> String {
        let path = call.split(' ').nth(1).unwrap();
        let (_, path) = path.split_once(".ebay.com").unwrap();
        match path.split('?').next().unwrap() {
            "/commerce/identity/v1/user/" => format!(
                r#"{{"userId":"{USER}","username":"zoe_75","accountType":"INDIVIDUAL","registrationMarketplaceId":"EBAY_DE","status":"CONFIRMED"}}"#
            ),
            "/sell/account/v1/privilege" => r#"{"sellerRegistrationCompleted":true}"#.to_owned(),
            "/sell/account/v1/program/get_opted_in_programs" => {
                r#"{"programs":[{"programType":"SELLING_POLICY_MANAGEMENT"}]}"#.to_owned()
            }
            "/sell/account/v1/payment_policy" => {
                r#"{"total":1,"paymentPolicies":[{"name":"Sofort"}]}"#.to_owned()
            }
            "/sell/account/v1/fulfillment_policy" => {
                r#"{"total":1,"fulfillmentPolicies":[{"name":"DHL"}]}"#.to_owned()
            }
            "/sell/account/v1/return_policy" => {
                r#"{"total":0,"returnPolicies":[]}"#.to_owned()
            }
            "/sell/account/v1/program/opt_in" | "/sell/inventory/v1/location/stoflow" => {
                "{}".to_owned()
            }
            "/sell/inventory/v1/location" => {
                r#"{"total":1,"locations":[{"merchantLocationKey":"a","merchantLocationStatus":"DISABLED","name":"Keller","location":{"address":{"country":"DE"}},"phone":""}]}"#.to_owned()
            }
            path if path.starts_with("/commerce/notification/v1/public_key/") => format!(
                r#"{{"key":"-----BEGIN PUBLIC KEY-----{}-----END PUBLIC KEY-----","algorithm":"ECDSA","digest":"SHA1"}}"#,
                self.key
            ),
            other => panic!("nobody asks for {other}"),
        }
    }
}
