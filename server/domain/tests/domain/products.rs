//! A seller's catalogue: what is typed is never lost, what is saved is whole, and nobody sees another's.

mod brands;
mod filters;
mod lists;
mod matching;
mod materials;
mod similar;
mod worth;

use stoflow_domain::backend::Backend;
use stoflow_domain::database::{TenantTx, testing};
use stoflow_domain::error::Error;
use stoflow_domain::products;
use stoflow_wire::ids::{ProductId, TenantId};
use stoflow_wire::problem::{FieldProblem, Problem};
use stoflow_wire::products::{ProductFilter, ProductForm, ProductList, ProductStatus, SaveReport};

async fn shop(name: &str) -> (Backend, TenantId) {
    let backend = testing::backend().await;
    let tenant = testing::seller(&backend, name).await.tenant;
    (backend, tenant)
}

fn titled(title: &str) -> ProductForm {
    ProductForm {
        title: title.to_owned(),
        ..ProductForm::default()
    }
}

fn with_sku(title: &str, sku: &str) -> ProductForm {
    ProductForm {
        sku: sku.to_owned(),
        ..titled(title)
    }
}

async fn make(tx: &mut TenantTx, form: &ProductForm) -> ProductId {
    let product = products::create(tx).await.unwrap();
    let saved = products::save(tx, product, form, 1).await.unwrap();
    assert_eq!(saved, SaveReport::Saved { version: 2 });
    product
}

async fn find(tx: &mut TenantTx, search: &str) -> Vec<String> {
    titles(&page(tx, search, None, None).await)
}

async fn page(
    tx: &mut TenantTx,
    search: &str,
    status: Option<ProductStatus>,
    after: Option<String>,
) -> ProductList {
    let filter = ProductFilter {
        search: search.to_owned(),
        status,
        after,
        ..ProductFilter::default()
    };
    products::list(tx, &filter).await.unwrap()
}

fn titles(list: &ProductList) -> Vec<String> {
    list.rows.iter().map(|row| row.title.clone()).collect()
}

fn sku_taken() -> Vec<FieldProblem> {
    vec![FieldProblem::new("sku", Problem::AlreadyUsed)]
}

