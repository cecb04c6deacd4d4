//! One template in its form: a new one, one that is changed, or one that could not be taken. Below it, what it makes of
//! the sample item while it is typed.

use super::sentences::{language, wrong_at};
use super::server_fns::{SaveTemplate, look_at_template};
use crate::asked::asked_apart;
use crate::editing::Turn;
use crate::error::form::{FormFailure, refusal};
use crate::error::sentences::{failure, wrong};
use crate::paths;
use crate::say;
use crate::ui::field::{AreaField, SelectField, Spec, TextField};
use crate::ui::pause::rested;
use crate::ui::skeleton::Skeleton;
use crate::visit::Refused;
use crate::words::{Locale, locale};
use leptos::ev::Event;
use leptos::form::ActionForm;
use leptos::prelude::*;
use stoflow_wire::ids::TemplateId;
use stoflow_wire::templates::{KeptTemplate, Look};
use stoflow_wire::wording::{Language, Preview, Template};
use wasm_bindgen::JsCast;

/// `before` is how it came back when it was sent without scripts. The children stand in the form, before its buttons.
#[component]
pub fn Writing(
    edited: Option<KeptTemplate>,
    before: Option<Refused>,
    turn: Turn<TemplateId>,
    save: ServerAction<SaveTemplate>,
    children: Children,
) -> AnyView {
    let l = locale();
    let button = turn.button();
    let id = edited.as_ref().map(|edited| edited.id);
    let begun = match &before {
        Some(before) => as_typed(before),
        None => edited.map(|edited| edited.template).unwrap_or_default(),
    };
    let error = refusal(*save, before.as_ref());
    let title = if id.is_some() {
        say!(l, wording.template_edit)
    } else {
        say!(l, wording.template_new)
    };
    let number = id.map(|id| view! { <input type="hidden" name="template" value=id.to_string()/> });
    let cancel = id.map(|_| {
        view! { <a class="button quiet" href=paths::TEMPLATES>{say!(l, wording.template_cancel)}</a> }
    });
    let typed = RwSignal::new(begun.clone());
    let on_input = move |event: Event| note(&event, typed);
    view! {
        <section class="card">
            <h2>{title}</h2>
            <ActionForm action=save attr:novalidate=true>
                <div class="template-form" on:input=on_input>
                    {number}
                    <div class="pair">
                        <TextField
                            wrong=wrong(l, error, "name")
                            spec=Spec::new("template-name", "name", say!(l, wording.template_name), say!(l, wording.template_name_hint)).holding(begun.name)
                        />
                        <SelectField
                            wrong=wrong(l, error, "language")
                            spec=Spec::new("template-language", "language", say!(l, wording.template_language), say!(l, wording.template_language_hint))
                        >
                            {languages(l, begun.language)}
                        </SelectField>
                    </div>
                    <TextField
                        wrong=wrong(l, error, "title")
                        spec=Spec::new("template-title", "title", say!(l, wording.template_title), say!(l, wording.template_title_hint)).holding(begun.title)
                    />
                    <AreaField
                        rows=8
                        wrong=wrong(l, error, "description")
                        spec=Spec::new("template-description", "description", say!(l, wording.template_description), say!(l, wording.template_description_hint)).holding(begun.description)
                    />
                    {children()}
                    <FormFailure error=error/>
                    <div class="row">
                        <button node_ref=button class="primary" disabled=save.pending()>{say!(l, wording.template_save)}</button>
                        {cancel}
                    </div>
                </div>
            </ActionForm>
        </section>
        <Shown typed=typed/>
    }
    .into_any()
}

fn languages(l: Locale, chosen: Language) -> AnyView {
    let options = Language::ALL.map(|it| {
        let selected = it == chosen;
        view! { <option value=it.tag() selected=selected>{language(l, it)}</option> }
    });
    options.collect_view().into_any()
}

/// What was typed before, into a form sent without scripts.
fn as_typed(before: &Refused) -> Template {
    Template {
        name: before.typed("name"),
        language: Language::from_tag(&before.typed("language")).unwrap_or_default(),
        title: before.typed("title"),
        description: before.typed("description"),
    }
}

/// Notes what a control holds now.
fn note(event: &Event, typed: RwSignal<Template>) {
    let control = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let name = control.and_then(|control| control.get_attribute("name"));
    let text = event_target_value(event);
    typed.update(|typed| match name.as_deref() {
        Some("title") => typed.title = text,
        Some("description") => typed.description = text,
        Some("language") => typed.language = Language::from_tag(&text).unwrap_or_default(),
        _ => {}
    });
}

/// What the template makes of the sample item, after each pause in the typing.
#[component]
fn Shown(typed: RwSignal<Template>) -> AnyView {
    let l = locale();
    let asked = rested(typed);
    // Shared and not owned: what is shown may be asked for once more while the page is drawn anew.
    let look = asked_apart(move || asked.get(), look_at_template);
    view! {
        <section class="card" aria-labelledby="template-preview">
            <h2 id="template-preview">{say!(l, wording.preview)}</h2>
            <p class="hint">{say!(l, wording.preview_hint)}</p>
            <Transition fallback=|| view! { <Skeleton rows=4/> }>
                {move || {
                    let look = look.clone();
                    Suspend::new(async move {
                        match look.await {
                            Ok(look) => view! { <Seen look=look/> }.into_any(),
                            Err(error) => {
                                view! { <p class="error" role="alert">{failure(l, &error)}</p> }.into_any()
                            }
                        }
                    })
                }}
            </Transition>
        </section>
    }
    .into_any()
}

#[component]
fn Seen(look: Look) -> AnyView {
    let l = locale();
    let Look { texts, problems } = look;
    if problems.is_empty() {
        let Preview {
            language,
            title,
            description,
        } = texts;
        return view! {
            <p class="words" lang=language.tag() dir="auto"><strong>{title}</strong></p>
            <p class="words" lang=language.tag() dir="auto">{description}</p>
        }
        .into_any();
    }
    let wrong = problems.iter().map(|wrong| wrong_at(l, wrong));
    let wrong = wrong.map(|sentence| view! { <li class="error">{sentence}</li> });
    view! {
        <p>{say!(l, wording.preview_wrong)}</p>
        <ul role="status">{wrong.collect_view()}</ul>
    }
    .into_any()
}
