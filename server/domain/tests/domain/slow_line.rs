//! A line to PostgreSQL on which no answer is ever there at once.
//!
//! The bytes are carried by tasks of the test's own single thread, so they move only while the code under test waits:
//! every exchange with the database is a moment at which that code can be killed, on a fast machine and on a slow one.

use sqlx::ConnectOptions;
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use std::path::PathBuf;
use stoflow_domain::database::Database;
use stoflow_domain::database::testing::TestWorld;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream, UnixStream};

/// The test database, at the end of such a line.
pub(super) async fn database() -> Database {
    to(TestWorld::get().url()).await
}

/// The database at `url`, at the end of such a line.
pub(super) async fn to(url: &str) -> Database {
    let direct: PgConnectOptions = url.parse().unwrap();
    let folder = direct.get_socket().unwrap();
    let socket = folder.join(format!(".s.PGSQL.{}", direct.get_port()));
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(carry_all(listener, socket));
    let through = PgConnectOptions::new_without_pgpass()
        .host("127.0.0.1")
        .port(port)
        .ssl_mode(PgSslMode::Disable)
        .username(direct.get_username())
        .database(direct.get_database().unwrap());
    Database::connect_with(through.to_url_lossy().as_str(), 6)
        .await
        .unwrap()
}

async fn carry_all(listener: TcpListener, socket: PathBuf) {
    while let Ok((client, _)) = listener.accept().await {
        tokio::spawn(carry(client, socket.clone()));
    }
}

async fn carry(mut client: TcpStream, socket: PathBuf) {
    let mut server = UnixStream::connect(socket).await.unwrap();
    // a side that hangs up ends it; that is what is played here
    drop(copy_bidirectional(&mut client, &mut server).await);
}
