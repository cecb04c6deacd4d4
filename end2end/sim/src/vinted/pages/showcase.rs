//! The same listings for a person who stands outside: on the plain HTTP port, per member, with their states.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Html;
use axum::routing::get;
use maud::{DOCTYPE, Markup, html};

use super::listing::sheet;
use super::{head, ribbon};
use crate::vinted::items::Item;
use crate::vinted::session::Member;
use crate::vinted::{Site, State as SiteState, images};

pub(crate) fn router(site: Arc<Site>) -> Router {
    Router::new()
        .route("/vinted", get(overview))
        .with_state(Arc::clone(&site))
        .merge(images::router(site))
}

async fn overview(State(site): State<Arc<Site>>) -> Html<String> {
    let state = site.lock();
    let page = html! {
        (DOCTYPE)
        html lang="fr" {
            (head("Annonces"))
            body {
                (ribbon())
                (top_bar("/vinted"))
                main {
                    @if state.challenge.is_some() {
                        p.note.alarm { "Une vérification est affichée sur www.vinted.fr et attend qu'une personne la résolve." }
                    }
                    @for member in state.members.all() { (wardrobe(&site, &state, member)) }
                }
            }
        }
    };
    Html(page.0)
}

fn wardrobe(site: &Site, state: &SiteState, member: &Member) -> Markup {
    let (kept, deleted): (Vec<&Item>, Vec<&Item>) =
        state.items.of(member.id).partition(|item| item.is_kept());
    html! {
        section.wardrobe data-member=(member.login) {
            h1 { (member.login) span.muted { " · " (live_count(&kept)) " en ligne" } }
            @if kept.is_empty() { p.note { "Aucune annonce pour l'instant." } }
            @for item in kept { (sheet(&site.catalogue, state, item)) }
            @if !deleted.is_empty() {
                details {
                    summary { "Supprimées (" (deleted.len()) ")" }
                    @for item in deleted { (sheet(&site.catalogue, state, item)) }
                }
            }
        }
    }
}

fn live_count(items: &[&Item]) -> usize {
    items.iter().filter(|item| item.is_live()).count()
}

/// The bar of the pages outside the played site.
pub(crate) fn top_bar(here: &str) -> Markup {
    html! {
        header.bar {
            span.logo { "StoFlow " em { "simulateur" } }
            nav {
                @for (path, title) in [("/vinted", "Annonces Vinted"), ("/ebay", "eBay"), ("/mailbox", "Boîte mail")] {
                    a href=(path) aria-current=[(path == here).then_some("page")] { (title) }
                }
            }
        }
    }
}
