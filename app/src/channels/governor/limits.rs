//! The limits as a form: what holds now, or what was typed and could not be taken.

use super::card::Day;
use super::server_fns::SetGovernor;
use crate::error::AppError;
use crate::error::sentences::{failure, wrong};
use crate::say;
use crate::ui::badge::Tone;
use crate::ui::choice::{Choice, Choices};
use crate::ui::field::{Kind, Spec, TextField};
use crate::ui::notice::NoticeBox;
use crate::visit::Refused;
use crate::words::dates::time_of_day;
use crate::words::{Locale, locale};
use leptos::form::ActionForm;
use leptos::prelude::*;
use stoflow_wire::governor::{GovernorForm, GovernorView, Tempo};

type Refusal = Signal<Option<AppError>>;

#[component]
pub fn Limits(
    governor: GovernorView,
    before: Option<Refused>,
    action: ServerAction<SetGovernor>,
    error: Refusal,
) -> AnyView {
    let l = locale();
    let form = match before {
        Some(before) => as_typed(&before),
        None => as_set(&governor),
    };
    let quiet_now = governor
        .rules
        .quiet
        .filter(|_| governor.quiet_until.is_some())
        .map(|quiet| {
            let time = time_of_day(quiet.until);
            view! { <NoticeBox tone=Tone::Info>{say!(l, governor.quiet_now, time = time)}</NoticeBox> }
        });
    let refusal = move || {
        error.get().map(|error| {
            view! { <NoticeBox tone=Tone::Bad>{failure(l, &error)}</NoticeBox> }
        })
    };
    view! {
        {quiet_now}
        <section class="card">
            <h2>{say!(l, governor.today)}</h2>
            <Day governor=governor/>
        </section>
        <ActionForm action=action attr:novalidate=true attr:class="card limits">
            {refusal}
            <Controls form=form error=error/>
            <button class="primary" disabled=action.pending()>{say!(l, governor.save)}</button>
        </ActionForm>
    }
    .into_any()
}

#[component]
fn Controls(form: GovernorForm, error: Refusal) -> AnyView {
    let l = locale();
    let relisting = form.clone();
    let tempi = Tempo::ALL
        .map(|tempo| choice(l, tempo, form.tempo == tempo.name()))
        .collect_view();
    view! {
        <fieldset>
            <legend>{say!(l, governor.tempo)}</legend>
            {tempi}
        </fieldset>
        <fieldset>
            <legend>{say!(l, governor.quiet)}</legend>
            <p class="hint">{say!(l, governor.quiet_text)}</p>
            <div class="pair">
                {time(l, error, "quiet_from", say!(l, governor.quiet_from), form.quiet_from)}
                {time(l, error, "quiet_until", say!(l, governor.quiet_until), form.quiet_until)}
            </div>
        </fieldset>
        <fieldset>
            <legend>{say!(l, governor.caps)}</legend>
            <p class="hint">{say!(l, governor.caps_text)}</p>
            <div class="pair">
                {number(l, error, "publications", say!(l, governor.publications), form.publications)}
                {number(l, error, "changes", say!(l, governor.changes), form.changes)}
                {number(l, error, "removals", say!(l, governor.removals), form.removals)}
            </div>
        </fieldset>
        <fieldset>
            <legend>{say!(l, governor.spared)}</legend>
            {number(l, error, "spared_days", say!(l, governor.spared_days), form.spared_days)}
            <p class="hint">{say!(l, governor.spared_hint)}</p>
        </fieldset>
        <fieldset>
            <legend>{say!(l, governor.drafts)}</legend>
            {tick(
                "limits[draft_first]",
                !form.draft_first.is_empty(),
                say!(l, governor.draft_first),
                say!(l, governor.draft_first_text),
            )}
        </fieldset>
        <Relisting form=relisting error=error/>
    }
    .into_any()
}

