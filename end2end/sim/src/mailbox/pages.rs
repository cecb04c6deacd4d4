//! The mailbox for a person (`/mailbox`) and for a test (`/mailbox/messages.json`).

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use maud::{DOCTYPE, Markup, html};
use serde::Deserialize;

use super::{Mail, Mailbox};
use crate::vinted::pages::showcase::top_bar;

pub(crate) fn router(mailbox: Arc<Mailbox>) -> Router {
    Router::new()
        .route("/mailbox", get(list))
        .route("/mailbox/{id}", get(one))
        .route("/mailbox/{id}/body", get(body))
        .route("/mailbox/messages.json", get(messages).delete(clear))
        .with_state(mailbox)
}

#[derive(Deserialize)]
struct Filter {
    to: Option<String>,
}

async fn messages(
    State(mailbox): State<Arc<Mailbox>>,
    Query(filter): Query<Filter>,
) -> Json<Vec<Mail>> {
    Json(mailbox.mails(filter.to.as_deref()))
}

async fn clear(State(mailbox): State<Arc<Mailbox>>) -> StatusCode {
    mailbox.clear();
    StatusCode::NO_CONTENT
}

async fn list(State(mailbox): State<Arc<Mailbox>>, Query(filter): Query<Filter>) -> Html<String> {
    let mails = mailbox.mails(filter.to.as_deref());
    page(
        "Boîte mail",
        &html! {
            h1 { "Boîte mail" span.muted { " · " (mails.len()) } }
            @if mails.is_empty() { p.note { "Aucun message pour l'instant. Cette page se met à jour au rechargement." } }
            ul.mails {
                @for mail in mails.iter().rev() {
                    li { a href={ "/mailbox/" (mail.id) } {
                        strong { (mail.subject) }
                        span { (mail.to.join(", ")) }
                        time.muted { (clock(mail)) }
                    } }
                }
            }
        },
    )
}

async fn one(State(mailbox): State<Arc<Mailbox>>, Path(id): Path<u64>) -> Response {
    let Some(mail) = mailbox.get(id) else {
        return (
            StatusCode::NOT_FOUND,
            page(
                "Message introuvable",
                &html! { h1 { "Message introuvable" } },
            ),
        )
            .into_response();
    };
    let content = html! {
        p { a href="/mailbox" { "← Boîte mail" } }
        h1 { (mail.subject) }
        p.muted { "De " (mail.from) " à " (mail.to.join(", ")) ", " (clock(&mail)) }
        @if mail.html.is_empty() {
            pre.mail { (mail.text) }
        } @else {
            iframe.mail title="Message" src={ "/mailbox/" (mail.id) "/body" } {}
        }
        @if !mail.links.is_empty() {
            h2 { "Liens du message" }
            ul.links { @for link in &mail.links { li { a href=(link) { (link) } } } }
        }
    };
    page(&mail.subject, &content).into_response()
}

/// The HTML part alone, where its scripts and forms are dead and its links leave the frame.
async fn body(State(mailbox): State<Arc<Mailbox>>, Path(id): Path<u64>) -> Response {
    let Some(mail) = mailbox.get(id) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let policy = "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation; \
                  script-src 'none'; form-action 'none'";
    let framed = format!("<base target=\"_top\">{}", mail.html);
    ([(header::CONTENT_SECURITY_POLICY, policy)], Html(framed)).into_response()
}

fn page(title: &str, content: &Markup) -> Html<String> {
    let page = html! {
        (DOCTYPE)
        html lang="fr" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                link rel="stylesheet" href="/sim.css";
                link rel="icon" href="data:,";
            }
            body { (top_bar("/mailbox")) main.narrow { (content) } }
        }
    };
    Html(page.0)
}

fn clock(mail: &Mail) -> String {
    let at = mail.received_at;
    format!(
        "{:02}/{:02} {:02}:{:02}:{:02} UTC",
        at.day(),
        u8::from(at.month()),
        at.hour(),
        at.minute(),
        at.second()
    )
}
