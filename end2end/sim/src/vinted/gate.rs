//! The gate in front of every door of the site: bot wall, faults on order, `Accept` header, CSRF token, and the log.
//!
//! Behind it a handler knows who is there and deals with its own matter only.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use serde_json::json;

use super::Site;
use super::challenge::Challenge;
use super::errors::Refusal;
use super::faults::{Cut, Fault};
use super::requests;
use super::session::{MemberId, Session};

/// 20 photos would not come in one request; one of them is at most about 10 MB.
const LARGEST_BODY: usize = 32 * 1024 * 1024;

/// Is the path one of the web API, as opposed to a page?
pub(crate) fn is_api(path: &str) -> bool {
    path.starts_with("/api/") || path.starts_with("/web/api/")
}

/// Who stands at the gate.
#[derive(Clone)]
pub(crate) struct Visitor {
    pub(crate) session: Session,
    pub(crate) member: Option<MemberId>,
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Infallible;

    /// The gate has put the visitor into the request; without the gate it is a stranger.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let known = parts.extensions.get::<Self>().cloned();
        Ok(known.unwrap_or_else(Self::stranger))
    }
}

impl Visitor {
    fn stranger() -> Self {
        Self {
            session: Session::unknown(),
            member: None,
        }
    }
}

/// The signed-in member; extracting it refuses everybody else with 401, code 100.
pub(crate) struct SignedIn(pub(crate) MemberId);

impl<S: Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let visitor = parts.extensions.get::<Visitor>();
        visitor
            .and_then(|visitor| visitor.member)
            .map(Self)
            .ok_or(Refusal::NoSession)
    }
}

/// Lets a request through, or not, and writes down what became of it.
pub(crate) async fn pass(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LARGEST_BODY).await else {
        return Refusal::TooLarge.into_response();
    };
    let jar = CookieJar::from_headers(&parts.headers);
    let arrival = site.receive(&parts, &jar, &body);
    let number = arrival.number;

    let response = play(arrival, parts, body, next).await;
    if response.extensions().get::<Cut>().is_none() {
        site.lock()
            .requests
            .answered(number, response.status().as_u16());
    }
    response
}

/// What the gate decided about a request when it arrived.
struct Arrival {
    number: u64,
    visitor: Visitor,
    new_here: Option<Session>,
    wall: Option<Challenge>,
    fault: Option<Fault>,
}

impl Site {
    fn receive(&self, parts: &Parts, jar: &CookieJar, body: &[u8]) -> Arrival {
        let mut state = self.lock();
        let known = state.sessions.of(jar).cloned();
        let new_here = match known {
            None if !is_api(parts.uri.path()) => Some(state.sessions.open()),
            _ => None,
        };
        let session = known
            .or_else(|| new_here.clone())
            .unwrap_or_else(Session::unknown);
        let member = session.member(jar);
        let number = state.requests.open(requests::asked(parts, body, member));

        let fault = match state.challenge {
            None => state
                .faults
                .draw(|named| named.fits(&parts.method, parts.uri.path())),
            Some(_) => None,
        };
        if let Some(fault) = &fault {
            state.requests.struck(number, fault.name());
            state.challenge = fault.challenge();
        }
        Arrival {
            number,
            visitor: Visitor { session, member },
            new_here,
            wall: state.challenge,
            fault,
        }
    }
}

/// Plays the request with everything that is in its way.
async fn play(arrival: Arrival, mut parts: Parts, body: Bytes, next: Next) -> Response {
    if let Some(wall) = arrival.wall {
        return if is_api(parts.uri.path()) {
            wall.to_a_call()
        } else {
            wall.to_a_page_view()
        };
    }
    match &arrival.fault {
        Some(Fault::CutBefore) => return cut(),
        Some(Fault::Slow { ms }) => tokio::time::sleep(Duration::from_millis(*ms)).await,
        Some(fault) => {
            if let Some(refusal) = fault.refusal() {
                return refusal.into_response();
            }
        }
        None => {}
    }
    if let Some(refusal) = refusal_at_the_gate(&parts, &arrival.visitor.session) {
        return refusal.into_response();
    }
    if let Some(twist) = arrival.fault.as_ref().and_then(Fault::twist) {
        parts.extensions.insert(twist);
    }
    parts.extensions.insert(arrival.visitor);
    let answer = next.run(Request::from_parts(parts, Body::from(body))).await;
    match arrival.fault {
        Some(Fault::CutAfter) => cut(),
        Some(Fault::GatewayTimeout) => Refusal::Broken { status: 504 }.into_response(),
        Some(Fault::SlowAnswer { ms }) => {
            tokio::time::sleep(Duration::from_millis(ms)).await;
            with_cookies(answer, arrival.new_here.as_ref())
        }
        Some(Fault::WrongJson) => Json(json!({ "item": "none", "code": "zero" })).into_response(),
        _ => with_cookies(answer, arrival.new_here.as_ref()),
    }
}

/// The checks that every API call must pass; pages need none.
fn refusal_at_the_gate(parts: &Parts, session: &Session) -> Option<Refusal> {
    if !is_api(parts.uri.path()) {
        None
    } else if !header_of(&parts.headers, header::ACCEPT.as_str()).contains("application/json") {
        Some(Refusal::NotAskedForJson)
    } else if writes(&parts.method) && !session.takes(header_of(&parts.headers, "x-csrf-token")) {
        Some(Refusal::AccessDenied)
    } else {
        None
    }
}

fn writes(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

fn header_of<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

fn cut() -> Response {
    let mut response = Response::new(Body::empty());
    response.extensions_mut().insert(Cut);
    response
}

fn with_cookies(response: Response, session: Option<&Session>) -> Response {
    match session {
        None => response,
        Some(session) => (jar_of(session), response).into_response(),
    }
}

/// The cookies of a session, ready to be set.
pub(crate) fn jar_of(session: &Session) -> CookieJar {
    session
        .cookies()
        .into_iter()
        .fold(CookieJar::new(), CookieJar::add)
}
