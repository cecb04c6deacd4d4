//! The dependency arrows between our crates, as `cargo metadata` sees them.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

/// `(from, to)`: the first crate is built, or tested, with the second.
const ARROWS: &[(&str, &str)] = &[
    ("stoflow-domain", "stoflow-wire"),
    ("stoflow-app", "stoflow-wire"),
    ("stoflow-app", "stoflow-domain"),
    ("stoflow-server", "stoflow-app"),
    ("stoflow-server", "stoflow-domain"),
    ("stoflow-server", "stoflow-wire"),
    ("stoflow-frontend", "stoflow-app"),
    ("stoflow-extension", "stoflow-wire"),
];

struct Arrow {
    from: String,
    to: String,
    test: bool,
    optional: bool,
}

fn arrows() -> Vec<Arrow> {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--no-deps",
            "--offline",
            "--format-version",
            "1",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let ours: BTreeSet<&str> = packages
        .iter()
        .filter_map(|package| package["name"].as_str())
        .collect();
    let mut arrows = Vec::new();
    for package in packages {
        let from = package["name"].as_str().unwrap();
        for dependency in package["dependencies"].as_array().unwrap() {
            let to = dependency["name"].as_str().unwrap();
            // A crate that names itself turns on a feature of its own for its tests.
            if ours.contains(to) && to != from {
                arrows.push(Arrow {
                    from: from.to_owned(),
                    to: to.to_owned(),
                    test: dependency["kind"] == "dev",
                    optional: dependency["optional"] == true,
                });
            }
        }
    }
    arrows
}

#[test]
fn every_arrow_is_one_of_the_design() {
    for arrow in arrows() {
        let pair = (arrow.from.as_str(), arrow.to.as_str());
        let allowed = ARROWS.contains(&pair);
        assert!(allowed, "{} must not depend on {}", arrow.from, arrow.to);
    }
}

#[test]
fn every_arrow_of_the_design_is_there() {
    let there: BTreeSet<(String, String)> = arrows()
        .into_iter()
        .filter(|arrow| !arrow.test)
        .map(|arrow| (arrow.from, arrow.to))
        .collect();
    for (from, to) in ARROWS {
        assert!(
            there.contains(&((*from).to_owned(), (*to).to_owned())),
            "{from} no longer depends on {to}"
        );
    }
}

#[test]
fn the_business_stays_out_of_what_a_browser_downloads() {
    let domain = arrows()
        .into_iter()
        .find(|arrow| arrow.from == "stoflow-app" && arrow.to == "stoflow-domain");
    assert!(
        domain.is_some_and(|arrow| arrow.optional),
        "app must reach domain only under its feature `ssr`"
    );
}
