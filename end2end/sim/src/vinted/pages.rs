//! The pages of the simulated site, as a person and a content script meet them: home, listing, member, upload form,
//! sign-in. Every page carries the inline bootstrap with the CSRF token and says that it is a simulation.
//!
//! Their policy allows no WASM and no inline script, as on the real site.

mod inbox;
mod listing;
pub(crate) mod showcase;

use std::sync::Arc;

use axum::Form;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum_extra::extract::CookieJar;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde::Deserialize;
use serde_json::json;

use super::gate::{Visitor, jar_of};
use super::items::{Item, ItemId};
use super::session::{Member, MemberId};
use super::{Site, State as SiteState};
use listing::{card, linked_data, sheet};

const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                      object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'";
const SHOWN_AT_HOME: usize = 60;

pub(crate) fn router() -> Router<Arc<Site>> {
    Router::new()
        .route("/", get(home))
        .route("/items/new", get(upload_form))
        .route("/items/{id}", get(item))
        .route("/items/{id}/edit", get(upload_form))
        .route("/member/{id}", get(member))
        .route("/member/signup/select_type", get(sign_in_page))
        .route("/member/sign-in", post(sign_in))
        .route("/member/sign-out", post(sign_out))
        .merge(inbox::router())
}

async fn home(State(site): State<Arc<Site>>, visitor: Visitor) -> Response {
    let state = site.lock();
    let live = state
        .items
        .all()
        .filter(|item| item.is_live())
        .take(SHOWN_AT_HOME);
    let content = html! {
        h1 { "Articles en ligne" }
        (grid(&site, &state, live))
    };
    site_page("Vinted simulé", &state, &visitor, &content)
}

async fn item(State(site): State<Arc<Site>>, visitor: Visitor, Path(id): Path<String>) -> Response {
    let state = site.lock();
    let found = leading_number(&id).and_then(|id| state.items.get(ItemId(id)));
    let Some(item) = found.filter(|item| item.is_live()) else {
        return not_found();
    };
    let content = html! {
        (sheet(&site.catalogue, &state, item))
        (linked_data(&state, item))
    };
    site_page(&item.listing.title, &state, &visitor, &content)
}

