//! The executors of all these sellers, each on a socket of its own: it greets, keeps its line alive, and answers a
//! command at once, as from the account of somebody who never sold anything.

use super::RoundTrip;
use super::shops::Seller;
use futures::stream::{self, SplitSink};
use futures::{SinkExt, StreamExt};
use reqwest::header::{ACCEPT, CONTENT_TYPE, COOKIE, ORIGIN};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use stoflow_domain::error::Error;
use stoflow_wire::conversations::InboxPage;
use stoflow_wire::executor::{Command, CommandId, FromExecutor, Outcome, ToExecutor};
use stoflow_wire::ids::TenantId;
use stoflow_wire::revenue::InvoicesPage;
use stoflow_wire::sales::SalesPage;
use stoflow_wire::vinted::{VintedOrder, VintedResult, VintedSession};
use stoflow_wire::wardrobe::WardrobePage;
use tokio::net::TcpStream;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{self, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};

/// Handshakes at the same time.
const AT_ONCE: usize = 32;
const ALIVE: Duration = Duration::from_secs(20);
/// A round trip that takes longer is a failure.
const TOO_LONG: Duration = Duration::from_secs(30);

type Line = WebSocketStream<MaybeTlsStream<TcpStream>>;
type Mouth = SplitSink<Line, Message>;

/// What happened at a shop's executors. Shops that were not read for a while have other things read by themselves, so each
/// command goes by its number.
#[derive(Clone, Debug)]
enum Seen {
    /// To read the wardrobe.
    Command(CommandId, Instant),
    Acknowledged(CommandId, Instant),
}

#[derive(Clone)]
pub(super) struct Crowd {
    url: String,
    client: reqwest::Client,
    watched: Arc<Mutex<HashMap<TenantId, UnboundedSender<Seen>>>>,
}

impl Crowd {
    pub(super) fn new(url: &str) -> Self {
        Self {
            url: url.trim_end_matches('/').to_owned(),
            client: reqwest::Client::new(),
            watched: Arc::default(),
        }
    }

    /// Connects `count` executors of these sellers. Answers how many are welcome.
    pub(super) async fn connect(&self, sellers: &[Seller], count: usize) -> usize {
        let pairings = sellers.iter().flat_map(|seller| {
            let tokens = seller.tokens.iter();
            tokens.map(|token| (seller.tenant, token.clone()))
        });
        stream::iter(pairings.take(count))
            .map(|(tenant, token)| self.clone().join(tenant, token))
            .buffer_unordered(AT_ONCE)
            .filter(|joined| std::future::ready(joined.is_ok()))
            .count()
            .await
    }

    async fn join(self, tenant: TenantId, token: String) -> Result<(), tungstenite::Error> {
        let address = self.url.replacen("http", "ws", 1);
        let mut request = format!("{address}/ws/executor").into_client_request()?;
        let protocols = HeaderValue::from_str(&format!("stoflow.executor, {token}"))?;
        request
            .headers_mut()
            .insert("sec-websocket-protocol", protocols);
        let small = WebSocketConfig::default().read_buffer_size(4096);
        let (line, _) = connect_async_with_config(request, Some(small), true).await?;
        let (mut mouth, mut ear) = line.split();
        let hello = FromExecutor::Hello {
            version: "bench".to_owned(),
            open: Vec::new(),
            session: VintedSession::SignedIn {
                user_id: tenant.0,
                login: "bench".to_owned(),
            },
            paused: false,
        };
        say(&mut mouth, &hello).await?;
        let welcome = ear
            .next()
            .await
            .ok_or(tungstenite::Error::ConnectionClosed)??;
        drop(welcome);
        tokio::spawn(async move {
            let mut alive = tokio::time::interval(ALIVE);
            loop {
                let spoken = tokio::select! {
                    heard = ear.next() => match heard {
                        Some(Ok(message)) => self.hear(tenant, &mut mouth, &message).await,
                        _ => return,
                    },
                    _ = alive.tick() => say(&mut mouth, &FromExecutor::Ping).await,
                };
                if spoken.is_err() {
                    return;
                }
            }
        });
        Ok(())
    }

