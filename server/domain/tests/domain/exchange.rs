//! Sheets in and out: every row as far as it can be taken over, all of them or none, and what leaves comes back the same.

use crate::domain::mishap::{Fuse, Mishap};
use crate::domain::shop::{Shop, dress_form};
use calamine::{Data, Reader, Xlsx};
use futures::TryStreamExt;
use image::{ImageFormat, RgbImage};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use stoflow_domain::error::Error;
use stoflow_domain::exchange::export::{self, Format};
use stoflow_domain::exchange::import;
use stoflow_domain::photos::{self, Upload};
use stoflow_domain::products;
use stoflow_wire::exchange::{ImportView, Preset};
use stoflow_wire::ids::{BatchId, ProductId};
use stoflow_wire::language::Language;
use stoflow_wire::problem::{FieldProblem, Problem};
use stoflow_wire::products::{ProductFilter, ProductForm, ProductStatus, SaveReport};

const PRODUCTS: &str = "select count(*) from products where touched";

impl Shop {
    async fn bring(&self, file: &[u8]) -> BatchId {
        let file = file.to_vec().into();
        import::begin(&self.backend, self.tenant, "articles.csv", file)
            .await
            .unwrap()
    }

    async fn seen(&self, batch: BatchId) -> ImportView {
        let mut tx = self.backend.database.tenant(self.tenant).await.unwrap();
        import::look(&mut tx, batch, Language::Fr).await.unwrap()
    }

    /// With the columns as they are.
    async fn import(&self, batch: BatchId) -> bool {
        let view = self.seen(batch).await;
        let keys: Vec<String> = view.columns.into_iter().map(|c| c.column).collect();
        import::run(&self.backend, self.tenant, batch, &keys)
            .await
            .unwrap()
    }

    async fn listed(&self) -> Vec<(ProductId, String)> {
        let mut tx = self.backend.database.tenant(self.tenant).await.unwrap();
        let list = products::list(&mut tx, &ProductFilter::default()).await;
        let rows = list.unwrap().rows.into_iter();
        rows.map(|row| (row.id, row.title)).collect()
    }

    /// What the editor shows of everything in the list.
    async fn forms(&self) -> Vec<ProductForm> {
        let mut forms = Vec::new();
        for (product, _) in self.listed().await {
            let mut tx = self.backend.database.tenant(self.tenant).await.unwrap();
            forms.push(products::editor(&mut tx, product).await.unwrap().form);
        }
        forms
    }

    async fn exported(&self, format: Format) -> Vec<u8> {
        let pieces = export::stream(&self.backend, self.tenant, Language::Fr, format);
        let pieces: Vec<_> = pieces.try_collect().await.unwrap();
        pieces.concat()
    }
}

#[tokio::test]
async fn a_sheet_becomes_drafts_and_goes_again_where_nobody_touched_them() {
    let shop = Shop::new("sheet").await;
    // In Windows' letters: é is one byte.
    let sheet = b"Titre;Prix;Couleur;\xc9tat\r\nRobe d'\xe9t\xe9;12,50;Rouge;Bon \xe9tat\r\nPull;douze;Bleu, p\xe9trole;\r\nVeste;30;;\r\n";
    let batch = shop.bring(sheet).await;
    let view = shop.seen(batch).await;
    assert_eq!((view.preset, view.report.made, view.done), (None, 3, false));
    let [pull] = &view.report.troubled[..] else {
        panic!("{:?}", view.report.troubled);
    };
    assert_eq!((pull.line, pull.title.as_str()), (3, "Pull"));
    let told: Vec<_> = pull
        .problems
        .iter()
        .map(|p| (p.text.as_str(), &p.problem))
        .collect();
    let expected = [
        ("pétrole", &Problem::Unknown),
        ("douze", &Problem::NotANumber),
    ];
    assert_eq!(told, expected);
    assert_eq!(shop.count(PRODUCTS).await, 0, "nothing is done yet");

    assert!(shop.import(batch).await);
    assert!(shop.import(batch).await, "done is done");
    let titles: Vec<String> = shop.listed().await.into_iter().map(|row| row.1).collect();
    assert_eq!(titles, ["Robe d'été", "Pull", "Veste"]);
    let forms = shop.forms().await;
    assert_eq!(
        (forms[0].colours.as_str(), forms[0].condition.as_str()),
        ("red", "6")
    );
    assert_eq!(
        (forms[1].price.as_str(), forms[1].colours.as_str()),
        ("douze", "blue")
    );
    let report = shop.seen(batch).await.report;
    let [(robe, _), (pull, _), (veste, _)] = shop.listed().await[..] else {
        panic!("three drafts");
    };
    assert_eq!(report.troubled[0].product, Some(pull));

    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    let editor = products::editor(&mut tx, veste).await.unwrap();
    let form = ProductForm {
        price: "28".to_owned(),
        ..editor.form
    };
    let saved = products::save(&mut tx, veste, &form, editor.version).await;
    assert!(matches!(saved, Ok(SaveReport::Saved { .. })), "{saved:?}");
    tx.commit().await.unwrap();
    for _ in 0..2 {
        let undone = import::undo(&shop.backend, shop.tenant, batch)
            .await
            .unwrap();
        let left: Vec<ProductId> = undone.left.first.iter().map(|left| left.product).collect();
        assert_eq!(
            (undone.gone, left),
            (2, vec![veste]),
            "{robe} and {pull} go"
        );
    }
    assert_eq!(shop.count("select draft from product_counts").await, 1);
    assert_eq!(shop.count("select count(*) from product_drafts").await, 0);
}

