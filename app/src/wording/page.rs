//! `/settings/templates`: the seller's own templates, one form to write them, and what may stand in one.

use super::placeholders::Placeholders;
use super::sentences::language;
use super::server_fns::{REMOVE, SaveTemplate, read_template_desk};
use super::writing::Writing;
use crate::act::{ActForm, Done};
use crate::asked::asked;
use crate::editing::{Editing, Turn};
use crate::error::page::Failed;
use crate::paths;
use crate::say;
use crate::ui::ask::Ask;
use crate::ui::badge::{Badge, Tone};
use crate::ui::empty::Empty;
use crate::ui::head::Head;
use crate::ui::icon::Sign;
use crate::ui::skeleton::Skeleton;
use crate::visit::Form;
use crate::words::locale;
use leptos::prelude::*;
use leptos_meta::Title;
use stoflow_wire::ids::TemplateId;
use stoflow_wire::templates::{KeptTemplate, TemplateDesk};

#[component]
pub fn TemplatesPage() -> AnyView {
    let l = locale();
    let desk = asked(|| (), |()| read_template_desk());
    view! {
        <Title text=say!(l, wording.templates)/>
        <div class="page narrow templates">
            <Head above=paths::SETTINGS back=say!(l, settings.title) title=say!(l, wording.templates) text=say!(l, wording.templates_text)/>
            <Suspense fallback=|| view! { <Skeleton rows=6/> }>
                {move || Suspend::new(async move {
                    match desk.await {
                        Ok(desk) => view! { <Body desk=desk/> }.into_any(),
                        Err(error) => view! { <Failed error=error/> }.into_any(),
                    }
                })}
            </Suspense>
        </div>
    }
    .into_any()
}

#[component]
fn Body(desk: TemplateDesk) -> AnyView {
    let l = locale();
    let desk = RwSignal::new(desk);
    let editing = Editing::new(Form::Template, move |id: TemplateId| {
        desk.with(|desk| desk.templates.iter().any(|kept| kept.id == id))
    });
    let save = ServerAction::<SaveTemplate>::new();
    editing.saved(*save, say!(l, wording.template_saved), paths::TEMPLATES);
    editing.reread(desk, read_template_desk);
    let removed = editing.done(say!(l, wording.template_removed));
    let writing = move |turn: Turn<TemplateId>| {
        save.clear();
        let (edited, placeholders) = desk.with_untracked(|desk| {
            let mut templates = desk.templates.iter();
            let edited = templates.find(|kept| Some(kept.id) == turn.chosen);
            (edited.cloned(), desk.placeholders.clone())
        });
        view! {
            <Writing edited=edited before=editing.before(turn) turn=turn save=save>
                <Placeholders placeholders=placeholders/>
            </Writing>
        }
    };
    view! {
        <For each=move || [editing.turn()] key=Clone::clone children=writing/>
        <Templates desk=desk removed=removed/>
    }
    .into_any()
}

#[component]
fn Templates(desk: RwSignal<TemplateDesk>, removed: Callback<Done>) -> AnyView {
    let l = locale();
    let is_empty = Memo::new(move |_| desk.with(|desk| desk.templates.is_empty()));
    let templates = move || desk.with(|desk| desk.templates.clone());
    let card = move |kept| view! { <Card kept=kept removed=removed/> };
    let list = move || {
        if is_empty.get() {
            return view! {
                <Empty
                    sign=Sign::Layers
                    title=say!(l, wording.no_templates_title)
                    text=say!(l, wording.no_templates_text)
                >
                    ""
                </Empty>
            }
            .into_any();
        }
        // By all that a card tells: a question that is open stays at its template.
        view! { <ul class="template-list"><For each=templates key=KeptTemplate::clone children=card/></ul> }
            .into_any()
    };
    list.into_any()
}

/// As it was written, its blanks in braces.
#[component]
fn Card(kept: KeptTemplate, removed: Callback<Done>) -> AnyView {
    let l = locale();
    let KeptTemplate { id, template } = kept;
    let texts = [template.title, template.description]
        .into_iter()
        .filter(|text| !text.is_empty())
        .map(|text| view! { <p class="words" dir="auto">{text}</p> });
    let texts = texts.collect_view();
    let name = template.name;
    view! {
        <li class="card">
            <div class="row">
                <h2 dir="auto">{name.clone()}</h2>
                <Badge tone=Tone::Plain text=language(l, template.language)/>
            </div>
            {texts}
            <div class="row">
                <a class="button" href=paths::template(id) aria-label=say!(l, wording.template_edit_this, name = name)>
                    {say!(l, wording.template_edit_button)}
                </a>
                <Ask label=say!(l, wording.template_remove) question=say!(l, wording.template_remove_question)>
                    <ActForm action=REMOVE done=removed>
                        <input type="hidden" name="template" value=id.to_string()/>
                        <button class="danger">{say!(l, wording.template_remove_sure)}</button>
                    </ActForm>
                </Ask>
            </div>
        </li>
    }
    .into_any()
}
