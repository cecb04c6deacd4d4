//! What the site answers when it does not do as it is asked.

use serde_json::{Value, json};
use stoflow_extension::vinted::replies::{HttpAnswer, PageReply};

pub(crate) fn http(status: u16, content_type: &str, body: &str) -> PageReply {
    PageReply::Answered(HttpAnswer {
        status,
        content_type: content_type.to_owned(),
        body: body.to_owned(),
        ..HttpAnswer::default()
    })
}

pub(crate) fn ok(body: &Value) -> PageReply {
    http(200, "application/json", &body.to_string())
}

pub(crate) fn gone() -> PageReply {
    let body = json!({ "code": 104, "message": "Introuvable", "message_code": "not_found" });
    http(404, "application/json", &body.to_string())
}

pub(crate) fn denied() -> PageReply {
    let body = json!({ "code": 106, "message": "Accès refusé", "message_code": "access_denied" });
    http(403, "application/json", &body.to_string())
}

pub(crate) fn signed_out() -> PageReply {
    let word = "invalid_authentication_token";
    let body = json!({ "code": 100, "message": "Jeton invalide", "message_code": word });
    http(401, "application/json", &body.to_string())
}

pub(crate) fn refused(field: &str, words: &str) -> PageReply {
    let errors = json!([{ "field": field, "value": words }]);
    let body = json!({ "code": 99, "message": "Il y a des erreurs", "message_code": "validation_error", "errors": errors });
    http(400, "application/json", &body.to_string())
}

/// The bot check in its three forms: 403 JSON, 403 page, 200 page.
pub(crate) fn challenges() -> [PageReply; 3] {
    let captcha = "https://geo.captcha-delivery.com/captcha/?initialCid=x&t=fe";
    let page = format!("<!doctype html><html><iframe src=\"{captcha}\"></iframe></html>");
    let mut json_form = http(
        403,
        "application/json",
        &json!({ "url": captcha }).to_string(),
    );
    if let PageReply::Answered(answer) = &mut json_form {
        answer.datadome = Some("protected".to_owned());
    }
    [
        json_form,
        http(403, "text/html; charset=UTF-8", &page),
        http(200, "text/html", &page),
    ]
}
