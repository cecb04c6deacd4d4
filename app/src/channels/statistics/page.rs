//! `/channels/vinted/statistics`

use super::chart::{Chart, Line, Unit};
use super::course::MoneyCourse;
use super::server_fns::read_statistics;
use crate::asked::asked;
use crate::error::page::Failed;
use crate::live::Live;
use crate::paths;
use crate::say;
use crate::ui::empty::Empty;
use crate::ui::icon::{Icon, Sign};
use crate::ui::skeleton::Skeleton;
use crate::words::{Locale, dates, locale, money};
use leptos::prelude::*;
use leptos_meta::Title;
use stoflow_wire::statistics::{Standout, Statistics, WardrobeDay};

/// Sales are counted over so many days.
const LATELY_DAYS: i64 = 30;

#[component]
pub fn StatisticsPage() -> AnyView {
    let l = locale();
    let live = Live::here();
    let statistics = asked(move || live.turns.get(), |_| read_statistics());
    view! {
        <Title text=say!(l, statistics.title)/>
        <div class="page">
            <header class="page-head led">
                <a class="button quiet" href=paths::VINTED aria-label=say!(l, frame.vinted)>
                    <Icon sign=Sign::Left/>
                </a>
                <h1>{say!(l, statistics.title)}</h1>
            </header>
            <Transition fallback=|| view! { <Skeleton rows=8/> }>
                {move || Suspend::new(async move {
                    match statistics.await {
                        Ok(statistics) => view! { <Numbers statistics=statistics/> }.into_any(),
                        Err(error) => view! { <Failed error=error/> }.into_any(),
                    }
                })}
            </Transition>
            <MoneyCourse/>
        </div>
    }
    .into_any()
}

#[component]
fn Numbers(statistics: Statistics) -> AnyView {
    let l = locale();
    let now = Live::here().now;
    let Some((today, read_at)) = statistics.days.last().copied().zip(statistics.read_at) else {
        return view! {
            <Empty sign=Sign::Activity title=say!(l, statistics.none_title) text=say!(l, statistics.none_text)>
                <a class="button primary" href=paths::WARDROBE>{say!(l, wardrobe.card_open)}</a>
            </Empty>
        }
        .into_any();
    };
    let freshness = move || {
        let ago = dates::ago(l, read_at, now.get());
        say!(l, wardrobe.read_ago, ago = ago)
    };
    let line = |name, number: fn(&WardrobeDay) -> i64| Line {
        name,
        unit: Unit::Things,
        points: statistics
            .days
            .iter()
            .map(|day| (day.day, number(day)))
            .collect(),
    };
    view! {
        <p class="muted">{freshness}</p>
        <dl class="figures">
            {figure(say!(l, statistics.on_sale), money::count(l, today.on_sale))}
            {figure(say!(l, statistics.value), money::amount(l, today.value))}
            {figure(say!(l, statistics.sold_lately), money::count(l, sold_lately(&statistics.days)))}
        </dl>
        <div class="charts">
            <Chart line=line(say!(l, statistics.views), |day| day.views)/>
            <Chart line=line(say!(l, statistics.favourites), |day| day.favourites)/>
            <Chart line=line(say!(l, statistics.online), |day| day.on_sale)/>
            <Chart line=line(say!(l, statistics.sold), |day| day.sold)/>
        </div>
        {standouts(l, say!(l, statistics.loved), say!(l, statistics.loved_text), statistics.loved)}
        {standouts(l, say!(l, statistics.asleep), say!(l, statistics.asleep_text), statistics.asleep)}
    }
    .into_any()
}

fn figure(name: &'static str, number: String) -> impl IntoView {
    view! { <div class="card"><dt>{name}</dt><dd>{number}</dd></div> }
}

/// Sold within the last days: what was sold by then is taken off.
fn sold_lately(days: &[WardrobeDay]) -> i64 {
    let Some(today) = days.last() else { return 0 };
    let before = days
        .iter()
        .find(|day| (today.day - day.day).whole_days() <= LATELY_DAYS)
        .map_or(0, |day| day.sold);
    today.sold - before
}

fn standouts(
    l: Locale,
    title: &'static str,
    text: &'static str,
    listings: Vec<Standout>,
) -> Option<AnyView> {
    if listings.is_empty() {
        return None;
    }
    let rows = listings
        .into_iter()
        .map(|listing| view! { <Row listing=listing/> })
        .collect_view();
    let list = view! {
        <section class="card">
            <h2>{title}</h2>
            <p class="muted">{text}</p>
            <div class="scroll">
                <table class="standouts">
                    <thead>
                        <tr>
                            <th scope="col">{say!(l, statistics.listing)}</th>
                            <th scope="col">{say!(l, statistics.price)}</th>
                            <th scope="col">{say!(l, statistics.views)}</th>
                            <th scope="col">{say!(l, statistics.favourites)}</th>
                            <th scope="col">{say!(l, statistics.days_online)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    };
    Some(list.into_any())
}

/// Leads to the item where it has one, else to the listing.
#[component]
fn Row(listing: Standout) -> AnyView {
    let l = locale();
    let name = match listing.product {
        Some(product) => {
            view! { <a href=paths::product(product)>{listing.title}</a> }.into_any()
        }
        None => view! {
            <a href=listing.url target="_blank" rel="noopener">{listing.title} " " <Icon sign=Sign::External/></a>
        }
        .into_any(),
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>{listing.price.map(|price| money::amount(l, price))}</td>
            <td>{money::count(l, listing.views)}</td>
            <td>{money::count(l, listing.favourites)}</td>
            <td>{listing.days_online}</td>
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use stoflow_wire::money::Money;
    use time::macros::date;

    #[test]
    fn counts_what_was_sold_lately() {
        let day = |day, sold| WardrobeDay {
            day,
            on_sale: 0,
            value: Money::euros_from_cents(0),
            views: 0,
            favourites: 0,
            sold,
        };
        assert_eq!(sold_lately(&[]), 0);
        assert_eq!(sold_lately(&[day(date!(2026 - 11 - 24), 7)]), 0);
        let days = [
            day(date!(2026 - 09 - 01), 2),
            day(date!(2026 - 10 - 25), 5),
            day(date!(2026 - 11 - 24), 11),
        ];
        assert_eq!(sold_lately(&days), 6);
    }
}
