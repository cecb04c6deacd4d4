//! Turns `locales/{fr,en}/*.json` into typed keys. A word that is missing, misspelt or not in both languages stops
//! the build.

use leptos_i18n_parser::parse_locales::options::{Config, ParseOptions};
use leptos_i18n_parser::parse_locales::parse_locales;
use std::error::Error;
use std::path::PathBuf;

/// One file of words per room of the app.
const ROOMS: [&str; 27] = [
    "archive",
    "batches",
    "brand_tiers",
    "channel_rules",
    "channels",
    "conversations",
    "dates",
    "ebay",
    "editor",
    "errors",
    "exchange",
    "filters",
    "frame",
    "governor",
    "jobs",
    "landing",
    "own_words",
    "photos",
    "price",
    "products",
    "sales",
    "session",
    "settings",
    "receipts",
    "statistics",
    "wardrobe",
    "wording",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=locales");
    let config = Config::new("fr")?
        .add_locale("en")?
        .add_namespaces(ROOMS)?
        .parse_options(ParseOptions::default().interpolate_display(true));
    let words = parse_locales(None, config)?;
    let (errors, warnings) = words.diag.borrow();
    if let Some(problem) = errors
        .iter()
        .map(ToString::to_string)
        .chain(warnings.iter().map(ToString::to_string))
        .next()
    {
        return Err(problem.into());
    }
    let code = leptos_i18n_codegen::gen_code(&words, None, false, None, false)?;
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    std::fs::write(out.join("words.rs"), code.to_string())?;
    Ok(())
}
