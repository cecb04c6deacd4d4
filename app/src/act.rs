//! Forms that do one thing, such as cancelling a job. The browser sends them by itself; where scripts run they are
//! sent from here instead, to the same address with the same fields, and the page stays.

use crate::error::{AppError, sentences};
use crate::ui::badge::Tone;
use crate::ui::outer;
use crate::ui::toast::Toasts;
use crate::words::locale;
use js_sys::{Object, Reflect};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::server_fn::Bytes;
use leptos::server_fn::error::FromServerFnError;
use leptos::task::spawn_local;
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
