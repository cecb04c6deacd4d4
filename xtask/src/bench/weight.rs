//! What a browser downloads before the product list page is interactive: the brotli twins of the release site.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::Row;
use crate::assemble::site::Assets;

pub(super) fn measure(site: &Path) -> Result<Vec<Row>> {
    let assets = Assets::of(site)?;
    let mut rows = Vec::new();
    for (kind, name) in [
        ("wasm", &assets.wasm),
        ("js", &assets.js),
        ("css", &assets.css),
    ] {
        rows.push(Row::new(
            kind,
            "brotli",
            "kB",
            kilobytes(&site.join("pkg").join(format!("{name}.br")))?,
        ));
    }
    let total = rows.iter().map(|row| row.value).sum();
    rows.push(Row::new("all three", "brotli", "kB", total));
    Ok(rows)
}

/// Of 1000 bytes, as browsers and peers count.
fn kilobytes(path: &Path) -> Result<f64> {
    let bytes = fs::metadata(path)
        .with_context(|| format!("looking at {}", path.display()))?
        .len();
    #[expect(
        clippy::cast_precision_loss,
        reason = "a file of at most some megabytes"
    )]
    let bytes = bytes as f64;
    Ok(bytes / 1000.0)
}
