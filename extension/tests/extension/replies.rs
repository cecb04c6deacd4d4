//! Every way in which the site was seen to answer.

use crate::answers::{challenges, denied, gone, http, ok, refused, signed_out};
use serde_json::json;
use stoflow_extension::vinted::replies::{Answer, HttpAnswer, PageReply, understand};
use stoflow_wire::jobs::{Refusal, Trouble};

fn with_retry_after(value: &str) -> PageReply {
    PageReply::Answered(HttpAnswer {
        status: 429,
        retry_after: Some(value.to_owned()),
        ..HttpAnswer::default()
    })
}

fn rate_limited(retry_after_s: Option<u32>) -> Answer {
    Answer::No(Trouble::RateLimited { retry_after_s })
}

#[test]
fn the_bot_check_is_recognised_in_its_three_forms() {
    let [json_form, page, ok_page] = challenges();
    assert_eq!(understand(&json_form), Answer::No(Trouble::Challenged));
    assert_eq!(understand(&page), Answer::No(Trouble::Challenged));
    assert_eq!(understand(&ok_page), Answer::Unclear(Trouble::Challenged));
    let bare = PageReply::Answered(HttpAnswer {
        status: 403,
        datadome: Some("protected".to_owned()),
        ..HttpAnswer::default()
    });
    assert_eq!(understand(&bare), Answer::No(Trouble::Challenged));
}

/// The wall may stand in front of answers that are the site's own.
#[test]
fn the_sites_own_no_counts_more_than_the_walls_header() {
    let PageReply::Answered(mut answer) = denied() else {
        panic!("an answer");
    };
    answer.datadome = Some("protected".to_owned());
    assert_eq!(understand(&PageReply::Answered(answer)), Answer::Denied);
}

#[test]
fn the_sites_words_are_understood() {
    let signed_out_of = Answer::No(Trouble::SignedOutOfMarketplace);
    assert_eq!(understand(&signed_out()), signed_out_of);
    let page_401 = http(401, "text/html", "<html>");
    assert_eq!(understand(&page_401), signed_out_of);
    let body = json!({ "code": 100, "message_code": "invalid_authentication_token" });
    let with_400 = http(400, "application/json", &body.to_string());
    assert_eq!(understand(&with_400), signed_out_of);

    assert_eq!(understand(&denied()), Answer::Denied);
    let short = http(403, "application/json", "{\"code\":106}");
    assert_eq!(understand(&short), Answer::Denied);

    assert_eq!(understand(&gone()), Answer::Gone);
    assert_eq!(understand(&http(404, "text/html", "<html>")), Answer::Gone);

    let said = json!({ "code": 0, "item": {} });
    assert_eq!(understand(&ok(&said)), Answer::Said(said));
}

#[test]
fn a_pause_is_as_long_as_the_site_says_within_reason() {
    assert_eq!(
        understand(&with_retry_after("120")),
        rate_limited(Some(120))
    );
    assert_eq!(
        understand(&with_retry_after("9999999")),
        rate_limited(Some(86_400))
    );
    assert_eq!(
        understand(&with_retry_after("Wed, 21 Oct")),
        rate_limited(None)
    );
    assert_eq!(understand(&http(429, "", "")), rate_limited(None));
}

#[test]
fn refusals_come_field_by_field_in_the_sites_words() {
    let reason = |field: &str, words: &str| Refusal {
        field: field.to_owned(),
        words: words.to_owned(),
    };
    let trouble = |reasons| Answer::No(Trouble::Refused { reasons });
    assert_eq!(
        understand(&refused("title", "Trop de majuscules")),
        trouble(vec![reason("title", "Trop de majuscules")])
    );
    let body = json!({ "code": 100, "message": "Oups", "errors": [{ "field": "brand", "value": "Interdite" }] });
    for status in [400, 422, 200] {
        let reply = http(status, "application/json", &body.to_string());
        assert_eq!(
            understand(&reply),
            trouble(vec![reason("brand", "Interdite")])
        );
    }
    let only_a_sentence = http(422, "application/json", "{\"message\":\"Non.\"}");
    assert_eq!(
        understand(&only_a_sentence),
        trouble(vec![reason("", "Non.")])
    );
    let long = "x".repeat(10_000);
    let Answer::No(Trouble::Refused { reasons }) = understand(&refused("title", &long)) else {
        panic!("refused");
    };
    assert_eq!(reasons[0].words.len(), 500);
}

#[test]
fn what_nobody_understands_is_never_taken_for_success() {
    let unreadable = |status: u16| Trouble::Unreadable {
        what: format!("HTTP {status}"),
    };
    let cases = [
        (
            http(200, "application/json", "not json"),
            Answer::Unclear(unreadable(200)),
        ),
        (
            http(200, "application/json", "[1]"),
            Answer::Unclear(unreadable(200)),
        ),
        (
            http(200, "application/json", ""),
            Answer::Unclear(unreadable(200)),
        ),
        (
            http(418, "application/json", "{}"),
            Answer::No(unreadable(418)),
        ),
        (http(302, "", ""), Answer::Unclear(unreadable(302))),
        (http(0, "", ""), Answer::Unclear(unreadable(0))),
    ];
    for (reply, meaning) in cases {
        assert_eq!(understand(&reply), meaning, "{reply:?}");
    }
    let deep = "[".repeat(100_000);
    let reply = http(200, "application/json", &deep);
    assert_eq!(understand(&reply), Answer::Unclear(unreadable(200)));
    for status in [408, 500, 502, 503, 504, 599] {
        let down = Answer::Unclear(Trouble::MarketplaceDown {
            status,
            retry_after_s: None,
        });
        assert_eq!(understand(&http(status, "text/html", "<html>")), down);
    }
}
