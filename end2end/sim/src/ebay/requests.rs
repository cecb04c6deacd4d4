//! What the log of eBay's calls tells beside the call: on which host, whose token, in what language.

use serde::Serialize;

/// One call in the log. Its path is eBay's own, without the host; of a form the body tells its `grant_type` alone.
pub type RequestReport = crate::requests::RequestReport<Caller>;

/// Who called.
#[derive(Clone, Debug, Serialize)]
pub struct Caller {
    /// Such as `api.ebay.com`.
    pub host: String,
    /// Whose token came along, or whose code or refresh token was traded.
    pub seller: Option<String>,
    /// `Accept-Language`.
    pub language: Option<String>,
}
