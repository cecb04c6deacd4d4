//! One call on its way: out with its headers, again where that does no harm, and back as a value or a [`Failure`].

use super::failure::{EbayError, Failure, Refusal};
use super::hosts::Host;
use super::{Api, Token, locale};
use reqwest::header::{ACCEPT, ACCEPT_LANGUAGE, AUTHORIZATION, CONTENT_TYPE, RETRY_AFTER};
use reqwest::{Method, RequestBuilder, Response};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What happens when a call may or may not have arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repeat {
    /// Asked twice, it is the same as asked once.
    Harmless,
    Never,
}

/// What is sent along.
#[derive(Clone, Debug)]
pub(super) enum Body {
    None,
    Json(Value),
    Form(Vec<(&'static str, String)>),
}

/// Who asks.
#[derive(Clone, Debug)]
pub(super) enum Asker<'call> {
    /// The seller.
    Seller(&'call Token),
    /// The application itself, with its keys: the token door only.
    Keys,
}

/// A call before it is sent.
pub(super) struct Call<'call> {
    pub(super) method: Method,
    pub(super) host: Host,
    /// With a slash at its beginning; what is not ours in it is escaped.
    pub(super) path: String,
    pub(super) query: Vec<(&'static str, String)>,
    pub(super) body: Body,
    pub(super) asker: Asker<'call>,
    pub(super) repeat: Repeat,
}

impl<'call> Call<'call> {
    /// Reads `path` on the seller's behalf.
    pub(super) fn get(host: Host, path: &str, token: &'call Token) -> Self {
        Self {
            method: Method::GET,
            host,
            path: path.to_owned(),
            query: Vec::new(),
            body: Body::None,
            asker: Asker::Seller(token),
            repeat: Repeat::Harmless,
        }
    }

    /// Posts `body` to `path` on the seller's behalf.
    pub(super) fn post(path: String, body: Value, repeat: Repeat, token: &'call Token) -> Self {
        Self {
            method: Method::POST,
            host: Host::Api,
            path,
            query: Vec::new(),
            body: Body::Json(body),
            asker: Asker::Seller(token),
            repeat,
        }
    }

    /// Posts a form to the token door.
    pub(super) fn form(path: &str, fields: Vec<(&'static str, String)>, repeat: Repeat) -> Self {
        Self {
            method: Method::POST,
            host: Host::Api,
            path: path.to_owned(),
            query: Vec::new(),
            body: Body::Form(fields),
            asker: Asker::Keys,
            repeat,
        }
    }

    pub(super) fn with_query(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.query.push((name, value.into()));
        self
    }
}

impl Api {
    /// Sends it; the answer is a JSON value.
    pub(super) async fn read<T: DeserializeOwned>(&self, call: Call<'_>) -> Result<T, Failure> {
        let (status, text) = self.send(&call).await?;
        serde_json::from_str(&text).map_err(|source| Failure::Unreadable { status, source })
    }

    /// Sends it; whatever comes with a success is of no interest.
    pub(super) async fn perform(&self, call: Call<'_>) -> Result<(), Failure> {
        self.send(&call).await.map(drop)
    }

    async fn send(&self, call: &Call<'_>) -> Result<(u16, String), Failure> {
        if call.repeat == Repeat::Harmless {
            for wait in self.shared.waits {
                match self.once(call).await {
                    Err(failure) if failure.may_pass() => tokio::time::sleep(wait).await,
                    ended => return ended,
                }
            }
        }
        self.once(call).await
    }

    async fn once(&self, call: &Call<'_>) -> Result<(u16, String), Failure> {
        let response = self
            .request(call)
            .send()
            .await
            .map_err(Failure::Unreached)?;
        let status = response.status();
        let retry_after_s = retry_after(&response);
        let text = response.text().await.map_err(Failure::Unreached)?;
        if status.is_success() {
            return Ok((status.as_u16(), text));
        }
        Err(match call.asker {
            Asker::Keys => no_token(status.as_u16(), &text),
            Asker::Seller(_) => Failure::Refused(Refusal {
                status: status.as_u16(),
                errors: errors(&text),
                retry_after_s,
            }),
        })
    }

    fn request(&self, call: &Call<'_>) -> RequestBuilder {
        let shared = &self.shared;
        let address = shared.hosts.address(call.host, &call.path);
        let request = shared
            .client
            .request(call.method.clone(), address)
            .header(ACCEPT, "application/json")
            // The Inventory interface refuses calls that name none; for the others it is the one their words come in.
            .header(ACCEPT_LANGUAGE, locale(self.language));
        let request = if call.query.is_empty() {
            request
        } else {
            request.query(&call.query)
        };
        let request = match call.asker {
            Asker::Seller(token) => request.header(AUTHORIZATION, format!("Bearer {}", token.0)),
            Asker::Keys => {
                request.basic_auth(&shared.keyset.client_id, Some(&shared.keyset.client_secret))
            }
        };
        match &call.body {
            Body::None => request,
            Body::Json(value) => request
                .header(CONTENT_TYPE, "application/json")
                .body(value.to_string()),
            Body::Form(fields) => request.form(fields),
        }
    }
}

fn retry_after(response: &Response) -> Option<u32> {
    let told = response.headers().get(RETRY_AFTER)?;
    told.to_str().ok()?.parse().ok()
}

/// The envelope's entries; none where something else than the interface answered.
fn errors(text: &str) -> Vec<EbayError> {
    #[derive(Deserialize)]
    struct Envelope {
        errors: Vec<EbayError>,
    }
    serde_json::from_str(text)
        .map(|envelope: Envelope| envelope.errors)
        .unwrap_or_default()
}

fn no_token(status: u16, text: &str) -> Failure {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Told {
        error: String,
        error_description: String,
    }
    let told: Told = serde_json::from_str(text).unwrap_or_default();
    Failure::NoToken {
        status,
        error: told.error,
        description: told.error_description,
    }
}
