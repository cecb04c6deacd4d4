//! The browser extension: a folder that Chromium loads as it is, and the zip of it for the store. The same bytes for the
//! same sources, whichever command asked for them.
//!
//! One thing differs between the two: the manifest's `key`, which gives the loaded folder its id, is left out of the zip.
//! The Chrome Web Store signs with a key of its own and refuses a manifest that has one.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Map, Value};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::wasm::{self, Cut, Effort};
use super::{files_under, replace_folder, write};
use crate::workspace::Workspace;

const STEM: &str = "stoflow_extension";

/// Fills `folder` from `extension/static/` and the compiled brain in `pkg/`, then writes `store_zip`.
pub(super) fn assemble(workspace: &Workspace, folder: &Path, store_zip: &Path) -> Result<()> {
    let module = wasm::build(
        workspace,
        "stoflow-extension",
        STEM,
        Cut::Whole,
        Effort::Small,
    )?;
    let mouths = workspace.root.join("extension/static");
    replace_folder(folder, |folder| {
        for path in files_under(&mouths)? {
            let bytes = fs::read(mouths.join(&path))
                .with_context(|| format!("reading {}", path.display()))?;
            write(&folder.join(&path), &bytes)?;
        }
        let package = folder.join("pkg");
        write(&package.join(format!("{STEM}.js")), module.js.as_bytes())?;
        write(&package.join(format!("{STEM}_bg.wasm")), &module.wasm)?;
        module
            .others
            .iter()
            .try_for_each(|(path, bytes)| write(&package.join(path), bytes))
    })?;
    zip(folder, store_zip)
}

/// Sorted names, one date, one mode: equal folders give equal zips.
fn zip(folder: &Path, to: &Path) -> Result<()> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let file = File::create(to).with_context(|| format!("creating {}", to.display()))?;
    let mut archive = ZipWriter::new(file);
    for path in files_under(folder)? {
        let name = path
            .to_str()
            .with_context(|| format!("{} is not a name for a zip", path.display()))?;
        let bytes = for_the_store(
            name,
            fs::read(folder.join(&path)).with_context(|| format!("reading {name}"))?,
        )?;
        archive
            .start_file(name, options)
            .with_context(|| format!("adding {name} to the zip"))?;
        archive
            .write_all(&bytes)
            .with_context(|| format!("adding {name} to the zip"))?;
    }
    archive.finish().context("finishing the zip")?;
    Ok(())
}

/// The file as the store takes it.
fn for_the_store(name: &str, bytes: Vec<u8>) -> Result<Vec<u8>> {
    if name != "manifest.json" {
        return Ok(bytes);
    }
    let mut manifest: Map<String, Value> =
        serde_json::from_slice(&bytes).context("reading the extension's manifest")?;
    manifest.remove("key");
    serde_json::to_vec_pretty(&manifest).context("writing the manifest for the store")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_folders_give_equal_zips() {
        let root = std::env::temp_dir().join(format!("stoflow-zip-{}", std::process::id()));
        let zips: Vec<Vec<u8>> = ["first", "second"]
            .map(|name| {
                let folder = root.join(name);
                // Written in a different order, at a different time.
                let mut files = vec![
                    ("manifest.json", "{}"),
                    ("pkg/glue.js", "export {}"),
                    ("icon.svg", "<svg/>"),
                ];
                if name == "second" {
                    files.reverse();
                }
                for (path, text) in files {
                    write(&folder.join(path), text.as_bytes()).unwrap();
                }
                let to = root.join(format!("{name}.zip"));
                zip(&folder, &to).unwrap();
                fs::read(to).unwrap()
            })
            .into();
        fs::remove_dir_all(&root).unwrap();
        assert!(zips[0].len() > 100);
        assert_eq!(zips[0], zips[1]);
    }

    #[test]
    fn the_store_gets_the_manifest_without_its_key() {
        let manifest = br#"{"key":"MIIB","manifest_version":3}"#.to_vec();
        let stored: Value =
            serde_json::from_slice(&for_the_store("manifest.json", manifest).unwrap()).unwrap();
        assert_eq!(stored, serde_json::json!({ "manifest_version": 3 }));
        let other = b"anything".to_vec();
        assert_eq!(for_the_store("popup.js", other.clone()).unwrap(), other);
    }
}
