//! `/products/import/{id}`: what the columns of a sheet are, what would become of its rows, and, once that is done, what did.

use super::columns::Columns;
use super::done::Imported;
use super::rows::{Offline, Samples, Troubles};
use super::sentences;
use super::server_fns::{ImportDesk, PLACE, RUN, UNDO, read_import};
use crate::act::{ActForm, Done};
use crate::asked::asked;
use crate::batches::sentences::items;
use crate::error::page::Failed;
use crate::paths;
use crate::say;
use crate::ui::badge::Tone;
use crate::ui::icon::{Icon, Sign};
use crate::ui::notice::NoticeBox;
use crate::ui::skeleton::Skeleton;
use crate::ui::toast::Toasts;
use crate::words::{Locale, locale};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use stoflow_wire::exchange::ImportView;
use stoflow_wire::ids::BatchId;

#[component]
pub fn ImportPage() -> AnyView {
    let l = locale();
    let toasts = Toasts::here();
    let params = use_params_map();
    let acts = RwSignal::new(0_u32);
    let batch = Memo::new(move |_| {
        let id = params.with(|params| params.get("id")?.parse().ok());
        id.unwrap_or(BatchId(0))
    });
    let desk = asked(
        move || (batch.get(), acts.get()),
        |(batch, _)| read_import(batch),
    );
    let done = Callback::new(move |done: Done| {
        acts.try_update(|acts| *acts += 1);
        toasts.say(Tone::Good, told(l, &done).to_owned());
    });
    view! {
        <div class="page narrow">
            <Transition fallback=|| view! { <Skeleton rows=6/> }>
                {move || Suspend::new(async move {
                    match desk.await {
                        Ok(desk) if desk.view.done => view! { <Imported desk=desk done=done/> }.into_any(),
                        Ok(desk) => view! { <Waiting desk=desk done=done/> }.into_any(),
                        Err(error) => view! { <Failed error=error/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

fn told(l: Locale, done: &Done) -> &'static str {
    match done.action.as_str() {
        UNDO => say!(l, exchange.import_undone),
        RUN if done.answer == "true" => say!(l, exchange.imported),
        _ => say!(l, exchange.looked_again),
    }
}

/// Nothing has happened yet here. One form: whoever places a column anew and imports at once sees the result first.
#[component]
fn Waiting(desk: ImportDesk, done: Callback<Done>) -> AnyView {
    let l = locale();
    let ImportDesk { view, labels } = desk;
    let ImportView {
        batch,
        file,
        preset,
        columns,
        unshown,
        samples,
        report,
        ..
    } = view;
    let title = say!(l, exchange.question, file = file);
    let made = report.made;
    let summary = sentences::outcome(l, &report);
    let outcome = if made == 0 {
        view! { <NoticeBox tone=Tone::Warn>{say!(l, exchange.nothing)}</NoticeBox> }.into_any()
    } else {
        view! {
            <button class="primary" formaction=RUN>{say!(l, exchange.run, items = items(l, made))}</button>
        }
        .into_any()
    };
    let (sampled, troubled) = (labels.clone(), labels.clone());
    view! {
        <Title text=title.clone()/>
        <header class="page-head led">
            <a class="button quiet" href=paths::IMPORT aria-label=say!(l, exchange.title)><Icon sign=Sign::Left/></a>
            <h1>{title}</h1>
        </header>
        <ActForm action=PLACE done=done>
            <div class="stack">
                <input type="hidden" name="batch" value=batch.to_string()/>
                <section class="card">
                    <h2>{say!(l, exchange.columns)}</h2>
                    <p class="muted">{sentences::preset(l, preset)}</p>
                    <Columns columns=columns labels=labels unshown=unshown/>
                    <div class="row"><button>{say!(l, exchange.preview)}</button></div>
                </section>
                <section class="card">
                    <h2>{say!(l, exchange.preview_title)}</h2>
                    <p role="status"><strong>{summary}</strong></p>
                    <Offline count=report.were_online/>
                    <Samples rows=samples labels=sampled/>
                    <div class="row">
                        {outcome}
                        <a class="button" href=paths::PRODUCTS>{say!(l, exchange.keep)}</a>
                    </div>
                </section>
            </div>
        </ActForm>
        <Troubles rows=report.troubled more=report.more_troubled labels=troubled/>
    }
    .into_any()
}
