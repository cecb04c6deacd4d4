//! Forms that do one thing, such as cancelling a job. The browser sends them by itself; where scripts run they are
//! sent from here instead, to the same address with the same fields, and the page stays.

use crate::error::{AppError, sentences};
use crate::ui::badge::Tone;
use crate::ui::toast::Toasts;
use crate::ui::{focus, outer};
use crate::visit::Refused;
use crate::words::locale;
use js_sys::{Object, Reflect};
use leptos::ev::SubmitEvent;
use leptos::html::Button;
use leptos::prelude::*;
use leptos::server_fn::Bytes;
use leptos::server_fn::error::FromServerFnError;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{FormData, HtmlElement, HtmlFormElement, RequestInit, Response, UrlSearchParams};

/// What was sent, for the callback that tells of it.
#[derive(Clone, Debug)]
pub struct Done {
    /// The address it was sent to: buttons of one form may have different ones.
    pub action: String,
    /// The value of the button that was pressed.
    pub value: String,
    /// What the server answered, as JSON.
    pub answer: String,
}

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

/// Tells that `save` saved, counts it among `saves`, and leads to `page`, where the form is free for the next.
pub fn follow<Saved: Send + Sync + 'static>(
    save: Action<Saved, Result<(), AppError>>,
    saves: RwSignal<u32>,
    told: &'static str,
    page: &'static str,
) {
    let toasts = Toasts::here();
    let navigate = use_navigate();
    Effect::new(move |_| {
        if matches!(save.value().get(), Some(Ok(()))) {
            toasts.say(Tone::Good, told.to_owned());
            save.clear();
            saves.try_update(|saves| *saves += 1);
            navigate(page, NavigateOptions::default());
        }
    });
}

/// The button of a form that is made anew after each save. The one that was pressed went with its form: this one, where
/// nothing is `edited`, takes the focus.
pub fn pressed_anew<Edited>(saves: u32, edited: Option<&Edited>) -> NodeRef<Button> {
    let button = NodeRef::<Button>::new();
    if saves > 0 && edited.is_none() {
        button.on_load(|button| focus::on(&button));
    }
    button
}

/// Reads anew what the page shows whenever there were more `acts`. What stands in its controls stays: what is `shown` changes,
/// and nothing is made anew that shows the same.
pub fn reread<Shown, Reading>(
    acts: impl Fn() -> u32 + 'static,
    shown: RwSignal<Shown>,
    read: impl Fn() -> Reading + 'static,
) where
    Shown: Send + Sync + 'static,
    Reading: Future<Output = Result<Shown, AppError>> + 'static,
{
    let l = locale();
    let toasts = Toasts::here();
    let latest = StoredValue::new(0);
    Effect::new(move |before: Option<()>| {
        let now = acts();
        if before.is_none() {
            return;
        }
        latest.set_value(now);
        let reading = read();
        spawn_local(async move {
            let answer = reading.await;
            // An answer to an earlier act says less, and on a page that was left nobody listens.
            if latest.try_get_value() != Some(now) {
                return;
            }
            match answer {
                Ok(read) => {
                    shown.try_set(read);
                }
                Err(AppError::SignedOut) => outer::reload(),
                Err(error) => toasts.say(Tone::Bad, sentences::failure(l, &error)),
            }
        });
    });
}

/// A form around `children`. With an `id` it takes no place: its buttons are elsewhere and belong to it by that.
#[component]
pub fn ActForm(
    action: &'static str,
    #[prop(optional)] id: &'static str,
    done: Callback<Done>,
    children: Children,
) -> AnyView {
    let l = locale();
    let toasts = Toasts::here();
    let busy = RwSignal::new(false);
    let on_submit = move |event: SubmitEvent| {
        let Some(sending) = Sending::of(&event) else {
            return;
        };
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let sent = sending.send().await;
            busy.try_set(false);
            match sent {
                Ok(told) => {
                    done.try_run(told);
                }
                Err(AppError::SignedOut) => outer::reload(),
                Err(error) => toasts.say(Tone::Bad, sentences::failure(l, &error)),
            }
        });
    };
    view! {
        <form
            id=(!id.is_empty()).then_some(id)
            class=(!id.is_empty()).then_some("elsewhere")
            method="post"
            action=action
            aria-busy=move || busy.get().to_string()
            on:submit=on_submit
        >
            {children()}
        </form>
    }
    .into_any()
}

/// A form on its way.
struct Sending {
    action: String,
    value: String,
    body: UrlSearchParams,
}

impl Sending {
    fn of(event: &SubmitEvent) -> Option<Self> {
        let form: HtmlFormElement = event.target()?.dyn_into().ok()?;
        let fields = FormData::new_with_form(&form).ok()?;
        let button: Option<HtmlElement> =
            event.submitter().and_then(|button| button.dyn_into().ok());
        let of_button = |name| {
            button
                .as_ref()
                .and_then(|button| button.get_attribute(name))
        };
        let value = of_button("value").unwrap_or_default();
        if let Some(name) = of_button("name") {
            fields.append_with_str(&name, &value).ok()?;
        }
        Some(Self {
            action: of_button("formaction").or_else(|| form.get_attribute("action"))?,
            value,
            body: UrlSearchParams::new_with_str_sequence_sequence(&fields).ok()?,
        })
    }

    async fn send(self) -> Result<Done, AppError> {
        let answer = post(&self.action, &self.body).await?;
        Ok(Done {
            action: self.action,
            value: self.value,
            answer,
        })
    }
}

/// Posts `body` to a path of ours and answers with the text that came back.
pub async fn post(path: &str, body: &JsValue) -> Result<String, AppError> {
    let (succeeded, text) = exchange(path, body).await.ok_or(AppError::Offline)?;
    if succeeded {
        Ok(text)
    } else {
        Err(AppError::de(Bytes::from(text)))
    }
}

async fn exchange(path: &str, body: &JsValue) -> Option<(bool, String)> {
    let headers = Object::new();
    Reflect::set(&headers, &"accept".into(), &"application/json".into()).ok()?;
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_headers(&headers);
    request.set_body(body);
    let response = JsFuture::from(window().fetch_with_str_and_init(path, &request))
        .await
        .ok()?;
    let response: Response = response.dyn_into().ok()?;
    let text = JsFuture::from(response.text().ok()?).await.ok()?;
    Some((response.ok(), text.as_string()?))
}
