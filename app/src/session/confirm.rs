//! `/confirm?token=…`: the link of the mail. A button confirms, because mail scanners follow links.

use super::server_fns::ConfirmAddress;
use super::{Door, FormFailure, query};
use crate::say;
use crate::ui::outer;
use crate::visit::{Form, refused};
use crate::words::locale;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_meta::Title;

#[component]
pub fn ConfirmPage() -> AnyView {
    let l = locale();
    let token = query("token");
    let before = refused(Form::Other).map(|before| before.error);
    let action = ServerAction::<ConfirmAddress>::new();
    let error = Signal::derive(move || match action.value().get() {
        Some(answer) => answer.err(),
        None => before.clone(),
    });
    Effect::new(move |_| {
        if matches!(action.value().get(), Some(Ok(()))) {
            outer::load("/products");
        }
    });
    let usable = !token.is_empty();
    let refused = error.with_untracked(Option::is_some);
    view! {
        <Title text=say!(l, session.confirm)/>
        <Door title=say!(l, session.confirm)>
            {usable.then(|| view! { <p>{say!(l, session.confirm_text)}</p> })}
            {(!usable && !refused).then(|| view! { <p>{say!(l, session.link_used)}</p> })}
            <FormFailure error=error/>
            {usable.then(|| view! {
                <ActionForm action=action attr:novalidate=true>
                    <input type="hidden" name="token" value=token/>
                    <button class="primary wide" disabled=action.pending()>{say!(l, session.confirm)}</button>
                </ActionForm>
            })}
            <p class="aside"><a href="/check-your-mail">{say!(l, session.new_link)}</a></p>
        </Door>
    }
    .into_any()
}
