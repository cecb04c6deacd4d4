//! The money of the sales, week by week or month by month: turnover, sales, fees, what is left, and how long items took to
//! be sold. Which of both, stands in the address.

use super::chart::{Chart, Line, Unit};
use super::server_fns::read_course;
use crate::asked::asked;
use crate::live::Live;
use crate::paths;
use crate::say;
use crate::words::{Locale, is_one, locale, money};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use stoflow_wire::money::Money;
use stoflow_wire::revenue::{Course, CoursePoint, Span};

/// With their names in the address. The first is where one starts.
const SPANS: [(Span, &str); 2] = [(Span::Month, ""), (Span::Week, "week")];

#[component]
pub fn MoneyCourse() -> AnyView {
    let live = Live::here();
    let query = use_query_map();
    let span = Memo::new(move |_| {
        let named = query.with(|query| query.get("by").unwrap_or_default());
        let span = SPANS.into_iter().find(|(_, name)| *name == named);
        span.map(|(span, _)| span).unwrap_or_default()
    });
    let course = asked(
        move || (span.get(), live.turns.get()),
        |(span, _)| read_course(span),
    );
    view! {
        <Transition>
            {move || Suspend::new(async move {
                // The page's own numbers stand without these.
                course.await.ok().map(|course| view! { <Shown course=course/> })
            })}
        </Transition>
    }
    .into_any()
}

#[component]
fn Shown(course: Course) -> AnyView {
    let l = locale();
    let Course {
        span,
        times,
        days_to_sell,
    } = course;
    if times.is_empty() {
        return ().into_any();
    }
    let chips = SPANS.map(|(choice, name)| {
        let path = paths::with_query(paths::STATISTICS, &[("by", name)]);
        let named = match choice {
            Span::Month => say!(l, statistics.by_month),
            Span::Week => say!(l, statistics.by_week),
        };
        view! {
            <a class="chip" href=path aria-current=(choice == span).then_some("page")>{named}</a>
        }
    });
    let line = |name, unit, number: fn(&CoursePoint) -> i64| Line {
        name,
        unit,
        points: times.iter().map(|time| (time.from, number(time))).collect(),
    };
    let all = |number: fn(&CoursePoint) -> i64| times.iter().map(number).sum::<i64>();
    let euros = |minor| money::amount(l, Money::euros_from_cents(minor));
    let figure = |name: &'static str, number: String| {
        view! { <div class="card"><dt>{name}</dt><dd>{number}</dd></div> }
    };
    let awaited = all(|time| time.sums.awaited);
    let awaited = (awaited > 0).then(|| {
        let count = money::count(l, awaited);
        view! { <p class="muted">{say!(l, statistics.awaited, count = count)}</p> }
    });
    let selling = Line {
        name: say!(l, statistics.days_to_sell),
        unit: Unit::Things,
        points: times
            .iter()
            .filter_map(|time| Some((time.from, time.days_to_sell?)))
            .collect(),
    };
    view! {
        <section class="money-course" aria-labelledby="money-course">
            <header class="page-head">
                <h2 id="money-course">{say!(l, statistics.money)}</h2>
                <nav class="chips" aria-label=say!(l, statistics.by)>{chips.collect_view()}</nav>
            </header>
            <dl class="figures">
                {figure(say!(l, statistics.turnover), euros(all(|time| time.sums.gross.minor)))}
                {figure(say!(l, statistics.fees), euros(all(|time| time.sums.fees.minor)))}
                {figure(say!(l, statistics.net), euros(all(|time| time.sums.net.minor)))}
                {figure(say!(l, statistics.days_to_sell), days(l, days_to_sell))}
            </dl>
            {awaited}
            <div class="charts">
                <Chart line=line(say!(l, statistics.turnover), Unit::Money, |time| time.sums.gross.minor)/>
                <Chart line=line(say!(l, statistics.net), Unit::Money, |time| time.sums.net.minor)/>
                <Chart line=line(say!(l, statistics.fees), Unit::Money, |time| time.sums.fees.minor)/>
                <Chart line=line(say!(l, statistics.sales), Unit::Things, |time| time.sums.sales)/>
                <Chart line=selling/>
            </div>
        </section>
    }
    .into_any()
}

/// How long half of the items took at most.
fn days(l: Locale, days: Option<i64>) -> String {
    match days {
        None => "–".to_owned(),
        Some(days) if is_one(l, days) => say!(l, statistics.one_day, n = days),
        Some(days) => say!(l, statistics.some_days, n = days),
    }
}
