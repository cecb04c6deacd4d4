//! What can go wrong, in the trade's words. Knows nothing of HTTP and of sentences: the edges write those.

use stoflow_wire::gap::Gap;
use stoflow_wire::ids::JobId;
use stoflow_wire::problem::{FieldProblem, Problem};

/// A failed call into the domain.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Not there, or another seller's: the two are never told apart.
    #[error("no such {what}")]
    NotFound { what: &'static str },
    /// What was typed cannot be taken; one entry per field.
    #[error("{} field(s) cannot be taken", .0.len())]
    Invalid(Vec<FieldProblem>),
    /// The item lacks what the marketplace asks for.
    #[error("the item is not ready for the marketplace")]
    NotReady(Vec<Gap>),
    /// The same work is under way already.
    #[error("job {0} is already at it")]
    UnderWay(JobId),
    /// Somebody else saved since; `version` is the newest.
    #[error("version {version} was saved since")]
    Stale { version: i64 },
    /// The act does not fit the state of the thing, such as restoring what is not archived.
    #[error("{attempted} is not possible in this state")]
    OutOfPlace { attempted: &'static str },
    /// Wrong address or password, or a token that is no longer good.
    #[error("not signed in")]
    SignedOut,
    #[error("not allowed")]
    Forbidden,
    /// A marketplace does not take what was asked of it; `said` are its own words, in the seller's language.
    #[error("the marketplace refused: {said}")]
    MarketplaceRefused { said: String },
    #[error("too many requests")]
    TooMany { retry_after_s: u32 },
    /// The seller's schema is not at this version yet; others are served.
    #[error("the shop is being brought up to date")]
    ShopBehind,
    /// The database or the photo store cannot be reached right now.
    #[error("{attempted}: not reachable right now")]
    Unavailable {
        attempted: &'static str,
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A fault of ours.
    #[error("{attempted} failed")]
    Internal {
        attempted: &'static str,
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl Error {
    /// One field that cannot be taken.
    pub fn field(field: &str, problem: Problem) -> Self {
        Self::Invalid(vec![FieldProblem::new(field, problem)])
    }

    /// Names what was attempted when `source` came up.
    pub fn internal(
        attempted: &'static str,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self::Internal {
            attempted,
            source: source.into(),
        }
    }
}
