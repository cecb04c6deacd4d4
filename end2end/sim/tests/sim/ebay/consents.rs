//! There and back, and what it is worth.

use serde_json::json;
use stoflow_sim::control::ebay::End;

use super::{
    Application, CLIENT_ID, CLIENT_SECRET, DEMO_SELLER, RETURN, RUNAME, SCOPE, code, id, told,
};

#[tokio::test]
async fn a_yes_is_worth_a_code_and_a_no_is_not() {
    let app = Application::start().await;
    let back = app.answer("yes", &["sell.account"]).await;
    assert!(
        back.starts_with(&format!("{RETURN}?state=st%20ate&code=v%5E1.1%23")),
        "{back}"
    );
    assert!(back.ends_with("&expires_in=299"));
    let back = app.answer("no", &["sell.account"]).await;
    assert_eq!(back, format!("{RETURN}?error=access_denied"));
}

#[tokio::test]
async fn a_consent_names_the_runame_and_known_scopes() {
    let app = Application::start().await;
    for (name, wrong) in [
        ("client_id", "other"),
        ("redirect_uri", RETURN),
        ("response_type", "token"),
        (
            "scope",
            "https://api.ebay.com/oauth/api_scope/sell.everything",
        ),
        ("scope", ""),
    ] {
        let scope = format!("{SCOPE}/sell.account");
        let mut question = vec![
            ("client_id", CLIENT_ID),
            ("redirect_uri", RUNAME),
            ("response_type", "code"),
            ("scope", &scope),
        ];
        question.retain(|(known, _)| *known != name);
        question.push((name, wrong));
        let asked = app.client.get(app.address("auth", "/oauth2/authorize"));
        let page = asked.query(&question).send().await.unwrap();
        assert_eq!(page.status(), 400, "{name} {wrong}");
    }
}

#[tokio::test]
async fn the_token_door_takes_a_code_once_and_a_refresh_token_again_and_again() {
    let app = Application::start().await;
    let code = code(&app.answer("yes", &["sell.account"]).await);
    let (status, granted) = app.trade(&code).await;
    assert_eq!((status, &granted["expires_in"]), (200, &json!(7200)));
    assert_eq!(granted["refresh_token_expires_in"], 47_304_000);
    assert_eq!(app.trade(&code).await.1["error"], "invalid_grant");
    let refresh = granted["refresh_token"].as_str().unwrap();
    for _ in 0..2 {
        let (status, renewed) = app.renew(refresh).await;
        assert_eq!(status, 200);
        assert!(renewed.get("refresh_token").is_none(), "it stays the same");
    }
    let wider = [
        ("grant_type", "refresh_token"),
        ("refresh_token", refresh),
        (
            "scope",
            "https://api.ebay.com/oauth/api_scope/sell.inventory",
        ),
    ];
    assert_eq!(app.tokens(&wider).await.1["error"], "invalid_scope");
    let unknown = app.tokens(&[("grant_type", "password")]).await;
    assert_eq!(unknown.1["error"], "unsupported_grant_type");
    let stranger = app
        .client
        .post(app.address("api", "/identity/v1/oauth2/token"));
    let stranger = stranger.basic_auth(CLIENT_ID, Some("other")).form(&wider);
    let refused = told(stranger.send().await.unwrap()).await;
    assert_eq!(
        (refused.0, &refused.1["error"]),
        (401, &json!("invalid_client"))
    );
}

#[tokio::test]
async fn a_consent_ends_by_revocation_and_by_its_seller() {
    let app = Application::start().await;
    let path = "/sell/account/v1/privilege";
    let grant = app.grant(&["sell.account"]).await;
    assert_eq!(app.get(path, &grant.access).await.0, 200);
    let call = app
        .client
        .post(app.address("api", "/identity/v1/oauth2/revoke"));
    let form = [
        ("token", grant.refresh.as_str()),
        ("token_type_hint", "refresh_token"),
    ];
    let call = call.basic_auth(CLIENT_ID, Some(CLIENT_SECRET)).form(&form);
    assert_eq!(call.send().await.unwrap().status(), 200);
    assert_eq!(app.renew(&grant.refresh).await.1["error"], "invalid_grant");
    let (status, refused) = app.get(path, &grant.access).await;
    assert_eq!((status, id(&refused)), (401, 1001));

    let grant = app.grant(&["sell.account"]).await;
    app.world
        .control()
        .end_ebay_consents(DEMO_SELLER, End::Expired);
    assert_eq!(app.get(path, &grant.access).await.0, 401);
    assert_eq!(app.renew(&grant.refresh).await.0, 200);
    app.world
        .control()
        .end_ebay_consents(DEMO_SELLER, End::Withdrawn);
    assert_eq!(app.renew(&grant.refresh).await.0, 400);
}
