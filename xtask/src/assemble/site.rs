//! The site folder that the server serves: `pkg/<hash>/` with the module, its glue and its parts, which name each other,
//! `pkg/stoflow.<hash>.css` and the heading face beside it, the favicon, and `assets.json`, which tells the server these names.
//! A name changes with its content, so a browser may keep each file for ever.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::wasm::{self, Cut, Effort};
use super::{Grade, compress, content_hash, css, files_under, fonts, replace_folder, write};
use crate::workspace::Workspace;

const STEM: &str = "stoflow";

/// `assets.json`: file names within `pkg/`.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Assets {
    pub(crate) js: String,
    pub(crate) wasm: String,
    pub(crate) css: String,
    /// WebAssembly that only some pages need.
    pub(crate) parts: Vec<String>,
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
    let module = wasm::build(workspace, "stoflow-frontend", STEM, Cut::Apart, effort)?;
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
    let (js, wasm) = (format!("{STEM}.js"), format!("{STEM}_bg.wasm"));
    let mut files = module.others;
    let parts: Vec<String> = files.iter().filter_map(|(path, _)| part(path)).collect();
    files.push((PathBuf::from(&js), module.js.into_bytes()));
    files.push((PathBuf::from(&wasm), module.wasm));
    let together: Vec<&[u8]> = files.iter().map(|(_, bytes)| bytes.as_slice()).collect();
    let folder = content_hash(&together.concat());
    for (path, bytes) in &files {
        compress::write_with_twins(&package.join(&folder).join(path), bytes, grade)?;
    }
    let css = format!("{STEM}.{}.css", content_hash(sheet.as_bytes()));
    compress::write_with_twins(&package.join(&css), sheet.as_bytes(), grade)?;
    Ok(Assets {
        js: format!("{folder}/{js}"),
        wasm: format!("{folder}/{wasm}"),
        css,
        parts: parts
            .iter()
            .map(|part| format!("{folder}/{part}"))
            .collect(),
    })
}

/// The name of a file that is WebAssembly, and no JavaScript beside it.
fn part(path: &Path) -> Option<String> {
    let extension = path.extension()?;
    (extension == "wasm").then(|| path.to_str().map(str::to_owned))?
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