#[component]
fn Relisting(form: GovernorForm, error: Refusal) -> AnyView {
    let l = locale();
    let names = [
        say!(l, governor.monday),
        say!(l, governor.tuesday),
        say!(l, governor.wednesday),
        say!(l, governor.thursday),
        say!(l, governor.friday),
        say!(l, governor.saturday),
        say!(l, governor.sunday),
    ];
    let days: Vec<Choice> = (0_u8..)
        .zip(names)
        .map(|(day, name)| Choice {
            key: day.to_string(),
            label: name.to_owned(),
            swatch: None,
            ticked: form.relist_weekdays.contains(&day),
        })
        .collect();
    let favourites = Spec {
        hint: say!(l, governor.relist_favourites_hint).to_owned(),
        ..spec(
            "relist_favourites",
            say!(l, governor.relist_favourites),
            form.relist_favourites,
        )
    };
    let weekdays = spec(
        "relist_weekdays",
        say!(l, governor.relist_weekdays),
        String::new(),
    );
    view! {
        <fieldset>
            <legend>{say!(l, governor.relisting)}</legend>
            <p class="hint">{say!(l, governor.relisting_text)}</p>
            <div class="pair">
                {number(l, error, "relists", say!(l, governor.relists), form.relists)}
                {number(l, error, "relist_days", say!(l, governor.relist_days), form.relist_days)}
                <TextField kind=Kind::WHOLE wrong=wrong(l, error, "relist_favourites") spec=favourites/>
            </div>
            {tick(
                "limits[relist_by_itself]",
                !form.relist_by_itself.is_empty(),
                say!(l, governor.relist_by_itself),
                say!(l, governor.relist_by_itself_text),
            )}
            <Choices spec=weekdays wrong=wrong(l, error, "relist_weekdays") choices=days/>
            <div class="pair">
                {time(l, error, "relist_from", say!(l, governor.relist_from), form.relist_from)}
                {time(l, error, "relist_until", say!(l, governor.relist_until), form.relist_until)}
            </div>
        </fieldset>
    }
    .into_any()
}

/// A box with what it means.
fn tick(
    name: &'static str,
    ticked: bool,
    label: &'static str,
    text: &'static str,
) -> impl IntoView {
    view! {
        <label class="tempo">
            <input type="checkbox" name=name value="on" checked=ticked/>
            <span><strong>{label}</strong> <small class="muted">{text}</small></span>
        </label>
    }
}

fn number(
    l: Locale,
    error: Refusal,
    name: &'static str,
    label: &'static str,
    value: String,
) -> AnyView {
    let spec = spec(name, label, value);
    view! { <TextField kind=Kind::WHOLE wrong=wrong(l, error, name) spec=spec/> }.into_any()
}

fn time(
    l: Locale,
    error: Refusal,
    name: &'static str,
    label: &'static str,
    value: String,
) -> AnyView {
    let spec = spec(name, label, value);
    view! { <TextField kind=Kind::TIME wrong=wrong(l, error, name) spec=spec/> }.into_any()
}

fn spec(name: &'static str, label: &'static str, value: String) -> Spec {
    Spec {
        id: name,
        name: field_name(name),
        label: label.to_owned(),
        value,
        ..Spec::default()
    }
}

fn choice(l: Locale, tempo: Tempo, chosen: bool) -> impl IntoView {
    let (name, text) = match tempo {
        Tempo::Human => (
            say!(l, governor.tempo_human),
            say!(l, governor.tempo_human_text),
        ),
        Tempo::Careful => (
            say!(l, governor.tempo_careful),
            say!(l, governor.tempo_careful_text),
        ),
    };
    view! {
        <label class="tempo">
            <input type="radio" name=field_name("tempo") value=tempo.name() checked=chosen/>
            <span><strong>{name}</strong> <small class="muted">{text}</small></span>
        </label>
    }
}