#[tokio::test]
async fn the_seller_says_what_columns_are_and_sees_the_result_first() {
    let shop = Shop::new("columns").await;
    shop.product(&ProductForm {
        sku: "R-1".to_owned(),
        ..dress_form()
    })
    .await;
    let batch = shop
        .bring("Nom,Ref,Ref\nRobe,R-1,R-2\nPull,R-3,R-2\n".as_bytes())
        .await;
    let keys = |keys: [&str; 3]| keys.map(str::to_owned);
    let place = async |placed: [&str; 3]| {
        import::place(&shop.backend, shop.tenant, batch, &keys(placed)).await
    };
    for (wrong, problem) in [
        (["title", "dream", ""], Problem::Unknown),
        (["title", "sku", "sku"], Problem::AlreadyUsed),
    ] {
        let refused = place(wrong).await;
        let expected = [FieldProblem::new("columns", problem)];
        assert!(
            matches!(&refused, Err(Error::Invalid(f)) if *f == expected),
            "{refused:?}"
        );
    }
    place(["", "", "location"]).await.unwrap();
    // Other columns than those that were shown: shown first.
    let run = async |placed: [&str; 3]| {
        import::run(&shop.backend, shop.tenant, batch, &keys(placed)).await
    };
    assert!(!run(["title", "sku", ""]).await.unwrap());
    let report = shop.seen(batch).await.report;
    assert_eq!((report.rows, report.made), (2, 1));
    assert!(report.troubled[0].left_out, "R-1 is here already");
    assert!(run(["title", "sku", ""]).await.unwrap());
    assert_eq!(shop.listed().await[0].1, "Pull");
}

#[tokio::test]
async fn what_leaves_comes_back_the_same() {
    let (from, to) = (Shop::new("from").await, Shop::new("to").await);
    from.product(&ProductForm {
        title: "=HYPERLINK(\"x\")".to_owned(),
        description: "Deux lignes ;\n\"une\", 'autre'".to_owned(),
        cost: "0".to_owned(),
        colours: "navy,white".to_owned(),
        materials: "cotton,elastane".to_owned(),
        shares: BTreeMap::from([("cotton".to_owned(), "95".to_owned())]),
        attributes: BTreeMap::from([("season".to_owned(), "summer".to_owned())]),
        measurements: BTreeMap::from([("length".to_owned(), "92,5".to_owned())]),
        weight: "300".to_owned(),
        parcel: "small".to_owned(),
        sku: "'-7".to_owned(),
        quantity: "3".to_owned(),
        ..dress_form()
    })
    .await;
    from.product(&dress_form()).await;
    for (format, language) in [(Format::Csv, "csv"), (Format::Xlsx, "xlsx")] {
        let file = from.exported(format).await;
        let batch = to.bring(&file).await;
        let view = to.seen(batch).await;
        assert_eq!(view.preset, Some(Preset::Stoflow));
        assert_eq!(view.report.troubled, [], "{language}");
        assert!(to.import(batch).await);
        let (mut left, came) = (from.forms().await, to.forms().await);
        // They leave by their numbers and arrive as the sheet has them.
        left.reverse();
        assert_eq!(came, left, "{language}");
        let undone = import::undo(&to.backend, to.tenant, batch).await.unwrap();
        assert_eq!(undone.gone, 2);
    }
    let book = from.exported(Format::Xlsx).await;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book)).unwrap();
    let sheet = book.worksheet_range("StoFlow").unwrap();
    let title = Data::String("'=HYPERLINK(\"x\")".to_owned());
    assert!(sheet.rows().any(|row| row.contains(&title)));
}