#[tokio::test]
async fn what_is_typed_is_kept_until_it_is_saved() {
    let (backend, tenant) = shop("typist").await;
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    let product = products::create(&mut tx).await.unwrap();
    let typed = ProductForm {
        title: " Robe 👗\0 d'été ".to_owned(),
        price: "douze".to_owned(),
        description: "<b>belle</b>\r\nمرحبا".to_owned(),
        ..ProductForm::default()
    };
    products::keep_draft(&mut tx, product, &typed, 1)
        .await
        .unwrap();
    let editor = products::editor(&mut tx, product).await.unwrap();
    assert!(editor.unsaved);
    assert_eq!(editor.form.title, " Robe 👗 d'été ");
    assert_eq!(editor.form.description, typed.description);
    assert_eq!(
        editor.problems,
        [FieldProblem::new("price", Problem::NotANumber)]
    );
    assert_eq!(products::get(&mut tx, product).await.unwrap().version, 1);

    let refused = products::save(&mut tx, product, &editor.form, 1)
        .await
        .unwrap();
    assert_eq!(
        refused,
        SaveReport::Refused {
            problems: editor.problems
        }
    );
    let fixed = ProductForm {
        price: "12,50".to_owned(),
        ..editor.form
    };
    let saved = products::save(&mut tx, product, &fixed, 1).await.unwrap();
    assert_eq!(saved, SaveReport::Saved { version: 2 });
    let editor = products::editor(&mut tx, product).await.unwrap();
    assert!(!editor.unsaved);
    assert_eq!(
        (editor.version, editor.form.title.as_str()),
        (2, "Robe 👗 d'été")
    );
    assert_eq!(editor.form.price, "12.50");
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_draft_is_dropped_or_proves_to_be_the_same() {
    let (backend, tenant) = shop("undecided").await;
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    let product = make(&mut tx, &titled("Pull")).await;
    products::keep_draft(&mut tx, product, &titled("Pull rouge"), 2)
        .await
        .unwrap();
    products::drop_draft(&mut tx, product).await.unwrap();
    assert_eq!(
        products::editor(&mut tx, product).await.unwrap().form.title,
        "Pull"
    );
    products::keep_draft(&mut tx, product, &titled(" Pull "), 2)
        .await
        .unwrap();
    assert!(!products::editor(&mut tx, product).await.unwrap().unsaved);
    let again = products::save(&mut tx, product, &titled("Pull"), 2)
        .await
        .unwrap();
    assert_eq!(again, SaveReport::Saved { version: 2 }, "nothing changed");
}

#[tokio::test]
async fn beyond_all_measure_is_refused_at_the_field() {
    let (backend, tenant) = shop("novelist").await;
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    let product = products::create(&mut tx).await.unwrap();
    products::keep_draft(&mut tx, product, &titled(&"é".repeat(20_000)), 1)
        .await
        .unwrap();
    let refused = products::keep_draft(&mut tx, product, &titled(&"é".repeat(20_001)), 1).await;
    let Err(Error::Invalid(problems)) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(
        problems,
        [FieldProblem::new("title", Problem::TooLong { max: 20_000 })]
    );
}

#[tokio::test]
async fn two_tabs_do_not_overwrite_each_other_unasked() {
    let (backend, tenant) = shop("tabs").await;
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    let product = products::create(&mut tx).await.unwrap();
    let first = products::save(&mut tx, product, &titled("un"), 1)
        .await
        .unwrap();
    assert_eq!(first, SaveReport::Saved { version: 2 });
    let second = products::save(&mut tx, product, &titled("deux"), 1)
        .await
        .unwrap();
    assert_eq!(second, SaveReport::Stale { version: 2 });
    let editor = products::editor(&mut tx, product).await.unwrap();
    assert_eq!(
        (editor.unsaved, editor.version, editor.form.title.as_str()),
        (true, 2, "deux")
    );
    assert_eq!(
        products::get(&mut tx, product).await.unwrap().fields.title,
        "un"
    );
    let decided = products::save(&mut tx, product, &editor.form, editor.version)
        .await
        .unwrap();
    assert_eq!(decided, SaveReport::Saved { version: 3 });
}

#[tokio::test]
async fn a_draft_from_before_the_last_save_is_told_when_it_is_saved() {
    let (backend, tenant) = shop("late").await;
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    let product = make(&mut tx, &titled("un")).await;
    products::save(&mut tx, product, &titled("deux"), 2)
        .await
        .unwrap();
    products::keep_draft(&mut tx, product, &titled("typed on the older one"), 2)
        .await
        .unwrap();
    let editor = products::editor(&mut tx, product).await.unwrap();
    let report = products::save(&mut tx, product, &editor.form, editor.version)
        .await
        .unwrap();
    assert_eq!(report, SaveReport::Stale { version: 3 });
}

#[tokio::test]
async fn a_sku_belongs_to_one_product() {
    let (backend, tenant) = shop("sku").await;
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    let holder = make(&mut tx, &with_sku("Jean", "A-1")).await;
    let other = make(&mut tx, &titled("Veste")).await;
    let wanted = with_sku("Veste", "A-1");
    let refused = products::save(&mut tx, other, &wanted, 2).await.unwrap();
    assert_eq!(
        refused,
        SaveReport::Refused {
            problems: sku_taken()
        }
    );
    assert_eq!(
        products::editor(&mut tx, other).await.unwrap().form.sku,
        "A-1"
    );
    tx.commit().await.unwrap();

    let mut tx = backend.database.tenant(tenant).await.unwrap();
    products::archive(&mut tx, holder).await.unwrap();
    let saved = products::save(&mut tx, other, &wanted, 2).await.unwrap();
    assert_eq!(saved, SaveReport::Saved { version: 3 });
    tx.commit().await.unwrap();

    let mut tx = backend.database.tenant(tenant).await.unwrap();
    let restored = products::restore(&mut tx, holder).await;
    assert!(matches!(restored, Err(Error::Invalid(problems)) if problems == sku_taken()));
    drop(tx);
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    products::archive(&mut tx, other).await.unwrap();
    products::restore(&mut tx, holder).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_saves_at_once_one_gets_the_sku() {
    let (backend, tenant) = shop("race").await;
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    let contenders = [
        products::create(&mut tx).await.unwrap(),
        products::create(&mut tx).await.unwrap(),
    ];
    tx.commit().await.unwrap();
    let saves = contenders.map(|product| {
        let database = backend.database.clone();
        tokio::spawn(async move {
            let mut tx = database.tenant(tenant).await.unwrap();
            let report = products::save(&mut tx, product, &with_sku("Sac", "ONE"), 1)
                .await
                .unwrap();
            tx.commit().await.unwrap();
            report
        })
    });
    let mut reports = Vec::new();
    for save in saves {
        reports.push(save.await.unwrap());
    }
    assert!(
        reports.contains(&SaveReport::Saved { version: 2 }),
        "{reports:?}"
    );
    assert!(
        reports.contains(&SaveReport::Refused {
            problems: sku_taken()
        }),
        "{reports:?}"
    );
}

#[tokio::test]
async fn archived_products_come_back_as_they_were() {
    let (backend, tenant) = shop("archivist").await;
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    let product = make(&mut tx, &titled("Gilet")).await;
    products::set_status(&mut tx, product, ProductStatus::Sold)
        .await
        .unwrap();
    products::archive(&mut tx, product).await.unwrap();
    products::archive(&mut tx, product).await.unwrap();
    assert!(find(&mut tx, "gilet").await.is_empty());
    let archived = page(&mut tx, "", Some(ProductStatus::Archived), None).await;
    assert_eq!(
        (titles(&archived), archived.counts.archived),
        (vec!["Gilet".to_owned()], 1)
    );
    products::restore(&mut tx, product).await.unwrap();
    assert_eq!(
        products::get(&mut tx, product).await.unwrap().status,
        ProductStatus::Sold
    );
    let again = products::restore(&mut tx, product).await;
    assert!(matches!(again, Err(Error::OutOfPlace { .. })), "{again:?}");
    products::set_status(&mut tx, product, ProductStatus::Draft)
        .await
        .unwrap();
    assert_eq!(
        products::get(&mut tx, product).await.unwrap().status,
        ProductStatus::Sold
    );
}

#[tokio::test]
async fn what_a_marketplace_may_be_showing_is_not_archived() {
    let (backend, tenant) = shop("listed").await;
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    let product = make(&mut tx, &titled("Manteau")).await;
    sqlx::query(
        "insert into listings (product_id, platform, site, state, reference, upload_session)
        values ($1, 'vinted', 'fr', 'in_doubt', 'R1', 'S1')",
    )
    .bind(product.0)
    .execute(tx.conn())
    .await
    .unwrap();
    let refused = products::archive(&mut tx, product).await;
    assert!(
        matches!(refused, Err(Error::OutOfPlace { .. })),
        "{refused:?}"
    );
    assert_eq!(find(&mut tx, "manteau").await, ["Manteau"]);
    assert_eq!(
        page(&mut tx, "", None, None).await.rows[0].channels.len(),
        1
    );
    sqlx::query("update listings set state = 'removed'")
        .execute(tx.conn())
        .await
        .unwrap();
    products::archive(&mut tx, product).await.unwrap();
}

#[tokio::test]
async fn sellers_never_see_each_other() {
    let backend = testing::backend().await;
    let (alice, bob) = (
        testing::seller(&backend, "alice").await.tenant,
        testing::seller(&backend, "bob").await.tenant,
    );
    let mut tx = backend.database.tenant(alice).await.unwrap();
    for _ in 0..3 {
        make(&mut tx, &titled("À moi")).await;
    }
    let hers = make(&mut tx, &with_sku("Secret", "S-1")).await;
    tx.commit().await.unwrap();
    let mut tx = backend.database.tenant(bob).await.unwrap();
    make(&mut tx, &with_sku("À lui", "S-1")).await;
    tx.commit().await.unwrap();

    let mut tx = backend.database.tenant(bob).await.unwrap();
    assert_eq!(find(&mut tx, "").await, ["À lui"]);
    assert!(find(&mut tx, "secret").await.is_empty());
    assert!(matches!(
        products::get(&mut tx, hers).await,
        Err(Error::NotFound { .. })
    ));
    assert!(matches!(
        products::editor(&mut tx, hers).await,
        Err(Error::NotFound { .. })
    ));
    assert!(matches!(
        products::archive(&mut tx, hers).await,
        Err(Error::NotFound { .. })
    ));
    assert!(matches!(
        products::restore(&mut tx, hers).await,
        Err(Error::NotFound { .. })
    ));
    assert!(matches!(
        products::drop_draft(&mut tx, hers).await,
        Err(Error::NotFound { .. })
    ));
    for form in [titled("Volé"), ProductForm::default()] {
        let mut tx = backend.database.tenant(bob).await.unwrap();
        let stolen = products::save(&mut tx, hers, &form, 2).await;
        assert!(matches!(stolen, Err(Error::NotFound { .. })), "{stolen:?}");
    }
}
