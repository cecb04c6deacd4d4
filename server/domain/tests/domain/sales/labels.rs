//! Labels: fetched once, from Vinted alone, and only what can be printed.

use super::{SaleShow, list, only, read, rows};
use crate::domain::jobs::{Recovery, Stage};
use crate::domain::mishap::{Fuse, Mishap};
use crate::domain::wardrobe_links::photo_host::PhotoHost;
use stoflow_domain::error::Error;
use stoflow_domain::jobs;
use stoflow_domain::sales::labels::{self, sheet::Paper};
use stoflow_wire::ids::{JobId, SaleId};
use stoflow_wire::jobs::{JobState, Trouble};
use stoflow_wire::sales::{LabelState, SaleFilter};

/// A shop with so many parcels to send, and who keeps their labels.
async fn with_parcels(name: &str, count: i64, label: &str) -> (Stage, PhotoHost) {
    let mut stage = Stage::new(name).await;
    let host = PhotoHost::start().await;
    stage.shop.backend.images = host.images();
    {
        let ledger = &mut stage.wardrobe.lock().unwrap().ledger;
        for item in 1..=count {
            ledger.sell(&[item]);
        }
        ledger.label = Some(format!("https://www.vinted.fr/1/{label}"));
    }
    read(&mut stage).await;
    (stage, host)
}

async fn ask(stage: &Stage) -> u32 {
    let asked = labels::ask_all(&stage.shop.backend, stage.shop.tenant).await;
    asked.unwrap().asked
}

/// The newest job there is.
async fn newest_job(stage: &Stage) -> JobId {
    let newest = stage
        .shop
        .count("select max(id) from marketplace_jobs")
        .await;
    JobId(newest)
}

async fn fetched(stage: &mut Stage) -> (JobState, Option<Trouble>) {
    let job = newest_job(stage).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    let job = stage.shop.job(job).await;
    (job.state, job.trouble)
}

async fn print(stage: &Stage, sales: &[SaleId], paper: Paper) -> Result<Vec<u8>, Error> {
    labels::print(&stage.shop.backend, stage.shop.tenant, sales, paper).await
}

#[tokio::test]
async fn a_label_is_fetched_once_and_printed_on_either_paper() {
    let (mut stage, host) = with_parcels("labels", 3, "label.pdf").await;
    let sales: Vec<SaleId> = rows(&stage.shop, SaleShow::ToShip)
        .await
        .iter()
        .map(|row| row.id)
        .collect();
    let early = print(&stage, &sales, Paper::A4).await;
    assert!(
        matches!(early, Err(Error::OutOfPlace { .. })),
        "none is here"
    );
    assert_eq!(ask(&stage).await, 3);
    assert_eq!(ask(&stage).await, 0, "they are on their way");
    let coming = rows(&stage.shop, SaleShow::ToShip).await;
    assert!(coming.iter().all(|row| row.label == LabelState::Coming));
    assert_eq!(fetched(&mut stage).await, (JobState::Completed, None));
    assert_eq!(host.asked()("label.pdf"), 3);
    assert_eq!(ask(&stage).await, 0, "they are here");
    let counts = list(&stage.shop, &SaleFilter::default()).await.counts;
    assert_eq!(counts.without_label, 0);

    let thermal = print(&stage, &sales, Paper::Label).await.unwrap();
    assert!(thermal.starts_with(b"%PDF-"));
    assert_eq!(pages(&thermal), 3);
    let sheets = print(&stage, &sales, Paper::A4).await.unwrap();
    assert_eq!(pages(&sheets), 1);
    let twice = print(&stage, &[sales[0], sales[0]], Paper::Label).await;
    assert_eq!(pages(&twice.unwrap()), 1, "each once");
    let printed = rows(&stage.shop, SaleShow::ToShip).await;
    assert!(printed.iter().all(|row| row.label == LabelState::Printed));
    let nobodys = print(&stage, &[sales[0], SaleId(99_999)], Paper::A4).await;
    assert!(matches!(nobodys, Err(Error::NotFound { .. })));
}

fn pages(pdf: &[u8]) -> usize {
    lopdf::Document::load_mem(pdf).unwrap().get_pages().len()
}

#[tokio::test]
async fn only_vinteds_own_labels_are_taken_and_only_pdfs() {
    let (mut stage, host) = with_parcels("labels-odd", 1, "label.pdf").await;
    for (label, trouble) in [
        (
            Some("https://labels.example.org/1/label.pdf"),
            Trouble::LabelUnavailable,
        ),
        (
            Some("http://www.vinted.fr/1/label.pdf"),
            Trouble::LabelUnavailable,
        ),
        (
            Some("https://www.vinted.fr/1/text"),
            Trouble::LabelUnavailable,
        ),
        (
            Some("https://www.vinted.fr/1/broken.pdf"),
            Trouble::LabelUnavailable,
        ),
        (
            Some("https://www.vinted.fr/1/elsewhere"),
            Trouble::LabelUnavailable,
        ),
        (None, Trouble::NoLabel),
    ] {
        stage.wardrobe.lock().unwrap().ledger.label = label.map(str::to_owned);
        assert_eq!(ask(&stage).await, 1, "{label:?}");
        let ended = fetched(&mut stage).await;
        assert_eq!(ended, (JobState::Failed, Some(trouble)), "{label:?}");
        assert_eq!(only(&stage.shop).await.sale.label, LabelState::ToFetch);
    }
    assert_eq!(host.asked()("label.pdf"), 0);
    // The same job, tried again, asks Vinted for the place anew.
    let there = "https://www.vinted.fr/1/label.pdf".to_owned();
    stage.wardrobe.lock().unwrap().ledger.label = Some(there);
    let job = newest_job(&stage).await;
    jobs::retry(&stage.shop.backend, stage.shop.tenant, job)
        .await
        .unwrap();
    assert_eq!(fetched(&mut stage).await, (JobState::Completed, None));
    assert_eq!(only(&stage.shop).await.sale.label, LabelState::Here);
}

#[tokio::test]
async fn killing_the_server_while_a_label_comes_ends_with_one_label() {
    let (mut stage, _host) = with_parcels("labels-kill", 1, "label.pdf").await;
    let mut moment = 1;
    loop {
        stage.shop.run("update sales set label_at = null").await;
        assert_eq!(ask(&stage).await, 1);
        let job = newest_job(&stage).await;
        let fuse = Fuse::new(vec![(Mishap::ServerDies, moment)]);
        stage.finish(job, &fuse, Recovery::Prompt).await;
        let ended = stage.shop.job(job).await.state;
        assert_eq!(ended, JobState::Completed, "at {moment}");
        let sale = only(&stage.shop).await.sale;
        assert_eq!(sale.label, LabelState::Here, "at {moment}");
        if !fuse.spent() {
            assert!(moment > 10, "{moment} moments are not the whole way");
            break;
        }
        moment += 5;
    }
    let sale = only(&stage.shop).await.sale.id;
    assert!(print(&stage, &[sale], Paper::Label).await.is_ok());
}
