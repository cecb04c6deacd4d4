//! `cargo xtask up`: a newcomer's first command. Prepares, builds, starts everything, says where to click, and ends all of
//! it on Ctrl-C.

use std::env;
use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::assemble::{self, Grade};
use crate::prepare::{self, Need, chromium};
use crate::stack::description::Description;
use crate::stack::ports::Ports;
use crate::stack::service::Service;
use crate::stack::{self, Data, Plan, Stack};
use crate::workspace::Workspace;

#[derive(Args)]
pub(crate) struct Options {
    /// Which set of ports and data, 0 to 3, so that four checkouts run side by side
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=3))]
    env: u8,
    /// Open a Chromium with the extension loaded and vinted.fr mapped to the simulator
    #[arg(long)]
    browser: bool,
    /// The build that is shipped, which takes minutes to compile
    #[arg(long)]
    release: bool,
}

pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    Ports::of_environment(options.env).check_free()?;
    let database_url = database_url(options.env, |name| {
        env::var_os(name).map(|url| url.to_string_lossy().into_owned())
    })?;
    prepare(workspace, options, database_url.as_deref())?;
    let grade = Grade::from_flag(options.release);
    let assembly = assemble::everything(workspace, grade)?;
    let folder = workspace.output(format!("up/env-{}", options.env));
    let mut stack = Stack::start(&Plan {
        description: folder.with_extension("json"),
        folder: folder.clone(),
        ports: Ports::of_environment(options.env),
        data: Data::Kept { database_url },
        assembly: &assembly,
        simulator: stack::build_simulator(workspace, grade)?,
        settings: &[],
    })?;
    stack.stock_demo_wardrobe()?;
    if options.browser {
        open_browser(workspace, &mut stack)?;
    }
    println!("{}", welcome(&stack.description));
    println!(
        "  For scripts       {}",
        folder.with_extension("json").display()
    );
    println!(
        "  Logs              {}\n\nCtrl-C ends all of it.",
        folder.display()
    );
    stack.watch()?;
    println!("\nEnding …");
    drop(stack);
    println!("✓ everything that was started has ended");
    Ok(())
}

/// The database of an environment, where it is not to have a private one: `DATABASE_URL` names that of the first,
/// `DATABASE_URL_1` to `_3` those of the others. Two environments in one would sell each other's listings.
fn database_url(number: u8, get: impl Fn(&str) -> Option<String>) -> Result<Option<String>> {
    let own = match number {
        0 => "DATABASE_URL".to_owned(),
        number => format!("DATABASE_URL_{number}"),
    };
    let url = get(&own);
    if url.is_none() && get("DATABASE_URL").is_some() {
        bail!(
            "DATABASE_URL is the database of environment 0, and two environments can't share one. Name another in {own}, \
             or unset DATABASE_URL so that each makes a private one."
        );
    }
    Ok(url)
}

/// Without a browser or npm packages StoFlow still runs, so only those that `--browser` needs are required.
fn prepare(workspace: &Workspace, options: &Options, database_url: Option<&str>) -> Result<()> {
    prepare::require(workspace, &[Need::WasmTarget])?;
    prepare::wish(workspace, &[Need::NpmPackages]);
    if options.browser {
        prepare::require(workspace, &[Need::Chromium])?;
    } else {
        prepare::wish(workspace, &[Need::Chromium]);
    }
    if database_url.is_none() {
        prepare::require(workspace, &[Need::Postgres])?;
    }
    Ok(())
}

fn open_browser(workspace: &Workspace, stack: &mut Stack) -> Result<()> {
    let program = chromium::ensure(workspace)?;
    if !has_display() {
        println!(
            "There is no display for a browser window. On a machine with one, start:\n    {} {} {}",
            program.display(),
            stack
                .description
                .chromium_args
                .iter()
                .map(|argument| format!("'{argument}'"))
                .collect::<Vec<_>>()
                .join(" "),
            stack.description.official_url
        );
        return Ok(());
    }
    let profile = stack.folder.join("browser");
    drop(fs::remove_dir_all(&profile));
    fs::create_dir_all(&profile).with_context(|| format!("creating {}", profile.display()))?;
    let mut command = Command::new(program);
    command
        .arg(format!("--user-data-dir={}", profile.display()))
        .args(&stack.description.chromium_args)
        .args([&stack.description.official_url, "https://www.vinted.fr/"]);
    let browser = Service::start_optional("browser", command, &stack.folder.join("browser.log"))?;
    stack.adopt(browser);
    Ok(())
}

fn has_display() -> bool {
    cfg!(target_os = "macos")
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| env::var_os(name).is_some())
}

fn welcome(running: &Description) -> String {
    format!(
        "\nStoFlow is running.\n\
         \n  Dashboard         {}\
         \n  Sign in with      {}   password: {}\
         \n  Mailbox           {}\
         \n  Listings on the simulated vinted.fr\
         \n                    {}\
         \n  Sellers on the simulated eBay\
         \n                    {}\
         \n  Extension         {}   (or start again with --browser)",
        running.url,
        running.demo.email,
        running.demo.password,
        running.mailbox_url,
        running.sims.vinted_page,
        running.sims.ebay_page,
        running.extension_dir,
    )
}

#[cfg(test)]
mod tests {
    use super::database_url;

    fn named(number: u8, names: &[&str]) -> Result<Option<String>, String> {
        let found = database_url(number, |name| {
            names.contains(&name).then(|| name.to_lowercase())
        });
        found.map_err(|refusal| refusal.to_string())
    }

    #[test]
    fn every_environment_has_a_database_of_its_own() {
        for number in 0..=3 {
            assert_eq!(named(number, &[]), Ok(None));
        }
        let both = ["DATABASE_URL", "DATABASE_URL_2"];
        assert_eq!(named(0, &both), Ok(Some("database_url".to_owned())));
        assert_eq!(named(2, &both), Ok(Some("database_url_2".to_owned())));
        assert!(named(1, &both).unwrap_err().contains("DATABASE_URL_1"));
    }
}
