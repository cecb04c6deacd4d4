//! `/settings`: language, theme, the ways to the templates, to the own words, and to prices and fees, account, and for
//! admins their room.

pub mod server_fns;
pub mod switches;

use crate::asked::asked;
use crate::error::page::Failed;
use crate::frame::server_fns::{Shop, read_shop};
use crate::paths;
use crate::say;
use crate::ui::skeleton::Skeleton;
use crate::visit::{Theme, visit};
use crate::words::locale;
use leptos::prelude::*;
use leptos_meta::Title;
use stoflow_wire::accounts::Role;
use stoflow_wire::language::Language;
use switches::{LanguageForm, ThemeForm};

#[component]
pub fn SettingsPage() -> AnyView {
    let l = locale();
    let visit = visit();
    let shop = asked(|| (), |()| read_shop());
    view! {
        <Title text=say!(l, settings.title)/>
        <div class="page narrow">
            <header class="page-head"><h1>{say!(l, settings.title)}</h1></header>
            <section class="card">
                <h2>{say!(l, settings.language)}</h2>
                <div class="row">
                    {[Language::Fr, Language::En]
                        .map(|language| view! { <LanguageForm language=language chosen=language == visit.language/> })
                        .collect_view()}
                </div>
            </section>
            <section class="card">
                <h2>{say!(l, settings.theme)}</h2>
                <div class="row">
                    {Theme::ALL
                        .map(|theme| view! { <ThemeForm theme=theme chosen=theme == visit.theme/> })
                        .collect_view()}
                </div>
            </section>
            <section class="card">
                <h2>{say!(l, wording.templates)}</h2>
                <p>{say!(l, wording.templates_text)}</p>
                <p><a class="button" href=paths::TEMPLATES>{say!(l, wording.templates_open)}</a></p>
            </section>
            <section class="card">
                <h2>{say!(l, own_words.title)}</h2>
                <p>{say!(l, own_words.text)}</p>
                <p><a class="button" href=paths::OWN_WORDS>{say!(l, own_words.open)}</a></p>
            </section>
            <section class="card">
                <h2>{say!(l, channel_rules.title)}</h2>
                <p>{say!(l, channel_rules.card_text)}</p>
                <p><a class="button" href=paths::CHANNEL_RULES>{say!(l, channel_rules.open)}</a></p>
            </section>
            <section class="card">
                <h2>{say!(l, exchange.export)}</h2>
                <p>{say!(l, exchange.export_text)}</p>
                <p><a class="button" href=paths::IMPORT>{say!(l, exchange.title)}</a></p>
            </section>
            <section class="card">
                <h2>{say!(l, settings.account)}</h2>
                <Suspense fallback=|| view! { <Skeleton rows=2/> }>
                    {move || Suspend::new(async move {
                        match shop.await {
                            Ok(shop) => view! { <Account shop=shop/> }.into_any(),
                            Err(error) => view! { <Failed error=error/> }.into_any(),
                        }
                    })}
                </Suspense>
            </section>
        </div>
    }
    .into_any()
}

#[component]
fn Account(shop: Shop) -> AnyView {
    let l = locale();
    let person = shop.person;
    let confirmed = if person.confirmed {
        view! { <p class="muted">{say!(l, settings.confirmed)}</p> }.into_any()
    } else {
        let resend = paths::check_mail(&person.email);
        view! { <p class="muted">{say!(l, settings.unconfirmed)} " " <a href=resend>{say!(l, session.resend)}</a></p> }
            .into_any()
    };
    let admin = (person.role == Role::Admin)
        .then(|| view! { <p><a class="button" href=paths::BRAND_TIERS>{say!(l, brand_tiers.title)}</a></p> });
    view! {
        <dl class="facts">
            <dt>{say!(l, session.shop)}</dt>
            <dd>{person.shop}</dd>
            <dt>{say!(l, session.email)}</dt>
            <dd>{person.email}</dd>
        </dl>
        {confirmed}
        {admin}
        <form method="post" action="/fn/sign_out">
            <button>{say!(l, session.sign_out)}</button>
        </form>
    }
    .into_any()
}
