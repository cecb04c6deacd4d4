//! Reads the command line and the environment, and hands over.

use clap::{Parser, Subcommand};
use serde_json::json;
use std::error::Error;
use std::process::ExitCode;
use stoflow_domain::coverage;
use stoflow_server::commands::hub_bench::{Figure, Load};
use stoflow_server::commands::jobs_bench::Drill;
use stoflow_server::commands::reseal::Ending;
use stoflow_server::commands::{self, beside_server};
use stoflow_server::serve::serve;
use stoflow_server::settings::Settings;
use tokio::sync::watch;
use tracing_subscriber::EnvFilter;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What `drift`, `coverage` and `reseal` end with where they found something; 1 is for what failed.
const FOUND: u8 = 2;

/// StoFlow: one catalogue, sold on every marketplace.
#[derive(Parser)]
#[command(name = "stoflow-server", version)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the dashboard, the API and the sockets, and work on jobs.
    Serve,
    /// Make a confirmed seller with a small shop.
    DemoSeller {
        #[arg(long)]
        email: String,
        #[arg(long)]
        password: String,
    },
    /// Make the confirmed account of this address an admin.
    MakeAdmin { email: String },
    /// Add many products to a seller's shop.
    FillShop {
        #[arg(long)]
        email: String,
        #[arg(long)]
        products: u32,
    },
    /// Hold every shop's schema against the template and print what differs; ends with 2 where anything does.
    Drift,
    /// Seal every shop's secrets with the key of now, after `STOFLOW_SECRETS_KEY` was changed; ends with 2 where no key opens
    /// some, with 1 where some could not be looked at.
    Reseal,
    /// Print what of the catalogue each marketplace has a word for; ends with 2 where a word is missing and nobody says why.
    Coverage,
    /// Print how long building shops and signing up take, one JSON line each, in milliseconds.
    BenchProvisioning {
        #[arg(long)]
        count: usize,
    },
    /// Print how long a change of many items takes, and one item held against every channel, one JSON line each.
    BenchBulk {
        #[arg(long)]
        email: String,
        #[arg(long)]
        items: u32,
    },
    /// Put the job queue under load, on the settings' database or a private one, and print how it fared.
    BenchJobs(Drill),
    /// Connect very many executors to the running server, have them work, and print how it fared.
    BenchHub(Load),
    /// Print the address of the database.
    DatabaseUrl,
}

fn main() -> ExitCode {
    let command_line = CommandLine::parse();
    tracing_subscriber::fmt()
        .with_env_filter(
            EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn")),
        )
        .with_writer(std::io::stderr)
        .init();
    match run(command_line.command) {
        Ok(code) => code,
        Err(error) => {
            say_why(error.as_ref());
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn run(command: Command) -> Result<ExitCode, Box<dyn Error + Send + Sync>> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where settings enter the process"
    )]
    let settings = Settings::read(|name| std::env::var(name).ok())?;
    match command {
        Command::Serve => serve(settings, stop_signal()).await?,
        Command::DemoSeller { email, password } => {
            commands::demo_seller::make(&beside_server(&settings).await?, &email, &password)
                .await?;
        }
        Command::MakeAdmin { email } => {
            commands::make_admin::make(&beside_server(&settings).await?, &email).await?;
        }
        Command::FillShop { email, products } => {
            commands::fill_shop::fill(&beside_server(&settings).await?, &email, products).await?;
        }
        Command::Drift => {
            let lines = commands::drift::lines(&beside_server(&settings).await?).await?;
            for line in &lines {
                print_line(line);
            }
            return Ok(found(!lines.is_empty()));
        }
        Command::Reseal => {
            let report = commands::reseal::run(&beside_server(&settings).await?).await?;
            for line in &report.lines {
                print_line(line);
            }
            return Ok(match report.ending {
                Ending::AllSealed => ExitCode::SUCCESS,
                Ending::SomeLost => ExitCode::from(FOUND),
                Ending::SomeLeft => ExitCode::FAILURE,
            });
        }
        Command::Coverage => {
            let report = coverage::report();
            print_line(&report.to_string());
            return Ok(found(!report.is_answered()));
        }
        Command::BenchProvisioning { count } => {
            let backend = beside_server(&settings).await?;
            for timing in commands::provisioning::measure(&backend, count).await? {
                print_line(&json!(timing).to_string());
            }
        }
        Command::BenchBulk { email, items } => {
            let backend = beside_server(&settings).await?;
            for timing in commands::bulk_bench::measure(&backend, &email, items).await? {
                print_line(&json!(timing).to_string());
            }
        }
        Command::BenchJobs(drill) => {
            let result = commands::jobs_bench::measure(&settings, drill).await?;
            print_line(&format!("RESULT{result}"));
        }
        Command::BenchHub(load) => {
            let backend = beside_server(&settings).await?;
            let tell = |figure: &Figure| print_line(&json!(figure).to_string());
            commands::hub_bench::measure(&backend, &load, tell).await?;
        }
        Command::DatabaseUrl => print_line(&commands::database_url(&settings)),
    }
    Ok(ExitCode::SUCCESS)
}

fn found(something: bool) -> ExitCode {
    if something {
        ExitCode::from(FOUND)
    } else {
        ExitCode::SUCCESS
    }
}

#[expect(
    clippy::print_stdout,
    reason = "these commands' answer is their output"
)]
fn print_line(line: &str) {
    println!("{line}");
}

/// Turns true on Ctrl-C or a termination signal.
fn stop_signal() -> watch::Receiver<bool> {
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(async move {
        let mut terminated =
            tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()).ok();
        let termination = async {
            match &mut terminated {
                Some(signal) => signal.recv().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = termination => {}
        }
        stop.send_replace(true);
    });
    stopped
}

#[expect(
    clippy::print_stderr,
    reason = "the operator reads it, and there may be no log yet"
)]
fn say_why(error: &dyn Error) {
    eprintln!("stoflow-server: {error}");
    let mut source = error.source();
    while let Some(cause) = source {
        eprintln!("  because: {cause}");
        source = cause.source();
    }
}
