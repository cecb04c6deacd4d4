//! The list's filters: each alone, all together, page by page, and whatever a made-up address may ask.

use super::{ProductFilter, make, shop, titles};
use stoflow_domain::database::TenantTx;
use stoflow_domain::error::Error;
use stoflow_domain::products::{self, views};
use stoflow_wire::filters::{Age, Presence};
use stoflow_wire::ids::ProductId;
use stoflow_wire::problem::{FieldProblem, Problem};
use stoflow_wire::products::{ProductForm, ProductStatus, StatusCounts};

/// Complete but for its photo.
fn item(title: &str, category: &str, brand: &str, price: &str) -> ProductForm {
    ProductForm {
        title: title.to_owned(),
        price: price.to_owned(),
        category: category.to_owned(),
        gender: "women".to_owned(),
        brand: brand.to_owned(),
        size: "M".to_owned(),
        colours: "red".to_owned(),
        condition: "8".to_owned(),
        ..ProductForm::default()
    }
}

/// Puts what no seller can put there by hand.
async fn put(tx: &mut TenantTx, statement: &'static str, product: ProductId) {
    sqlx::query(statement)
        .bind(product.0)
        .execute(tx.conn())
        .await
        .unwrap();
}

async fn photograph(tx: &mut TenantTx, product: ProductId) {
    let photo = "insert into product_photos (product_id, position, storage_key, content_hash, width, height, bytes) \
                 values ($1, 0, 'key', 'hash', 1, 1, 1)";
    put(tx, photo, product).await;
    put(
        tx,
        "update products set pictured = true where id = $1",
        product,
    )
    .await;
}

/// A listing of `product` that has been there for `days`.
async fn listed(tx: &mut TenantTx, product: ProductId, state: &str, days: i32) {
    sqlx::query(
        "insert into listings (product_id, platform, site, state, reference, upload_session, external_id, published_at
            , created_at)
        values ($1, 'vinted', 'www.vinted.fr', $2, $3, 's', '1', now() - make_interval(days => $4)
            , now() - make_interval(days => $4))",
    )
    .bind(product.0)
    .bind(state)
    .bind(format!("{product}-{state}-{days}"))
    .bind(days)
    .execute(tx.conn())
    .await
    .unwrap();
}

async fn asked(tx: &mut TenantTx, filter: ProductFilter) -> Vec<String> {
    titles(&products::list(tx, &filter).await.unwrap())
}

/// A dress, a bag, a jumper that is listed, a skirt that was refused and a coat on its way, made in this order.
async fn furnish(tx: &mut TenantTx) {
    let forms = [
        item("Robe", "dress", "Sézane", "40"),
        item("Sac", "handbag", "LEVIS", "120"),
        item("Pull", "sweater", "Maison d'ÉTÉ", "25,50"),
        item("Jupe", "skirt", "Sézane", "15"),
        item("Manteau", "coat", "Sézane", "80"),
    ];
    let mut made = Vec::new();
    for form in &forms {
        let product = make(tx, form).await;
        photograph(tx, product).await;
        made.push(product);
    }
    listed(tx, made[0], "removed", 200).await;
    listed(tx, made[2], "failed", 100).await;
    listed(tx, made[2], "live", 70).await;
    listed(tx, made[3], "removed", 50).await;
    listed(tx, made[3], "failed", 40).await;
    listed(tx, made[4], "creating", 1).await;
    let old = "update products set created_at = now() - interval '61 days' where id = $1";
    put(tx, old, made[1]).await;
}

