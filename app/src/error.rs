//! What a person may learn of a failure, typed: the page writes the sentence in their language and says what to do.
//!
//! On the wire it has the shape of every refusal of the server: `{"error": {"code": …}}`. Causes stay in the log.

#[cfg(feature = "ssr")]
pub mod apology;
pub mod form;
#[cfg(feature = "ssr")]
mod from_domain;
pub mod page;
pub mod sentences;

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use leptos::server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType};
use serde::{Deserialize, Serialize};
use stoflow_wire::gap::Gap;
use stoflow_wire::ids::JobId;
use stoflow_wire::problem::{FieldProblem, Problem};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum AppError {
    /// Nobody is signed in, or address and password do not match.
    SignedOut,
    Forbidden,
    /// A marketplace does not take what was asked of it, in its own words.
    MarketplaceRefused {
        #[serde(default)]
        said: String,
    },
    /// Not there, or somebody else's.
    NotFound,
    /// One entry per field that cannot be taken.
    Invalid {
        #[serde(default)]
        fields: Vec<FieldProblem>,
    },
    /// The item lacks what the marketplace asks for.
    NotReady {
        #[serde(default)]
        gaps: Vec<Gap>,
    },
    /// A job is at the same work already.
    UnderWay {
        #[serde(default)]
        job: Option<JobId>,
    },
    /// Another tab saved since.
    Stale,
    /// The act does not fit the state of the thing any more.
    OutOfPlace,
    TooMany {
        #[serde(default)]
        retry_after_s: u32,
    },
    /// The seller's schema is being brought up to date.
    ShopBehind,
    /// The database or the photo store cannot be reached right now.
    Unavailable {
        #[serde(default)]
        request_id: String,
    },
    /// A fault of ours.
    Internal {
        #[serde(default)]
        request_id: String,
    },
    /// The request was not of the form that the server reads.
    Unreadable,
    /// The browser could not reach the server.
    Offline,
    /// A refusal that this version of the page does not know.
    #[serde(other)]
    Unknown,
}

impl AppError {
    /// The HTTP status of an answer that says this.
    pub fn status(&self) -> u16 {
        match self {
            Self::SignedOut => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Invalid { .. } | Self::NotReady { .. } | Self::MarketplaceRefused { .. } => 422,
            Self::UnderWay { .. } | Self::Stale | Self::OutOfPlace => 409,
            Self::TooMany { .. } => 429,
            Self::Unreadable => 400,
            Self::ShopBehind | Self::Unavailable { .. } | Self::Offline => 503,
            Self::Internal { .. } | Self::Unknown => 500,
        }
    }

    /// What is wrong with the field `name`, if anything.
    pub fn field(&self, name: &str) -> Option<Problem> {
        match self {
            Self::Invalid { fields } => problem_at(fields, name),
            _ => None,
        }
    }
}

/// What is wrong with the field `name`, if anything.
pub fn problem_at(fields: &[FieldProblem], name: &str) -> Option<Problem> {
    fields
        .iter()
        .find(|problem| problem.field == name)
        .map(|problem| problem.problem.clone())
}

impl FromServerFnError for AppError {
    type Encoder = Envelope;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Offline,
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_) => Self::Unreadable,
            _ => Self::Internal {
                request_id: String::new(),
            },
        }
    }

    fn ser(&self) -> Bytes {
        #[cfg(feature = "ssr")]
        crate::request::answer_with(self);
        Envelope::encode(self).unwrap_or_default()
    }

    fn de(data: Bytes) -> Self {
        Envelope::decode(data).unwrap_or(Self::Unknown)
    }
}

/// `{"error": …}` around an [`AppError`].
pub struct Envelope;

#[derive(Serialize, Deserialize)]
struct Enveloped<E> {
    error: E,
}

impl ContentType for Envelope {
    const CONTENT_TYPE: &'static str = JsonEncoding::CONTENT_TYPE;
}

impl FormatType for Envelope {
    const FORMAT_TYPE: Format = Format::Text;
}

impl Encodes<AppError> for Envelope {
    type Error = serde_json::Error;

    fn encode(error: &AppError) -> Result<Bytes, Self::Error> {
        serde_json::to_vec(&Enveloped { error }).map(Bytes::from)
    }
}

impl Decodes<AppError> for Envelope {
    type Error = serde_json::Error;

    fn decode(bytes: Bytes) -> Result<AppError, Self::Error> {
        serde_json::from_slice::<Enveloped<AppError>>(&bytes).map(|enveloped| enveloped.error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_refusals_of_every_door() {
        let read = |text: &'static str| AppError::de(Bytes::from_static(text.as_bytes()));
        assert_eq!(
            read(r#"{"error":{"code":"too_many"}}"#),
            AppError::TooMany { retry_after_s: 0 }
        );
        assert_eq!(
            read(r#"{"error":{"code":"wrong_origin"}}"#),
            AppError::Unknown
        );
        assert_eq!(read("<html>"), AppError::Unknown);
        assert_eq!(
            read(r#"{"error":{"code":"invalid","fields":[{"field":"title","problem":{"code":"missing"}}]}}"#)
                .field("title"),
            Some(Problem::Missing)
        );
    }

    #[test]
    fn comes_back_as_it_was_sent() {
        for error in [
            AppError::SignedOut,
            AppError::Stale,
            AppError::UnderWay {
                job: Some(JobId(7)),
            },
        ] {
            let bytes = Envelope::encode(&error).unwrap();
            assert_eq!(AppError::de(bytes), error);
        }
    }
}