#[tokio::test]
async fn what_was_sold_or_put_away_comes_back_as_that() {
    let (from, to) = (Shop::new("stock").await, Shop::new("again").await);
    for (title, sku) in [
        ("Robe", "R-1"),
        ("Pull", "R-2"),
        ("Veste", "R-3"),
        ("Jupe", "R-4"),
        ("Sac", ""),
        ("Manteau", "R-6"),
    ] {
        from.product(&ProductForm {
            title: title.to_owned(),
            sku: sku.to_owned(),
            ..dress_form()
        })
        .await;
    }
    for statement in [
        "update products set status = 'sold', sold_at = '2026-11-03 23:30+00', sold_by = 'vinted' where title = 'Pull'",
        "update products set status = 'published' where title = 'Veste'",
        "update products set status = 'archived', archived_from = 'sold', sold_at = '2026-10-01 12:00+00' where title = 'Jupe'",
        "update products set status = 'archived', archived_from = 'draft' where title = 'Sac'",
        // Nobody knows since when.
        "update products set status = 'archived', archived_from = 'sold' where title = 'Manteau'",
    ] {
        from.run(statement).await;
    }
    let file = from.exported(Format::Xlsx).await;
    let batch = to.bring(&file).await;
    let report = to.seen(batch).await.report;
    assert_eq!(report.troubled, []);
    let counted = (
        report.made,
        report.sold,
        report.archived,
        report.were_online,
    );
    assert_eq!(counted, (6, 2, 2, 1));
    assert!(to.import(batch).await);
    let stands = "select string_agg(concat_ws(' ', title, status, archived_from, sold_by
            , (sold_at at time zone 'Europe/Paris')::date), ', ' order by id) from products";
    let stood = "Manteau sold seller, Sac archived draft, Jupe archived sold seller 2026-10-01, Veste draft, \
         Pull sold seller 2026-11-04, Robe draft";
    assert_eq!(to.text(stands).await, stood);
    let counts = "select concat_ws(' ', draft, published, sold, archived) from product_counts";
    assert_eq!(to.text(counts).await, "2 0 2 2");
    // What the shop has is not made twice, be it put away.
    let twice = to.seen(to.bring(&file).await).await.report;
    let left_out = twice.troubled.iter().filter(|row| row.left_out).count();
    assert_eq!((twice.made, left_out), (1, 5), "the bag has no reference");

    let jupe = "select id::text from products where title = 'Jupe'";
    let jupe = ProductId(to.text(jupe).await.parse().unwrap());
    let mut tx = to.backend.database.tenant(to.tenant).await.unwrap();
    products::restore(&mut tx, jupe).await.unwrap();
    assert_eq!(
        products::get(&mut tx, jupe).await.unwrap().status,
        ProductStatus::Sold
    );
    tx.commit().await.unwrap();
    let undone = import::undo(&to.backend, to.tenant, batch).await.unwrap();
    let left: Vec<ProductId> = undone.left.first.iter().map(|left| left.product).collect();
    assert_eq!((undone.gone, left), (5, vec![jupe]));
    assert_eq!(to.text(counts).await, "0 0 1 0");
}

