//! `/ws/dashboard`: one open page. Shows jobs and the Vinted connection as they change, and can carry frames for
//! an extension whose own socket is down (the second carrier).

use super::executor;
use super::frames::{
    Farewell, Gone, Heard, Patience, close, hear, limited, now_and_then, say, time_to_go,
};
use super::gate::Guest;
use crate::asked::{Line, Seller};
use crate::failure::Failure;
use crate::router::Server;
use axum::extract::State;
use axum::extract::ws::WebSocket;
use axum::response::Response;
use std::collections::HashMap;
use std::time::Duration;
use stoflow_domain::error::Error;
use stoflow_domain::executors::{self, Connected};
use stoflow_domain::hints::Topic;
use stoflow_domain::hints::letterboxes::Topics;
use stoflow_domain::sessions::SignedIn;
use stoflow_domain::{conversations, jobs, sessions};
use stoflow_wire::executor::{FromExecutor, ToExecutor};
use stoflow_wire::ids::JobId;
use stoflow_wire::jobs::JobView;
use stoflow_wire::socket::{FromDashboard, ToDashboard, VintedConnection};

pub async fn open(
    State(server): State<Server>,
    Seller(seller): Seller,
    Line(upgrade): Line,
) -> Result<Response, Failure> {
    let seat = server
        .gate
        .take(seller.tenant, Guest::Page)
        .ok_or(Error::TooMany { retry_after_s: 30 })?;
    Ok(limited(upgrade).on_upgrade(async move |socket| {
        let mut page = Page {
            server,
            seller,
            shown: Shown::default(),
            relay: None,
        };
        page.serve(socket).await;
        page.stop_relaying().await;
        drop(seat);
    }))
}

/// Hints bring the news at once; this is the floor for those that were lost. Where a shop has work the node's reminders
/// come sooner.
const TICK: Duration = Duration::from_secs(30);

/// One open page and what it was last shown.
struct Page {
    server: Server,
    seller: SignedIn,
    shown: Shown,
    /// The extension this page carries frames for.
    relay: Option<Connected>,
}

/// What a page's task wakes up for.
enum Called {
    Heard(Heard<FromDashboard>),
    Hinted(Topics),
    /// The process is about to end.
    Away,
}

#[derive(Default)]
struct Shown {
    jobs: HashMap<JobId, JobView>,
    connection: Option<VintedConnection>,
    unread: Option<i64>,
}

impl Page {
    async fn serve(&mut self, mut socket: WebSocket) {
        let mut patience = Patience::default();
        let hints = self.server.backend.hints.of_shop(self.seller.tenant);
        let mut tick = now_and_then(TICK);
        let mut closing = self.server.closing.clone();
        loop {
            let called = tokio::select! {
                () = time_to_go(&mut closing) => Called::Away,
                heard = hear::<FromDashboard>(&mut socket, &mut patience) => Called::Heard(heard),
                topics = hints.next() => Called::Hinted(topics),
                _ = tick.tick() => Called::Hinted(Topics::ALL),
            };
            let frames = match called {
                Called::Heard(Heard::Frame(frame)) => Box::pin(self.hear(frame)).await,
                Called::Heard(Heard::Life) => Vec::new(),
                Called::Heard(Heard::Unfit(why)) => return close(socket, why).await,
                Called::Heard(Heard::Gone) => return,
                Called::Away => return close(socket, Farewell::GoingAway).await,
                Called::Hinted(topics) => {
                    if topics.has(Topic::Session) && !Box::pin(self.still_signed_in()).await {
                        return close(socket, Farewell::TokenExpired).await;
                    }
                    Box::pin(self.news(topics)).await
                }
            };
            for frame in frames {
                if let Err(Gone) = say(&mut socket, &frame).await {
                    return;
                }
            }
        }
    }

    /// The socket outlives the access token it was opened with, but not the session.
    async fn still_signed_in(&self) -> bool {
        !matches!(
            sessions::still_open(&self.server.backend, self.seller.session).await,
            Ok(false)
        )
    }

