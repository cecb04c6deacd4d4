//! One browser crate to WebAssembly and its JavaScript glue: cargo, then the wasm-bindgen library (the exact version the
//! crates are linked with, so nothing to install), then `wasm-opt` where npm brought it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow};
use wasm_bindgen_cli_support::Bindgen;

use super::{content_hash, files_under, write};
use crate::prepare::npm;
use crate::shell;
use crate::workspace::{WASM_TRIPLE, Workspace};

/// What rustc may emit for wasm32 by default and every browser of the last years runs; `wasm-opt` must be told.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// What a browser loads again on every page of the tests: unoptimised it is more than twice as large. Said here and not in
/// a profile, since a profile has a folder of its own, and every procedural macro would be compiled for it again.
const LIGHTER: &[&str] = &[
    "--config",
    "profile.dev.opt-level=1",
    "--config",
    "profile.dev.debug=false",
];

/// As in `.cargo/config.toml`, which the flags of a small build replace.
const ERASED: [&str; 2] = ["--cfg", "erase_components"];

/// How much the compilers do for size.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Effort {
    /// The `dev` profile, a little optimised, names kept for stack traces.
    Quick,
    /// The `wasm-release` profile and `wasm-opt`.
    Small,
}

/// Whether a browser loads the crate in one piece.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    Whole,
    /// At its `wasm_split` functions: what only one of them needs is a file of its own, loaded when it is called.
    Apart,
}

/// A crate made ready for a browser.
pub(super) struct Module {
    /// The glue; it names the WebAssembly file `<stem>_bg.wasm`.
    pub(super) js: String,
    pub(super) wasm: Vec<u8>,
    /// The parts that are loaded later, what loads them, and JavaScript that crates brought along, by the path beside the glue.
    pub(super) others: Vec<(PathBuf, Vec<u8>)>,
}

/// Compiles `package` and binds it; the files are called after `stem`.
pub(super) fn build(
    workspace: &Workspace,
    package: &str,
    stem: &str,
    cut: Cut,
    effort: Effort,
) -> Result<Module> {
    let compiled = compile(workspace, package, cut, effort)?;
    let folder = workspace.output("bindings").join(package);
    drop(fs::remove_dir_all(&folder));
    let main = match cut {
        Cut::Whole => compiled,
        Cut::Apart => cut_apart(&compiled, &folder, stem)?,
    };
    bind(&main, &folder, stem, cut, effort)?;
    if effort == Effort::Small {
        for file in files_under(&folder)? {
            if file
                .extension()
                .is_some_and(|extension| extension == "wasm")
            {
                shrink(workspace, &folder.join(file))?;
            }
        }
    }
    read(&folder, stem)
}

fn compile(workspace: &Workspace, package: &str, cut: Cut, effort: Effort) -> Result<PathBuf> {
    let mut cargo = workspace.cargo(&[
        "rustc",
        "--package",
        package,
        "--lib",
        "--crate-type",
        "cdylib",
        "--target",
        WASM_TRIPLE,
    ]);
    let folder = match effort {
        Effort::Quick => {
            cargo.args(LIGHTER);
            "debug"
        }
        Effort::Small => {
            cargo
                .args(["--profile", "wasm-release"])
                .env("CARGO_ENCODED_RUSTFLAGS", small_flags(workspace));
            "wasm-release"
        }
    };
    if cut == Cut::Apart {
        // Where one function names another: by these the module is cut.
        cargo.args(["--", "-Clink-args=--emit-relocs"]);
    }
    shell::visible(&mut cargo)?;
    let file = format!("{}.wasm", package.replace('-', "_"));
    Ok(workspace
        .artefacts
        .join(WASM_TRIPLE)
        .join(folder)
        .join(file))
}

/// Panic messages name source files: in what we give away they must not tell where it was built, and two machines must
/// build the same bytes. Separated as cargo wants them, since a path may hold blanks.
fn small_flags(workspace: &Workspace) -> String {
    let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let in_home = || env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo"));
    let crates = cargo_home.or_else(in_home).map(|home| (home, "/cargo"));
    let flags: Vec<String> = crates
        .into_iter()
        .chain([(workspace.root.clone(), "/stoflow")])
        .map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()))
        .chain(ERASED.map(str::to_owned))
        .collect();
    flags.join("\x1f")
}

/// Lays the parts into `folder`, and answers with the one that is left: the glue is made for it.
fn cut_apart(compiled: &Path, folder: &Path, stem: &str) -> Result<PathBuf> {
    let whole = fs::read(compiled).with_context(|| format!("reading {}", compiled.display()))?;
    let main = compiled.with_extension("main.wasm");
    let glue = format!("./{stem}.js");
    let mut options = wasm_split_cli_support::Options::new(&whole);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.main_module = &glue;
    wasm_split_cli_support::transform(options)
        .map_err(|error| anyhow!("{error:#}"))
        .with_context(|| format!("cutting {} apart", compiled.display()))?;
    Ok(main)
}

fn bind(compiled: &Path, folder: &Path, stem: &str, cut: Cut, effort: Effort) -> Result<()> {
    let small = effort == Effort::Small;
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(compiled)
        .out_name(stem)
        .web(true)
        .and_then(|bindgen| {
            bindgen
                .omit_default_module_path(false)
                .typescript(false)
                .keep_lld_exports(cut == Cut::Apart)
                .remove_name_section(small)
                .remove_producers_section(small)
                .generate(folder)
        })
        .with_context(|| format!("making the JavaScript glue for {}", compiled.display()))
}

/// Runs `wasm-opt`, or takes what it made of the same bytes before: it thinks for many seconds.
fn shrink(workspace: &Workspace, wasm: &Path) -> Result<()> {
    let Some(wasm_opt) = npm::program(workspace, "wasm-opt") else {
        println!(
            "  (without wasm-opt, which the npm package binaryen brings: the file stays larger)"
        );
        return Ok(());
    };
    let version = shell::answer(Command::new(&wasm_opt).arg("--version"))?;
    let large = fs::read(wasm).with_context(|| format!("reading {}", wasm.display()))?;
    let key = content_hash(&[version.as_bytes(), FEATURES.concat().as_bytes(), &large].concat());
    let small = workspace.output(format!("bindings/small/{key}.wasm"));
    if !small.exists() {
        let unfinished = small.with_extension("new");
        write(&unfinished, &[])?;
        let mut command = Command::new(wasm_opt);
        shell::visible(
            command
                .arg("-Oz")
                .args(FEATURES)
                .arg(wasm)
                .arg("-o")
                .arg(&unfinished),
        )?;
        fs::rename(&unfinished, &small)
            .with_context(|| format!("renaming {}", unfinished.display()))?;
    }
    fs::copy(&small, wasm).with_context(|| format!("copying {}", small.display()))?;
    Ok(())
}

fn read(folder: &Path, stem: &str) -> Result<Module> {
    let read = |path: &Path| {
        fs::read(folder.join(path)).with_context(|| format!("reading {}", path.display()))
    };
    let (glue, wasm) = (
        PathBuf::from(format!("{stem}.js")),
        PathBuf::from(format!("{stem}_bg.wasm")),
    );
    let others = files_under(folder)?
        .into_iter()
        .filter(|path| *path != glue && *path != wasm);
    let others = others
        .map(|path| Ok((path.clone(), read(&path)?)))
        .collect::<Result<_>>()?;
    Ok(Module {
        js: String::from_utf8(read(&glue)?).context("the glue is not text")?,
        wasm: read(&wasm)?,
        others,
    })
}
