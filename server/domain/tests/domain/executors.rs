//! Browsers of a shop: pairing, tokens, one at work at a time, and words that do not count.

mod lane;
mod pairing;
mod sight;
mod words;

use crate::domain::shop::Shop;
use crate::domain::wardrobe::Wardrobe;
use std::sync::{Arc, Mutex};
use stoflow_domain::error::Error;
use stoflow_domain::executors::{self, Connected};
use stoflow_wire::executor::{Command, CommandId, FromExecutor, Outcome, PairRequest, ToExecutor};
use stoflow_wire::ids::{JobId, ProductId};
use stoflow_wire::jobs::Trouble;
use stoflow_wire::socket::VintedConnection;
use stoflow_wire::vinted::{PublishedListing, ReadBack, VintedOrder, VintedResult, VintedSession};

fn wardrobe() -> Arc<Mutex<Wardrobe>> {
    Arc::default()
}

fn request(code: &str) -> PairRequest {
    PairRequest {
        code: code.to_owned(),
        name: "Chrome".to_owned(),
    }
}

async fn connection(shop: &Shop) -> VintedConnection {
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    executors::connection(&mut tx).await.unwrap()
}

fn hello(open: Vec<CommandId>) -> FromExecutor {
    FromExecutor::Hello {
        version: "1.0".to_owned(),
        open,
        session: VintedSession::SignedIn {
            user_id: 42,
            login: "alice".to_owned(),
        },
        paused: false,
    }
}

/// A paired extension whose every word the test chooses.
struct Line<'a> {
    shop: &'a Shop,
    connected: Connected,
}

impl<'a> Line<'a> {
    async fn open(shop: &'a Shop, name: &str) -> Self {
        let code = executors::make_code(&shop.backend, shop.tenant)
            .await
            .unwrap()
            .code;
        let token = executors::pair(&shop.backend, request(&code))
            .await
            .unwrap()
            .token;
        Self {
            shop,
            connected: executors::connect(&shop.backend, &token, name)
                .await
                .unwrap(),
        }
    }

    async fn say(&self, frame: FromExecutor) -> Vec<ToExecutor> {
        executors::hear(&self.shop.backend, &self.connected, frame)
            .await
            .unwrap()
    }

    /// Neither heard nor given work: the line is to be closed.
    async fn is_turned_away(&self, frame: FromExecutor) -> bool {
        let backend = &self.shop.backend;
        let heard = executors::hear(backend, &self.connected, frame).await;
        let given = executors::next_frames(backend, &self.connected).await;
        [heard, given]
            .iter()
            .all(|answer| matches!(answer, Err(Error::OutOfPlace { .. })))
    }

    async fn asked(&self) -> Vec<ToExecutor> {
        executors::next_frames(&self.shop.backend, &self.connected)
            .await
            .unwrap()
    }

    /// Greets and takes the command that waits.
    async fn command(&self) -> Command {
        let answers = self.say(hello(Vec::new())).await;
        the_command(answers)
    }
}

fn the_command(frames: Vec<ToExecutor>) -> Command {
    let given = frames.into_iter().find_map(|frame| match frame {
        ToExecutor::ExecuteJob { command } => Some(*command),
        _ => None,
    });
    given.expect("a command was given")
}

fn done(command: &Command) -> FromExecutor {
    FromExecutor::JobResult {
        command: command.id.clone(),
        job: command.job,
        fence: command.fence,
        outcome: Outcome::Done(VintedResult::Published(PublishedListing {
            vinted_id: 7,
            url: "https://www.vinted.fr/items/7".to_owned(),
            adopted: false,
            needs_verification: false,
            read_back: ReadBack {
                seen: None,
                photos: Vec::new(),
            },
        })),
    }
}

fn stopped(command: &Command, trouble: Trouble) -> FromExecutor {
    FromExecutor::JobResult {
        command: command.id.clone(),
        job: command.job,
        fence: command.fence,
        outcome: Outcome::Stopped {
            trouble,
            uploaded: Vec::new(),
        },
    }
}

fn may_i(command: &Command) -> FromExecutor {
    FromExecutor::MayI {
        command: command.id.clone(),
        fence: command.fence,
    }
}

fn ack(command: &Command) -> FromExecutor {
    FromExecutor::Ack {
        command: command.id.clone(),
        fence: command.fence,
    }
}

fn granted(frames: &[ToExecutor]) -> bool {
    frames
        .iter()
        .any(|frame| matches!(frame, ToExecutor::Permit { granted: true, .. }))
}

fn looks_first(command: &Command) -> bool {
    matches!(&command.order, VintedOrder::Publish(order) if order.look_first)
}

async fn parked(shop: &Shop) -> (ProductId, JobId) {
    let product = shop.dress().await;
    let job = shop.publish(product).await;
    shop.work().await;
    (product, job)
}
