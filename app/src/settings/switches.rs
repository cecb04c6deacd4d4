//! Language and theme as one-button forms that come back to the page they were sent from.

use crate::say;
use crate::ui::icon::{Icon, Sign};
use crate::ui::menu::Menu;
use crate::ui::outer::Back;
use crate::visit::{Theme, visit};
use crate::words::{Locale, locale};
use leptos::prelude::*;
use stoflow_wire::language::Language;

/// Both switches, as small as they get.
#[component]
pub fn Switches() -> AnyView {
    let l = locale();
    let visit = visit();
    let other = match visit.language {
        Language::Fr => Language::En,
        Language::En => Language::Fr,
    };
    view! {
        <div class="switches">
            <LanguageForm language=other chosen=false/>
            <Menu label=say!(l, settings.theme) face=view! { <Icon sign=Sign::Contrast/> }.into_any()>
                {Theme::ALL
                    .map(|theme| view! { <ThemeForm theme=theme chosen=theme == visit.theme/> })
                    .collect_view()}
            </Menu>
        </div>
    }
    .into_any()
}

#[component]
pub fn LanguageForm(language: Language, chosen: bool) -> AnyView {
    let l = locale();
    let name = match language {
        Language::Fr => say!(l, settings.french),
        Language::En => say!(l, settings.english),
    };
    view! {
        <form method="post" action="/fn/set_language">
            <Back/>
            <button class="quiet" name="language" value=language.tag() lang=language.tag() aria-pressed=chosen.to_string()>
                {name}
            </button>
        </form>
    }
    .into_any()
}

#[component]
pub fn ThemeForm(theme: Theme, chosen: bool) -> AnyView {
    let l = locale();
    view! {
        <form method="post" action="/fn/set_theme">
            <Back/>
            <button class="quiet" name="theme" value=theme.name() aria-pressed=chosen.to_string()>
                {theme_name(l, theme)}
            </button>
        </form>
    }
    .into_any()
}

fn theme_name(l: Locale, theme: Theme) -> &'static str {
    match theme {
        Theme::System => say!(l, settings.theme_system),
        Theme::Light => say!(l, settings.theme_light),
        Theme::Dark => say!(l, settings.theme_dark),
    }
}
