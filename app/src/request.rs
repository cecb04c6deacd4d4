//! The server's side of one request: who asks, from where to reach the domain, and what goes into the answer besides
//! its body. Every function reads the context that the server's router provides; without one it answers, and never
//! panics, because the router renders once at start-up without a request.

pub mod cookies;
pub mod flash;

use crate::error::AppError;
use crate::products::layout::Layout;
use crate::visit::{Flash, Form, Notice, Refused, Theme, Visit};
use axum::http::header::{ACCEPT, LOCATION, SET_COOKIE, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use stoflow_domain::backend::Backend;
use stoflow_domain::database::TenantTx;
use stoflow_domain::sessions::SignedIn;
use stoflow_wire::language::Language;
use time::OffsetDateTime;

/// Who sent a request, and how they want to be spoken to. The server makes one per request.
#[derive(Clone, Debug, Default)]
pub struct Visitor {
    pub signed_in: Option<SignedIn>,
    pub language: Language,
    pub theme: Theme,
    pub layout: Layout,
    pub request_id: String,
    pub user_agent: String,
    flash: Option<Flash>,
}

impl Visitor {
    /// Reads cookies and `Accept-Language`; whoever is signed in was found out before.
    pub fn of_request(
        signed_in: Option<SignedIn>,
        headers: &HeaderMap,
        request_id: String,
    ) -> Self {
        let theme = cookies::read(headers, cookies::THEME).and_then(Theme::from_name);
        Self {
            signed_in,
            language: cookies::language(headers),
            theme: theme.unwrap_or_default(),
            layout: cookies::read(headers, cookies::LAYOUT)
                .map_or_else(Layout::default, Layout::read),
            request_id,
            user_agent: text(headers, USER_AGENT).chars().take(200).collect(),
            flash: cookies::read(headers, cookies::FLASH).and_then(flash::read),
        }
    }
}

fn text(headers: &HeaderMap, name: axum::http::HeaderName) -> &str {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

pub fn visitor() -> Visitor {
    use_context().unwrap_or_default()
}

pub fn backend() -> Result<Backend, AppError> {
    use_context().ok_or(AppError::Internal {
        request_id: visitor().request_id,
    })
}

pub fn signed_in() -> Result<SignedIn, AppError> {
    visitor().signed_in.ok_or(AppError::SignedOut)
}

/// A transaction in the signed-in seller's own schema.
pub async fn tenant_tx() -> Result<TenantTx, AppError> {
    let seller = signed_in()?;
    Ok(backend()?.database.tenant(seller.tenant).await?)
}

/// What the page that is being rendered knows. A flash is shown once.
pub fn visit() -> Visit {
    let visitor = visitor();
    if visitor.flash.is_some() {
        send_cookies([cookies::forget(cookies::FLASH)]);
    }
    Visit {
        signed_in: visitor.signed_in.is_some(),
        language: visitor.language,
        theme: visitor.theme,
        layout: visitor.layout,
        now: use_context::<Backend>()
            .map_or(OffsetDateTime::UNIX_EPOCH, |backend| backend.clock.now()),
        request_id: visitor.request_id,
        flash: visitor.flash,
    }
}

/// The answer's status. A plain form that was led somewhere keeps its way; one that was not gets the failure as a page
/// from the server. A page for a stranger is led to the sign-in by the page itself.
pub fn answer_with(error: &AppError) {
    let page = !is_server_fn();
    if page && *error == AppError::SignedOut {
        return;
    }
    let (Some(options), Ok(status)) = (
        use_context::<ResponseOptions>(),
        StatusCode::from_u16(error.status()),
    ) else {
        return;
    };
    if !is_led(&options) {
        options.set_status(status);
    }
}

fn is_led(options: &ResponseOptions) -> bool {
    options
        .0
        .read()
        .is_ok_and(|answer| answer.headers.contains_key(LOCATION))
}

fn is_server_fn() -> bool {
    use_context::<Parts>().is_some_and(|parts| parts.uri.path().starts_with("/fn/"))
}

/// A form sent by the browser itself wants a page back; a script wants the value.
fn is_plain_form() -> bool {
    is_server_fn()
        && use_context::<Parts>()
            .is_some_and(|parts| text(&parts.headers, ACCEPT).contains("text/html"))
}

/// Sends `Set-Cookie` lines along.
pub fn send_cookies(lines: impl IntoIterator<Item = String>) {
    let Some(options) = use_context::<ResponseOptions>() else {
        return;
    };
    for value in lines
        .into_iter()
        .filter_map(|line| HeaderValue::try_from(line).ok())
    {
        options.append_header(SET_COOKIE, value);
    }
}

/// Leads a plain form to the page `path`. Scripts go where they want.
pub fn lead_to(path: &str) {
    if !is_plain_form() {
        return;
    }
    if let (Some(options), Ok(path)) = (
        use_context::<ResponseOptions>(),
        HeaderValue::from_str(path),
    ) {
        options.insert_header(LOCATION, path);
        options.set_status(StatusCode::SEE_OTHER);
    }
}

/// Leaves `flash` for the next page of a plain form.
pub fn leave(flash: &Flash) {
    if is_plain_form() {
        send_cookies(flash::line(flash));
    }
}

/// Leads a plain form to `path`, where `notice` is told.
pub fn done(notice: Notice, path: &str) {
    leave(&Flash::Done { notice });
    lead_to(path);
}

/// Leads a plain form back to `path` with what went wrong and what was typed, and hands the error on for scripts. What
/// is too long to be brought along is shown on the spot instead: nothing that was typed is lost.
pub fn refuse(form: Form, path: &str, typed: &[(&str, &str)], error: AppError) -> AppError {
    if !is_plain_form() {
        return error;
    }
    let typed = typed
        .iter()
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
        .collect();
    let refused = Flash::Refused(Refused {
        form,
        error: error.clone(),
        typed,
    });
    if let Some(line) = flash::line(&refused) {
        send_cookies([line]);
        lead_to(path);
    }
    error
}

/// `path` where it is a page of ours, else the start: a form must not lead people away.
pub fn own_path(path: &str) -> &str {
    let own =
        path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n']);
    if own { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_lead_to_our_own_pages_only() {
        assert_eq!(own_path("/products?search=a"), "/products?search=a");
        for elsewhere in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "",
            "javascript:alert(1)",
        ] {
            assert_eq!(own_path(elsewhere), "/");
        }
    }

    #[test]
    fn without_a_request_nobody_is_signed_in() {
        assert_eq!(signed_in().unwrap_err(), AppError::SignedOut);
        assert!(!is_plain_form());
    }
}
