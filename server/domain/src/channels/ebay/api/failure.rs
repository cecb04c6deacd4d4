//! What eBay says when it says no, kept whole, and what the numbers in it mean.

use crate::error::Error;
use serde::{Deserialize, Serialize};

/// Why a call had no success.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("eBay refused it with {}: {}", .0.status, .0.said())]
    Refused(Refusal),
    /// The token door's own form of a refusal.
    #[error("eBay gave no token, {status}: {error} {description}")]
    NoToken {
        status: u16,
        /// Such as `invalid_grant`.
        error: String,
        description: String,
    },
    #[error("eBay's answer ({status}) could not be read")]
    Unreadable {
        status: u16,
        #[source]
        source: serde_json::Error,
    },
    #[error("eBay could not be reached")]
    Unreached(#[source] reqwest::Error),
}

/// The error envelope of eBay's interfaces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    pub status: u16,
    /// Empty where something in front of the interface answered.
    pub errors: Vec<EbayError>,
    pub retry_after_s: Option<u32>,
}

/// One entry of the envelope.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct EbayError {
    pub error_id: i64,
    pub domain: String,
    #[serde(alias = "subDomain")]
    pub subdomain: String,
    /// `REQUEST`, `APPLICATION` or `BUSINESS`.
    pub category: String,
    /// In the language that was asked for.
    pub message: String,
    pub long_message: String,
    pub parameters: Vec<Parameter>,
    pub input_ref_ids: Vec<String>,
    pub output_ref_ids: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Parameter {
    pub name: String,
    pub value: String,
}

/// The thing is there already: what was wanted is the case.
const ALREADY_THERE: i64 = 25803;

/// Policies: a parameter is not taken. Before the program has begun for a seller, any question about policies is
/// answered with it.
const NO_POLICIES_YET: i64 = 20403;

/// What a seller waits where eBay does not say how long.
const USUAL_WAIT_S: u32 = 60;

impl Refusal {
    /// eBay's own words, for the log and for the seller.
    pub fn said(&self) -> String {
        let words = |error: &EbayError| {
            let long = !error.long_message.is_empty();
            if long {
                error.long_message.clone()
            } else {
                error.message.clone()
            }
        };
        self.errors.iter().map(words).collect::<Vec<_>>().join(" ")
    }

    fn has(&self, id: i64) -> bool {
        self.errors.iter().any(|error| error.error_id == id)
    }
}

impl Failure {
    fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }

    /// The token is not taken.
    pub fn is_unauthorised(&self) -> bool {
        self.refusal().is_some_and(|refusal| refusal.status == 401)
    }

    /// What was to be made is there already.
    pub fn is_already_there(&self) -> bool {
        self.refusal()
            .is_some_and(|refusal| refusal.has(ALREADY_THERE))
    }

    /// eBay keeps no policies for this seller, or not yet.
    pub fn is_without_policies(&self) -> bool {
        self.refusal()
            .is_some_and(|refusal| refusal.has(NO_POLICIES_YET))
    }

    /// The consent or the code behind the grant is not good any more.
    pub fn is_dead_grant(&self) -> bool {
        matches!(self, Self::NoToken { error, .. } if error == "invalid_grant")
    }

    /// Another try may go well.
    pub(super) fn may_pass(&self) -> bool {
        let passing = |status: u16| status >= 500 || matches!(status, 408 | 425 | 429);
        match self {
            // A wait that eBay names is longer than a seller's click.
            Self::Refused(refusal) => passing(refusal.status) && refusal.retry_after_s.is_none(),
            Self::NoToken { status, .. } => passing(*status),
            Self::Unreached(error) => !error.is_builder(),
            Self::Unreadable { .. } => false,
        }
    }

    /// As the rest of the domain tells it: whose turn it is to act.
    pub(crate) fn into_error(self, attempted: &'static str) -> Error {
        match self {
            Self::Refused(Refusal {
                status: 429,
                retry_after_s,
                ..
            }) => Error::TooMany {
                retry_after_s: retry_after_s.unwrap_or(USUAL_WAIT_S),
            },
            Self::Refused(refusal) if refusal.status < 500 && !refusal.errors.is_empty() => {
                tracing::warn!(attempted, ?refusal, "eBay refused something");
                Error::MarketplaceRefused {
                    said: refusal.said(),
                }
            }
            // The keys of this server are wrong: nothing a seller can do anything about.
            Self::NoToken { status, .. } if status < 500 => Error::internal(attempted, self),
            other => Error::Unavailable {
                attempted,
                source: other.into(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(status: u16, error_id: i64) -> Failure {
        Failure::Refused(Refusal {
            status,
            errors: vec![EbayError {
                error_id,
                message: "Ce lieu existe déjà.".to_owned(),
                ..EbayError::default()
            }],
            retry_after_s: None,
        })
    }

    #[test]
    fn failures_are_told_by_their_numbers() {
        assert!(refused(400, 25803).is_already_there());
        assert!(refused(409, 25803).is_already_there());
        assert!(refused(400, 20403).is_without_policies());
        assert!(!refused(400, 25802).is_already_there());
        assert!(refused(401, 1001).is_unauthorised());
    }

    #[test]
    fn each_failure_names_whose_turn_it_is() {
        let told = |failure: Failure| failure.into_error("asking eBay");
        assert!(
            matches!(told(refused(400, 25802)), Error::MarketplaceRefused { said } if said == "Ce lieu existe déjà.")
        );
        assert!(matches!(
            told(refused(429, 2001)),
            Error::TooMany { retry_after_s: 60 }
        ));
        assert!(matches!(
            told(refused(500, 25001)),
            Error::Unavailable { .. }
        ));
        let wrong_keys = Failure::NoToken {
            status: 401,
            error: "invalid_client".to_owned(),
            description: String::new(),
        };
        assert!(matches!(told(wrong_keys), Error::Internal { .. }));
    }

    #[test]
    fn the_envelope_is_kept_whole() {
        let error: EbayError = serde_json::from_str(
            r#"{"errorId":25002,"domain":"API_INVENTORY","subDomain":"Selling","category":"REQUEST","message":"m",
                "longMessage":"l","parameters":[{"name":"offerId","value":"7"}],"inputRefIds":["a"],"outputRefIds":["b"]}"#,
        )
        .unwrap();
        assert_eq!(error.subdomain, "Selling");
        assert_eq!(error.parameters[0].value, "7");
        assert_eq!(
            (error.input_ref_ids, error.output_ref_ids),
            (vec!["a".to_owned()], vec!["b".to_owned()])
        );
    }
}
