//! The simulator as a process: `stoflow-sim --vinted-port P --http-port P --smtp-port P --upstream HOST:PORT`.
//!
//! It holds no state on disk; stopping it forgets everything.

use clap::Parser;
use stoflow_sim::world::{Config, StartError, World};
use tracing_subscriber::EnvFilter;

/// Plays vinted.fr, eBay, a mail server and a TLS front door on this machine.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Port of the TLS front door for www.vinted.fr, images1.vinted.net and app.stoflow.com; 0 takes any free one
    #[arg(long, default_value_t = 0)]
    vinted_port: u16,
    /// Port of the plain HTTP pages: mailbox, listings, pictures, control
    #[arg(long, default_value_t = 0)]
    http_port: u16,
    /// Port of the mail server
    #[arg(long, default_value_t = 0)]
    smtp_port: u16,
    /// HOST:PORT to which connections for app.stoflow.com are handed
    #[arg(long)]
    upstream: Option<String>,
    /// Address to which eBay leads sellers back after their consent
    #[arg(long)]
    ebay_return: Option<String>,
}

#[tokio::main]
async fn main() -> Result<(), StartError> {
    tracing_subscriber::fmt()
        .with_env_filter(
            EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info")),
        )
        .with_writer(std::io::stderr)
        .init();
    let arguments = Arguments::parse();
    let world = World::start(Config {
        vinted_port: arguments.vinted_port,
        http_port: arguments.http_port,
        smtp_port: arguments.smtp_port,
        upstream: arguments.upstream,
        ebay_return: arguments.ebay_return,
    })
    .await?;
    println!(
        "ready vinted={} http={} smtp={}",
        world.vinted_addr(),
        world.http_addr(),
        world.smtp_addr()
    );
    asked_to_stop().await;
    Ok(())
}

/// Ends with Ctrl-C or SIGTERM, whichever comes first.
async fn asked_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminated) => {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
        }
        Err(_) => drop(interrupted.await),
    }
}
