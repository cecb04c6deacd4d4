//! HTTP load by `wrk`, and signing in as the seller whose pages are measured.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use ureq::Agent;

use crate::interrupt;
use crate::shell;
use crate::stack::description::{Demo, Description};

/// Prints one line of JSON when a run is over.
const SCRIPT: &str = include_str!("http/report.lua");

/// How long each run lasts.
const SECONDS: u32 = 6;

/// What a run measured; times in milliseconds.
#[derive(Debug, Deserialize)]
pub(super) struct Load {
    pub(super) rate: f64,
    pub(super) p50: f64,
    pub(super) p99: f64,
    pub(super) errors: u64,
}

/// Sends the same GET over and over on `connections` connections. An answer of 300 or above is an error: a figure for
/// failures would be worth nothing.
pub(super) fn load(work: &Path, url: &str, header: &str, connections: u32) -> Result<Load> {
    interrupt::check()?;
    let script = work.join("report.lua");
    std::fs::write(&script, SCRIPT).with_context(|| format!("writing {}", script.display()))?;
    let mut command = Command::new("wrk");
    command.args([
        "-t",
        "1",
        "-c",
        &connections.to_string(),
        "-d",
        &format!("{SECONDS}s"),
        "--timeout",
        "30s",
    ]);
    command.arg("-s").arg(script).args(["-H", header, url]);
    let told = shell::answer(&mut command)?;
    let line = told
        .lines()
        .find_map(|line| line.strip_prefix("RESULT"))
        .context("wrk printed no result")?;
    let load: Load =
        serde_json::from_str(line).with_context(|| format!("reading wrk's result {line}"))?;
    ensure!(
        load.errors == 0,
        "{} of the requests to {url} failed",
        load.errors
    );
    Ok(load)
}

/// One answer of the API, whose header `bearer` is.
pub(super) fn answer<T: DeserializeOwned>(url: &str, bearer: &str) -> Result<T> {
    let (name, value) = bearer.split_once(": ").context("a header has a name")?;
    let mut answer = agent()
        .get(url)
        .header(name, value)
        .call()
        .with_context(|| format!("asking {url}"))?;
    let body = answer.body_mut().read_json();
    body.with_context(|| format!("reading the answer of {url}"))
}

/// What a signed-in request carries.
pub(super) struct Session {
    /// `Authorization: Bearer …`, for the API.
    pub(super) bearer: String,
    /// `Cookie: …`, for pages.
    pub(super) cookie: String,
}

#[derive(Deserialize)]
struct SignedIn {
    access_token: String,
}

/// Signs the demo seller in twice: as a client of the API and as a browser.
pub(super) fn sign_in(running: &Description) -> Result<Session> {
    let agent = agent();
    Ok(Session {
        bearer: bearer(&agent, running)?,
        cookie: cookie(&agent, running)?,
    })
}

fn agent() -> Agent {
    Agent::config_builder()
        .timeout_global(Some(Duration::from_secs(10)))
        .build()
        .into()
}

fn bearer(agent: &Agent, running: &Description) -> Result<String> {
    let Demo { email, password } = &running.demo;
    let mut answer = agent
        .post(format!("{}/api/v1/session", running.url))
        .send_json(json!({ "email": email, "password": password }))
        .context("signing the demo seller in to the API")?;
    let signed_in: SignedIn = answer
        .body_mut()
        .read_json()
        .context("reading the answer to signing in")?;
    Ok(format!("Authorization: Bearer {}", signed_in.access_token))
}

fn cookie(agent: &Agent, running: &Description) -> Result<String> {
    let Demo { email, password } = &running.demo;
    let answer = agent
        .post(format!("{}/fn/sign_in", running.url))
        .header("Origin", &running.url)
        .header("Accept", "application/json")
        .send_form([("email", email), ("password", password)])
        .context("signing the demo seller in to the dashboard")?;
    let lines = answer
        .headers()
        .get_all("set-cookie")
        .iter()
        .filter_map(|line| line.to_str().ok());
    let pairs: Vec<&str> = lines.filter_map(|line| line.split(';').next()).collect();
    ensure!(
        !pairs.is_empty(),
        "signing in to the dashboard set no cookie"
    );
    Ok(format!("Cookie: {}", pairs.join("; ")))
}
