//! `/messages/canned`: the texts a seller often writes, each as a buyer would read it, and one form to write them.

use super::server_fns::{REMOVE_CANNED, SaveCannedReply, list_canned_replies};
use crate::act::{ActForm, Done};
use crate::asked::asked;
use crate::editing::{Editing, Turn};
use crate::error::form::{FormFailure, refusal};
use crate::error::page::Failed;
use crate::error::sentences::wrong;
use crate::paths;
use crate::say;
use crate::ui::ask::Ask;
use crate::ui::empty::Empty;
use crate::ui::field::{AreaField, Spec, TextField};
use crate::ui::icon::{Icon, Sign};
use crate::ui::skeleton::Skeleton;
use crate::visit::{Form, Refused};
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
    let canned = asked(|| (), |()| list_canned_replies());
    view! {
        <Title text=say!(l, conversations.canned)/>
        <div class="page narrow canned-replies">
            <header>
                <a class="crumb" href=paths::MESSAGES><Icon sign=Sign::Left/>{say!(l, conversations.title)}</a>
                <h1>{say!(l, conversations.canned)}</h1>
            </header>
            <Suspense fallback=|| view! { <Skeleton rows=4/> }>
                {move || Suspend::new(async move {
                    match canned.await {
                        Ok(canned) => view! { <Body canned=canned/> }.into_any(),
                        Err(error) => view! { <Failed error=error/> }.into_any(),
                    }
                })}
            </Suspense>
        </div>
    }
    .into_any()
}

#[component]
fn Body(canned: Vec<CannedReply>) -> AnyView {
    let l = locale();
    let canned = RwSignal::new(canned);
    let editing = Editing::new(Form::Canned, move |id: CannedReplyId| {
        canned.with(|canned| canned.iter().any(|text| text.id == id))
    });
    let save = ServerAction::<SaveCannedReply>::new();
    editing.saved(*save, say!(l, conversations.canned_saved), paths::CANNED);
    editing.reread(canned, list_canned_replies);
    let removed = editing.done(say!(l, conversations.canned_removed));
    let writing = move |turn: Turn<CannedReplyId>| {
        save.clear();
        let edited = canned.with_untracked(|canned| {
            let mut canned = canned.iter();
            canned.find(|text| Some(text.id) == turn.chosen).cloned()
        });
        view! { <Writing edited=edited before=editing.before(turn) turn=turn save=save/> }
    };
    view! {
        <For each=move || [editing.turn()] key=Clone::clone children=writing/>
        <Texts canned=canned removed=removed/>
    }
    .into_any()
}

#[component]
fn Texts(canned: RwSignal<Vec<CannedReply>>, removed: Callback<Done>) -> AnyView {
    let l = locale();
    let is_empty = Memo::new(move |_| canned.with(Vec::is_empty));
    let card = move |canned| view! { <Card canned=canned removed=removed/> };
    let list = move || {
        if is_empty.get() {
            return view! {
                <Empty
                    sign=Sign::Layers
                    title=say!(l, conversations.no_canned_title)
                    text=say!(l, conversations.no_canned_text)
                >
                    ""
                </Empty>
            }
            .into_any();
        }
        // By all that a card tells: a question that is open stays at its text.
        view! { <ul class="canned-list"><For each=move || canned.get() key=CannedReply::clone children=card/></ul> }
            .into_any()
    };
    list.into_any()
}

#[component]
fn Writing(
    edited: Option<CannedReply>,
    before: Option<Refused>,
    turn: Turn<CannedReplyId>,
    save: ServerAction<SaveCannedReply>,
) -> AnyView {
    let l = locale();
    let typed = |name, known: Option<&String>| {
        let typed = before.as_ref().map(|before| before.typed(name));
        typed.or_else(|| known.cloned()).unwrap_or_default()
    };
    let name = typed("name", edited.as_ref().map(|edited| &edited.name));
    let text = typed("text", edited.as_ref().map(|edited| &edited.text));
    let error = refusal(*save, before.as_ref());
    let button = turn.button();
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
                    <FormFailure error=error/>
                    <div class="row">
                        <button node_ref=button class="primary" disabled=save.pending()>{say!(l, conversations.canned_save)}</button>
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
