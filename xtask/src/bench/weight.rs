//! What a browser downloads before the product list page is interactive: the brotli twins of the release site.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::report::Row;
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
    rows.push(Row::new("font", "woff2", "kB", fonts(&site.join("pkg"))?));
    let total = rows.iter().map(|row| row.value).sum();
    rows.push(Row::new("all of it", "", "kB", total));
    Ok(rows)
}

/// They are packed already; none where the site has the system's faces.
fn fonts(package: &Path) -> Result<f64> {
    let files = files_in(package)?.into_iter();
    files
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "woff2")
        })
        .map(|path| kilobytes(&path))
        .sum()
}

fn files_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("looking into {}", folder.display()))?;
    entries.map(|entry| Ok(entry?.path())).collect()
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