    async fn hear(&mut self, frame: FromDashboard) -> Vec<ToDashboard> {
        match frame {
            FromDashboard::Ping => vec![ToDashboard::Pong],
            FromDashboard::RelayOffered { executor } => {
                self.stop_relaying().await;
                let connection = uuid::Uuid::new_v4().simple().to_string();
                let backend = &self.server.backend;
                self.relay = executors::connect_through_page(
                    backend,
                    self.seller.tenant,
                    executor,
                    &connection,
                )
                .await
                .ok();
                Vec::new()
            }
            FromDashboard::RelayWithdrawn => {
                self.stop_relaying().await;
                Vec::new()
            }
            FromDashboard::Relayed { frame } => self.relayed(*frame).await,
        }
    }

    async fn relayed(&mut self, frame: FromExecutor) -> Vec<ToDashboard> {
        let Some(connected) = &self.relay else {
            return Vec::new();
        };
        if let Ok(replies) = executor::answer(&self.server, connected, frame).await {
            return to_relay(replies);
        }
        self.stop_relaying().await;
        Vec::new()
    }

    async fn stop_relaying(&mut self) {
        if let Some(connected) = self.relay.take()
            && let Err(error) = executors::disconnected(&self.server.backend, &connected).await
        {
            tracing::warn!(?error, "a relayed executor's lease runs out by itself");
        }
    }

    /// What changed since the page was last told. A failed read is told by the next tick.
    async fn news(&mut self, topics: Topics) -> Vec<ToDashboard> {
        let mut news = Vec::new();
        if topics.has(Topic::Jobs) || topics.has(Topic::Progress) {
            news.extend(told(self.job_news().await));
        }
        if topics.has(Topic::Executors) || topics.has(Topic::Session) {
            news.extend(told(self.connection_news().await));
        }
        if topics.has(Topic::Conversations) {
            news.extend(told(self.inbox_news().await));
        }
        if let Some(connected) = self.relay.as_ref().filter(|relay| relay.is_for(topics)) {
            let frames = executor::next(&self.server, connected).await;
            news.extend(to_relay(frames.unwrap_or_default()));
        }
        news
    }

    async fn job_news(&mut self) -> Result<Vec<ToDashboard>, Error> {
        let mut tx = self
            .server
            .backend
            .database
            .tenant(self.seller.tenant)
            .await?;
        let recent = jobs::recent(&mut tx).await?;
        tx.commit().await?;
        let news = recent
            .iter()
            .filter(|job| self.shown.jobs.get(&job.id) != Some(*job))
            .map(|job| ToDashboard::JobStatusUpdate { job: job.clone() })
            .collect();
        self.shown.jobs = recent.into_iter().map(|job| (job.id, job)).collect();
        Ok(news)
    }

    async fn inbox_news(&mut self) -> Result<Vec<ToDashboard>, Error> {
        let mut tx = self
            .server
            .backend
            .database
            .tenant(self.seller.tenant)
            .await?;
        let unread = conversations::unread(&mut tx).await?;
        tx.commit().await?;
        let told = self.shown.unread.replace(unread);
        let news = (told != Some(unread)).then_some(ToDashboard::InboxUpdate { unread });
        Ok(news.into_iter().collect())
    }

    async fn connection_news(&mut self) -> Result<Vec<ToDashboard>, Error> {
        let mut tx = self
            .server
            .backend
            .database
            .tenant(self.seller.tenant)
            .await?;
        let connection = executors::connection(&mut tx).await?;
        tx.commit().await?;
        if self.shown.connection.as_ref() == Some(&connection) {
            return Ok(Vec::new());
        }
        self.shown.connection = Some(connection.clone());
        Ok(vec![ToDashboard::VintedConnectionStatus { connection }])
    }
}

/// What there is to tell; what could not be read is told by the next tick.
fn told(read: Result<Vec<ToDashboard>, Error>) -> Vec<ToDashboard> {
    read.unwrap_or_else(|error| {
        tracing::warn!(
            ?error,
            "a dashboard could not be told the news; the next tick tells it"
        );
        Vec::new()
    })
}

fn to_relay(frames: Vec<ToExecutor>) -> Vec<ToDashboard> {
    frames
        .into_iter()
        .map(|frame| ToDashboard::ExecuteJob {
            frame: Box::new(frame),
        })
        .collect()
}
