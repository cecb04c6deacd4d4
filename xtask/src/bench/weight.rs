//! What a browser downloads before the product list page is interactive: the brotli twins of the release site.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::report::Row;
use crate::assemble::site::Assets;

pub(super) fn measure(site: &Path) -> Result<Vec<Row>> {
    let assets = Assets::of(site)?;
    let package = site.join("pkg");
    let module = package.join(&assets.wasm);
    let parts = module.parent().unwrap_or(&package);
    let mut rows = vec![
        Row::new("wasm", "brotli", "kB", kilobytes(&twin(&module))?),
        Row::new("js", "brotli", "kB", together(parts, ".js.br")?),
        Row::new(
            "css",
            "brotli",
            "kB",
            kilobytes(&twin(&package.join(&assets.css)))?,
        ),
        // Packed already; none where the site has the system's faces.
        Row::new("font", "woff2", "kB", together(&package, ".woff2")?),
    ];
    let total = rows.iter().map(|row| row.value).sum();
    rows.push(Row::new("all of it", "", "kB", total));
    rows.push(Row::new(
        "wasm of all other pages",
        "brotli",
        "kB",
        together(parts, ".wasm.br")? - rows[0].value,
    ));
    Ok(rows)
}

fn twin(path: &Path) -> PathBuf {
    path.with_added_extension("br")
}

/// What the files of this folder with such names weigh.
fn together(folder: &Path, ending: &str) -> Result<f64> {
    let files = files_in(folder)?.into_iter();
    files
        .filter(|path| path.to_string_lossy().ends_with(ending))
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
