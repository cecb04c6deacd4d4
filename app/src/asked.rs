//! What a page asks the server for as it is made, and the form in which the answer stands in the page.
//!
//! It is the JSON of the server functions' answers, read from bytes as those are: with Leptos' own codec, which reads from
//! text, a browser would load two readers for each shape.

use leptos::prelude::{ArcResource, Resource};
use leptos::server::codee::{Decoder, Encoder};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// JSON within the page.
pub struct Json;

impl<T: Serialize> Encoder<T> for Json {
    type Error = serde_json::Error;
    type Encoded = String;

    fn encode(answer: &T) -> Result<String, serde_json::Error> {
        serde_json::to_string(answer)
    }
}

impl<T: DeserializeOwned> Decoder<T> for Json {
    type Error = serde_json::Error;
    type Encoded = str;

    fn decode(answer: &str) -> Result<T, serde_json::Error> {
        serde_json::from_slice(answer.as_bytes())
    }
}

/// The answer to `ask`, asked anew whenever `question` changes.
#[track_caller]
pub fn asked<Q, T, F>(
    question: impl Fn() -> Q + Send + Sync + 'static,
    ask: impl Fn(Q) -> F + Send + Sync + 'static,
) -> Resource<T, Json>
where
    Q: PartialEq + Clone + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Future<Output = T> + Send + 'static,
{
    Resource::new_with_options(question, ask, false)
}

/// Like [`asked`], for a part of a page that may be drawn anew while the answer is awaited.
#[track_caller]
pub fn asked_apart<Q, T, F>(
    question: impl Fn() -> Q + Send + Sync + 'static,
    ask: impl Fn(Q) -> F + Send + Sync + 'static,
) -> ArcResource<T, Json>
where
    Q: PartialEq + Clone + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Future<Output = T> + Send + 'static,
{
    ArcResource::new_with_options(question, ask, false)
}
