//! The report as text: a table, then the names behind its last columns.
//!
//! Knows counts and names only.

use super::{Kind, Report, SiteCoverage, Words};
use std::collections::BTreeMap;
use std::fmt;

impl fmt::Display for Kind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(match self {
            Self::Categories => "categories",
            Self::Colours => "colours",
            Self::Conditions => "conditions",
            Self::Sizes => "sizes",
            Self::Materials => "materials",
        })
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            out,
            "{:<8} {:<14} {:<11} {:>6} {:>6} {:>6} {:>8} {:>9} {:>8} {:>9}",
            "channel",
            "site",
            "words",
            "total",
            "exact",
            "near",
            "guessed",
            "unmapped",
            "reached",
            "answered"
        )?;
        for site in &self.sites {
            for words in &site.words {
                line(out, site, words)?;
            }
        }
        for site in &self.sites {
            for words in &site.words {
                names(out, site, words)?;
            }
        }
        Ok(())
    }
}

fn line(out: &mut fmt::Formatter<'_>, site: &SiteCoverage, words: &Words) -> fmt::Result {
    writeln!(
        out,
        "{:<8} {:<14} {:<11} {:>6} {:>6} {:>6} {:>8} {:>9} {:>8} {:>9}",
        site.channel,
        site.site,
        words.kind,
        words.total(),
        words.exact.len(),
        words.near.len(),
        words.guessed.len(),
        words.unmapped.len(),
        percent(words.reached(), words.total()),
        percent(words.answered(), words.total())
    )
}

/// Rounded down, so that 100 % is all of them.
fn percent(some: usize, all: usize) -> String {
    format!("{} %", (some * 100).checked_div(all).unwrap_or(100))
}

fn names(out: &mut fmt::Formatter<'_>, site: &SiteCoverage, words: &Words) -> fmt::Result {
    let head = format!("{} {}, {}", site.channel, site.site, words.kind);
    if out.alternate() && !words.near.is_empty() {
        writeln!(out, "\n{head}, near: {}", words.near.join(", "))?;
    }
    if !words.guessed.is_empty() {
        writeln!(out, "\n{head}, guessed: {}", words.guessed.join(", "))?;
    }
    let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for word in &words.unmapped {
        let why = word.why.unwrap_or("no reason given");
        reasons.entry(why).or_default().push(&word.name);
    }
    if !reasons.is_empty() {
        writeln!(out, "\n{head}, unmapped:")?;
    }
    for (why, names) in reasons {
        writeln!(out, "  {why}: {}", names.join(", "))?;
    }
    Ok(())
}
