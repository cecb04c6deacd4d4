//! Becoming a seller and coming back: sign-up, confirmation of the address, sign-in.
//!
//! Every form works without scripts. A sign-in ends in a fresh page load, because language and all data change.

pub mod check_mail;
pub mod confirm;
pub mod server_fns;
pub mod sign_in;
pub mod sign_up;

use crate::address;
use crate::error::{AppError, sentences};
use crate::say;
use crate::ui::badge::Tone;
use crate::ui::notice::NoticeBox;
use crate::words::{Locale, locale};
use leptos::prelude::*;

/// The narrow page all of these share: name, title, card.
#[component]
fn Door(#[prop(into)] title: String, children: Children) -> AnyView {
    let l = locale();
    view! {
        <main class="door">
            <a class="brand" href="/">{say!(l, frame.name)}</a>
            <section class="card">
                <h1>{title}</h1>
                {children()}
            </section>
            <crate::settings::switches::Switches/>
        </main>
    }
    .into_any()
}

/// The failure of the form as a whole; failures of single fields stand at the fields.
#[component]
fn FormFailure(error: Signal<Option<AppError>>) -> impl IntoView {
    let l = locale();
    move || {
        error.get().map(|error| {
            view! { <NoticeBox tone=Tone::Bad>{form_failure(l, &error)}</NoticeBox> }
        })
    }
}

fn form_failure(l: Locale, error: &AppError) -> String {
    match error {
        AppError::SignedOut => say!(l, session.wrong_password).to_owned(),
        AppError::NotFound | AppError::OutOfPlace => say!(l, session.link_used).to_owned(),
        AppError::Invalid { fields } if fields.iter().any(|field| field.field == "token") => {
            say!(l, session.link_used).to_owned()
        }
        AppError::Invalid { .. } => say!(l, errors.invalid).to_owned(),
        other => sentences::failure(l, other),
    }
}

/// A parameter of the page's address; empty where it is absent.
fn query(name: &'static str) -> String {
    address::query()
        .with_untracked(|query| query.get(name))
        .unwrap_or_default()
}
