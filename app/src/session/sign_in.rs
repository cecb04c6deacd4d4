//! `/sign-in?next=…`

use super::server_fns::SignIn;
use super::{Door, FormFailure, query};
use crate::error::form::refusal;
use crate::error::sentences::wrong;
use crate::say;
use crate::ui::field::{Kind, Spec, TextField};
use crate::ui::outer;
use crate::visit::{Form, refused, visit};
use crate::words::locale;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Redirect;

#[component]
pub fn SignInPage() -> impl IntoView {
    if visit().signed_in {
        return view! { <Redirect path="/products"/> }.into_any();
    }
    let l = locale();
    let next = query("next");
    let before = refused(Form::SignIn);
    let email = before
        .as_ref()
        .map(|before| before.typed("email"))
        .unwrap_or_default();
    let action = ServerAction::<SignIn>::new();
    let error = refusal(*action, before.as_ref());
    Effect::new(move |_| {
        if let Some(Ok(next)) = action.value().get() {
            outer::load(&next);
        }
    });
    view! {
        <Title text=say!(l, session.sign_in)/>
        <Door title=say!(l, session.sign_in)>
            <FormFailure error=error/>
            <ActionForm action=action attr:novalidate=true>
                <input type="hidden" name="next" value=next/>
                <TextField
                    kind=Kind::EMAIL
                    wrong=wrong(l, error, "email")
                    spec=Spec {
                        id: "email",
                        name: "email",
                        label: say!(l, session.email).to_owned(),
                        value: email,
                        ..Spec::default()
                    }
                />
                <TextField
                    kind=Kind::PASSWORD
                    wrong=wrong(l, error, "password")
                    spec=Spec {
                        id: "password",
                        name: "password",
                        label: say!(l, session.password).to_owned(),
                        ..Spec::default()
                    }
                />
                <button class="primary wide" disabled=action.pending()>{say!(l, session.sign_in)}</button>
            </ActionForm>
            <p class="aside">{say!(l, session.new_here)} " " <a href="/sign-up">{say!(l, session.sign_up)}</a></p>
        </Door>
    }
    .into_any()
}
