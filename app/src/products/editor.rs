//! `/products/{id}`: photos at the left, the form in the middle, the channels at the right, saving at the bottom.

pub mod conflict;
pub mod desk;
pub mod footer;
pub mod safety;
mod sheet;

use super::catalogue::Catalogue;
use super::form::attributes::Attributes;
use super::form::fields::{Stock, Traits, Words};
use super::form::measurements::Measurements;
use super::form::price::Price;
use super::photos::Photos;
use super::readiness::Channels;
use super::receipt::Sold;
use super::server_fns::{open_product, read_catalogue};
use super::similar::Similar;
use super::{status_name, status_tone, title_or_none};
use crate::asked::asked;
use crate::error::page::Failed;
use crate::error::{AppError, sentences};
use crate::live::Live;
use crate::paths;
use crate::say;
use crate::ui::badge::{Badge, Tone};
use crate::ui::icon::{Icon, Sign};
use crate::ui::keys;
use crate::ui::notice::NoticeBox;
use crate::ui::skeleton::Skeleton;
use crate::visit::{Form, refused};
use crate::words::locale;
use conflict::Conflict;
use desk::Desk;
use footer::Footer;
use leptos::ev;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use stoflow_wire::ids::ProductId;
use stoflow_wire::products::ProductEditor;

/// The form that buttons elsewhere on the page belong to.
pub const FORM: &str = "product";

#[component]
pub fn EditorPage() -> AnyView {
    let params = use_params_map();
    // No product has the id 0: an address without a number leads nowhere, like one with a wrong number.
    let product = Memo::new(move |_| {
        let id = params.with(|params| params.get("id")?.parse().ok());
        id.unwrap_or(ProductId(0))
    });
    // One keyed by its product: on the way from one item to another, nothing typed into the former's controls stays.
    view! { <For each=move || [product.get()] key=|product| *product children=|product| view! { <Opened product=product/> }/> }
        .into_any()
}

#[component]
fn Opened(product: ProductId) -> AnyView {
    let opened = asked(move || product, open_product);
    let words = asked(|| (), |()| read_catalogue());
    view! {
        <Suspense fallback=|| view! { <Skeleton rows=8/> }>
            {move || Suspend::new(async move {
                match (opened.await, words.await) {
                    (Ok(editor), Ok(catalogue)) => {
                        view! { <Editor editor=editor catalogue=catalogue/> }.into_any()
                    }
                    (Err(error), _) | (_, Err(error)) => view! { <Failed error=error/> }.into_any(),
                }
            })}
        </Suspense>
    }
    .into_any()
}

#[component]
fn Editor(editor: ProductEditor, catalogue: Catalogue) -> AnyView {
    let l = locale();
    let desk = Desk::lay(&editor, refused(Form::Product).map(|refused| refused.error));
    provide_context(desk);
    desk.follow(Live::here());
    save_on_command(&desk);
    let title = move || desk.title.with(|title| title_or_none(l, title));
    let form = editor.form;
    let status = RwSignal::new(editor.status);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        spawn_local(async move {
            desk.save().await;
        });
    };
    view! {
        <Title text=title/>
        <div class="page editor">
            <header class="page-head">
                <a class="button quiet" href=paths::PRODUCTS aria-label=say!(l, editor.back)><Icon sign=Sign::Left/></a>
                <h1>{title}</h1>
                {move || {
                    let status = status.get();
                    view! { <Badge tone=status_tone(status) text=status_name(l, status)/> }
                }}
            </header>
            <Trouble desk=desk catalogue=catalogue.clone()/>
            <Photos pile=desk.pile/>
            <form
                id=FORM
                class="fields"
                method="post"
                action="/fn/save_product"
                node_ref=desk.form
                on:input=move |event| desk.typed(&event)
                on:submit=on_submit
            >
                <input type="hidden" name="product" value=editor.id.to_string()/>
                <input type="hidden" name="version" value=editor.version.to_string() prop:value=move || desk.version.get().to_string()/>
                <Words form=form.clone()/>
                <Price desk=desk form=form.clone() catalogue=catalogue.clone()/>
                <Traits form=form.clone() catalogue=catalogue.clone()/>
                <Attributes form=form.clone() catalogue=catalogue.clone()/>
                <Measurements form=form.clone() catalogue=catalogue/>
                <Stock form=form/>
            </form>
            <div class="aside">
                <Channels desk=desk/>
                <Sold product=editor.id status=status/>
                <Similar product=editor.id/>
            </div>
            <Footer desk=desk/>
        </div>
    }
    .into_any()
}

/// What stands against the last act, as a whole. Two tabs get both versions to choose from.
#[component]
fn Trouble(desk: Desk, catalogue: Catalogue) -> impl IntoView {
    let l = locale();
    move || {
        let error = desk.failure.get()?;
        let told = match error {
            AppError::Stale => {
                view! { <Conflict desk=desk catalogue=catalogue.clone()/> }.into_any()
            }
            AppError::Invalid { .. } => sentence(say!(l, errors.invalid).to_owned()),
            error => sentence(sentences::failure(l, &error)),
        };
        Some(view! { <div id="trouble" class="trouble" tabindex="-1">{told}</div> })
    }
}

fn sentence(text: String) -> AnyView {
    view! { <NoticeBox tone=Tone::Bad>{text}</NoticeBox> }.into_any()
}

/// Ctrl or Cmd with S saves, wherever the focus is.
fn save_on_command(desk: &Desk) {
    let desk = *desk;
    let listener = window_event_listener(ev::keydown, move |event| {
        if keys::command(&event, "s") {
            event.prevent_default();
            spawn_local(async move {
                desk.save().await;
            });
        }
    });
    on_cleanup(move || listener.remove());
}
