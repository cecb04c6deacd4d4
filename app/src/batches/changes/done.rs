//! `/products/changes/{id}`: what a change did to each item, and the button that takes it back.

use super::rows::{LeftOutRows, Rows};
use super::sentences;
use super::server_fns::{UNDO, read_change};
use crate::act::{ActForm, Done};
use crate::asked::asked;
use crate::error::page::Failed;
use crate::paths;
use crate::say;
use crate::ui::badge::Tone;
use crate::ui::icon::{Icon, Sign};
use crate::ui::notice::NoticeBox;
use crate::ui::skeleton::Skeleton;
use crate::words::locale;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use stoflow_wire::changes::ChangeReport;
use stoflow_wire::ids::BatchId;

#[component]
pub fn ChangedPage() -> AnyView {
    let params = use_params_map();
    let acts = RwSignal::new(0_u32);
    let batch = Memo::new(move |_| {
        let id = params.with(|params| params.get("id")?.parse().ok());
        id.unwrap_or(BatchId(0))
    });
    let report = asked(
        move || (batch.get(), acts.get()),
        |(batch, _)| read_change(batch),
    );
    let done = Callback::new(move |_: Done| {
        acts.try_update(|acts| *acts += 1);
    });
    view! {
        <div class="page narrow">
            <Transition fallback=|| view! { <Skeleton rows=4/> }>
                {move || Suspend::new(async move {
                    match report.await {
                        Ok(report) => view! { <Shown report=report done=done/> }.into_any(),
                        Err(error) => view! { <Failed error=error/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

#[component]
fn Shown(report: ChangeReport, done: Callback<Done>) -> AnyView {
    let l = locale();
    let title = sentences::done(l, &report);
    let undo = report
        .batch
        .filter(|_| report.undone.is_none())
        .map(|batch| {
            view! {
                <ActForm action=UNDO done=done>
                    <button name="batch" value=batch.to_string()>{say!(l, batches.undo)}</button>
                </ActForm>
            }
        });
    let undone = report.undone.map(|undone| {
        let whole = undone.left_out.is_empty();
        let tone = if whole { Tone::Good } else { Tone::Warn };
        let told = sentences::undone(l, &undone);
        view! {
            <NoticeBox tone=tone>{told}</NoticeBox>
            <LeftOutRows items=undone.left_out/>
        }
    });
    view! {
        <Title text=title.clone()/>
        <header class="page-head led">
            <a class="button quiet" href=paths::PRODUCTS aria-label=say!(l, batches.back)><Icon sign=Sign::Left/></a>
            <h1>{title}</h1>
        </header>
        {undone}
        <section class="card">
            {undo}
            <Rows changed=report.changed/>
        </section>
        <LeftOutRows items=report.left_out/>
    }
    .into_any()
}