async fn member(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Response {
    let state = site.lock();
    let Some(member) = leading_number(&id).and_then(|id| state.members.get(MemberId(id))) else {
        return not_found();
    };
    let live = state.items.of(member.id).filter(|item| item.is_live());
    let content = html! {
        h1 { (member.login) }
        (grid(&site, &state, live))
    };
    site_page(&member.login, &state, &visitor, &content)
}

async fn upload_form(State(site): State<Arc<Site>>, visitor: Visitor) -> Response {
    if visitor.member.is_none() {
        return Redirect::to("/member/signup/select_type").into_response();
    }
    let state = site.lock();
    let content = html! {
        h1 { "Vends un article" }
        p.note {
            "Sur ce simulateur le formulaire ne se remplit pas à la main : les annonces arrivent par l'API de cette page, "
            "comme le ferait le vrai formulaire."
        }
    };
    site_page("Vends un article", &state, &visitor, &content)
}

async fn sign_in_page(State(site): State<Arc<Site>>, visitor: Visitor) -> Response {
    let state = site.lock();
    let content = html! {
        h1 { "Se connecter" }
        p.note { "Aucun mot de passe : choisis le membre que ce navigateur doit jouer." }
        div.members {
            @for member in state.members.all() {
                form method="post" action="/member/sign-in" {
                    input type="hidden" name="member" value=(member.id.0);
                    button.primary type="submit" { "Se connecter : " (member.login) }
                }
            }
        }
    };
    site_page("Se connecter", &state, &visitor, &content)
}

#[derive(Deserialize)]
struct Choice {
    member: u64,
}

async fn sign_in(
    State(site): State<Arc<Site>>,
    jar: CookieJar,
    Form(choice): Form<Choice>,
) -> Response {
    let mut state = site.lock();
    let Some(member) = state
        .members
        .get(MemberId(choice.member))
        .map(|member| member.id)
    else {
        return not_found();
    };
    let session = state.sessions.sign_in(&jar, member);
    (jar_of(&session), Redirect::to("/")).into_response()
}

async fn sign_out(State(site): State<Arc<Site>>, jar: CookieJar) -> Redirect {
    site.lock().sessions.sign_out(&jar);
    Redirect::to("/")
}

/// The 404 page.
pub(crate) fn not_found() -> Response {
    let page = html! {
        (DOCTYPE)
        html lang="fr" {
            (head("Page introuvable"))
            body { (ribbon()) main { h1 { "Page introuvable" } p { a href="/" { "Retour à l'accueil" } } } }
        }
    };
    (StatusCode::NOT_FOUND, document(&page)).into_response()
}

fn site_page(title: &str, state: &SiteState, visitor: &Visitor, content: &Markup) -> Response {
    let member = visitor.member.and_then(|id| state.members.get(id));
    let page = html! {
        (DOCTYPE)
        html lang="fr" {
            (head_with(title, html! { meta name="anon-id" content=(visitor.session.anon_id); }))
            body {
                (ribbon())
                (top_bar(member))
                main { (content) }
                (bootstrap(visitor, member))
            }
        }
    };
    document(&page).into_response()
}

/// What the site's own scripts start from, and where a client of the API finds its token.
fn bootstrap(visitor: &Visitor, member: Option<&Member>) -> Markup {
    let data = json!({
        "CSRF_TOKEN": visitor.session.csrf,
        "anonId": visitor.session.anon_id,
        "locale": "fr",
        "userId": member.map(|member| member.id.0.to_string()),
        "login": member.map(|member| &member.login),
    });
    inline_json("application/json", &data)
}

/// A data block; `<` is escaped, so that no text in it can end the element.
fn inline_json(kind: &str, data: &serde_json::Value) -> Markup {
    let text = data.to_string().replace('<', "\\u003c");
    html! { script type=(kind) { (PreEscaped(text)) } }
}

fn top_bar(member: Option<&Member>) -> Markup {
    html! {
        header.bar {
            a.logo href="/" { "Vinted " em { "simulé" } }
            nav {
                a.button href="/items/new" { "Vends tes articles" }
                @match member {
                    Some(member) => {
                        a href="/inbox" { "Messages" }
                        a href={ "/member/" (member.id.0) } id="signed-in-as" { (member.login) }
                        form method="post" action="/member/sign-out" { button.quiet type="submit" { "Se déconnecter" } }
                    }
                    None => a href="/member/signup/select_type" id="sign-in" { "Se connecter" },
                }
            }
        }
    }
}

fn grid<'a>(site: &Site, state: &SiteState, items: impl Iterator<Item = &'a Item>) -> Markup {
    let cards: Vec<Markup> = items
        .map(|item| card(&site.catalogue, state, item))
        .collect();
    html! {
        @if cards.is_empty() {
            p.note { "Aucune annonce pour l'instant." }
        } @else {
            div.grid { @for card in &cards { (card) } }
        }
    }
}

/// The band on top of every page that keeps anybody from mistaking it for the real site.
pub(crate) fn ribbon() -> Markup {
    html! { p.ribbon { "Simulateur local : ceci n'est pas vinted.fr" } }
}

/// The head of every page.
pub(crate) fn head(title: &str) -> Markup {
    head_with(title, html! {})
}

fn head_with(title: &str, more: Markup) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            title { (title) " · Vinted simulé" }
            link rel="stylesheet" href="/sim.css";
            link rel="icon" href="data:,";
            (more)
        }
    }
}

/// A page with its content policy.
pub(crate) fn document(page: &Markup) -> impl IntoResponse + use<> {
    (
        [(header::CONTENT_SECURITY_POLICY, POLICY)],
        Html(page.0.clone()),
    )
}

/// `9181519430-jean-brut` → 9181519430.
fn leading_number(segment: &str) -> Option<u64> {
    segment.split('-').next()?.parse().ok()
}
