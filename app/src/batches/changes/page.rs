//! `/products/change`: what is to be changed, and what that would do to each of the chosen items. Nothing has happened yet
//! here.

use super::fields::Fields;
use super::rows::{LeftOutRows, Rows};
use super::sentences::{self, count};
use super::server_fns::{ChangeRehearsal, Foresight, apply_change, rehearse_change, undo_change};
use crate::asked::asked;
use crate::batches::choice::Choice;
use crate::batches::page::{FirstOnes, NothingChosen};
use crate::batches::sentences::ready;
use crate::error::AppError;
use crate::error::page::Failed;
use crate::error::sentences::failure;
use crate::paths;
use crate::say;
use crate::ui::badge::Tone;
use crate::ui::icon::{Icon, Sign};
use crate::ui::outer;
use crate::ui::skeleton::Skeleton;
use crate::ui::toast::{Step, Toast, Toasts};
use crate::words::{Locale, locale};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use stoflow_wire::changes::{ChangeForm, ChangeKind, ChangeReport, Matching};

/// What the address asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Wish {
    kind: ChangeKind,
    choice: Choice,
    /// `None` until something was filled in.
    form: Option<ChangeForm>,
}

/// What comes of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Outlook {
    items: Matching,
    foresight: Option<Foresight>,
}

impl Wish {
    fn read(query: &ParamsMap) -> Option<Self> {
        let kind = ChangeKind::from_name(&query.get("what")?)?;
        Some(Self {
            kind,
            choice: Choice::read(query)?,
            form: form(kind, query),
        })
    }

    async fn look_ahead(self) -> Result<Outlook, AppError> {
        let items = self.choice.items(Some(self.kind)).await?;
        // Without items there is nothing to look at: the list finds nothing any more.
        let form = self.form.filter(|_| !items.products.is_empty());
        let foresight = match form {
            Some(form) => Some(rehearse_change(self.kind, form, items.products.clone()).await?),
            None => None,
        };
        Ok(Outlook { items, foresight })
    }
}

fn form(kind: ChangeKind, query: &ParamsMap) -> Option<ChangeForm> {
    let get = |name| query.get(name).unwrap_or_default();
    let asked = match kind {
        ChangeKind::Price => query.get("way").is_some(),
        ChangeKind::Location => query.get("location").is_some(),
        ChangeKind::Duplicate => true,
    };
    asked.then(|| ChangeForm {
        way: get("way"),
        amount: get("amount"),
        ending: get("ending"),
        location: get("location"),
    })
}

#[component]
pub fn ChangePage() -> AnyView {
    let query = use_query_map();
    let wish = Memo::new(move |_| query.with(Wish::read));
    let outlook = asked(
        move || wish.get(),
        |wish| async move {
            match wish {
                Some(wish) => Some(wish.look_ahead().await),
                None => None,
            }
        },
    );
    view! {
        <div class="page narrow">
            <Suspense fallback=|| view! { <Skeleton rows=4/> }>
                {move || Suspend::new(async move {
                    match (wish.get(), outlook.await) {
                        (Some(_), Some(Ok(outlook))) if outlook.items.products.is_empty() => {
                            view! { <NothingChosen/> }.into_any()
                        }
                        (Some(wish), Some(Ok(outlook))) => {
                            view! { <Plan wish=wish outlook=outlook/> }.into_any()
                        }
                        (_, Some(Err(error))) => view! { <Failed error=error/> }.into_any(),
                        _ => view! { <NothingChosen/> }.into_any(),
                    }
                })}
            </Suspense>
        </div>
    }
    .into_any()
}

#[component]
fn Plan(wish: Wish, outlook: Outlook) -> AnyView {
    let l = locale();
    let Wish { kind, choice, form } = wish;
    let Outlook { items, foresight } = outlook;
    let chosen = count(items.products.len());
    let (problems, rehearsal) = match foresight {
        None => (Vec::new(), None),
        Some(Foresight::Wrong(problems)) => (problems, None),
        Some(Foresight::Ready(rehearsal)) => (Vec::new(), Some(rehearsal)),
    };
    let shown = rehearsal.map(|rehearsal| {
        let form = form.clone().unwrap_or_default();
        let back = choice.back.clone();
        view! { <Rehearsed kind=kind form=form rehearsal=rehearsal back=back/> }
    });
    let back = choice.back.clone();
    view! {
        <Title text=sentences::question(l, kind)/>
        <header class="page-head led">
            <a class="button quiet" href=back aria-label=say!(l, batches.back)><Icon sign=Sign::Left/></a>
            <h1>{sentences::question(l, kind)}</h1>
        </header>
        <section class="card">
            <p><strong>{items_chosen(l, chosen)}</strong></p>
            <FirstOnes items=items/>
            <p class="muted">{sentences::meaning(l, kind)}</p>
            <Fields kind=kind choice=choice shown=form problems=problems/>
        </section>
        {shown}
    }
    .into_any()
}