#[tokio::test]
async fn each_filter_finds_its_own() {
    let (backend, tenant) = shop("filters").await;
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    furnish(&mut tx).await;
    let all = ProductFilter::default;
    let vinted = |vinted| ProductFilter {
        vinted: Some(vinted),
        ..all()
    };
    let category = |key: &str| ProductFilter {
        category: key.to_owned(),
        ..all()
    };
    let brand = |brand: &str| ProductFilter {
        brand: brand.to_owned(),
        ..all()
    };
    let price = |price_from, price_to| ProductFilter {
        price_from,
        price_to,
        ..all()
    };
    let age = |age| ProductFilter {
        age: Some(age),
        ..all()
    };
    let cases: [(ProductFilter, &[&str]); 21] = [
        (vinted(Presence::Unlisted), &["Robe", "Sac"]),
        (vinted(Presence::Listed), &["Pull"]),
        (vinted(Presence::BeingListed), &["Manteau"]),
        (vinted(Presence::Failed), &["Jupe"]),
        (category("dress"), &["Robe"]),
        (category("clothing"), &["Manteau", "Jupe", "Pull", "Robe"]),
        (category("bags"), &["Sac"]),
        (category("\0'; drop"), &[]),
        (brand("sezane"), &["Manteau", "Jupe", "Robe"]),
        (brand(" Levi's "), &["Sac"]),
        (brand("maison d'été"), &["Pull"]),
        (brand("Séz"), &[]),
        (price(Some(2550), Some(8000)), &["Manteau", "Pull", "Robe"]),
        (price(None, Some(1499)), &[]),
        (price(Some(8001), None), &["Sac"]),
        (price(Some(9000), Some(10)), &[]),
        (
            price(Some(i64::MIN), Some(i64::MAX)),
            &["Manteau", "Jupe", "Pull", "Robe", "Sac"],
        ),
        (age(Age::Listed60), &["Pull"]),
        (age(Age::Listed90), &[]),
        (age(Age::Created60), &["Sac"]),
        (age(Age::Created90), &[]),
    ];
    for (filter, expected) in cases {
        assert_eq!(asked(&mut tx, filter.clone()).await, expected, "{filter:?}");
    }
}

#[tokio::test]
async fn filters_hold_together_and_the_counts_follow_them() {
    let (backend, tenant) = shop("together").await;
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    furnish(&mut tx).await;
    let gone = make(&mut tx, &item("Robe vendue", "dress", "Sézane", "45")).await;
    products::set_status(&mut tx, gone, ProductStatus::Sold)
        .await
        .unwrap();
    let filter = ProductFilter {
        search: "rob".to_owned(),
        vinted: Some(Presence::Unlisted),
        category: "clothing".to_owned(),
        brand: "sézane".to_owned(),
        price_from: Some(2000),
        price_to: Some(5000),
        ..ProductFilter::default()
    };
    let list = products::list(&mut tx, &filter).await.unwrap();
    assert_eq!(titles(&list), ["Robe vendue", "Robe"]);
    let counts = StatusCounts {
        draft: 1,
        sold: 1,
        ..StatusCounts::default()
    };
    assert_eq!(list.counts, counts);
    let sold = ProductFilter {
        status: Some(ProductStatus::Sold),
        ..filter.clone()
    };
    let list = products::list(&mut tx, &sold).await.unwrap();
    assert_eq!(
        (titles(&list), list.counts),
        (vec!["Robe vendue".to_owned()], counts)
    );
    let narrower = ProductFilter {
        age: Some(Age::Listed30),
        ..filter
    };
    assert_eq!(asked(&mut tx, narrower).await, [""; 0]);
}

#[tokio::test]
async fn what_lacks_something_or_went_wrong_needs_attention() {
    let (backend, tenant) = shop("attention").await;
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    furnish(&mut tx).await;
    let attention = ProductFilter {
        attention: true,
        ..ProductFilter::default()
    };
    assert_eq!(
        asked(&mut tx, attention.clone()).await,
        ["Jupe"],
        "it was refused"
    );
    let bare = make(&mut tx, &item("Sans photo", "dress", "Zara", "9")).await;
    let unpriced = make(&mut tx, &item("Sans prix", "dress", "Zara", "")).await;
    photograph(&mut tx, unpriced).await;
    let bag = ProductForm {
        size: String::new(),
        ..item("Sac", "handbag", "Zara", "9")
    };
    let bag = make(&mut tx, &bag).await;
    photograph(&mut tx, bag).await;
    let broken = make(&mut tx, &item("Retrait", "dress", "Zara", "9")).await;
    photograph(&mut tx, broken).await;
    let job = "insert into marketplace_jobs (platform, action, product_id, lane, state, finished_at, expires_at) \
               values ('vinted', 'delete', $1, 'vinted', 'failed', now(), now())";
    put(&mut tx, job, broken).await;
    let found = asked(&mut tx, attention.clone()).await;
    assert_eq!(found, ["Retrait", "Sans prix", "Sans photo", "Jupe"]);
    let again = "insert into marketplace_jobs (platform, action, product_id, lane, expires_at) \
                 values ('vinted', 'delete', $1, 'vinted', now())";
    put(&mut tx, again, broken).await;
    // Nothing is asked of what was sold.
    products::set_status(&mut tx, bare, ProductStatus::Sold)
        .await
        .unwrap();
    assert_eq!(asked(&mut tx, attention).await, ["Sans prix", "Jupe"]);
}

