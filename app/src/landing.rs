//! `/`: what StoFlow does, for those who are not signed in. Sellers are led to their items.

use crate::paths;
use crate::say;
use crate::settings::switches::Switches;
use crate::ui::icon::{Icon, Sign};
use crate::visit::visit;
use crate::words::locale;
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use leptos_router::components::Redirect;

#[component]
pub fn LandingPage() -> impl IntoView {
    if visit().signed_in {
        return view! { <Redirect path=paths::PRODUCTS/> }.into_any();
    }
    let l = locale();
    let points = [
        (
            Sign::Layers,
            say!(l, landing.once_title),
            say!(l, landing.once_text),
        ),
        (
            Sign::Plug,
            say!(l, landing.browser_title),
            say!(l, landing.browser_text),
        ),
        (
            Sign::Activity,
            say!(l, landing.live_title),
            say!(l, landing.live_text),
        ),
        (
            Sign::Shield,
            say!(l, landing.yours_title),
            say!(l, landing.yours_text),
        ),
    ];
    let steps = [
        say!(l, landing.step_account),
        say!(l, landing.step_pair),
        say!(l, landing.step_publish),
    ];
    view! {
        <Title text=say!(l, landing.title)/>
        <Meta name="description" content=say!(l, landing.lead)/>
        <div class="landing">
            <header>
                <a class="brand" href="/">{say!(l, frame.name)}</a>
                <Switches/>
                <a class="button quiet" href="/sign-in">{say!(l, session.sign_in)}</a>
            </header>
            <main>
                <section class="hero">
                    <h1>{say!(l, landing.title)}</h1>
                    <p class="lead">{say!(l, landing.lead)}</p>
                    <p class="row">
                        <a class="button primary large" href="/sign-up">{say!(l, session.sign_up)}</a>
                        <a class="button large" href="/sign-in">{say!(l, session.sign_in)}</a>
                    </p>
                </section>
                <ol class="steps">
                    {steps.map(|step| view! { <li>{step}</li> }).collect_view()}
                </ol>
                <section class="points">
                    {points
                        .map(|(sign, title, text)| view! {
                            <article class="card">
                                <Icon sign=sign/>
                                <h2>{title}</h2>
                                <p>{text}</p>
                            </article>
                        })
                        .collect_view()}
                </section>
            </main>
            <footer><p class="muted">{say!(l, landing.foot)}</p></footer>
        </div>
    }
    .into_any()
}
