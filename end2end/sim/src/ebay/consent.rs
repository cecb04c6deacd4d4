//! Where a seller says whether an application may act for them. On the real site they sign in first; here they pick who
//! they are.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::keyset::{CLIENT_ID, RUNAME};
use super::pages::page;
use super::{Ebay, State as EbayState};

/// Permissions that an application here may ask for, without the address they begin with. The first is that address.
const KNOWN_SCOPES: [&str; 15] = [
    "",
    "/sell.marketing.readonly",
    "/sell.marketing",
    "/sell.inventory.readonly",
    "/sell.inventory",
    "/sell.account.readonly",
    "/sell.account",
    "/sell.fulfillment.readonly",
    "/sell.fulfillment",
    "/sell.analytics.readonly",
    "/sell.finances",
    "/commerce.identity.readonly",
    "/commerce.message",
    "/commerce.notification.subscription",
    "/commerce.notification.subscription.readonly",
];

const SCOPE: &str = "https://api.ebay.com/oauth/api_scope";

/// What an application sends a seller with.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Question {
    client_id: String,
    redirect_uri: String,
    response_type: String,
    scope: String,
    state: String,
}

impl Question {
    fn complaint(&self) -> Option<&'static str> {
        if self.client_id != CLIENT_ID {
            return Some("unauthorized_client");
        }
        if self.redirect_uri != RUNAME {
            // An address where the name of one belongs is the usual mistake.
            return Some("redirect_uri is not the RuName of this application");
        }
        if self.response_type != "code" {
            return Some("unsupported_response_type");
        }
        let mut scopes = self.scope.split_whitespace().peekable();
        let known = |scope: &str| {
            let rest = scope.strip_prefix(SCOPE);
            rest.is_some_and(|rest| KNOWN_SCOPES.contains(&rest))
        };
        (scopes.peek().is_none() || !scopes.all(known)).then_some("invalid_scope")
    }
}

/// `GET /oauth2/authorize`.
pub(crate) async fn ask(
    State(ebay): State<Arc<Ebay>>,
    Query(question): Query<Question>,
) -> Response {
    if let Some(complaint) = question.complaint() {
        return refused(complaint);
    }
    let state = ebay.lock();
    Html(consent(&state, &question).into_string()).into_response()
}

fn refused(complaint: &str) -> Response {
    let content = html! {
        h1 { "Demande refusée" }
        p.note { (complaint) }
    };
    let page = page("eBay", &content);
    (StatusCode::BAD_REQUEST, Html(page.into_string())).into_response()
}

fn consent(state: &EbayState, question: &Question) -> Markup {
    let content = html! {
        h1 { "Autoriser une application" }
        p { "L'application " strong { (CLIENT_ID) } " demande à agir pour vous sur eBay :" }
        ul.links {
            @for scope in question.scope.split_whitespace() {
                li { (scope.strip_prefix(SCOPE).filter(|rest| !rest.is_empty()).unwrap_or("/public")) }
            }
        }
        form method="post" action="answer" {
            @for (name, value) in [("state", &question.state), ("scope", &question.scope)] {
                input type="hidden" name=(name) value=(value);
            }
            p {
                label for="seller" { "Compte eBay " }
                select id="seller" name="seller" {
                    @for seller in state.sellers.all() { option value=(seller.username) { (seller.username) } }
                }
            }
            p {
                button.primary type="submit" name="said" value="yes" { "Accepter" }
                " "
                button type="submit" name="said" value="no" { "Refuser" }
            }
        }
    };
    page("eBay", &content)
}

/// What the seller says.
#[derive(Deserialize)]
pub(crate) struct Answer {
    seller: String,
    said: String,
    state: String,
    scope: String,
}

/// `POST /oauth2/answer`: leads back to the application.
pub(crate) async fn answer(State(ebay): State<Arc<Ebay>>, Form(answer): Form<Answer>) -> Response {
    let back = if answer.said == "yes" {
        let scopes = answer.scope.split_whitespace().map(str::to_owned).collect();
        let mut state = ebay.lock();
        if state.sellers.get(&answer.seller).is_none() {
            return refused("no such seller");
        }
        let code = state.tokens.code(&answer.seller, scopes);
        ebay.keyset.accepted(&[
            ("state", &answer.state),
            ("code", &code),
            ("expires_in", "299"),
        ])
    } else {
        ebay.keyset.declined()
    };
    match back {
        Some(address) => Redirect::to(&address).into_response(),
        None => {
            refused("this application has no address to lead back to; start with --ebay-return")
        }
    }
}
