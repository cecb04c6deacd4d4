//! What a seller fills in for a change. The form asks the page itself, by its address: what it would do is looked at before
//! it is done.

use super::sentences;
use crate::batches::choice::Choice;
use crate::error::sentences::problem;
use crate::paths;
use crate::say;
use crate::ui::field::{Kind, SelectField, Spec, TextField, Wrong};
use crate::words::{Locale, locale};
use leptos::prelude::*;
use stoflow_wire::changes::{ChangeForm, ChangeKind, PriceMove};
use stoflow_wire::pricing::Ending;
use stoflow_wire::problem::FieldProblem;

/// `shown` is what the page below was made for; `problems` what is wrong with it.
#[component]
pub fn Fields(
    kind: ChangeKind,
    choice: Choice,
    shown: Option<ChangeForm>,
    problems: Vec<FieldProblem>,
) -> AnyView {
    let l = locale();
    let class = shown.is_none().then_some("primary");
    let typed = shown.unwrap_or_default();
    let controls = match kind {
        ChangeKind::Price => price(l, typed, &problems),
        ChangeKind::Location => location(l, typed, &problems),
        ChangeKind::Duplicate | ChangeKind::Sell | ChangeKind::Archive | ChangeKind::Restore => {
            return ().into_any();
        }
    };
    view! {
        <form class="stack" method="get" action=paths::CHANGE>
            <input type="hidden" name="what" value=kind.name()/>
            {choice.fields()}
            {controls}
            <button class=class>{say!(l, batches.preview)}</button>
        </form>
    }
    .into_any()
}

fn price(l: Locale, typed: ChangeForm, problems: &[FieldProblem]) -> AnyView {
    let way = Spec::new("way", "way", say!(l, batches.way), "");
    let amount = Spec::new(
        "amount",
        "amount",
        say!(l, batches.amount),
        say!(l, batches.amount_hint),
    );
    let ending = Spec::new("ending", "ending", say!(l, batches.ending), "");
    let ways = PriceMove::ALL.map(|way| {
        let selected = way.name() == typed.way;
        view! { <option value=way.name() selected=selected>{sentences::way(l, way)}</option> }
    });
    let endings = Ending::ALL.iter().map(|ending| {
        let selected = ending.name() == typed.ending;
        view! { <option value=ending.name() selected=selected>{sentences::ending(l, *ending)}</option> }
    });
    let endings = endings.collect_view();
    view! {
        <div class="lengths">
            <SelectField spec=way wrong=wrong(l, &["way"], problems)>{ways.collect_view()}</SelectField>
            <TextField
                kind=Kind::DECIMAL
                spec=amount.holding(typed.amount)
                wrong=wrong(l, &["price", "percent"], problems)
            />
            <SelectField spec=ending wrong=wrong(l, &["ending"], problems)>{endings}</SelectField>
        </div>
    }
    .into_any()
}

fn location(l: Locale, typed: ChangeForm, problems: &[FieldProblem]) -> AnyView {
    let spec = Spec::new(
        "location",
        "location",
        say!(l, batches.new_location),
        say!(l, editor.location_hint),
    );
    view! { <TextField spec=spec.holding(typed.location) wrong=wrong(l, &["location"], problems)/> }
        .into_any()
}

/// What is wrong with a control that is read as one of `fields`.
fn wrong(l: Locale, fields: &[&str], problems: &[FieldProblem]) -> Wrong {
    let mut found = problems.iter();
    let found = found.find(|wrong| fields.contains(&wrong.field.as_str()));
    Signal::stored(found.map(|wrong| problem(l, &wrong.field, &wrong.problem)))
}
