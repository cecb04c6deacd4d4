//! One month of sales in sums, the months to choose from, and its lines for the books.

use super::server_fns::read_month;
use crate::asked::asked;
use crate::paths;
use crate::say;
use crate::ui::icon::{Icon, Sign};
use crate::words::{Locale, dates, is_one, locale, money};
use leptos::prelude::*;
use leptos_router::components::Form;
use leptos_router::hooks::use_query_map;
use stoflow_wire::revenue::{MonthView, Sums};
use time::Date;

#[component]
pub fn Months(acts: RwSignal<u32>) -> AnyView {
    let query = use_query_map();
    let chosen = Memo::new(move |_| query.with(|query| query.get("month").unwrap_or_default()));
    let month = asked(
        move || (chosen.get(), acts.get()),
        |(chosen, _)| read_month(chosen),
    );
    view! {
        <Transition>
            {move || Suspend::new(async move {
                // Sales are what the page is for: it stands without its sums.
                month.await.ok().map(|month| view! { <Month month=month/> })
            })}
        </Transition>
    }
    .into_any()
}

#[component]
fn Month(month: MonthView) -> AnyView {
    let l = locale();
    if month.months.is_empty() {
        return ().into_any();
    }
    let MonthView {
        month,
        sums,
        months,
    } = month;
    let choices = months
        .into_iter()
        .map(|choice| {
            view! {
                <option value=named(choice) selected={choice == month}>{dates::month(l, choice)}</option>
            }
        })
        .collect_view();
    view! {
        <section class="card month" id="month">
            <header class="row">
                <h2>{say!(l, sales.month_title)}</h2>
                <Form action=paths::SALES attr:class="row">
                    <select name="month" aria-label=say!(l, sales.month_choose)>{choices}</select>
                    <button>{say!(l, sales.month_show)}</button>
                </Form>
            </header>
            {figures(l, sums)}
            {awaited(l, sums.awaited)}
            <p class="row">
                <a class="button" href=paths::books(&named(month)) rel="external" download="">
                    <Icon sign=Sign::Layers/>
                    {say!(l, sales.month_export)}
                </a>
                <a class="button quiet" href=paths::STATISTICS>{say!(l, sales.month_course)}</a>
            </p>
        </section>
    }
    .into_any()
}

/// Sums side by side.
pub fn figures(l: Locale, sums: Sums) -> AnyView {
    let figure = |name: &'static str, number: String| {
        view! { <div><dt>{name}</dt><dd>{number}</dd></div> }
    };
    view! {
        <dl class="figures">
            {figure(say!(l, sales.sum_sales), money::count(l, sums.sales))}
            {figure(say!(l, sales.sum_gross), money::amount(l, sums.gross))}
            {figure(say!(l, sales.sum_fees), money::amount(l, sums.fees))}
            {figure(say!(l, sales.sum_net), money::amount(l, sums.net))}
        </dl>
    }
    .into_any()
}

/// How much the sums do not know yet.
fn awaited(l: Locale, count: i64) -> Option<AnyView> {
    if count == 0 {
        return None;
    }
    let text = if is_one(l, count) {
        say!(l, sales.awaited_one).to_owned()
    } else {
        say!(l, sales.awaited_many, count = money::count(l, count))
    };
    Some(view! { <p class="muted">{text}</p> }.into_any())
}

/// The month in the address: `2026-11`.
fn named(month: Date) -> String {
    format!("{:04}-{:02}", month.year(), u8::from(month.month()))
}

/// The first day of the month of that name.
pub fn read(name: &str) -> Option<Date> {
    let (year, month) = name.split_once('-')?;
    let month = time::Month::try_from(month.parse::<u8>().ok()?).ok()?;
    let year = year
        .parse()
        .ok()
        .filter(|year| (2000..2200).contains(year))?;
    Date::from_calendar_date(year, month, 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn a_month_is_read_as_it_is_written() {
        let november = date!(2026 - 11 - 01);
        assert_eq!(read(&named(november)), Some(november));
        for nonsense in ["", "2026", "2026-13", "2026-0", "99999-01", "x-y"] {
            assert_eq!(read(nonsense), None, "{nonsense}");
        }
    }
}