fn items_chosen(l: Locale, count: u32) -> String {
    if crate::words::is_one(l, count.into()) {
        say!(l, batches.one_chosen, count = count)
    } else {
        say!(l, batches.chosen, count = count)
    }
}

/// What it would do, and the button that does it.
#[component]
fn Rehearsed(
    kind: ChangeKind,
    form: ChangeForm,
    rehearsal: ChangeRehearsal,
    back: String,
) -> AnyView {
    let l = locale();
    let seen = rehearsal.seen();
    let ChangeRehearsal { key, report } = rehearsal;
    let ready_count = count(report.changed.len());
    let sent = Sent {
        kind,
        form: form.clone(),
        key: key.clone(),
        seen: seen.clone(),
    };
    let (busy, on_submit) = sending(sent, back.clone());
    let go = (ready_count > 0).then(|| {
        let label = format!("{} ({ready_count})", sentences::button(l, kind));
        view! { <button class="primary" disabled=move || busy.get()>{label}</button> }
    });
    view! {
        <section class="card">
            <p role="status"><strong>{ready(l, ready_count)}</strong></p>
            <Rows changed=report.changed/>
            <form class="row" method="post" action="/fn/apply_change" on:submit=on_submit>
                <input type="hidden" name="kind" value=kind.name()/>
                <input type="hidden" name="form[way]" value=form.way/>
                <input type="hidden" name="form[amount]" value=form.amount/>
                <input type="hidden" name="form[ending]" value=form.ending/>
                <input type="hidden" name="form[location]" value=form.location/>
                <input type="hidden" name="key" value=key/>
                <input type="hidden" name="seen" value=seen/>
                {go}
                <a class="button" href=back>{say!(l, batches.keep)}</a>
            </form>
        </section>
        <LeftOutRows items=report.left_out/>
    }
    .into_any()
}

/// What the button sends.
#[derive(Clone)]
struct Sent {
    kind: ChangeKind,
    form: ChangeForm,
    key: String,
    seen: String,
}

/// Sends it from here where scripts run: the list comes back, and a toast takes it back.
fn sending(sent: Sent, back: String) -> (RwSignal<bool>, impl Fn(SubmitEvent) + 'static) {
    let l = locale();
    let toasts = Toasts::here();
    let navigate = use_navigate();
    let busy = RwSignal::new(false);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let (sent, back, navigate) = (sent.clone(), back.clone(), navigate.clone());
        spawn_local(async move {
            let Sent {
                kind,
                form,
                key,
                seen,
            } = sent;
            let done = apply_change(kind, form, key, seen).await;
            busy.try_set(false);
            match done {
                Ok(report) => {
                    toasts.show(told(l, &report, toasts));
                    // What was not changed after all is named there.
                    let all_done = report.left_out.is_empty();
                    let page = report.batch.filter(|_| !all_done).map(paths::change);
                    navigate(&page.unwrap_or(back), NavigateOptions::default());
                }
                Err(AppError::SignedOut) => outer::reload(),
                Err(error) => toasts.say(Tone::Bad, failure(l, &error)),
            }
        });
    };
    (busy, on_submit)
}

/// Tells what was done, and takes it back with one click.
fn told(l: Locale, report: &ChangeReport, toasts: Toasts) -> Toast {
    let Some(batch) = report.batch else {
        return Toast {
            tone: Tone::Warn,
            text: say!(l, batches.nothing_changed).to_owned(),
            step: None,
        };
    };
    let undo = move || {
        spawn_local(async move {
            match undo_change(batch).await {
                Ok(undone) => {
                    let whole = undone.left_out.is_empty();
                    let tone = if whole { Tone::Good } else { Tone::Warn };
                    toasts.say(tone, sentences::undone(l, &undone));
                }
                Err(error) => toasts.say(Tone::Bad, failure(l, &error)),
            }
        });
    };
    Toast {
        tone: Tone::Good,
        text: sentences::done(l, report),
        step: Some(Step::Act {
            label: say!(l, products.undo).to_owned(),
            act: Arc::new(undo),
        }),
    }
}
