//! How the list was left, as a cookie for this browser.
#![cfg_attr(
    feature = "ssr",
    expect(
        clippy::unused_async,
        reason = "server functions are called over the network"
    )
)]

use crate::error::AppError;
use leptos::prelude::*;

/// `layout` is what [`super::Layout::write`] has written.
#[server(prefix = "/fn", endpoint = "keep_layout")]
pub async fn keep_layout(layout: String) -> Result<(), AppError> {
    use super::Layout;
    use crate::request::{self, cookies};

    request::signed_in()?;
    request::send_cookies([cookies::set_layout(Layout::read(&layout))]);
    Ok(())
}
