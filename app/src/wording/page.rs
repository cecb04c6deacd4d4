//! `/settings/templates`: the seller's own templates, one form to write them, and what may stand in one.

use super::placeholders::Placeholders;
use super::sentences::language;
use super::server_fns::{REMOVE, SaveTemplate, read_template_desk};
use super::writing::Writing;
use crate::act::{ActForm, Done, follow};
use crate::address;
use crate::asked::asked;
use crate::error::page::Failed;
use crate::paths;
use crate::say;
use crate::ui::ask::Ask;
use crate::ui::badge::{Badge, Tone};
use crate::ui::empty::Empty;
use crate::ui::head::Head;
use crate::ui::icon::Sign;
use crate::ui::skeleton::Skeleton;
use crate::ui::toast::Toasts;
use crate::words::locale;
use leptos::prelude::*;
use leptos_meta::Title;
use stoflow_wire::ids::TemplateId;
use stoflow_wire::templates::{KeptTemplate, TemplateDesk};

#[component]
pub fn TemplatesPage() -> AnyView {
    let l = locale();
    let toasts = Toasts::here();
    let acts = RwSignal::new(0_u32);
    let query = address::query();
    let chosen = Memo::new(move |_| {
        let number = query.with(|query| query.get("edit"));
        number.and_then(|number| number.parse::<TemplateId>().ok())
    });
    let desk = asked(move || acts.get(), |_| read_template_desk());
    let save = ServerAction::<SaveTemplate>::new();
    follow(
        *save,
        acts,
        say!(l, wording.template_saved),
        paths::TEMPLATES,
    );
    let removed = Callback::new(move |_: Done| {
        toasts.say(Tone::Good, say!(l, wording.template_removed).to_owned());
        acts.try_update(|acts| *acts += 1);
    });
    view! {
        <Title text=say!(l, wording.templates)/>
        <div class="page narrow templates">
            <Head above=paths::SETTINGS back=say!(l, settings.title) title=say!(l, wording.templates) text=say!(l, wording.templates_text)/>
            <Transition fallback=|| view! { <Skeleton rows=6/> }>
                {move || Suspend::new(async move {
                    let chosen = chosen.get();
                    match desk.await {
                        Ok(desk) => {
                            view! { <Body desk=desk chosen=chosen save=save removed=removed/> }.into_any()
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
    desk: TemplateDesk,
    chosen: Option<TemplateId>,
    save: ServerAction<SaveTemplate>,
    removed: Callback<Done>,
) -> AnyView {
    let l = locale();
    let TemplateDesk {
        templates,
        placeholders,
    } = desk;
    let edited = templates
        .iter()
        .find(|kept| Some(kept.id) == chosen)
        .cloned();
    let list = if templates.is_empty() {
        view! {
            <Empty
                sign=Sign::Layers
                title=say!(l, wording.no_templates_title)
                text=say!(l, wording.no_templates_text)
            >
                ""
            </Empty>
        }
        .into_any()
    } else {
        let cards = templates.into_iter();
        let cards = cards.map(|kept| view! { <Card kept=kept removed=removed/> });
        view! { <ul class="template-list">{cards.collect_view()}</ul> }.into_any()
    };
    view! {
        <Writing edited=edited save=save>
            <Placeholders placeholders=placeholders/>
        </Writing>
        {list}
    }
    .into_any()
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
