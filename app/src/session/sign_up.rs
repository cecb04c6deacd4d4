//! `/sign-up`

use super::server_fns::SignUp;
use super::{Door, FormFailure};
use crate::error::form::refusal;
use crate::error::sentences::wrong;
use crate::paths;
use crate::say;
use crate::ui::field::{Kind, Spec, TextField};
use crate::visit::{Form, refused, visit};
use crate::words::locale;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_navigate;

#[component]
pub fn SignUpPage() -> impl IntoView {
    if visit().signed_in {
        return view! { <Redirect path="/products"/> }.into_any();
    }
    let l = locale();
    let before = refused(Form::SignUp);
    let typed = |name| {
        before
            .as_ref()
            .map(|before| before.typed(name))
            .unwrap_or_default()
    };
    let (shop, email) = (typed("shop"), typed("email"));
    let action = ServerAction::<SignUp>::new();
    let error = refusal(*action, before.as_ref());
    go_on_when_done(action);
    view! {
        <Title text=say!(l, session.sign_up)/>
        <Door title=say!(l, session.sign_up)>
            <p>{say!(l, session.sign_up_text)}</p>
            <FormFailure error=error/>
            <ActionForm action=action attr:novalidate=true>
                <TextField
                    kind=Kind::SHOP
                    wrong=wrong(l, error, "shop")
                    spec=Spec::new("shop", "shop", say!(l, session.shop), say!(l, session.shop_hint)).holding(shop)
                />
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
                    kind=Kind::NEW_PASSWORD
                    wrong=wrong(l, error, "password")
                    spec=Spec {
                        id: "password",
                        name: "password",
                        label: say!(l, session.password).to_owned(),
                        hint: say!(l, session.password_hint).to_owned(),
                        ..Spec::default()
                    }
                />
                <button class="primary wide" disabled=action.pending()>{say!(l, session.sign_up)}</button>
            </ActionForm>
            <p class="aside">{say!(l, session.known_here)} " " <a href="/sign-in">{say!(l, session.sign_in)}</a></p>
        </Door>
    }
    .into_any()
}

/// The page that waits for the mail names the address that was typed.
fn go_on_when_done(action: ServerAction<SignUp>) {
    let navigate = use_navigate();
    let email = StoredValue::new(String::new());
    Effect::new(move |_| {
        if let Some(sent) = action.input().get() {
            email.set_value(sent.email);
        }
    });
    Effect::new(move |_| {
        if matches!(action.value().get(), Some(Ok(()))) {
            navigate(
                &paths::check_mail(&email.get_value()),
                leptos_router::NavigateOptions::default(),
            );
        }
    });
}
