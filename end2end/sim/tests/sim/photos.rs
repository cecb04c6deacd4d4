//! Photo upload: real pictures only, in an upload session or in none.

use serde_json::json;
use uuid::Uuid;

use super::browser::{Browser, body, complaints, jeans, png, world};

#[tokio::test]
async fn a_picture_is_decoded_kept_and_given_out_again() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let session = Uuid::new_v4();
    let picture = png(45, 80);
    let answer = browser.upload(picture.clone(), &session.to_string()).await;
    assert_eq!(answer.status(), 200);
    let view = body(answer).await;
    assert_eq!((&view["width"], &view["height"]), (&json!(45), &json!(80)));
    assert_eq!(view["temp_uuid"], json!(session));
    assert_eq!(view["dominant_color"], "#C81E1E");
    let path = view["url"]
        .as_str()
        .unwrap()
        .strip_prefix("https://images1.vinted.net")
        .unwrap();
    assert_eq!(browser.page(path).await.bytes().await.unwrap(), picture);
}

#[tokio::test]
async fn what_is_no_picture_is_refused() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let session = Uuid::new_v4().to_string();
    for bytes in [
        Vec::new(),
        b"not a picture".to_vec(),
        png(20, 20)[..40].to_vec(),
    ] {
        let answer = browser.upload(bytes, &session).await;
        assert_eq!(answer.status(), 400);
        let body = body(answer).await;
        assert_eq!(body["message_code"], "photo_invalid");
        assert_eq!(body["errors"][0]["field"], "photo[file]");
    }
}

#[tokio::test]
async fn the_upload_session_is_a_uuid_or_empty() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    assert_eq!(browser.upload(png(20, 20), "").await.status(), 200);
    let answer = browser.upload(png(20, 20), "today").await;
    assert_eq!(body(answer).await["errors"][0]["field"], "photo[temp_uuid]");
}

#[tokio::test]
async fn photos_of_another_upload_session_cannot_be_used() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let photo = browser.photo(Uuid::new_v4(), 20).await;
    let answer = browser.create(&jeans(Uuid::new_v4(), &[photo])).await;
    assert_eq!(complaints(answer).await, ["photos"]);
}

#[tokio::test]
async fn one_to_twenty_photos() {
    let world = world().await;
    let browser = Browser::signed_in(&world).await;
    let session = Uuid::new_v4();
    assert_eq!(
        complaints(browser.create(&jeans(session, &[])).await).await,
        ["photos"]
    );
    assert_eq!(
        complaints(browser.create(&jeans(session, &[1])).await).await,
        ["photos"]
    );
    let photo = browser.photo(session, 20).await;
    assert_eq!(
        complaints(browser.create(&jeans(session, &[photo; 21])).await).await,
        ["photos"]
    );
    assert_eq!(
        browser.create(&jeans(session, &[photo; 20])).await.status(),
        200
    );
}
