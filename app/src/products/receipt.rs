//! The receipt of an item that is sold: who said so and when, and for each listing when it was asked to go, when it was
//! gone and how long that took. Or the button that says it was sold elsewhere.

use super::platform_name;
use super::server_fns::{RESTOCK, SELL_ELSEWHERE, UNDO_SOLD, read_receipt, undo_sold_elsewhere};
use crate::act::{ActForm, Done};
use crate::asked::asked;
use crate::jobs::moment::Moment;
use crate::jobs::sentences::trouble;
use crate::live::Live;
use crate::paths;
use crate::sales::proposals::Answers;
use crate::sales::receipts::who;
use crate::say;
use crate::ui::ask::Ask;
use crate::ui::badge::{Badge, Tone};
use crate::ui::notice::NoticeBox;
use crate::ui::outer::{self, Back};
use crate::ui::toast::{Step, Toast, Toasts};
use crate::words::{Locale, dates, locale};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use stoflow_wire::ids::ProductId;
use stoflow_wire::products::ProductStatus;
use stoflow_wire::receipts::{Leave, Receipt, ReceiptLine, SoldBy, SoldElsewhere};

/// `status` is the item's, as the page shows it.
#[component]
pub fn Sold(product: ProductId, status: RwSignal<ProductStatus>) -> AnyView {
    let l = locale();
    let live = Live::here();
    let toasts = Toasts::here();
    let acts = RwSignal::new(0_u32);
    let receipt = asked(
        move || (live.turns.get(), acts.get()),
        move |_| read_receipt(product),
    );
    let done = Callback::new(move |done: Done| {
        acts.try_update(|acts| *acts += 1);
        if done.action == SELL_ELSEWHERE {
            if sold(&done).is_some_and(|sold| sold.left == 0) {
                status.try_set(ProductStatus::Sold);
            }
            toasts.show(undoable(l, product, &done, outer::reload, toasts));
        } else {
            // What the page says of the item is another by now.
            outer::reload();
        }
    });
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match receipt.await.ok()? {
                    Some(receipt) => Some(view! { <Shown product=product receipt=receipt done=done/> }.into_any()),
                    None if sellable(status.get_untracked()) => Some(view! { <SellElsewhere product=product done=done/> }.into_any()),
                    None => None,
                }
            })}
        </Transition>
    }
    .into_any()
}

/// Whether it can be said to be sold.
pub fn sellable(status: ProductStatus) -> bool {
    matches!(status, ProductStatus::Draft | ProductStatus::Published)
}

#[component]
fn SellElsewhere(product: ProductId, done: Callback<Done>) -> AnyView {
    let l = locale();
    view! {
        <section class="card channel">
            <h2>{say!(l, receipts.elsewhere_title)}</h2>
            <p class="muted">{say!(l, receipts.elsewhere_text)}</p>
            <ActForm action=SELL_ELSEWHERE done=done>
                <Back/>
                <button class="wide" name="product" value=product.to_string()>{say!(l, receipts.sell)}</button>
            </ActForm>
        </section>
    }
    .into_any()
}

#[component]
fn Shown(product: ProductId, receipt: Receipt, done: Callback<Done>) -> AnyView {
    let l = locale();
    let twice = receipt.by == Some(SoldBy::Seller)
        && receipt
            .lines
            .iter()
            .any(|line| line.leave == Leave::SoldThere);
    let twice = twice.then(|| {
        view! { <NoticeBox tone=Tone::Bad>{say!(l, receipts.twice)}</NoticeBox> }
    });
    let leaves = receipt
        .lines
        .iter()
        .any(|line| line.leave == Leave::Leaving);
    let said = receipt.sold_at.map(|at| {
        let by = receipt.by.map(|by| who(l, by));
        view! { <li><span>{say!(l, receipts.known)} " · " {by}</span> <Moment at=at/></li> }
    });
    let bought = receipt.sale.map(|sale| {
        view! {
            <li>
                <a href=paths::sale(sale.id)>{say!(l, receipts.bought)}</a>
                " "
                <Moment at=sale.bought_at/>
            </li>
        }
    });
    let question = receipt.sale.filter(|sale| sale.called_off).map(|sale| {
        view! {
            <p>{say!(l, sales.off_title)}</p>
            <Answers sale=sale.id done=done/>
        }
    });
    let undo = (receipt.may_undo && leaves).then(|| {
        view! {
            <ActForm action=UNDO_SOLD done=done>
                <Back/>
                <button class="wide" name="product" value=product.to_string()>{say!(l, receipts.undo)}</button>
            </ActForm>
        }
    });
    let restock = (!leaves && question.is_none()).then(|| {
        view! {
            <Ask label=say!(l, receipts.restock) question=say!(l, receipts.restock_question)>
                <ActForm action=RESTOCK done=done>
                    <Back/>
                    <button name="product" value=product.to_string()>{say!(l, receipts.restock_sure)}</button>
                </ActForm>
            </Ask>
        }
    });
    let lines = receipt.lines.into_iter();
    let lines = lines.map(|line| view! { <Line line=line/> }).collect_view();
    view! {
        <section class="card channel receipt">
            <header>
                <h2>{say!(l, receipts.one_title)}</h2>
                <a href=paths::RECEIPTS>{say!(l, receipts.see_all)}</a>
            </header>
            {twice}
            <ol class="course">{bought} {said} {lines}</ol>
            {question}
            {undo}
            {restock}
        </section>
    }
    .into_any()
}

