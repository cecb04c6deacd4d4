//! `/check-your-mail?email=…`: a link is on its way; it can be sent again.

use super::server_fns::ResendConfirmation;
use super::{Door, FormFailure, query};
use crate::error::sentences::wrong;
use crate::say;
use crate::ui::badge::Tone;
use crate::ui::field::{Kind, Spec, TextField};
use crate::ui::icon::{Icon, Sign};
use crate::ui::notice::NoticeBox;
use crate::visit::{Flash, Form, Notice, refused, visit};
use crate::words::locale;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_meta::Title;

#[component]
pub fn CheckMailPage() -> AnyView {
    let l = locale();
    let email = query("email");
    let before = refused(Form::Resend).map(|before| before.error);
    let sent_before = matches!(
        visit().flash,
        Some(Flash::Done {
            notice: Notice::MailSent
        })
    );
    let action = ServerAction::<ResendConfirmation>::new();
    let error = Signal::derive(move || match action.value().get() {
        Some(answer) => answer.err(),
        None => before.clone(),
    });
    let sent = move || match action.value().get() {
        Some(answer) => answer.is_ok(),
        None => sent_before,
    };
    view! {
        <Title text=say!(l, session.check_mail)/>
        <Door title=say!(l, session.check_mail)>
            <p class="lead"><Icon sign=Sign::Mail/>{say!(l, session.check_mail_text)}</p>
            <FormFailure error=error/>
            {move || sent().then(|| view! { <NoticeBox tone=Tone::Good>{say!(l, session.mail_sent)}</NoticeBox> })}
            <ActionForm action=action attr:novalidate=true>
                <TextField
                    kind=Kind::EMAIL
                    wrong=wrong(l, error, "email")
                    spec=Spec::new("email", "email", say!(l, session.email), say!(l, session.check_mail_hint)).holding(email)
                />
                <button class="wide" disabled=action.pending()>{say!(l, session.resend)}</button>
            </ActionForm>
            <p class="aside"><a href="/sign-in">{say!(l, session.sign_in)}</a></p>
        </Door>
    }
    .into_any()
}
