//! Pairing a browser: one click where the extension answers this page, a code to type where it does not.

use super::server_fns::{Code, make_pairing_code};
use crate::bridge::{Bridge, Extension};
use crate::error::{AppError, sentences};
use crate::live::Live;
use crate::say;
use crate::ui::badge::Tone;
use crate::ui::notice::NoticeBox;
use crate::ui::outer;
use crate::ui::toast::Toasts;
use crate::visit::{Flash, visit};
use crate::words::locale;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// `paired` is called once the extension says that it is.
#[component]
pub fn Pairing(paired: Callback<()>) -> AnyView {
    let l = locale();
    let bridge = Bridge::here();
    let toasts = Toasts::here();
    let code = RwSignal::new(code_before());
    let busy = RwSignal::new(false);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match make_pairing_code().await {
                Ok(made) => hand_over(bridge, made, code, paired).await,
                Err(AppError::SignedOut) => outer::reload(),
                Err(error) => toasts.say(Tone::Bad, sentences::failure(l, &error)),
            }
            busy.try_set(false);
        });
    };
    let one_click = move || matches!(bridge.extension.get(), Extension::Here(_));
    let known = move || matches!(bridge.extension.get(), Extension::Here(here) if here.paired);
    view! {
        <Found/>
        <form method="post" action="/fn/make_pairing_code" on:submit=on_submit>
            <button class:primary=move || !known() disabled=busy>
                {move || if one_click() { say!(l, channels.pair_now) } else { say!(l, channels.make_code) }}
            </button>
        </form>
        {move || code.get().map(|code| view! { <Shown code=code/> })}
    }
    .into_any()
}

/// A code that a plain form asked for.
fn code_before() -> Option<Code> {
    let visit = visit();
    match visit.flash {
        Some(Flash::PairingCode { code }) => Some(Code {
            code,
            expires_at: visit.now + time::Duration::seconds(60),
        }),
        _ => None,
    }
}

async fn hand_over(
    bridge: Bridge,
    made: Code,
    shown: RwSignal<Option<Code>>,
    paired: Callback<()>,
) {
    let here = matches!(bridge.extension.get_untracked(), Extension::Here(_));
    if here && bridge.pair(made.code.clone()).await {
        shown.try_set(None);
        paired.try_run(());
    } else {
        shown.try_set(Some(made));
    }
}

/// What this page knows of the extension in this very browser.
#[component]
fn Found() -> impl IntoView {
    let l = locale();
    let bridge = Bridge::here();
    move || {
        let (tone, text) = match bridge.extension.get() {
            Extension::Unknown => return None,
            Extension::Absent => (Tone::Warn, say!(l, channels.extension_absent).to_owned()),
            Extension::Here(here) => {
                let version = here.version;
                let text = if here.paired {
                    say!(l, channels.extension_paired, version = version)
                } else {
                    say!(l, channels.extension_here, version = version)
                };
                (Tone::Info, text)
            }
        };
        Some(view! { <NoticeBox tone=tone>{text}</NoticeBox> })
    }
}

#[component]
fn Shown(code: Code) -> AnyView {
    let l = locale();
    let now = Live::here().now;
    let expired = move || now.get() > code.expires_at;
    view! {
        <div class="code">
            <p>{say!(l, channels.code_text)}</p>
            <output>{code.code}</output>
            <p class="muted">
                {move || if expired() { say!(l, channels.code_expired) } else { say!(l, channels.code_good_for) }}
            </p>
        </div>
    }
    .into_any()
}
