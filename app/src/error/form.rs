//! Why a form was not taken. What is wrong with a field stands at the field (`sentences::wrong`), all else above the
//! button that sends it, or where a page that was loaded anew begins with the form, above the fields.

use super::{AppError, sentences};
use crate::ui::badge::Tone;
use crate::ui::notice::NoticeBox;
use crate::visit::Refused;
use crate::words::locale;
use leptos::prelude::*;

/// Why what was sent last was not taken: what `save` was answered, and before it was sent from here, what the same form was
/// told that was sent without scripts.
pub fn refusal<Sent: Send + Sync + 'static, Kept: Send + Sync + 'static>(
    save: Action<Sent, Result<Kept, AppError>>,
    before: Option<&Refused>,
) -> Signal<Option<AppError>> {
    let before = before.map(|before| before.error.clone());
    Signal::derive(move || {
        save.value().with(|answer| match answer {
            Some(answer) => answer.as_ref().err().cloned(),
            None => before.clone(),
        })
    })
}

#[component]
pub fn FormFailure(#[prop(into)] error: Signal<Option<AppError>>) -> AnyView {
    let l = locale();
    let of_the_whole = move || {
        let error = error.get();
        let error = error.filter(|error| !matches!(error, AppError::Invalid { .. }))?;
        Some(view! { <NoticeBox tone=Tone::Bad>{sentences::failure(l, &error)}</NoticeBox> })
    };
    of_the_whole.into_any()
}
