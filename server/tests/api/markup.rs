//! What a seller wrote is text on every page, whatever it looks like (S-12).

use crate::app::TestApp;
use stoflow_domain::products;
use stoflow_wire::products::ProductForm;

const MARKUP: &str = "</title></textarea><h1 id=\"evil\">x</h1><script>evil()</script>\"'>";

#[tokio::test]
async fn on_the_list_and_in_the_editor() {
    let app = TestApp::start().await;
    let alice = app.seller("alice").await;
    let drafted = alice.product("Jean").await;
    let form = ProductForm {
        title: MARKUP.to_owned(),
        description: format!("\n{MARKUP}&amp;"),
        brand: MARKUP.to_owned(),
        location: MARKUP.to_owned(),
        price: MARKUP.to_owned(),
        ..ProductForm::default()
    };
    let mut tx = app.backend.database.tenant(alice.tenant).await.unwrap();
    products::keep_draft(&mut tx, drafted, &form, 2)
        .await
        .unwrap();
    let saved = products::create(&mut tx).await.unwrap();
    let priced = ProductForm {
        price: "12".to_owned(),
        ..form
    };
    products::save(&mut tx, saved, &priced, 1).await.unwrap();
    tx.commit().await.unwrap();
    for path in [
        format!("/products/{drafted}"),
        format!("/products/{saved}"),
        "/products".to_owned(),
        "/products?search=%3C%2Ftitle%3E%3Ch1%20id%3D%22evil%22%3E".to_owned(),
        "/sign-in?next=%22%3E%3Ch1%20id%3D%22evil%22%3E".to_owned(),
    ] {
        let page = alice.get(&path).await.text().await.unwrap();
        assert!(!page.contains("<h1 id=\"evil\""), "{path}");
        assert!(!page.contains("<script>evil()"), "{path}");
    }
    let editor = alice.get(&format!("/products/{saved}")).await;
    let page = editor.text().await.unwrap();
    assert!(
        page.contains("&lt;/textarea>"),
        "the description is all there"
    );
    assert!(page.contains("&amp;amp;"), "an entity stays the text it is");
}
