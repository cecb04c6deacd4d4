//! Sales that were called off after their items had been told: is the item in stock again? One button each way.

use super::row::Thumb;
use super::server_fns::{LEAVE, TAKE_BACK};
use crate::act::{ActForm, Done};
use crate::paths;
use crate::products::title_or_none;
use crate::say;
use crate::ui::outer::Back;
use crate::words::locale;
use leptos::prelude::*;
use stoflow_wire::ids::SaleId;
use stoflow_wire::sales::Proposal;

/// All that wait for a word. Nothing where none does.
#[component]
pub fn Proposals(proposals: Vec<Proposal>, done: Callback<Done>) -> AnyView {
    let l = locale();
    if proposals.is_empty() {
        return ().into_any();
    }
    let rows = proposals.into_iter().map(|proposal| {
        let title = title_or_none(l, &proposal.title);
        view! {
            <li>
                <Thumb address=proposal.thumb/>
                <div>
                    <a class="title" href=paths::product(proposal.product)>{title}</a>
                    <p><a href=paths::sale(proposal.sale)>{say!(l, sales.off_sale)}</a></p>
                </div>
                <Answers sale=proposal.sale done=done/>
            </li>
        }
    });
    view! {
        <section class="card proposals">
            <h2>{say!(l, sales.off_title)}</h2>
            <p class="muted">{say!(l, sales.off_text)}</p>
            <ul class="sold">{rows.collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// The two answers.
#[component]
pub fn Answers(sale: SaleId, done: Callback<Done>) -> AnyView {
    let l = locale();
    view! {
        <ActForm action=TAKE_BACK done=done>
            <Back/>
            <span class="row">
                <button class="primary" name="sale" value=sale.to_string()>{say!(l, sales.off_take_back)}</button>
                <button class="quiet" name="sale" value=sale.to_string() formaction=LEAVE>{say!(l, sales.off_leave)}</button>
            </span>
        </ActForm>
    }
    .into_any()
}
