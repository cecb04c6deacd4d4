//! `/products/bulk`: what an act would do with the chosen items, before it is done. Nothing has happened yet here.

use super::changes::rows::LeftOutRows;
use super::choice::Choice;
use super::server_fns::{Rehearsal, begin_batch, rehearse_batch};
use super::{BulkAct, sentences};
use crate::asked::asked;
use crate::error::AppError;
use crate::error::page::Failed;
use crate::paths;
use crate::say;
use crate::ui::badge::Tone;
use crate::ui::icon::{Icon, Sign};
use crate::ui::notice::NoticeBox;
use crate::ui::outer;
use crate::ui::skeleton::Skeleton;
use crate::ui::toast::{Step, Toast, Toasts};
use crate::words::{Locale, locale};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;
use leptos_router::hooks::{use_navigate, use_query_map};
use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};
use stoflow_wire::batches::BatchReport;
use stoflow_wire::changes::Matching;
use stoflow_wire::ids::ProductId;

/// What the address asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Wish {
    act: BulkAct,
    choice: Choice,
}

/// What comes of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Outlook {
    items: Matching,
    rehearsal: Rehearsal,
}

impl Wish {
    fn read(query: &ParamsMap) -> Option<Self> {
        Some(Self {
            act: BulkAct::from_name(&query.get("act")?)?,
            choice: Choice::read(query)?,
        })
    }

    /// `None` where the list finds nothing any more.
    async fn look_ahead(self) -> Result<Option<Outlook>, AppError> {
        let items = self.choice.items(None).await?;
        if items.products.is_empty() {
            return Ok(None);
        }
        let rehearsal = rehearse_batch(self.act, items.products.clone()).await?;
        Ok(Some(Outlook { items, rehearsal }))
    }
}

#[component]
pub fn BulkPage() -> AnyView {
    let query = use_query_map();
    let wish = Memo::new(move |_| query.with(Wish::read));
    let outlook = asked(
        move || wish.get(),
        |wish| async move {
            match wish {
                Some(wish) => wish.look_ahead().await,
                None => Ok(None),
            }
        },
    );
    view! {
        <div class="page narrow">
            <Suspense fallback=|| view! { <Skeleton rows=4/> }>
                {move || Suspend::new(async move {
                    match (wish.get(), outlook.await) {
                        (Some(wish), Ok(Some(outlook))) => {
                            view! { <Plan wish=wish outlook=outlook/> }.into_any()
                        }
                        (_, Err(error)) => view! { <Failed error=error/> }.into_any(),
                        _ => view! { <NothingChosen/> }.into_any(),
                    }
                })}
            </Suspense>
        </div>
    }
    .into_any()
}

/// Where there is nothing to do anything with.
#[component]
pub fn NothingChosen() -> AnyView {
    let l = locale();
    view! {
        <Title text=say!(l, batches.nothing_title)/>
        <section class="empty">
            <Icon sign=Sign::Tag/>
            <h1>{say!(l, batches.nothing_title)}</h1>
            <p>{say!(l, batches.nothing_text)}</p>
            <a class="button primary" href=paths::PRODUCTS>{say!(l, batches.back)}</a>
        </section>
    }
    .into_any()
}

/// Says where a search finds more than can be taken at once.
#[component]
pub fn FirstOnes(items: Matching) -> AnyView {
    let l = locale();
    let count = items.products.len();
    let told = items.more.then(|| {
        view! { <NoticeBox tone=Tone::Info>{say!(l, batches.first_ones, count = count)}</NoticeBox> }
    });
    told.into_any()
}

#[component]
fn Plan(wish: Wish, outlook: Outlook) -> AnyView {
    let l = locale();
    let act = wish.act;
    let Outlook { items, rehearsal } = outlook;
    let Rehearsal { key, report } = rehearsal;
    let products = joined(&items.products);
    let back = wish.choice.back;
    let (busy, on_submit) = sending(act, key.clone(), products.clone(), back.clone());
    let nothing = report.asked == 0;
    let tone = if matches!(act, BulkAct::Withdraw | BulkAct::SellElsewhere) {
        "danger"
    } else {
        "primary"
    };
    let go = (!nothing).then(|| {
        let label = format!("{} ({})", sentences::button(l, act), report.asked);
        view! { <button class=tone disabled=move || busy.get()>{label}</button> }
    });
    view! {
        <Title text=sentences::question(l, act)/>
        <header class="page-head led">
            <a class="button quiet" href=back.clone() aria-label=say!(l, batches.back)><Icon sign=Sign::Left/></a>
            <h1>{sentences::question(l, act)}</h1>
        </header>
        <section class="card">
            <p><strong>{sentences::ready(l, report.asked)}</strong></p>
            <FirstOnes items=items/>
            {(!nothing).then(|| view! { <p class="muted">{sentences::meaning(l, act)}</p> })}
            {sentences::early(l, report.early).map(|told| view! { <NoticeBox tone=Tone::Warn>{told}</NoticeBox> })}
            <form class="row" method="post" action="/fn/begin_batch" on:submit=on_submit>
                <input type="hidden" name="act" value=act.name()/>
                <input type="hidden" name="key" value=key/>
                <input type="hidden" name="products" value=products/>
                {go}
                <a class="button" href=back>{say!(l, batches.keep)}</a>
            </form>
        </section>
        <LeftOutRows items=report.left_out/>
    }
    .into_any()
}

fn joined(products: &[ProductId]) -> String {
    let ids: Vec<String> = products.iter().map(ToString::to_string).collect();
    ids.join(",")
}

/// Sends the wish from here where scripts run: the list comes back, and a toast leads to the batch.
fn sending(
    act: BulkAct,
    key: String,
    products: String,
    back: String,
) -> (RwSignal<bool>, impl Fn(SubmitEvent) + 'static) {
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
        let (key, products) = (key.clone(), products.clone());
        let (back, navigate) = (back.clone(), navigate.clone());
        spawn_local(async move {
            let begun = begin_batch(act, key, products).await;
            busy.try_set(false);
            match begun {
                Ok(report) => {
                    toasts.show(told(l, act, &report));
                    navigate(&back, leptos_router::NavigateOptions::default());
                }
                Err(AppError::SignedOut) => outer::reload(),
                Err(error) => toasts.say(Tone::Bad, crate::error::sentences::failure(l, &error)),
            }
        });
    };
    (busy, on_submit)
}

fn told(l: Locale, act: BulkAct, report: &BatchReport) -> Toast {
    let items = sentences::items(l, report.asked);
    let text = match act {
        BulkAct::Publish => say!(l, batches.publishing, items = items),
        BulkAct::Update => say!(l, batches.updating, items = items),
        BulkAct::Relist => say!(l, batches.relisting, items = items),
        BulkAct::Withdraw => say!(l, batches.withdrawing, items = items),
        BulkAct::SellElsewhere => say!(l, batches.sold, items = items),
        BulkAct::Archive => say!(l, batches.archived, items = items),
    };
    Toast {
        tone: Tone::Good,
        text,
        step: report.batch.map(|batch| Step::Open {
            label: say!(l, batches.follow).to_owned(),
            path: paths::jobs_of(batch),
        }),
    }
}
