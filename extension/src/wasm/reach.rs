//! Reaching vinted.fr: find or open a tab, fetch the photo, pass the question on.

use super::mouth;
use crate::json;
use crate::tabs::{self, Tab};
use crate::vinted::replies::PageReply;
use crate::vinted::requests::PageRequest;
use wasm_bindgen::JsValue;

/// How often, and at which distance, a tab that is just being opened is tried: 30 s.
const TRIES: u32 = 120;
const BETWEEN_TRIES_MS: u32 = 250;

/// Asks one question of one tab. Which tab is settled before anything is sent, so a tab that went away in between
/// counts as an answer that was lost.
pub(super) async fn ask(request: &PageRequest, photo_url: Option<&str>) -> PageReply {
    let Ok(request) = serde_json::to_string(request) else {
        return PageReply::NoTab;
    };
    let photo = match photo_url {
        Some(url) => match mouth::photo(url).await {
            Ok(bytes) => bytes,
            Err(_) => return PageReply::NoPhoto,
        },
        None => JsValue::NULL,
    };
    let Some(tab) = find_tab().await else {
        return PageReply::NoTab;
    };
    let reply = mouth::ask_tab(tab, &request, &photo).await;
    let reply = reply.ok().and_then(|reply| reply.as_string());
    reply
        .and_then(|reply| json::read(&reply))
        .unwrap_or(PageReply::Lost)
}

/// A tab whose page answers, opened if need be.
async fn find_tab() -> Option<i32> {
    let listed = mouth::vinted_tabs().await.ok()?.as_string()?;
    let listed: Vec<Tab> = json::read(&listed).unwrap_or_default();
    let own = number(mouth::own_tab().await.ok());
    for tab in tabs::in_order(&listed, own) {
        if is_there(tab).await {
            return Some(tab);
        }
    }
    if let Some(dumb) = tabs::to_close(&listed, own) {
        close(dumb).await;
    }
    let opened = number(mouth::open_own_tab().await.ok())?;
    for _ in 0..TRIES {
        if is_there(opened).await {
            return Some(opened);
        }
        mouth::sleep(BETWEEN_TRIES_MS).await;
    }
    // The person may have taken the right to this site away; one dumb tab per try would be a nuisance.
    close(opened).await;
    None
}

async fn close(tab: i32) {
    // The person may have closed it meanwhile.
    drop(mouth::close_tab(tab).await);
}

async fn is_there(tab: i32) -> bool {
    mouth::is_there(tab)
        .await
        .is_ok_and(|there| there.is_truthy())
}

fn number(value: Option<JsValue>) -> Option<i32> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "Chrome's tab ids are 32-bit whole numbers"
    )]
    value?.as_f64().map(|id| id as i32)
}