#[tokio::test]
async fn filtered_pages_neither_repeat_nor_skip() {
    let (backend, tenant) = shop("filtered-pages").await;
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    products::fill::fill(&mut tx, 400).await.unwrap();
    let mut filter = ProductFilter {
        category: "clothing".to_owned(),
        price_from: Some(2000),
        ..ProductFilter::default()
    };
    let (mut seen, mut pages) = (Vec::new(), 0);
    let counts = loop {
        let page = products::list(&mut tx, &filter).await.unwrap();
        assert!(
            page.rows
                .iter()
                .all(|row| row.price.is_some_and(|price| price.minor >= 2000))
        );
        seen.extend(page.rows.iter().map(|row| row.id));
        pages += 1;
        filter.after = page.next;
        if filter.after.is_none() {
            break page.counts;
        }
    };
    assert!(pages > 2, "{pages} pages");
    assert!(seen.is_sorted_by(|a, b| a > b), "newest first");
    assert_eq!(
        i64::try_from(seen.len()).unwrap(),
        counts.draft + counts.sold
    );
    assert!(counts.archived > 0);
}

#[tokio::test]
async fn questions_are_kept_under_names() {
    let (backend, tenant) = shop("views").await;
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    assert_eq!(views::list(&mut tx).await.unwrap(), []);
    let old = ProductFilter {
        search: " robe\0 ".to_owned(),
        age: Some(Age::Listed60),
        after: Some("deep".to_owned()),
        ..ProductFilter::default()
    };
    views::keep(&mut tx, " À baisser ", &old).await.unwrap();
    make(&mut tx, &item("Robe", "dress", "Zara", "9")).await;
    let kept = views::list(&mut tx).await.unwrap();
    let filter = ProductFilter {
        search: "robe".to_owned(),
        after: None,
        ..old.clone()
    };
    assert_eq!(
        (kept[0].name.as_str(), &kept[0].filter),
        ("À baisser", &filter)
    );
    let other = ProductFilter {
        attention: true,
        ..ProductFilter::default()
    };
    views::keep(&mut tx, "à BAISSER", &other).await.unwrap();
    assert_eq!(views::list(&mut tx).await.unwrap()[0].filter, other);
    for number in 1..12 {
        let long = ProductFilter {
            search: "é".repeat(60),
            brand: "é".repeat(60),
            ..other.clone()
        };
        views::keep(&mut tx, &format!("{number:é>40}"), &long)
            .await
            .unwrap();
    }
    let wide = ProductFilter {
        search: "👗".repeat(60),
        brand: "👗".repeat(60),
        ..other.clone()
    };
    let refusals = [
        ("treizième", &other, "name", Problem::TooMany { max: 12 }),
        ("\u{202e}", &other, "name", Problem::Missing),
        ("À baisser", &wide, "filter", Problem::TooLong { max: 30 }),
    ];
    for (name, filter, field, problem) in refusals {
        let refused = views::keep(&mut tx, name, filter).await;
        let expected = [FieldProblem::new(field, problem)];
        assert!(
            matches!(&refused, Err(Error::Invalid(problems)) if *problems == expected),
            "{refused:?}"
        );
    }
    views::forget(&mut tx, "à baisser").await.unwrap();
    views::forget(&mut tx, "à baisser").await.unwrap();
    assert_eq!(views::list(&mut tx).await.unwrap().len(), 11);
}
