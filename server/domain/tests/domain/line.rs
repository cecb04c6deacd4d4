//! A line to PostgreSQL that can be cut after any statement, as a crash of the server cuts it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use stoflow_domain::database::testing;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{UnixListener, UnixStream};

/// Whether PostgreSQL still gets the statement at which the line is cut.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Cut {
    Before,
    After,
}

/// Statements that may still pass; below zero the line is dead.
#[derive(Clone)]
struct Budget(Arc<AtomicI64>);

/// Listens where a client looks for PostgreSQL and hands everything on, as long as the budget lasts.
pub(crate) struct Line {
    folder: PathBuf,
    budget: Budget,
}

impl Line {
    pub(crate) fn to(url: &str, cut: Cut) -> Self {
        let target = PathBuf::from(socket_folder(url)).join(".s.PGSQL.5432");
        let folder = testing::TestWorld::get()
            .folder()
            .join(format!("line-{cut:?}"));
        std::fs::create_dir_all(&folder).unwrap();
        let listener = UnixListener::bind(folder.join(".s.PGSQL.5432")).unwrap();
        let budget = Budget(Arc::new(AtomicI64::new(i64::MAX)));
        tokio::spawn(accept(listener, target, budget.clone(), cut));
        Self { folder, budget }
    }

    /// The URL of `database` through this line.
    pub(crate) fn url(&self, database: &str) -> String {
        format!(
            "postgres://stoflow@localhost/{database}?host={}&sslmode=disable",
            self.folder.display()
        )
    }

    pub(crate) fn allow(&self, statements: i64) {
        self.budget.0.store(statements, Ordering::SeqCst);
    }

    pub(crate) fn was_cut(&self) -> bool {
        self.budget.0.load(Ordering::SeqCst) < 0
    }
}

fn socket_folder(url: &str) -> String {
    let url = url.split_once('@').unwrap().1;
    let host = url.split_once(":5432").map_or(url, |(host, _)| host);
    host.replace("%2F", "/")
        .replace("%2E", ".")
        .replace("%2D", "-")
        .replace("%5F", "_")
}

async fn accept(listener: UnixListener, target: PathBuf, budget: Budget, cut: Cut) {
    while let Ok((client, _)) = listener.accept().await {
        tokio::spawn(carry(client, target.clone(), budget.clone(), cut));
    }
}

async fn carry(client: UnixStream, target: PathBuf, budget: Budget, cut: Cut) {
    let server = UnixStream::connect(Path::new(&target)).await.unwrap();
    let (from_client, mut to_client) = client.into_split();
    let (mut from_server, to_server) = server.into_split();
    let answers =
        tokio::spawn(async move { tokio::io::copy(&mut from_server, &mut to_client).await });
    let ended = statements(from_client, to_server, budget, cut).await;
    if ended.is_none() && matches!(cut, Cut::After) {
        // what was sent is carried out; its answer reaches nobody
        tokio::task::yield_now().await;
    }
    answers.abort();
}

/// `None` when either side hung up or the line was cut.
async fn statements(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    budget: Budget,
    cut: Cut,
) -> Option<()> {
    let startup = frame(&mut from, 0).await?;
    to.write_all(&startup).await.ok()?;
    loop {
        let message = frame(&mut from, 1).await?;
        // a simple query, or the end of a prepared one
        let is_statement = matches!(message[0], b'Q' | b'S');
        let left = if is_statement {
            budget.0.fetch_sub(1, Ordering::SeqCst) - 1
        } else {
            budget.0.load(Ordering::SeqCst)
        };
        if left < 0 {
            if matches!(cut, Cut::After) && left == -1 && is_statement {
                to.write_all(&message).await.ok()?;
                // a cut line is no clean goodbye: PostgreSQL notices when it next reads
                to.shutdown().await.ok()?;
            }
            return None;
        }
        to.write_all(&message).await.ok()?;
    }
}

/// One message: `kind` bytes of type, four of length, the rest.
async fn frame(from: &mut OwnedReadHalf, kind: usize) -> Option<Vec<u8>> {
    let mut message = vec![0; kind + 4];
    from.read_exact(&mut message).await.ok()?;
    let length = u32::from_be_bytes(message[kind..].try_into().unwrap()) as usize;
    let mut body = vec![0; length - 4];
    from.read_exact(&mut body).await.ok()?;
    message.extend(body);
    Some(message)
}
