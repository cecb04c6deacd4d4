//! The file that tells scripts and tests where a running stack is and how a browser meets it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use nix::unistd::geteuid;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::ports::Ports;
use super::{OFFICIAL, Plan};

/// The hosts that the simulator's front door plays or stands before.
const PLAYED: [&str; 3] = ["www.vinted.fr", "images1.vinted.net", "app.stoflow.com"];

/// Written as JSON, with these names.
#[derive(Serialize)]
pub(crate) struct Description {
    /// The dashboard as a person opens it.
    pub(crate) url: String,
    /// The dashboard under its official name, for a browser that was started with `chromium_args`.
    pub(crate) official_url: String,
    /// Every mail the server sent.
    pub(crate) mailbox_url: String,
    pub(crate) sims: Simulators,
    pub(crate) demo: Demo,
    pub(crate) extension_dir: String,
    pub(crate) extension_id: String,
    /// What a Chromium needs to load the extension and to find the real host names here.
    pub(crate) chromium_args: Vec<String>,
    /// Filled in once the server runs.
    pub(crate) database_url: String,
}

/// Pages of the outside world.
#[derive(Serialize)]
pub(crate) struct Simulators {
    /// Switches and state of the simulated vinted.fr.
    pub(crate) vinted: String,
    /// Its live listings, for a person.
    pub(crate) vinted_page: String,
    /// Switches and state of the simulated eBay.
    pub(crate) ebay: String,
    /// Its sellers, for a person.
    pub(crate) ebay_page: String,
}

/// Who can sign in at once.
#[derive(Serialize)]
pub(crate) struct Demo {
    pub(crate) email: String,
    pub(crate) password: String,
}

impl Description {
    pub(super) fn of(plan: &Plan<'_>) -> Result<Self> {
        let pages = format!("http://localhost:{}", plan.ports.pages);
        let extension = &plan.assembly.extension;
        Ok(Self {
            url: plan.ports.url(),
            official_url: OFFICIAL.to_owned(),
            mailbox_url: format!("{pages}/mailbox"),
            sims: Simulators {
                vinted: pages.clone(),
                vinted_page: format!("{pages}/vinted"),
                ebay: format!("{pages}/control/ebay"),
                ebay_page: format!("{pages}/ebay"),
            },
            demo: Demo {
                email: "demo@stoflow.test".to_owned(),
                password: "Trois-pulls-marins-3".to_owned(),
            },
            extension_dir: extension.display().to_string(),
            extension_id: extension_id(extension)?,
            chromium_args: chromium_arguments(&plan.ports, extension),
            database_url: String::new(),
        })
    }

    pub(super) fn write(&self, to: &Path) -> Result<()> {
        let text =
            serde_json::to_vec_pretty(self).context("writing the description of what runs")?;
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).with_context(|| format!("creating {}", folder.display()))?;
        }
        fs::write(to, text).with_context(|| format!("writing {}", to.display()))
    }
}

fn chromium_arguments(ports: &Ports, extension: &Path) -> Vec<String> {
    let (edge, extension) = (ports.edge, extension.display());
    let rules = PLAYED.map(|host| format!("MAP {host} 127.0.0.1:{edge}"));
    let mut arguments = vec![
        format!("--host-resolver-rules={}", rules.join(", ")),
        // The simulator signs for host names that are not its own.
        "--ignore-certificate-errors".to_owned(),
        format!("--disable-extensions-except={extension}"),
        format!("--load-extension={extension}"),
    ];
    // Chromium refuses to start its sandbox as root.
    if geteuid().is_root() {
        arguments.push("--no-sandbox".to_owned());
    }
    let quiet = [
        "gpu",
        "quic",
        "background-networking",
        "component-update",
        "sync",
    ];
    arguments.extend(quiet.map(|service| format!("--disable-{service}")));
    arguments.push("--no-first-run".to_owned());
    arguments
}

/// The id Chromium gives an extension: from the public key in its manifest.
fn extension_id(extension: &Path) -> Result<String> {
    let path = extension.join("manifest.json");
    let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let manifest: serde_json::Value =
        serde_json::from_str(&text).with_context(|| format!("reading {}", path.display()))?;
    let key = manifest
        .get("key")
        .and_then(serde_json::Value::as_str)
        .context("the extension's manifest has no `key`")?;
    let der = BASE64
        .decode(key)
        .context("the `key` in the extension's manifest is not base64")?;
    Ok(id_of_key(&der))
}

/// The first 16 bytes of the key's SHA-256, in hexadecimal, with the digits 0–f written a–p.
fn id_of_key(der: &[u8]) -> String {
    let digits = Sha256::digest(der)
        .into_iter()
        .take(16)
        .flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(b'a' + digit)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_is_written_in_sixteen_letters_of_the_keys_hash() {
        // SHA-256 of nothing begins e3b0c44298fc1c149afbf4c8996fb924.
        assert_eq!(id_of_key(b""), "odlameecjipmbmbejkplpemijjgpljce");
    }
}
