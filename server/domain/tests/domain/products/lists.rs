//! The product list: every product on one page and one only, found however it is written, counted right.

use super::{find, make, page, shop, titled, titles, with_sku};
use std::collections::HashSet;
use stoflow_domain::database::TenantTx;
use stoflow_domain::error::Error;
use stoflow_domain::{listings, photos, products};
use stoflow_wire::products::{ProductFilter, ProductForm, ProductStatus, StatusCounts};

#[tokio::test]
async fn pages_neither_repeat_nor_skip() {
    let (backend, tenant) = shop("pages").await;
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    let mut made = HashSet::new();
    for number in 0..120 {
        made.insert(make(&mut tx, &titled(&format!("Chemise {number}"))).await);
    }
    tx.commit().await.unwrap();
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    let (mut seen, mut after, mut sizes) = (Vec::new(), None, Vec::new());
    loop {
        let page = page(&mut tx, "chemise", None, after).await;
        assert_eq!(page.counts.draft, i64::try_from(120 + sizes.len()).unwrap());
        sizes.push(page.rows.len());
        seen.extend(page.rows.iter().map(|row| row.id));
        // What comes meanwhile stands above and disturbs nothing.
        make(&mut tx, &titled("Chemise toute neuve")).await;
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(sizes, [50, 50, 20]);
    assert!(seen.is_sorted_by(|a, b| a > b), "newest first");
    assert_eq!(seen.into_iter().collect::<HashSet<_>>(), made);
    for nonsense in ["", "x", "AAAA", "///", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
        let filter = ProductFilter {
            after: Some(nonsense.to_owned()),
            ..ProductFilter::default()
        };
        let refused = products::list(&mut tx, &filter).await;
        assert!(
            matches!(refused, Err(Error::Invalid(_))),
            "{nonsense}: {refused:?}"
        );
    }
}

#[tokio::test]
async fn the_search_finds_words_however_they_are_written() {
    let (backend, tenant) = shop("seeker").await;
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    for (title, brand, sku, location) in [
        ("Robe d'été à fleurs", "Sézane", "AB-001", "Étagère A"),
        ("100% coton: T-shirt", "Levi's", "AB_002", "Carton 7"),
        ("Œuvre d'Ärmel 👗", "H&M", "XY-001", ""),
    ] {
        let form = ProductForm {
            brand: brand.to_owned(),
            location: location.to_owned(),
            ..with_sku(title, sku)
        };
        make(&mut tx, &form).await;
    }
    let (dress, shirt, work) = (
        "Robe d'été à fleurs",
        "100% coton: T-shirt",
        "Œuvre d'Ärmel 👗",
    );
    let cases: [(&str, &[&str]); 16] = [
        ("ROBE", &[dress]),
        ("ete FLEURS", &[dress]),
        ("d’été", &[dress]),
        ("sezane robe", &[dress]),
        ("etagere", &[dress]),
        ("robe coton", &[]),
        ("100%", &[shirt]),
        ("levis", &[shirt]),
        ("t-shirt", &[shirt]),
        ("ab_002", &[shirt]),
        ("001", &[work, dress]),
        ("oeuvre armel", &[work]),
        ("%", &[]),
        ("_", &[]),
        ("\\", &[]),
        ("\0", &[]),
    ];
    for (search, expected) in cases {
        assert_eq!(find(&mut tx, search).await, expected, "{search}");
    }
    assert_eq!(find(&mut tx, "  ").await.len(), 3);
}

#[tokio::test]
async fn untouched_products_stay_out_of_sight_and_go_away() {
    let (backend, tenant) = shop("clicker").await;
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    let untouched = products::create(&mut tx).await.unwrap();
    let typed = products::create(&mut tx).await.unwrap();
    products::keep_draft(&mut tx, typed, &titled("Écharpe en cours"), 1)
        .await
        .unwrap();
    let list = page(&mut tx, "", None, None).await;
    assert_eq!(
        (titles(&list), list.counts.draft),
        (vec!["Écharpe en cours".to_owned()], 1)
    );
    assert_eq!(find(&mut tx, "echarpe").await, ["Écharpe en cours"]);
    sqlx::query("update products set created_at = now() - interval '2 hours'")
        .execute(tx.conn())
        .await
        .unwrap();
    products::create(&mut tx).await.unwrap();
    let gone = products::get(&mut tx, untouched).await;
    assert!(matches!(gone, Err(Error::NotFound { .. })), "{gone:?}");
    products::get(&mut tx, typed).await.unwrap();
}

/// What the kept counts should be.
async fn counted(tx: &mut TenantTx) -> StatusCounts {
    let (draft, published, sold, archived) = sqlx::query_as::<_, (i64, i64, i64, i64)>(
        "select count(*) filter (where status = 'draft'), count(*) filter (where status = 'published')
            , count(*) filter (where status = 'sold'), count(*) filter (where status = 'archived')
        from products
        where touched",
    )
    .fetch_one(tx.conn())
    .await
    .unwrap();
    StatusCounts {
        draft,
        published,
        sold,
        archived,
    }
}

#[tokio::test]
async fn the_counts_never_drift() {
    let (backend, tenant) = shop("counter").await;
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    products::fill::fill(&mut tx, 30).await.unwrap();
    let mut shelf = Vec::new();
    for number in 0..12 {
        shelf.push(products::create(&mut tx).await.unwrap());
        // Each product sees its own mixture of acts, some of which do not fit and change nothing.
        for (turn, product) in shelf.iter().enumerate() {
            match (number * 7 + turn * 3) % 8 {
                0 => products::keep_draft(&mut tx, *product, &titled("x"), 1)
                    .await
                    .unwrap(),
                1 => drop(
                    products::save(&mut tx, *product, &titled("y"), 1)
                        .await
                        .unwrap(),
                ),
                2 => drop(products::archive(&mut tx, *product).await),
                3 => drop(products::restore(&mut tx, *product).await),
                4 => drop(products::set_status(&mut tx, *product, ProductStatus::Sold).await),
                5 => drop(products::set_status(&mut tx, *product, ProductStatus::Published).await),
                6 => drop(products::set_status(&mut tx, *product, ProductStatus::Draft).await),
                _ => {}
            }
        }
        let kept = page(&mut tx, "", None, None).await.counts;
        assert_eq!(kept, counted(&mut tx).await, "after {number}");
    }
    let kept = page(&mut tx, "", None, None).await.counts;
    assert!(
        kept.draft > 0 && kept.published > 0 && kept.sold > 0 && kept.archived > 0,
        "{kept:?}"
    );
}

#[tokio::test]
async fn a_filled_shop_is_listed_in_full() {
    let (backend, tenant) = shop("filled").await;
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    products::fill::fill(&mut tx, 1100).await.unwrap();
    products::fill::fill(&mut tx, 50).await.unwrap();
    let list = page(&mut tx, "", None, None).await;
    let counts = list.counts;
    assert_eq!(
        counts.draft + counts.published + counts.sold + counts.archived,
        1150
    );
    assert!(
        list.rows
            .iter()
            .all(|row| row.price.is_some() && !row.size.is_empty())
    );
    let newest = list.rows[0].id;
    products::editor(&mut tx, newest).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_shop_is_complete_and_made_once() {
    let (backend, tenant) = shop("demo").await;
    products::demo::make(&backend, tenant).await.unwrap();
    products::demo::make(&backend, tenant).await.unwrap();
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    let list = page(&mut tx, "", None, None).await;
    assert_eq!(list.rows.len(), 6);
    for row in list.rows {
        assert!(row.cover.is_some(), "{}", row.title);
        let photos = photos::list(&mut tx, row.id).await.unwrap();
        assert_eq!(photos.len(), 2);
        assert!(
            photos
                .iter()
                .all(|photo| (photo.width, photo.height) == (1200, 1600))
        );
        for readiness in listings::readiness(&mut tx, row.id).await.unwrap() {
            assert_eq!(readiness.gaps, [], "{}", row.title);
        }
    }
}
