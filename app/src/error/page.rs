//! A failure where a page or a part of one should be.

use super::{AppError, sentences};
use crate::say;
use crate::ui::icon::{Icon, Sign};
use crate::visit::visit;
use crate::words::locale;
use leptos::prelude::*;
use leptos_meta::Title;

/// In place of what could not be loaded: the sentence, the next step, the request id in small print.
#[component]
pub fn Failed(error: AppError) -> AnyView {
    let l = locale();
    let request_id = match &error {
        AppError::Internal { request_id } | AppError::Unavailable { request_id } => {
            request_id.clone()
        }
        _ => String::new(),
    };
    view! {
        <section class="empty" role="alert">
            <Icon sign=Sign::Alert/>
            <h1>{say!(l, errors.page_failed_title)}</h1>
            <p>{sentences::failure(l, &error)}</p>
            // An empty link is this page again.
            <a class="button" href="" rel="external">{say!(l, errors.retry)}</a>
            <RequestId id=request_id/>
        </section>
    }
    .into_any()
}

/// The page of an address that leads nowhere.
#[component]
pub fn Missing() -> AnyView {
    let l = locale();
    view! {
        <Title text=say!(l, errors.page_missing_title)/>
        <main class="lonely">
            <section class="empty">
                <Icon sign=Sign::Search/>
                <h1>{say!(l, errors.page_missing_title)}</h1>
                <p>{say!(l, errors.page_missing_text)}</p>
                <a class="button primary" href="/">{say!(l, errors.home)}</a>
                <RequestId id=visit().request_id/>
            </section>
        </main>
    }
    .into_any()
}

/// By which the request is found in the log.
#[component]
pub fn RequestId(id: String) -> impl IntoView {
    let l = locale();
    (!id.is_empty())
        .then(|| view! { <small class="request-id">{say!(l, errors.request_id, id = id)}</small> })
}
