//! The site folder that the server serves: `pkg/stoflow.<hash>.{js,wasm,css}`, the heading face beside them, the favicon, and
//! `assets.json`, which tells the server the hashed names. A name changes with its content, so a browser may keep each file for ever.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};

use super::wasm::{self, Effort};
use super::{Grade, compress, content_hash, css, files_under, fonts, replace_folder, write};
use crate::workspace::Workspace;

const STEM: &str = "stoflow";

/// `assets.json`: file names within `pkg/`.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Assets {
    pub(crate) js: String,
    pub(crate) wasm: String,
    pub(crate) css: String,
}

impl Assets {
    /// The names in an assembled site folder.
    pub(crate) fn of(site: &Path) -> Result<Self> {
        let path = site.join("assets.json");
        let text =
            fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        serde_json::from_str(&text).with_context(|| format!("reading {}", path.display()))
    }
}

/// Builds the browser side of the dashboard and lays the folder out.
pub(super) fn assemble(workspace: &Workspace, grade: Grade, to: &Path) -> Result<()> {
    let effort = match grade {
        Grade::Development => Effort::Quick,
        Grade::Release => Effort::Small,
    };
    let module = wasm::build(workspace, "stoflow-frontend", STEM, effort)?;
    let style = workspace.root.join("style");
    let sheet = css::bundle(&style.join("main.css"))?;
    replace_folder(to, |folder| {
        let package = folder.join("pkg");
        let sheet = fonts::lay_out(workspace, &package)? + &sheet;
        let assets = write_package(&package, module, &sheet, grade)?;
        copy_static_files(&style, folder, grade)?;
        let manifest = serde_json::to_vec_pretty(&assets).context("writing assets.json")?;
        write(&folder.join("assets.json"), &manifest)
    })
}

fn write_package(
    package: &Path,
    module: wasm::Module,
    sheet: &str,
    grade: Grade,
) -> Result<Assets> {
    let hashed =
        |bytes: &[u8], extension: &str| format!("{STEM}.{}.{extension}", content_hash(bytes));
    let wasm = hashed(&module.wasm, "wasm");
    let glue = glue_for(&module.js, &wasm)?;
    let assets = Assets {
        js: hashed(glue.as_bytes(), "js"),
        css: hashed(sheet.as_bytes(), "css"),
        wasm,
    };
    compress::write_with_twins(&package.join(&assets.wasm), &module.wasm, grade)?;
    compress::write_with_twins(&package.join(&assets.js), glue.as_bytes(), grade)?;
    compress::write_with_twins(&package.join(&assets.css), sheet.as_bytes(), grade)?;
    for (path, bytes) in &module.snippets {
        compress::write_with_twins(&package.join(path), bytes, grade)?;
    }
    Ok(assets)
}

/// The glue loads its WebAssembly file by name: the hashed one from here on.
fn glue_for(js: &str, wasm: &str) -> Result<String> {
    let plain = format!("{STEM}_bg.wasm");
    ensure!(
        js.contains(&plain),
        "the JavaScript glue does not name {plain}: has wasm-bindgen changed?"
    );
    Ok(js.replace(&plain, wasm))
}

/// Icons of `style/` keep their names and folders; text among them gets twins.
fn copy_static_files(style: &Path, site: &Path, grade: Grade) -> Result<()> {
    for path in files_under(style)?
        .into_iter()
        .filter(|path| is_static(path))
    {
        let bytes =
            fs::read(style.join(&path)).with_context(|| format!("reading {}", path.display()))?;
        let target = site.join(&path);
        if path.extension().is_some_and(|extension| extension == "svg") {
            compress::write_with_twins(&target, &bytes, grade)?;
        } else {
            write(&target, &bytes)?;
        }
    }
    Ok(())
}

fn is_static(path: &Path) -> bool {
    let extension = path
        .extension()
        .map(|extension| extension.to_string_lossy().into_owned())
        .unwrap_or_default();
    ["svg", "ico", "png", "webmanifest", "txt"].contains(&extension.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_glue_loads_the_hashed_file() {
        let js = "new URL('stoflow_bg.wasm', import.meta.url)";
        assert_eq!(
            glue_for(js, "stoflow.0a.wasm").unwrap(),
            "new URL('stoflow.0a.wasm', import.meta.url)"
        );
        assert!(glue_for("nothing here", "stoflow.0a.wasm").is_err());
    }
}
