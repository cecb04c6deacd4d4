//! A whole StoFlow on this machine: the simulated outside world, the server, the demo seller, and the file that tells
//! scripts where everything is. `up`, `test` and `bench` each start one, in a folder and on ports of their own.

pub(crate) mod description;
mod ebay;
pub(crate) mod ports;
pub(crate) mod service;
mod wardrobe;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::assemble::{self, Assembly, Grade};
use crate::interrupt;
use crate::progress;
use crate::shell;
use crate::workspace::Workspace;
use description::{Demo, Description};
use ports::Ports;
use service::Service;

/// How the dashboard's official address is spelled; Chromium is told to find it on this machine.
const OFFICIAL: &str = "https://app.stoflow.com";

/// The server among the services.
const SERVER: &str = "server";

/// Where a stack keeps its data, and which database it may use.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Data {
    /// Kept from one start to the next, in this database or, without one, in a private PostgreSQL.
    Kept { database_url: Option<String> },
    /// Empty at the start, in a private PostgreSQL whatever the environment says.
    Fresh,
}

/// What to start.
pub(crate) struct Plan<'plan> {
    pub(crate) folder: PathBuf,
    /// Where the description is written once everything answers.
    pub(crate) description: PathBuf,
    pub(crate) ports: Ports,
    pub(crate) data: Data,
    pub(crate) assembly: &'plan Assembly,
    pub(crate) simulator: PathBuf,
    /// Settings for the server beyond those every stack has.
    pub(crate) settings: &'plan [(&'static str, &'static str)],
}

/// Running processes; they are ended in order when this is dropped.
pub(crate) struct Stack {
    /// Its data and logs.
    pub(crate) folder: PathBuf,
    pub(crate) description: Description,
    server_binary: PathBuf,
    environment: Vec<(&'static str, String)>,
    data: Data,
    /// The file that says this stack runs, while it does.
    described_in: PathBuf,
    /// In the order they were started.
    services: Vec<Service>,
}

/// Compiles the simulated outside world and gives back its program.
pub(crate) fn build_simulator(workspace: &Workspace, grade: Grade) -> Result<PathBuf> {
    progress::loud("simulated outside world", || {
        assemble::program(workspace, grade, "stoflow-sim")
    })
}

impl Stack {
    /// Starts everything and waits until it answers. What was started is ended again if anything fails.
    pub(crate) fn start(plan: &Plan<'_>) -> Result<Self> {
        interrupt::listen()?;
        plan.ports.check_free()?;
        if plan.data == Data::Fresh {
            drop(fs::remove_dir_all(&plan.folder));
        }
        fs::create_dir_all(&plan.folder)
            .with_context(|| format!("creating {}", plan.folder.display()))?;
        let mut stack = Self {
            folder: plan.folder.clone(),
            description: Description::of(plan)?,
            server_binary: plan.assembly.server.clone(),
            environment: environment(plan),
            data: plan.data.clone(),
            described_in: plan.description.clone(),
            services: Vec::new(),
        };
        stack.start_simulator(plan)?;
        stack.start_server(plan)?;
        progress::quiet("demo seller", || stack.add_demo_seller(&plan.folder))?;
        stack.description.database_url = stack.database_url()?;
        stack.description.write(&plan.description)?;
        Ok(stack)
    }

    /// A command of the server's binary that works on this stack's data.
    pub(crate) fn server_command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.server_binary);
        command
            .args(arguments)
            .envs(self.environment.iter().map(|(name, value)| (name, value)));
        match &self.data {
            Data::Kept {
                database_url: Some(url),
            } => command.env("DATABASE_URL", url),
            Data::Kept { database_url: None } | Data::Fresh => command.env_remove("DATABASE_URL"),
        };
        command
    }

    /// The number of the server's process.
    pub(crate) fn server_process(&self) -> Option<u32> {
        self.services
            .iter()
            .find(|service| service.is(SERVER))
            .map(Service::process)
    }

    /// Also ends `service` when the stack ends.
    pub(crate) fn adopt(&mut self, service: Service) {
        self.services.push(service);
    }

    /// Waits for Ctrl-C; an error if a service that must run ends before.
    pub(crate) fn watch(&mut self) -> Result<()> {
        while !interrupt::happened() {
            self.services.iter_mut().try_for_each(Service::check)?;
            thread::sleep(Duration::from_millis(200));
        }
        Ok(())
    }

    fn start_simulator(&mut self, plan: &Plan<'_>) -> Result<()> {
        let ports = &plan.ports;
        let mut command = Command::new(&plan.simulator);
        command
            .args([
                "--vinted-port",
                &ports.edge.to_string(),
                "--http-port",
                &ports.pages.to_string(),
            ])
            .args([
                "--smtp-port",
                &ports.smtp.to_string(),
                "--upstream",
                &format!("127.0.0.1:{}", ports.http),
            ])
            .args(["--ebay-return", &ebay::returns_to(ports)]);
        let health = format!("http://127.0.0.1:{}/health", ports.pages);
        self.start_service(
            "simulated outside world",
            command,
            &plan.folder.join("sim.log"),
            &health,
        )
    }

    fn start_server(&mut self, plan: &Plan<'_>) -> Result<()> {
        let command = self.server_command(&["serve"]);
        let health = format!("http://127.0.0.1:{}/health/ready", plan.ports.http);
        self.start_service(SERVER, command, &plan.folder.join("server.log"), &health)
    }

    fn start_service(
        &mut self,
        name: &'static str,
        command: Command,
        log: &Path,
        health: &str,
    ) -> Result<()> {
        self.services.push(Service::start(name, command, log)?);
        let started = self
            .services
            .last_mut()
            .context("a service that was just started")?;
        progress::quiet(&format!("{name} answers"), || {
            started.wait_until_healthy(health)
        })
    }

    fn add_demo_seller(&self, folder: &Path) -> Result<()> {
        let Demo { email, password } = &self.description.demo;
        let mut command =
            self.server_command(&["demo-seller", "--email", email, "--password", password]);
        shell::logged(&mut command, &folder.join("demo-seller.log"))
    }

    fn database_url(&self) -> Result<String> {
        shell::answer(&mut self.server_command(&["database-url"]))
            .context("asking the server where its database is")
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        drop(fs::remove_file(&self.described_in));
        while let Some(service) = self.services.pop() {
            service.stop();
        }
    }
}

fn environment(plan: &Plan<'_>) -> Vec<(&'static str, String)> {
    let ports = &plan.ports;
    let mut settings = vec![
        ("STOFLOW_LISTEN", format!("127.0.0.1:{}", ports.http)),
        (
            "STOFLOW_DATA",
            plan.folder.join("data").display().to_string(),
        ),
        ("STOFLOW_SITE", plan.assembly.site.display().to_string()),
        ("STOFLOW_ORIGINS", format!("{},{OFFICIAL}", ports.url())),
        ("STOFLOW_SMTP", format!("smtp://127.0.0.1:{}", ports.smtp)),
        // The image host's real name leads nowhere on this machine.
        (
            "STOFLOW_VINTED_IMAGES",
            format!("http://127.0.0.1:{}", ports.pages),
        ),
    ];
    settings.extend(ebay::settings(ports));
    settings.extend(
        plan.settings
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned())),
    );
    settings
}