/// What happened to one listing, with its times.
#[component]
fn Line(line: ReceiptLine) -> AnyView {
    let l = locale();
    let name = platform_name(l, line.platform);
    let (tone, state) = leave(l, line.leave);
    let took = line.asked_at.zip(line.gone_at).map(|(asked, gone)| {
        let time = dates::lasted(l, (gone - asked).whole_seconds());
        view! { <strong>{say!(l, receipts.in_time, time = time)}</strong> }
    });
    let asked = line.asked_at.map(|at| {
        view! { <p class="muted">{say!(l, receipts.asked)} " " <Moment at=at/></p> }
    });
    let gone = line.gone_at.map(|at| {
        view! { <p class="muted">{say!(l, receipts.gone_at)} " " <Moment at=at/></p> }
    });
    let why = line
        .trouble
        .filter(|_| matches!(line.leave, Leave::Leaving | Leave::Stays))
        .map(|why| view! { <p>{trouble(l, &why)}</p> });
    let follow = line
        .job
        .filter(|_| line.leave != Leave::SoldThere)
        .map(|job| view! { <p><a href=paths::job(job)>{say!(l, receipts.follow)}</a></p> });
    view! {
        <li class="leave">
            <p>{name} " " <Badge tone=tone text=state/> " " {took}</p>
            {asked}
            {gone}
            {why}
            {follow}
        </li>
    }
    .into_any()
}

fn leave(l: Locale, leave: Leave) -> (Tone, &'static str) {
    match leave {
        Leave::SoldThere => (Tone::Info, say!(l, receipts.sold_there)),
        Leave::Leaving => (Tone::Warn, say!(l, receipts.leaving)),
        Leave::Gone => (Tone::Good, say!(l, receipts.is_gone)),
        Leave::Stays => (Tone::Bad, say!(l, receipts.stays)),
    }
}

fn sold(done: &Done) -> Option<SoldElsewhere> {
    serde_json::from_str(&done.answer).ok()
}

/// What came of the word, in words.
pub fn sold_told(l: Locale, sold: Option<SoldElsewhere>) -> String {
    match sold {
        Some(SoldElsewhere { left, .. }) if left > 0 => say!(l, receipts.pieces_left, count = left),
        Some(SoldElsewhere { leaving: 1.., .. }) => say!(l, receipts.sold_and_leaving).to_owned(),
        _ => say!(l, receipts.sold_told).to_owned(),
    }
}

/// Tells that it is sold, and takes it back with one click as long as nothing has left.
pub fn undoable(
    l: Locale,
    product: ProductId,
    done: &Done,
    after: impl Fn() + Send + Sync + 'static,
    toasts: Toasts,
) -> Toast {
    let after = Arc::new(after);
    let sold = sold(done);
    let left = sold.map_or(0, |sold| sold.left);
    let undo = (left == 0).then(|| Step::Act {
        label: say!(l, products.undo).to_owned(),
        act: Arc::new(move || {
            let after = Arc::clone(&after);
            spawn_local(async move {
                match undo_sold_elsewhere(product, String::new()).await {
                    Ok(()) => after(),
                    Err(_) => toasts.say(Tone::Bad, say!(l, receipts.too_late)),
                }
            });
        }),
    });
    Toast {
        tone: Tone::Good,
        text: sold_told(l, sold),
        step: undo,
    }
}
