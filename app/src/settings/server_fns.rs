//! Choosing language and theme: a cookie for this browser, and the language on the account for mails and other
//! browsers. Sent by plain forms always, because the whole page changes. Strangers may choose too.
#![cfg_attr(
    feature = "ssr",
    expect(
        clippy::unused_async,
        reason = "server functions are called over the network"
    )
)]

use crate::error::AppError;
use leptos::prelude::*;

/// `language` is a tag such as `en`, `back` the page to come back to.
#[server(prefix = "/fn", endpoint = "set_language")]
pub async fn set_language(
    language: String,
    #[server(default)] back: String,
) -> Result<(), AppError> {
    use crate::request::{self, cookies};
    use stoflow_domain::accounts;
    use stoflow_wire::language::Language;

    let language = Language::from_tag(&language).ok_or(AppError::Unreadable)?;
    if let Ok(seller) = request::signed_in() {
        accounts::set_language(&request::backend()?, seller.account, language).await?;
    }
    request::send_cookies([cookies::set_language(language)]);
    request::lead_to(request::own_path(&back));
    Ok(())
}

/// `theme` is a name such as `dark`, `back` the page to come back to.
#[server(prefix = "/fn", endpoint = "set_theme")]
pub async fn set_theme(theme: String, #[server(default)] back: String) -> Result<(), AppError> {
    use crate::request::{self, cookies};
    use crate::visit::Theme;

    let theme = Theme::from_name(&theme).ok_or(AppError::Unreadable)?;
    request::send_cookies([cookies::set_theme(theme)]);
    request::lead_to(request::own_path(&back));
    Ok(())
}
