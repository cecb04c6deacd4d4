//! eBay for a person who stands outside: who has an account, and what is known of them.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Html;
use maud::{DOCTYPE, Markup, html};

use super::sellers::Seller;
use super::{Ebay, State as EbayState};
use crate::vinted::pages::showcase::top_bar;

pub(crate) async fn overview(State(ebay): State<Arc<Ebay>>) -> Html<String> {
    let state = ebay.lock();
    let content = html! {
        h1 { "Vendeurs eBay" }
        @for seller in state.sellers.all() { (card(&state, seller)) }
    };
    Html(page("Vendeurs eBay", &content).into_string())
}

fn card(state: &EbayState, seller: &Seller) -> Markup {
    html! {
        section.wardrobe data-seller=(seller.username) {
            h2 { (seller.username) span.muted { " · " (seller.user_id) } }
            ul.links {
                li { "Accords donnés : " (state.tokens.consents(&seller.username)) }
                li { "Programmes : " (seller.programs.iter().cloned().collect::<Vec<_>>().join(", ")) }
                @for policy in &seller.policies { li { (policy.name) } }
                @for (key, location) in &seller.locations {
                    li { "Lieu " (key) " : " (location["name"].as_str().unwrap_or_default()) }
                }
            }
        }
    }
}

/// A page around `content`.
pub(crate) fn page(title: &str, content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="fr" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " (simulé)" }
                link rel="stylesheet" href="/sim.css";
                link rel="icon" href="data:,";
            }
            body { (top_bar("/ebay")) main.narrow { (content) } }
        }
    }
}
