//! `/messages/canned`: the texts a seller often writes, each as a buyer would read it, and one form to write them.

use super::server_fns::{REMOVE_CANNED, SaveCannedReply, list_canned_replies};
use crate::act::{ActForm, Done, follow, refusal};
use crate::address;
use crate::asked::asked;
use crate::error::page::Failed;
use crate::error::sentences::wrong;
use crate::paths;
use crate::say;
use crate::ui::ask::Ask;
use crate::ui::badge::Tone;
use crate::ui::empty::Empty;
use crate::ui::field::{AreaField, Spec, TextField};
use crate::ui::icon::{Icon, Sign};
use crate::ui::skeleton::Skeleton;
use crate::ui::toast::Toasts;
use crate::visit::{Form, refused};
use crate::words::locale;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_meta::Title;
use stoflow_wire::conversations::CannedReply;
use stoflow_wire::ids::CannedReplyId;

/// What stands for the placeholders where there is no conversation.
const SAMPLES: [(&str, &str, &str); 3] = [
    ("{acheteur}", "{buyer}", "zoe_75"),
    ("{article}", "{item}", "Robe rouge"),
    ("{prix}", "{price}", "25,00 €"),
];

#[component]
pub fn CannedPage() -> AnyView {
    let l = locale();
    let toasts = Toasts::here();
    let acts = RwSignal::new(0_u32);
    let query = address::query();
    let chosen = Memo::new(move |_| {
        let number = query.with(|query| query.get("edit"));
        number.and_then(|number| number.parse::<CannedReplyId>().ok())
    });
    let canned = asked(move || acts.get(), |_| list_canned_replies());
    let save = ServerAction::<SaveCannedReply>::new();
    follow(
        *save,
        acts,
        say!(l, conversations.canned_saved),
        paths::CANNED,
    );
    let removed = Callback::new(move |_: Done| {
        toasts.say(Tone::Good, say!(l, conversations.canned_removed).to_owned());
        acts.try_update(|acts| *acts += 1);
    });
    view! {
        <Title text=say!(l, conversations.canned)/>
        <div class="page narrow canned-replies">
            <header>
                <a class="crumb" href=paths::MESSAGES><Icon sign=Sign::Left/>{say!(l, conversations.title)}</a>
                <h1>{say!(l, conversations.canned)}</h1>
            </header>
            <Transition fallback=|| view! { <Skeleton rows=4/> }>
                {move || Suspend::new(async move {
                    let chosen = chosen.get();
                    match canned.await {
                        Ok(canned) => {
                            view! { <Body canned=canned chosen=chosen save=save removed=removed/> }.into_any()
                        }
                        Err(error) => view! { <Failed error=error/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

#[component]
fn Body(
    canned: Vec<CannedReply>,
    chosen: Option<CannedReplyId>,
    save: ServerAction<SaveCannedReply>,
    removed: Callback<Done>,
) -> AnyView {
    let l = locale();
    let edited = canned
        .iter()
        .find(|canned| Some(canned.id) == chosen)
        .cloned();
    let list = if canned.is_empty() {
        view! {
            <Empty
                sign=Sign::Layers
                title=say!(l, conversations.no_canned_title)
                text=say!(l, conversations.no_canned_text)
            >
                ""
            </Empty>
        }
        .into_any()
    } else {
        let cards = canned.into_iter();
        let cards = cards.map(|canned| view! { <Card canned=canned removed=removed/> });
        view! { <ul class="canned-list">{cards.collect_view()}</ul> }.into_any()
    };
    view! {
        <Writing edited=edited save=save/>
        {list}
    }
    .into_any()
}

#[component]
fn Writing(edited: Option<CannedReply>, save: ServerAction<SaveCannedReply>) -> AnyView {
    let l = locale();
    let before = refused(Form::Canned);
    let typed = |name, known: Option<&String>| {
        let typed = before.as_ref().map(|before| before.typed(name));
        typed.or_else(|| known.cloned()).unwrap_or_default()
    };
    let name = typed("name", edited.as_ref().map(|edited| &edited.name));
    let text = typed("text", edited.as_ref().map(|edited| &edited.text));
    let error = refusal(*save, before.as_ref());
    let title = if edited.is_some() {
        say!(l, conversations.canned_edit)
    } else {
        say!(l, conversations.canned_new)
    };
    let number = edited.as_ref().map(|edited| {
        view! { <input type="hidden" name="canned" value=edited.id.to_string()/> }
    });
    let cancel = edited.map(|_| {
        view! { <a class="button quiet" href=paths::CANNED>{say!(l, conversations.canned_cancel)}</a> }
    });
    view! {
        <section class="card">
            <h2>{title}</h2>
            <ActionForm action=save attr:novalidate=true>
                <div class="canned-form">
                    {number}
                    <TextField
                        wrong=wrong(l, error, "name")
                        spec=Spec::new("canned-name", "name", say!(l, conversations.canned_name), say!(l, conversations.canned_name_hint)).holding(name)
                    />
                    <AreaField
                        rows=4
                        wrong=wrong(l, error, "text")
                        spec=Spec::new("canned-text", "text", say!(l, conversations.canned_text), say!(l, conversations.canned_text_hint)).holding(text)
                    />
                    <div class="row">
                        <button class="primary" disabled=save.pending()>{say!(l, conversations.canned_save)}</button>
                        {cancel}
                    </div>
                </div>
            </ActionForm>
        </section>
    }
    .into_any()
}

#[component]
fn Card(canned: CannedReply, removed: Callback<Done>) -> AnyView {
    let l = locale();
    let CannedReply { id, name, text } = canned;
    view! {
        <li class="card">
            <h2 dir="auto">{name.clone()}</h2>
            <p class="words" dir="auto">{sample(&text)}</p>
            <div class="row">
                <a class="button" href=paths::canned(id) aria-label=say!(l, conversations.canned_edit_this, name = name)>
                    {say!(l, conversations.canned_edit_button)}
                </a>
                <Ask label=say!(l, conversations.canned_remove) question=say!(l, conversations.canned_remove_question)>
                    <ActForm action=REMOVE_CANNED done=removed>
                        <input type="hidden" name="canned" value=id.to_string()/>
                        <button class="danger">{say!(l, conversations.canned_remove_sure)}</button>
                    </ActForm>
                </Ask>
            </div>
        </li>
    }
    .into_any()
}

/// As a buyer would read it.
fn sample(text: &str) -> String {
    SAMPLES
        .into_iter()
        .fold(text.to_owned(), |text, (french, english, value)| {
            text.replace(french, value).replace(english, value)
        })
}
