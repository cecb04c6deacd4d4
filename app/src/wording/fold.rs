//! The fold in an item's editor: a title and a description made of what is known of it, to be taken or left.
//!
//! Without scripts it shows those of the default styles, to be copied.

use super::counter::{counted, length};
use super::pick::{Offer, Pick};
use super::sentences::{description_style, language, title_style};
use super::server_fns::{list_template_names, read_wording};
use super::take::{Part, Taking};
use crate::asked::asked_apart;
use crate::error::sentences::failure;
use crate::paths;
use crate::products::editor::desk::Desk;
use crate::say;
use crate::ui::scripts;
use crate::ui::skeleton::Skeleton;
use crate::words::locale;
use leptos::ev::Event;
use leptos::prelude::*;
use stoflow_wire::templates::{TemplateName, Way};
use stoflow_wire::wording::{DescriptionStyle, Language, Preview, TitleStyle};

#[component]
pub fn Fold(desk: Desk) -> AnyView {
    let l = locale();
    let product = desk.product;
    let scripted = scripts::run();
    let way = RwSignal::new(Way::default());
    // The texts are made of what the server has: they are asked for anew when more was kept there.
    let turn = RwSignal::new(0_u32);
    // Shared and not owned: they may be asked for once more while the item is left.
    let texts = asked_apart(
        move || (way.get(), turn.get()),
        move |(way, _)| read_wording(product, way),
    );
    let templates = asked_apart(|| (), |()| list_template_names());
    let (title, description) = (Taking::of(Part::Title), Taking::of(Part::Description));
    Effect::new(move |_| {
        desk.kept.track();
        if is_open() {
            turn.update(|turn| *turn += 1);
        }
    });
    let on_toggle = move |_: Event| {
        if is_open() {
            turn.update(|turn| *turn += 1);
        }
    };
    // The form around it must not hear of choices that are none of the item's.
    let unheard = move |event: Event| event.stop_propagation();
    view! {
        <details class="wording fold" on:toggle=on_toggle>
            <summary>{say!(l, wording.fold)}</summary>
            <div class="inside" on:input=unheard>
                <p class="hint">{say!(l, wording.fold_hint)}</p>
                <div class="ways" hidden=move || !scripted.get()>
                    <Styles way=way/>
                    <Transition>
                        {move || {
                            let templates = templates.clone();
                            Suspend::new(async move {
                                Some(view! { <Own templates=templates.await.ok()? way=way/> })
                            })
                        }}
                    </Transition>
                </div>
                <Transition fallback=|| view! { <Skeleton rows=4/> }>
                    {move || {
                        let texts = texts.clone();
                        Suspend::new(async move {
                            match texts.await {
                                Ok(texts) => {
                                    view! { <Offered texts=texts title=title description=description scripted=scripted/> }
                                        .into_any()
                                }
                                Err(error) => {
                                    view! { <p class="error" role="alert">{failure(l, &error)}</p> }.into_any()
                                }
                            }
                        })
                    }}
                </Transition>
            </div>
        </details>
    }
    .into_any()
}

/// Whether somebody looks at the texts.
fn is_open() -> bool {
    let open = document().query_selector("details.wording[open]");
    open.is_ok_and(|open| open.is_some())
}

#[component]
fn Styles(way: RwSignal<Way>) -> AnyView {
    let l = locale();
    let begun = way.get_untracked();
    let titles = TitleStyle::ALL.map(|style| offer(style.name(), title_style(l, style)));
    let descriptions =
        DescriptionStyle::ALL.map(|style| offer(style.name(), description_style(l, style)));
    let languages = Language::ALL.map(|it| offer(it.tag(), language(l, it)));
    let title = Callback::new(move |name: String| {
        let style = TitleStyle::from_name(&name).unwrap_or_default();
        way.update(|way| way.title = style);
    });
    let description = Callback::new(move |name: String| {
        let style = DescriptionStyle::from_name(&name).unwrap_or_default();
        way.update(|way| way.description = style);
    });
    let language = Callback::new(move |tag: String| {
        let language = Language::from_tag(&tag).unwrap_or_default();
        way.update(|way| way.language = language);
    });
    view! {
        <div class="pair">
            <Pick
                id="wording-title"
                label=say!(l, wording.title_style)
                offers=titles.into()
                chosen=begun.title.name().to_owned()
                picked=title
            />
            <Pick
                id="wording-description"
                label=say!(l, wording.description_style)
                offers=descriptions.into()
                chosen=begun.description.name().to_owned()
                picked=description
            />
            <Pick
                id="wording-language"
                label=say!(l, wording.text_language)
                offers=languages.into()
                chosen=begun.language.tag().to_owned()
                picked=language
            />
        </div>
    }
    .into_any()
}

/// The seller's own templates, where there are any, and the way to them.
#[component]
fn Own(templates: Vec<TemplateName>, way: RwSignal<Way>) -> AnyView {
    let l = locale();
    let template = Callback::new(move |id: String| {
        let template = id.parse().ok();
        way.update(|way| way.template = template);
    });
    let choice = (!templates.is_empty()).then(|| {
        let none = offer("", say!(l, wording.no_template));
        let own = templates.into_iter();
        let own = own.map(|template| (template.id.to_string(), template.name));
        let offers = std::iter::once(none).chain(own).collect::<Vec<_>>();
        view! {
            <Pick
                id="wording-template"
                label=say!(l, wording.own_template)
                offers=offers
                chosen=String::new()
                picked=template
            />
            <p class="hint">{say!(l, wording.template_speaks)}</p>
        }
    });
    view! {
        {choice}
        <p><a href=paths::TEMPLATES>{say!(l, wording.manage)}</a></p>
    }
    .into_any()
}

fn offer(value: &str, text: &str) -> Offer {
    (value.to_owned(), text.to_owned())
}

#[component]
fn Offered(
    texts: Preview,
    title: Taking,
    description: Taking,
    scripted: RwSignal<bool>,
) -> AnyView {
    let l = locale();
    if texts.title.is_empty() && texts.description.is_empty() {
        return view! { <p>{say!(l, wording.nothing_known)}</p> }.into_any();
    }
    view! {
        <One taking=title text=texts.title language=texts.language scripted=scripted/>
        <One taking=description text=texts.description language=texts.language scripted=scripted/>
    }
    .into_any()
}

#[component]
fn One(
    taking: Taking,
    text: String,
    language: Language,
    scripted: RwSignal<bool>,
) -> impl IntoView {
    let l = locale();
    let (id, heading) = match taking.part {
        Part::Title => ("offered-title", say!(l, wording.offered_title)),
        Part::Description => ("offered-description", say!(l, wording.offered_description)),
    };
    let told = counted(l, taking.part, length(&text));
    let taken = text.clone();
    (!text.is_empty()).then(|| {
        view! {
            <section class="offered" aria-labelledby=id>
                <h3 id=id>{heading}</h3>
                <p class="words" lang=language.tag() dir="auto">{text}</p>
                <p class="hint">{told}</p>
                <div class="row" hidden=move || !scripted.get()>
                    <button type="button" aria-describedby=id on:click=move |_| taking.take(&taken)>
                        {say!(l, wording.take)}
                    </button>
                    <button
                        type="button"
                        class="quiet"
                        aria-describedby=id
                        hidden=move || !taking.is_taken()
                        on:click=move |_| taking.put_back()
                    >
                        {say!(l, wording.put_back)}
                    </button>
                </div>
            </section>
        }
    })
}
