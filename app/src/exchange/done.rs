//! What an import did, and the button that takes all of it back.

use super::rows::{Offline, Troubles};
use super::sentences;
use super::server_fns::{ImportDesk, UNDO};
use crate::act::{ActForm, Done};
use crate::batches::changes::rows::LeftOutRows;
use crate::batches::sentences::items;
use crate::paths;
use crate::say;
use crate::ui::ask::Ask;
use crate::ui::badge::Tone;
use crate::ui::icon::{Icon, Sign};
use crate::ui::notice::NoticeBox;
use crate::words::{Locale, locale};
use leptos::prelude::*;
use leptos_meta::Title;
use stoflow_wire::exchange::{ImportReport, ImportUndone, ImportView};
use stoflow_wire::ids::BatchId;
use stoflow_wire::products::ProductStatus;

#[component]
pub fn Imported(desk: ImportDesk, done: Callback<Done>) -> AnyView {
    let l = locale();
    let ImportDesk { view, labels } = desk;
    let ImportView {
        batch,
        file,
        report,
        undone,
        ..
    } = view;
    let title = say!(l, exchange.done, items = items(l, report.made));
    let told = sentences::outcome(l, &report);
    let (heap, status) = heap(l, &report);
    let heap = view! {
        <a class="button primary" href=paths::with_query(paths::PRODUCTS, &[("status", status.name())])>{heap}</a>
    };
    let back = undone
        .is_none()
        .then(|| view! { <Back batch=batch done=done/> });
    view! {
        <Title text=title.clone()/>
        <header class="page-head led">
            <a class="button quiet" href=paths::PRODUCTS aria-label=say!(l, batches.back)><Icon sign=Sign::Left/></a>
            <h1>{title}</h1>
        </header>
        {undone.map(|undone| view! { <Undone undone=undone/> })}
        <section class="card">
            <p>{say!(l, exchange.done_text, told = told, file = file)}</p>
            <Offline count=report.were_online/>
            <div class="row">
                {heap}
                {back}
                <a class="button quiet" href=paths::IMPORT>{say!(l, exchange.again)}</a>
            </div>
        </section>
        <Troubles rows=report.troubled more=report.more_troubled labels=labels/>
    }
    .into_any()
}

/// Where the items are that came in: the drafts, if there are any.
fn heap(l: Locale, report: &ImportReport) -> (&'static str, ProductStatus) {
    if report.drafts() > 0 {
        (say!(l, exchange.open_drafts), ProductStatus::Draft)
    } else if report.sold > 0 {
        (say!(l, exchange.open_sold), ProductStatus::Sold)
    } else {
        (say!(l, exchange.open_archived), ProductStatus::Archived)
    }
}

#[component]
fn Back(batch: BatchId, done: Callback<Done>) -> AnyView {
    let l = locale();
    view! {
        <Ask label=say!(l, exchange.undo) question=say!(l, exchange.undo_question)>
            <ActForm action=UNDO done=done>
                <button class="danger" name="batch" value=batch.to_string()>{say!(l, exchange.undo_sure)}</button>
            </ActForm>
        </Ask>
    }
    .into_any()
}

#[component]
fn Undone(undone: ImportUndone) -> AnyView {
    let l = locale();
    let tone = if undone.left.count == 0 {
        Tone::Good
    } else {
        Tone::Warn
    };
    let told = sentences::undone(l, &undone);
    view! {
        <NoticeBox tone=tone>{told}</NoticeBox>
        <LeftOutRows items=undone.left/>
    }
    .into_any()
}
