//! The bot wall, in the three forms in which it was seen (marketplace facts, section 4.1). Once up it answers every
//! request until a person presses a button on a page of the site; nothing else takes it down.
//!
//! It never contacts the real wall's hosts: the address of the captcha is inert text here.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::Cookie;
use maud::{DOCTYPE, html};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Site;
use super::pages;

const CAPTCHA: &str = "https://geo.captcha-delivery.com/captcha/?initialCid=simulated&t=fe";
const DATADOME: HeaderName = HeaderName::from_static("x-datadome");
const ACCEPT_CH: HeaderName = HeaderName::from_static("accept-ch");

/// How the wall answers an API call while it is up. Pages always get the page with the button.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Challenge {
    /// 403 with a JSON body that only names the captcha's address.
    Json,
    /// 403 with a page.
    Html,
    /// 200 with a page where JSON was asked for.
    OkHtml,
}

impl Challenge {
    /// The answer to an API call.
    pub(crate) fn to_a_call(self) -> Response {
        match self {
            Self::Json => {
                let body = Json(json!({ "url": CAPTCHA }));
                (StatusCode::FORBIDDEN, [(DATADOME, "protected")], body).into_response()
            }
            Self::Html | Self::OkHtml => self.to_a_page_view(),
        }
    }

    /// The page a person sees, with the button that solves it.
    pub(crate) fn to_a_page_view(self) -> Response {
        let status = match self {
            Self::Json | Self::Html => StatusCode::FORBIDDEN,
            Self::OkHtml => StatusCode::OK,
        };
        let page = html! {
            (DOCTYPE)
            html lang="fr" {
                (pages::head("Vérification"))
                body.wall {
                    (pages::ribbon())
                    main.challenge {
                        h1 { "Vérification (simulée)" }
                        p {
                            "Le vrai site demanderait ici de montrer qu'une personne est devant l'écran. "
                            "Sur ce simulateur, il suffit d'appuyer sur le bouton."
                        }
                        form method="post" action="/datadome/solve" {
                            button.primary type="submit" id="datadome-solve" { "Je suis une personne" }
                        }
                        template id="datadome-captcha" data-provider="datadome" { iframe src=(CAPTCHA) {} }
                    }
                }
            }
        };
        let headers = [
            (DATADOME, "protected"),
            (ACCEPT_CH, "Sec-CH-UA-Bitness, Sec-CH-UA-Arch"),
        ];
        (status, headers, pages::document(&page)).into_response()
    }
}

/// The button was pressed: the wall comes down and the browser gets its cookie.
pub(crate) async fn solve(State(site): State<Arc<Site>>, jar: CookieJar) -> impl IntoResponse {
    site.lock().challenge = None;
    let passed = Cookie::build(("datadome", uuid::Uuid::new_v4().simple().to_string()))
        .path("/")
        .secure(true);
    (jar.add(passed), Redirect::to("/"))
}