/// The name a control is sent under: the server function takes the form as one value.
fn field_name(name: &'static str) -> &'static str {
    match name {
        "tempo" => "limits[tempo]",
        "quiet_from" => "limits[quiet_from]",
        "quiet_until" => "limits[quiet_until]",
        "publications" => "limits[publications]",
        "changes" => "limits[changes]",
        "removals" => "limits[removals]",
        "relists" => "limits[relists]",
        "relist_days" => "limits[relist_days]",
        "relist_favourites" => "limits[relist_favourites]",
        "relist_from" => "limits[relist_from]",
        "relist_until" => "limits[relist_until]",
        "relist_weekdays" => "limits[relist_weekdays][]",
        _ => "limits[spared_days]",
    }
}

fn as_set(governor: &GovernorView) -> GovernorForm {
    let rules = governor.rules;
    let time = |minutes: Option<u16>| minutes.map(time_of_day).unwrap_or_default();
    GovernorForm {
        tempo: rules.tempo.name().to_owned(),
        quiet_from: time(rules.quiet.map(|quiet| quiet.from)),
        quiet_until: time(rules.quiet.map(|quiet| quiet.until)),
        publications: rules.caps.publications.to_string(),
        changes: rules.caps.changes.to_string(),
        removals: rules.caps.removals.to_string(),
        spared_days: rules.spared_days.to_string(),
        draft_first: on(rules.draft_first),
        relists: rules.relisting.cap.to_string(),
        relist_days: rules.relisting.least_days.to_string(),
        relist_favourites: rules
            .relisting
            .below_favourites
            .map(|below| below.to_string())
            .unwrap_or_default(),
        relist_by_itself: on(rules.relisting.by_itself),
        relist_from: time(Some(rules.relisting.from)),
        relist_until: time(Some(rules.relisting.until)),
        relist_weekdays: (0..)
            .zip(rules.relisting.weekdays)
            .filter_map(|(day, ticked)| ticked.then_some(day))
            .collect(),
    }
}

fn on(ticked: bool) -> String {
    if ticked { "on" } else { "" }.to_owned()
}

fn as_typed(before: &Refused) -> GovernorForm {
    GovernorForm {
        tempo: before.typed("tempo"),
        quiet_from: before.typed("quiet_from"),
        quiet_until: before.typed("quiet_until"),
        publications: before.typed("publications"),
        changes: before.typed("changes"),
        removals: before.typed("removals"),
        spared_days: before.typed("spared_days"),
        draft_first: before.typed("draft_first"),
        relists: before.typed("relists"),
        relist_days: before.typed("relist_days"),
        relist_favourites: before.typed("relist_favourites"),
        relist_by_itself: before.typed("relist_by_itself"),
        relist_from: before.typed("relist_from"),
        relist_until: before.typed("relist_until"),
        relist_weekdays: before
            .typed("relist_weekdays")
            .split(',')
            .filter_map(|day| day.parse().ok())
            .collect(),
    }
}

/// What was typed, by the names under which [`as_typed`] finds it again.
pub fn typed(form: &GovernorForm) -> [(&'static str, String); 15] {
    let days = form.relist_weekdays.iter().map(ToString::to_string);
    let days: Vec<String> = days.collect();
    [
        ("tempo", form.tempo.clone()),
        ("quiet_from", form.quiet_from.clone()),
        ("quiet_until", form.quiet_until.clone()),
        ("publications", form.publications.clone()),
        ("changes", form.changes.clone()),
        ("removals", form.removals.clone()),
        ("spared_days", form.spared_days.clone()),
        ("draft_first", form.draft_first.clone()),
        ("relists", form.relists.clone()),
        ("relist_days", form.relist_days.clone()),
        ("relist_favourites", form.relist_favourites.clone()),
        ("relist_by_itself", form.relist_by_itself.clone()),
        ("relist_from", form.relist_from.clone()),
        ("relist_until", form.relist_until.clone()),
        ("relist_weekdays", days.join(",")),
    ]
}
