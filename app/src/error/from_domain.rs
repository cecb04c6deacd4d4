//! From the trade's errors to what a person may learn. Causes are logged here, once, and go no further.

use super::AppError;
use crate::request;
use stoflow_domain::error::Error;

impl From<Error> for AppError {
    fn from(error: Error) -> Self {
        let told = tell(error);
        request::answer_with(&told);
        told
    }
}

fn tell(error: Error) -> AppError {
    match error {
        Error::NotFound { .. } => AppError::NotFound,
        Error::Invalid(fields) => AppError::Invalid { fields },
        Error::NotReady(gaps) => AppError::NotReady { gaps },
        Error::UnderWay(job) => AppError::UnderWay { job: Some(job) },
        Error::Stale { .. } => AppError::Stale,
        Error::OutOfPlace { .. } => AppError::OutOfPlace,
        Error::SignedOut => AppError::SignedOut,
        Error::Forbidden => AppError::Forbidden,
        Error::MarketplaceRefused { said } => AppError::MarketplaceRefused { said },
        Error::TooMany { retry_after_s } => AppError::TooMany { retry_after_s },
        Error::ShopBehind => AppError::ShopBehind,
        Error::Unavailable { attempted, source } => {
            let request_id = request::visitor().request_id;
            tracing::error!(attempted, ?source, request_id, "not reachable");
            AppError::Unavailable { request_id }
        }
        Error::Internal { attempted, source } => {
            let request_id = request::visitor().request_id;
            tracing::error!(attempted, ?source, request_id, "a request failed");
            AppError::Internal { request_id }
        }
    }
}
