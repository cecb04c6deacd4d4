//! Uploads from the editor and the pictures' way out.

use crate::app::{Person, TestApp, small_png};
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use stoflow_wire::ids::ProductId;
use stoflow_wire::photos::{PhotoProblem, UploadReport};

#[tokio::test]
async fn the_good_ones_stay_and_the_bad_ones_say_why() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let product = alice.product("Jean").await;
    let form = Form::new()
        .part("photos", Part::bytes(small_png()).file_name("un.png"))
        .part(
            "photos",
            Part::bytes(b"<svg/>".to_vec()).file_name("deux.svg"),
        )
        .part("photos", Part::bytes(small_png()).file_name("trois.png"));
    let report: UploadReport = alice
        .request(Method::POST, &format!("/products/{product}/photos"))
        .header("accept", "application/json")
        .multipart(form)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(report.added.len(), 2);
    assert_eq!(report.refused[0].file_name, "deux.svg");
    assert_eq!(report.refused[0].reason, PhotoProblem::NotAPhoto);

    let path = format!("/photos/{}/thumb", report.added[0].id);
    let picture = alice.get(&path).await;
    assert_eq!(picture.headers()["content-type"], "image/jpeg");
    let etag = picture.headers()["etag"].to_str().unwrap().to_owned();
    let again = alice
        .request(Method::GET, &path)
        .header("if-none-match", etag)
        .send()
        .await
        .unwrap();
    assert_eq!(again.status(), 304);
}

#[tokio::test]
async fn a_film_among_the_photos_takes_none_of_them_with_it() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let product = alice.product("Jean").await;
    let film = vec![0_u8; 210 * 1024 * 1024];
    let form = Form::new()
        .part("photos", Part::bytes(small_png()).file_name("un.png"))
        .part("photos", Part::bytes(film).file_name("film.mov"))
        .part("photos", Part::bytes(small_png()).file_name("deux.png"));
    let report = upload(&alice, product, form).await;
    assert_eq!(report.added.len(), 2);
    let [refused] = &report.refused[..] else {
        panic!("{:?}", report.refused);
    };
    assert_eq!(refused.file_name, "film.mov");
    assert_eq!(refused.reason, PhotoProblem::TooHeavy);
}

#[tokio::test]
async fn more_files_than_an_item_takes_are_named() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let product = alice.product("Jean").await;
    let form = (1..=22).fold(Form::new(), |form, number| {
        let file = Part::bytes(small_png()).file_name(format!("{number}.png"));
        form.part("photos", file)
    });
    let report = upload(&alice, product, form).await;
    assert_eq!(report.added.len(), 20);
    let refused: Vec<_> = report
        .refused
        .iter()
        .map(|file| (file.file_name.as_str(), file.reason))
        .collect();
    let too_many = PhotoProblem::TooMany;
    assert_eq!(refused, [("21.png", too_many), ("22.png", too_many)]);
}

async fn upload(alice: &Person<'_>, product: ProductId, form: Form) -> UploadReport {
    alice
        .request(Method::POST, &format!("/products/{product}/photos"))
        .header("accept", "application/json")
        .multipart(form)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap()
}

#[tokio::test]
async fn a_form_without_scripts_leads_back_to_the_editor() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let product = alice.product("Jean").await;
    let form = Form::new().part("photos", Part::bytes(small_png()).file_name("un.png"));
    let answer = alice
        .request(Method::POST, &format!("/products/{product}/photos"))
        .multipart(form)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 303);
    let to = answer.headers()["location"].to_str().unwrap();
    assert!(to.starts_with(&format!("/products/{product}")));
}

#[tokio::test]
async fn a_signature_opens_one_photo_until_it_expires() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let product = alice.product("Jean").await;
    let photo = alice.photo(product).await;
    let tenant = alice.tenant;
    for forged in [
        format!("/photos/signed/{tenant}/{photo}/9999999999/AAAA"),
        format!("/photos/signed/{tenant}/{photo}/0/AAAA"),
    ] {
        let answer = app.bare(Method::GET, &forged).send().await.unwrap();
        assert!(
            [403, 404, 401].contains(&answer.status().as_u16()),
            "{forged}"
        );
    }
}
