//! What is left of a sale at the price that a listing asks for, channel by channel, and the price at which nothing is lost.

use crate::channel_rules::sentences::channel;
use crate::paths;
use crate::say;
use crate::words::{Locale, locale, money, percent};
use leptos::prelude::*;
use stoflow_wire::money::Money;
use stoflow_wire::pricing::Source;
use stoflow_wire::worth::{ChannelPrice, ChannelProfit};

#[component]
pub fn Left(least: Vec<ChannelPrice>, profits: Vec<ChannelProfit>) -> AnyView {
    let l = locale();
    let least = (!least.is_empty()).then(|| {
        let prices: Vec<String> = least.iter().map(|there| price_there(l, there)).collect();
        let prices = prices.join(", ");
        view! { <p class="hint">{say!(l, price.least, prices = prices)}</p> }
    });
    let table = if profits.is_empty() {
        view! { <p class="hint">{say!(l, price.no_price)}</p> }.into_any()
    } else {
        view! { <Table profits=profits/> }.into_any()
    };
    view! {
        <h3>{say!(l, price.left)}</h3>
        {table}
        {least}
    }
    .into_any()
}

#[component]
fn Table(profits: Vec<ChannelProfit>) -> AnyView {
    let l = locale();
    let costless = profits.iter().all(|there| there.profit.cost.is_none());
    let unknown = costless.then(|| view! { <p class="hint">{say!(l, price.no_cost)}</p> });
    let guessed = profits.iter().any(|there| there.guessed);
    let guessed = guessed.then(|| say!(l, price.guessed_text));
    let rows = profits.into_iter().map(|there| row(l, there));
    view! {
        // Where it is too wide to be seen whole, a keyboard moves it, too.
        <div class="scroll" tabindex="0" role="region" aria-label=say!(l, price.left)>
            <table class="profits">
                <caption class="unseen">{say!(l, price.left)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{say!(l, price.channel)}</th>
                        <th scope="col">{say!(l, price.there)}</th>
                        <th scope="col">{say!(l, price.fees)}</th>
                        <th scope="col">{say!(l, price.net)}</th>
                        <th scope="col">{say!(l, price.margin)}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
        {unknown}
        <p class="hint">
            {say!(l, price.fees_text)} " " {guessed} " "
            <a href=paths::CHANNEL_RULES>{say!(l, price.change_rules)}</a>
        </p>
    }
    .into_any()
}

/// A loss has its sign, whatever its colour. What follows from a guessed fee is a guess, too.
fn row(l: Locale, there: ChannelProfit) -> AnyView {
    let ChannelProfit {
        channel: there,
        profit,
        priced_by,
        advised,
        guessed,
    } = there;
    let about = |figure: String| {
        if guessed {
            say!(l, price.about, figure = figure)
        } else {
            figure
        }
    };
    let or_unknown = |figure: Option<String>| match figure {
        Some(figure) => about(figure),
        None => say!(l, price.unknown).to_owned(),
    };
    let remark = match priced_by {
        Source::Seller => Some(say!(l, price.by_your_rules).to_owned()),
        Source::Estimate if advised == profit.price => None,
        Source::Estimate => {
            let price = money::amount(l, advised);
            Some(say!(l, price.advised, price = price))
        }
    };
    let remark = remark.map(|remark| view! { <small class="muted">{remark}</small> });
    let is_loss = profit.net.is_some_and(|net| net.minor < 0);
    let net = or_unknown(profit.net.map(|net: Money| money::amount(l, net)));
    let margin = or_unknown(profit.margin.map(|margin| percent::share(l, margin)));
    view! {
        <tr>
            <th scope="row">{channel(l, there)}</th>
            <td>{money::amount(l, profit.price)} " " {remark}</td>
            <td>{about(money::amount(l, profit.fee))}</td>
            <td class:loss=is_loss>{net}</td>
            <td>{margin}</td>
        </tr>
    }
    .into_any()
}

fn price_there(l: Locale, there: &ChannelPrice) -> String {
    let (name, price) = (channel(l, there.channel), money::amount(l, there.price));
    say!(l, price.least_there, price = price, channel = name)
}