#[tokio::test]
async fn a_status_that_is_none_is_told_at_its_row() {
    let shop = Shop::new("status").await;
    let sheet = "Titre;Statut;Vendu le\nRobe;Peut-être;\nPull;Vendu;hier\nVeste;;12/10/2026\n";
    let view = shop.seen(shop.bring(sheet.as_bytes()).await).await;
    let told = view.report.troubled.iter().flat_map(|row| &row.problems);
    let told: Vec<_> = told
        .map(|cell| (cell.column.as_str(), cell.text.as_str()))
        .collect();
    assert_eq!(told, [("status", "Peut-être"), ("sold_on", "hier")]);
    assert_eq!((view.report.sold, view.report.drafts()), (2, 1));
    let shown: Vec<_> = view.samples[1]
        .texts
        .iter()
        .map(|text| text.text.as_str())
        .collect();
    assert_eq!(shown, ["Pull", "Vendu"]);
}

#[tokio::test]
async fn a_sheet_of_ebays_brings_its_categories_by_their_numbers() {
    let shop = Shop::new("ebay").await;
    let sheet = "*Action(SiteID=France|Country=FR|Currency=EUR|Version=1193);*Category;*Title;CustomLabel\n\
                 Add;63861;Robe longue;R-1\nAdd;63866;Pull;R-2\nAdd;1;Vase;R-3\n";
    let batch = shop.bring(sheet.as_bytes()).await;
    let view = shop.seen(batch).await;
    assert_eq!(view.preset, Some(Preset::Ebay));
    let told = view.report.troubled.iter().flat_map(|row| &row.problems);
    let told: Vec<_> = told
        .map(|cell| (cell.column.as_str(), &cell.problem))
        .collect();
    let expected = [&Problem::Ambiguous, &Problem::Unknown];
    assert_eq!(told, expected.map(|problem| ("category", problem)));
    assert!(shop.import(batch).await);
    let said =
        "select string_agg(concat_ws(' ', sku, category, gender), ', ' order by sku) from products";
    assert_eq!(shop.text(said).await, "R-1 dress women, R-2  women, R-3  ");
}

#[tokio::test]
async fn photos_leave_in_folders_with_the_table() {
    let shop = Shop::new("folders").await;
    let product = shop.dress().await;
    shop.run("delete from product_photos").await;
    let uploads = [40, 60].map(|width| {
        let mut bytes = Cursor::new(Vec::new());
        let picture = RgbImage::new(width, 60);
        picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
        Upload {
            file_name: "a.png".to_owned(),
            bytes: bytes.into_inner().into(),
        }
    });
    photos::add(&shop.backend, shop.tenant, product, uploads.into())
        .await
        .unwrap();
    shop.run("update product_photos set internal = true where position = 1")
        .await;
    let file = shop.exported(Format::Zip).await;
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut names: Vec<String> = archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    names.sort_unstable();
    let folder = format!("photos/{product}-robe-rouge-a-fleurs");
    let expected = [
        format!("{folder}/01.jpg"),
        format!("{folder}/02-interne.jpg"),
        "stoflow.csv".to_owned(),
    ];
    assert_eq!(names, expected);
    let mut table = String::new();
    archive
        .by_name("stoflow.csv")
        .unwrap()
        .read_to_string(&mut table)
        .unwrap();
    assert!(table.contains("Robe rouge"), "{table}");
}

#[tokio::test]
async fn a_server_that_dies_imports_all_or_nothing() {
    let shop = Shop::on_slow_line("cut").await;
    let rows: Vec<String> = (0..600).map(|row| format!("Robe {row};douze\n")).collect();
    let sheet = format!("Titre;Prix\n{}", rows.concat());
    let batch = shop.bring(sheet.as_bytes()).await;
    let keys = ["title".to_owned(), "price".to_owned()];
    // Statements take a moment for each way.
    for moment in (1..).step_by(3) {
        let fuse = Fuse::new(vec![(Mishap::ServerDies, moment)]);
        let run = fuse
            .run(import::run(&shop.backend, shop.tenant, batch, &keys))
            .await;
        let made = shop.count(PRODUCTS).await;
        assert!(made == 0 || made == 600, "{made} at {moment}");
        if matches!(run, Ok(Ok(true))) {
            break;
        }
    }
    assert!(shop.import(batch).await);
    assert_eq!(shop.count(PRODUCTS).await, 600);
    assert_eq!(shop.count("select count(*) from product_drafts").await, 600);
    let undone = import::undo(&shop.backend, shop.tenant, batch)
        .await
        .unwrap();
    assert_eq!((undone.gone, shop.count(PRODUCTS).await), (600, 0));
}
