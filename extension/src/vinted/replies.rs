//! What an answer of vinted.fr means. Facts `marketplace-apis.md` sections 4.1 and 4.2.
//!
//! Everything that comes from the page is treated as hostile: bounded, parsed, never trusted further than needed. A bot
//! check is only recognised here, so that the work stops and the person is told; nothing reacts to it in any other way.

use crate::json;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use stoflow_wire::jobs::{Refusal, Trouble};

/// The site's word for a missing or stale CSRF token, and for another member's things.
const ACCESS_DENIED: i64 = 106;

/// Longest words of a refusal that are passed on, and how many of them.
const LONGEST_WORDS: usize = 500;
const MOST_REASONS: usize = 20;

/// No pause longer than a day is believed.
const LONGEST_RETRY_AFTER_S: u32 = 86_400;

/// What came back from the tab for one request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PageReply {
    Answered(HttpAnswer),
    /// It may have been sent, and nothing came back: line cut, tab closed, too slow, worker killed.
    Lost,
    /// No tab could be opened or none answered: nothing was sent.
    NoTab,
    /// The photo could not be had from the server: nothing was sent.
    NoPhoto,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HttpAnswer {
    pub status: u16,
    pub content_type: String,
    /// The header `x-datadome`.
    pub datadome: Option<String>,
    pub retry_after: Option<String>,
    pub body: String,
}

/// The answer, understood.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    Said(Value),
    /// Not there, or not there any more.
    Gone,
    /// No, and certainly without effect.
    No(Trouble),
    /// The effect may have happened.
    Unclear(Trouble),
    /// No, for want of a valid CSRF token perhaps; certainly without effect.
    Denied,
    /// The photo to send is missing; certainly without effect.
    NoPhoto,
}

impl Answer {
    /// Why the work cannot go on with this answer, where `what` was asked for.
    pub fn into_trouble(self, what: &str) -> Trouble {
        match self {
            Self::No(trouble) | Self::Unclear(trouble) => trouble,
            Self::Denied => Trouble::AccessDenied,
            Self::Said(_) | Self::Gone | Self::NoPhoto => Trouble::Unreadable {
                what: what.to_owned(),
            },
        }
    }
}

/// Understands one reply.
pub fn understand(reply: &PageReply) -> Answer {
    match reply {
        PageReply::Answered(answer) => understand_http(answer),
        PageReply::Lost => Answer::Unclear(Trouble::Unknown),
        PageReply::NoTab => Answer::No(Trouble::NoMarketplaceTab),
        PageReply::NoPhoto => Answer::NoPhoto,
    }
}

fn understand_http(answer: &HttpAnswer) -> Answer {
    let body: Option<Value> = json::read(&answer.body);
    match answer.status {
        200..=299 => accepted(answer, body),
        401 => Answer::No(Trouble::SignedOutOfMarketplace),
        403 => forbidden(answer, body.as_ref()),
        404 | 410 => Answer::Gone,
        429 => Answer::No(Trouble::RateLimited {
            retry_after_s: answer.retry_after.as_deref().and_then(seconds),
        }),
        408 | 500..=599 => Answer::Unclear(Trouble::MarketplaceDown {
            status: answer.status,
            retry_after_s: answer.retry_after.as_deref().and_then(seconds),
        }),
        400..=499 => refused(answer, body.as_ref()),
        status => Answer::Unclear(Trouble::Unreadable {
            what: format!("HTTP {status}"),
        }),
    }
}

fn accepted(answer: &HttpAnswer, body: Option<Value>) -> Answer {
    match body {
        Some(body) if int(body.get("code")).unwrap_or(0) != 0 => refused(answer, Some(&body)),
        Some(body) if body.is_object() => Answer::Said(body),
        _ if answer.status == 204 => Answer::Said(Value::Null),
        // A page where JSON was asked for is the third form of the bot check.
        _ if is_page(answer) => Answer::Unclear(Trouble::Challenged),
        _ => Answer::Unclear(Trouble::Unreadable {
            what: "HTTP 200".to_owned(),
        }),
    }
}

/// The bot check's first two forms, or the site's own no. The site may put `x-datadome` on answers of its own, so
/// its own code counts more.
fn forbidden(answer: &HttpAnswer, body: Option<&Value>) -> Answer {
    let url = body
        .and_then(|body| body.get("url"))
        .and_then(Value::as_str);
    let code = body.and_then(|body| int(body.get("code")));
    let challenged = url.is_some_and(|url| url.contains("captcha-delivery.com"))
        || is_page(answer)
        || (code.is_none() && answer.datadome.is_some());
    match code {
        _ if challenged => Answer::No(Trouble::Challenged),
        Some(ACCESS_DENIED) | None => Answer::Denied,
        Some(_) => refused(answer, body),
    }
}

fn refused(answer: &HttpAnswer, body: Option<&Value>) -> Answer {
    let Some(body) = body else {
        return Answer::No(Trouble::Unreadable {
            what: format!("HTTP {}", answer.status),
        });
    };
    let word = body.get("message_code").and_then(Value::as_str);
    match word {
        Some("invalid_authentication_token") => return Answer::No(Trouble::SignedOutOfMarketplace),
        Some("access_denied") => return Answer::Denied,
        Some("not_found") => return Answer::Gone,
        _ => {}
    }
    let reasons = reasons(body);
    if reasons.is_empty() {
        return Answer::No(Trouble::Unreadable {
            what: format!("HTTP {}", answer.status),
        });
    }
    Answer::No(Trouble::Refused { reasons })
}

/// The site's own words, field by field, or the sentence above them where there are none.
fn reasons(body: &Value) -> Vec<Refusal> {
    let errors = body.get("errors").and_then(Value::as_array);
    let named: Vec<Refusal> = errors
        .into_iter()
        .flatten()
        .take(MOST_REASONS)
        .map(|error| Refusal {
            field: words(error.get("field")),
            words: words(error.get("value")),
        })
        .filter(|reason| !reason.words.is_empty())
        .collect();
    if !named.is_empty() {
        return named;
    }
    let sentence = words(body.get("message"));
    let whole = Refusal {
        field: String::new(),
        words: sentence,
    };
    Some(whole)
        .filter(|reason| !reason.words.is_empty())
        .into_iter()
        .collect()
}

fn words(value: Option<&Value>) -> String {
    let text = value.and_then(Value::as_str).unwrap_or_default();
    text.chars().take(LONGEST_WORDS).collect()
}

fn seconds(retry_after: &str) -> Option<u32> {
    let seconds: u32 = retry_after.trim().parse().ok()?;
    Some(seconds.min(LONGEST_RETRY_AFTER_S))
}

fn is_page(answer: &HttpAnswer) -> bool {
    answer.content_type.contains("text/html") || answer.body.trim_start().starts_with('<')
}

/// A number, which the site sometimes writes as text.
pub fn int(value: Option<&Value>) -> Option<i64> {
    match value? {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}
