//! What is shipped beside the brain: the manifest's rights, the texts, and that the JavaScript asks for nothing else.

use base64::Engine;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

fn read(path: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn manifest() -> Value {
    serde_json::from_str(&read("static/manifest.json")).unwrap()
}

fn names(locale: &str) -> BTreeSet<String> {
    let texts: Value =
        serde_json::from_str(&read(&format!("static/_locales/{locale}/messages.json"))).unwrap();
    let texts = texts.as_object().unwrap();
    for (name, text) in texts {
        assert!(
            !text["message"].as_str().unwrap().trim().is_empty(),
            "{locale}: {name}"
        );
    }
    texts.keys().cloned().collect()
}

/// Test W-08: exactly these rights.
#[test]
fn the_manifest_asks_for_as_little_as_the_steps_need() {
    let manifest = manifest();
    let vinted = json!(["https://www.vinted.fr/*"]);
    assert_eq!(manifest["manifest_version"], 3);
    assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(manifest["permissions"], json!(["alarms", "storage"]));
    assert_eq!(manifest["host_permissions"], vinted);
    assert_eq!(
        manifest["externally_connectable"],
        json!({ "matches": ["https://app.stoflow.com/*"] })
    );
    for right in [
        "optional_permissions",
        "optional_host_permissions",
        "web_accessible_resources",
        "update_url",
        "oauth2",
    ] {
        assert_eq!(manifest.get(right), None, "{right}");
    }
    for script in manifest["content_scripts"].as_array().unwrap() {
        assert_eq!(script["matches"], vinted);
        assert_eq!(script.get("all_frames"), None);
    }
    let policy = manifest["content_security_policy"]["extension_pages"]
        .as_str()
        .unwrap();
    let scripts = policy
        .split(';')
        .map(str::trim)
        .find(|part| part.starts_with("script-src"));
    assert_eq!(scripts, Some("script-src 'self' 'wasm-unsafe-eval'"));
    let text = manifest.to_string();
    for banned in [
        "<all_urls>",
        "localhost",
        "127.0.0.1",
        "'unsafe-eval'",
        "unsafe-inline",
        "http://",
        "*://",
    ] {
        assert!(!text.contains(banned), "{banned}");
    }
}

/// The dashboard and the server know the extension by this id; Chrome makes it from the key.
#[test]
fn the_id_is_that_of_the_key() {
    let key = manifest()["key"].as_str().unwrap().to_owned();
    let key = base64::engine::general_purpose::STANDARD
        .decode(key)
        .unwrap();
    let half_bytes = Sha256::digest(key)
        .into_iter()
        .take(16)
        .flat_map(|byte| [byte >> 4, byte & 15]);
    let id: String = half_bytes.map(|digit| char::from(b'a' + digit)).collect();
    assert_eq!(read("static/extension_id.txt").trim(), id);
}

#[test]
fn everything_the_manifest_and_the_pages_name_is_there() {
    let manifest = manifest();
    let mut files: Vec<String> = ["16", "32", "48", "128"]
        .map(|size| manifest["icons"][size].as_str().unwrap().to_owned())
        .into();
    files.push(
        manifest["background"]["service_worker"]
            .as_str()
            .unwrap()
            .to_owned(),
    );
    files.push(
        manifest["action"]["default_popup"]
            .as_str()
            .unwrap()
            .to_owned(),
    );
    files.extend(
        [
            "popup.js",
            "popup.css",
            "content.js",
            "page.js",
            "chrome.js",
        ]
        .map(str::to_owned),
    );
    for file in files {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("static")
            .join(&file);
        assert!(path.is_file(), "{file}");
    }
}

#[test]
fn every_text_exists_in_both_languages() {
    let french = names("fr");
    assert_eq!(french, names("en"));
    let mut used = BTreeSet::from(["description".to_owned(), "language".to_owned()]);
    let html = read("static/popup.html");
    used.extend(
        html.split("data-text=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().to_owned()),
    );
    // Every text literal of the popup's view that looks like a name is one.
    let view = read("src/executor/popup.rs");
    let prefixes = [
        "pair_",
        "connection_",
        "vinted_",
        "step_",
        "wait_",
        "advice_",
        "idle",
        "open_",
    ];
    let literals = view.split('"').skip(1).step_by(2);
    used.extend(
        literals
            .filter(|text| prefixes.iter().any(|prefix| text.starts_with(prefix)))
            .map(str::to_owned),
    );
    assert_eq!(used, french);
}

/// Nothing in the page's world or the content script may reach storage, and nothing anywhere may run text as code.
#[test]
fn the_scripts_keep_to_their_rooms() {
    let page = read("static/page.js");
    assert!(
        !page
            .lines()
            .any(|line| !line.trim_start().starts_with("//") && line.contains("chrome."))
    );
    assert!(!read("static/content.js").contains("chrome.storage"));
    for file in [
        "chrome.js",
        "content.js",
        "page.js",
        "popup.js",
        "service_worker.js",
    ] {
        let text = read(&format!("static/{file}"));
        for banned in [
            "eval(",
            "new Function",
            "import(",
            "console.",
            "innerHTML =",
        ] {
            assert!(!text.contains(banned), "{file}: {banned}");
        }
    }
}
