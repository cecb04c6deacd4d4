//! What nobody uses any more: stylesheets that are not part of the style, words that no view says.

use super::sources::{none, sources};
use serde_json::{Map, Value};

#[test]
fn every_stylesheet_is_part_of_the_style() {
    let sheets = sources(&["css"]);
    let (main, others): (Vec<_>, Vec<_>) = sheets
        .into_iter()
        .filter(|sheet| sheet.path.starts_with("style/"))
        .partition(|sheet| sheet.path == "style/main.css");
    assert_eq!(main.len(), 1);
    let unused = others.into_iter().filter_map(|sheet| {
        let name = sheet.path.trim_start_matches("style/");
        let imported = main[0].text.contains(&format!("\"./{name}\""));
        (!imported).then(|| format!("{}: import it in style/main.css or delete it", sheet.path))
    });
    none(&unused.collect::<Vec<_>>());
}

#[test]
fn every_word_is_said_somewhere() {
    let views: String = sources(&["rs"])
        .into_iter()
        .filter(|source| source.path.starts_with("app/src/"))
        .map(|source| source.flattened())
        .collect();
    let mut unsaid = Vec::new();
    for words in sources(&["json"]) {
        let Some(room) = words
            .path
            .strip_prefix("app/locales/fr/")
            .and_then(|file| file.strip_suffix(".json"))
        else {
            continue;
        };
        let keys: Map<String, Value> = serde_json::from_str(&words.text).unwrap();
        unsaid.extend(
            keys.keys()
                .map(|key| format!("{room}.{key}"))
                .filter(|word| !is_said(&views, word))
                .map(|word| format!("{}: no view says `{word}`", words.path)),
        );
    }
    none(&unsaid);
}

/// As a whole, not as the beginning of a longer one.
fn is_said(views: &str, word: &str) -> bool {
    views.match_indices(word).any(|(at, _)| {
        let next = views[at + word.len()..].chars().next();
        next.is_none_or(|next| !next.is_alphanumeric() && next != '_')
    })
}