    async fn hear(
        &self,
        tenant: TenantId,
        mouth: &mut Mouth,
        message: &Message,
    ) -> Result<(), tungstenite::Error> {
        let Ok(frame) = serde_json::from_str(message.to_text()?) else {
            return Ok(());
        };
        match frame {
            ToExecutor::ExecuteJob { command } => {
                if matches!(command.order, VintedOrder::ReadWardrobe(_)) {
                    self.tell(tenant, Seen::Command(command.id.clone(), Instant::now()));
                }
                for word in answers(*command) {
                    say(mouth, &word).await?;
                }
            }
            ToExecutor::ResultAck { command } => {
                self.tell(tenant, Seen::Acknowledged(command, Instant::now()));
            }
            _ => {}
        }
        Ok(())
    }

    fn tell(&self, tenant: TenantId, seen: Seen) {
        let watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(watcher) = watched.get(&tenant) {
            let _nobody_waits_any_more = watcher.send(seen);
        }
    }

    /// The seller asks for a sync; over when its executor's result is acknowledged.
    pub(super) async fn round_trip(&self, seller: &Seller) -> Result<RoundTrip, Error> {
        let (tell, mut seen) = mpsc::unbounded_channel();
        self.watched
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(seller.tenant, tell);
        let begun = Instant::now();
        let asking = async {
            let asked = self
                .client
                .post(format!("{}/fn/sync_wardrobe", self.url))
                .header(ORIGIN, &self.url)
                .header(COOKIE, &seller.cookie)
                .header(ACCEPT, "application/json")
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body("back=")
                .send()
                .await
                .and_then(reqwest::Response::error_for_status);
            asked.map_err(|error| Error::internal("asking for a sync", error))
        };
        let (asked, ends) = tokio::join!(asking, ends(&mut seen));
        asked?;
        let (command, acknowledged) = ends?;
        Ok(RoundTrip {
            dispatch: command - begun,
            settle: acknowledged - command,
            whole: acknowledged - begun,
        })
    }
}

/// When the command came, and when its result was acknowledged.
async fn ends(seen: &mut UnboundedReceiver<Seen>) -> Result<(Instant, Instant), Error> {
    let both = async {
        let mut came: Option<(CommandId, Instant)> = None;
        while let Some(now) = seen.recv().await {
            match (now, &came) {
                (Seen::Command(id, at), _) => came = Some((id, at)),
                (Seen::Acknowledged(id, at), Some((own, command))) if id == *own => {
                    return Some((*command, at));
                }
                (Seen::Acknowledged(..), _) => {}
            }
        }
        None
    };
    tokio::time::timeout(TOO_LONG, both)
        .await
        .ok()
        .flatten()
        .ok_or_else(|| Error::internal("waiting for a round trip", "it did not come to its end"))
}

/// It has the command, and there is nothing to read.
fn answers(command: Command) -> [FromExecutor; 2] {
    [
        FromExecutor::Ack {
            command: command.id.clone(),
            fence: command.fence,
        },
        FromExecutor::JobResult {
            command: command.id,
            job: command.job,
            fence: command.fence,
            outcome: outcome(&command.order),
        },
    ]
}

fn outcome(order: &VintedOrder) -> Outcome {
    let result = match order {
        VintedOrder::ReadWardrobe(_) => VintedResult::Wardrobe(Box::new(WardrobePage {
            page: 1,
            pages: 0,
            entries: 0,
            items: Vec::new(),
        })),
        VintedOrder::ReadSales(_) => VintedResult::Sales(Box::new(SalesPage {
            page: 1,
            pages: 0,
            lines: Vec::new(),
        })),
        VintedOrder::ReadInbox(_) => VintedResult::Inbox(Box::new(InboxPage {
            page: 1,
            pages: 0,
            entries: Vec::new(),
        })),
        VintedOrder::ReadInvoices(_) => VintedResult::Invoices(Box::new(InvoicesPage {
            page: 1,
            pages: 0,
            lines: Vec::new(),
        })),
        // Nobody asks for more where nothing is for sale, and nothing was sold.
        _ => {
            return Outcome::Cancelled {
                uploaded: Vec::new(),
            };
        }
    };
    Outcome::Done(result)
}

async fn say(mouth: &mut Mouth, word: &FromExecutor) -> Result<(), tungstenite::Error> {
    let text = serde_json::to_string(word)
        .map_err(|error| tungstenite::Error::Io(std::io::Error::other(error)))?;
    mouth.send(Message::text(text)).await
}
