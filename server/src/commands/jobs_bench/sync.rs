//! A whole wardrobe read through the protocol, with the server's own workers and a browser that answers at once.

use crate::commands::trial;
use serde_json::{Value, json};
use std::time::Instant;
use stoflow_domain::accounts;
use stoflow_domain::backend::Backend;
use stoflow_domain::error::Error;
use stoflow_domain::executors::{self, Connected};
use stoflow_domain::jobs::{self, worker::Worker};
use stoflow_domain::wardrobe;
use stoflow_wire::executor::{Command, FromExecutor, Outcome, PairRequest, ToExecutor};
use stoflow_wire::money::Money;
use stoflow_wire::vinted::{VintedOrder, VintedResult, VintedSession};
use stoflow_wire::wardrobe::{
    FoundDetails, WardrobeItem, WardrobeOrder, WardrobePage, WardrobePhoto, WardrobeState,
};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// Seconds from the wish to the completed job, for a wardrobe of `listings`.
pub(super) async fn measure(backend: &Backend, listings: usize) -> Result<Value, Error> {
    let line = browser(backend).await?;
    let (stop, stopped) = watch::channel(false);
    let mut tasks = JoinSet::new();
    tasks.spawn(Worker::new(backend.clone(), "bench").run(stopped.clone()));
    let hints = backend.hints.clone();
    tasks.spawn(async move { hints.run(stopped).await });
    let news = backend.hints.of_shop(line.tenant);
    let begun = Instant::now();
    let job = wardrobe::sync(backend, line.tenant).await?;
    loop {
        let mut frames = executors::next_frames(backend, &line).await?;
        while let Some(frame) = frames.pop() {
            if let ToExecutor::ExecuteJob { command } = frame {
                for word in answers(*command, listings) {
                    frames.extend(executors::hear(backend, &line, word).await?);
                }
            }
        }
        let mut tx = backend.database.tenant(line.tenant).await?;
        if jobs::view(&mut tx, job).await?.state.is_final() {
            break;
        }
        drop(tx);
        news.next().await;
    }
    let seconds = begun.elapsed().as_secs_f64();
    stop.send_replace(true);
    tasks.join_all().await;
    Ok(json!({"n": listings, "s": seconds}))
}

/// A seller's browser that greeted.
async fn browser(backend: &Backend) -> Result<Connected, Error> {
    let tenant = accounts::register_confirmed(backend, trial::seller())
        .await?
        .tenant;
    let request = PairRequest {
        code: executors::make_code(backend, tenant).await?.code,
        name: "bench".to_owned(),
    };
    let token = executors::pair(backend, request).await?.token;
    let line = executors::connect(backend, &token, "bench").await?;
    let hello = FromExecutor::Hello {
        version: "bench".to_owned(),
        open: Vec::new(),
        session: VintedSession::SignedIn {
            user_id: 42,
            login: "bench".to_owned(),
        },
        paused: false,
    };
    executors::hear(backend, &line, hello).await?;
    Ok(line)
}

/// What the extension says of a command: that it has it, and what it read.
fn answers(command: Command, listings: usize) -> [FromExecutor; 2] {
    let result = match &command.order {
        VintedOrder::ReadWardrobe(order) => {
            VintedResult::Wardrobe(Box::new(page(*order, listings)))
        }
        VintedOrder::ReadDetails(order) => VintedResult::Details {
            found: order
                .vinted_ids
                .iter()
                .map(|id| FoundDetails {
                    vinted_id: *id,
                    details: None,
                })
                .collect(),
        },
        _ => VintedResult::Details { found: Vec::new() },
    };
    [
        FromExecutor::Ack {
            command: command.id.clone(),
            fence: command.fence,
        },
        FromExecutor::JobResult {
            command: command.id,
            job: command.job,
            fence: command.fence,
            outcome: Outcome::Done(result),
        },
    ]
}

fn page(order: WardrobeOrder, listings: usize) -> WardrobePage {
    let per_page = usize::try_from(order.per_page).unwrap_or(1).max(1);
    let page = usize::try_from(order.page).unwrap_or(1).max(1);
    let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let first = (page - 1) * per_page;
    WardrobePage {
        page: order.page,
        pages: small(listings.div_ceil(per_page)),
        entries: small(listings),
        items: (first..listings.min(first + per_page)).map(item).collect(),
    }
}

fn item(number: usize) -> WardrobeItem {
    let vinted_id = i64::try_from(number).unwrap_or_default() + 1;
    WardrobeItem {
        vinted_id,
        title: format!("Veste en jean vintage, coupe droite, n° {number}"),
        price: Some(Money::euros_from_cents(1_500)),
        total_price: None,
        service_fee: None,
        brand: "Levi's".to_owned(),
        size: "M".to_owned(),
        condition: "Très bon état".to_owned(),
        url: format!("https://www.vinted.fr/items/{vinted_id}"),
        photos: vec![WardrobePhoto {
            vinted_id: vinted_id * 10,
            url: format!("https://images1.vinted.net/t/{vinted_id}/f800/1.webp"),
            thumb: format!("https://images1.vinted.net/t/{vinted_id}/310x430/1.webp"),
        }],
        photo_count: 1,
        state: WardrobeState::OnSale,
        views: 12,
        favourites: 3,
        listed_at: None,
    }
}
