//! The wasm32 standard library from Debian's source package of the same rustc, for machines that reach a Debian mirror
//! but not rustup's server. Needs no root where the toolchain belongs to the user; takes about a minute.
//!
//! apt gets a private configuration: the machine's own sources, lists and cache stay as they are.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::is_named;
use crate::prepare::apt::{apt_get, mirror};
use crate::shell;
use crate::workspace::{WASM_TRIPLE, Workspace};

/// Where a rustc newer than the installed Debian's is found.
const SUITES: &[&str] = &["trixie-backports", "sid", "forky", "trixie"];

/// Builds the library and moves it to `library`, the folder rustc looks in.
pub(super) fn install(workspace: &Workspace, library: &Path) -> Result<()> {
    let work = workspace.output("prepare/wasm-std");
    start_afresh(&work)?;
    let toolchain = Toolchain::installed()?;
    let source = Source::of(&toolchain, &work)?;
    let built = build(&source, &work);
    source.unlink();
    put_in_place(&built?, library)?;
    forget_older_artefacts(workspace)?;
    fs::remove_dir_all(&work).with_context(|| format!("removing {}", work.display()))
}

struct Toolchain {
    version: String,
    sysroot: PathBuf,
}

impl Toolchain {
    fn installed() -> Result<Self> {
        let told = shell::answer(Command::new("rustc").arg("--version"))?;
        let version = told
            .split_whitespace()
            .nth(1)
            .with_context(|| format!("reading a version from `{told}`"))?;
        let sysroot = shell::answer(Command::new("rustc").args(["--print", "sysroot"]))?.into();
        Ok(Self {
            version: version.to_owned(),
            sysroot,
        })
    }
}

/// The library's source at the one place where cargo looks for it.
struct Source {
    linked: Option<PathBuf>,
    at: PathBuf,
}

impl Source {
    /// Uses what the toolchain already has, else Debian's, linked for as long as the build lasts.
    fn of(toolchain: &Toolchain, work: &Path) -> Result<Self> {
        let at = toolchain.sysroot.join("lib/rustlib/src/rust");
        if at.join("library/std").is_dir() {
            return Ok(Self { linked: None, at });
        }
        let unpacked = download(&toolchain.version, work)?;
        fs::create_dir_all(toolchain.sysroot.join("lib/rustlib/src"))
            .context("creating a folder in the toolchain")?;
        drop(fs::remove_file(&at));
        symlink(&unpacked, &at)
            .with_context(|| format!("linking {} into the toolchain", unpacked.display()))?;
        Ok(Self {
            linked: Some(at.clone()),
            at,
        })
    }

    /// A link left behind is replaced by the next run, so a failure here is none.
    fn unlink(&self) {
        if let Some(link) = &self.linked {
            drop(fs::remove_file(link));
        }
    }
}

/// Fetches and unpacks `rust-src`; gives back the folder that holds `library/`.
fn download(version: &str, work: &Path) -> Result<PathBuf> {
    let settings = private_apt(work)?;
    // A suite that is gone from the mirror must not stop the ones that are there.
    drop(shell::logged(
        apt_get().args(&settings).arg("update"),
        &work.join("update.log"),
    ));
    let mut fetch = apt_get();
    fetch
        .args(&settings)
        .args(["download", &format!("rust-src={version}*")])
        .current_dir(work);
    shell::logged(&mut fetch, &work.join("download.log"))
        .with_context(|| format!("fetching rust-src {version} from the Debian mirror"))?;
    let package = downloaded(work)?;
    let unpacked = work.join("unpacked");
    let mut unpack = Command::new("dpkg-deb");
    shell::logged(
        unpack.arg("-x").arg(package).arg(&unpacked),
        &work.join("unpack.log"),
    )?;
    Ok(unpacked.join(format!("usr/src/rustc-{version}")))
}

/// Options that point apt at lists and a cache under `work`.
fn private_apt(work: &Path) -> Result<Vec<String>> {
    let mirror = mirror::of_this_machine()?;
    let option = mirror
        .signed_by
        .map_or_else(String::new, |key| format!("[signed-by={key}] "));
    let lines: Vec<String> = SUITES
        .iter()
        .map(|suite| format!("deb {option}{} {suite} main\n", mirror.uri))
        .collect();
    let list = work.join("sources.list");
    fs::write(&list, lines.concat()).with_context(|| format!("writing {}", list.display()))?;
    for folder in ["lists/partial", "cache/archives/partial"] {
        fs::create_dir_all(work.join(folder)).with_context(|| format!("creating {folder}"))?;
    }
    let settings = [
        format!("Dir::Etc::sourcelist={}", list.display()),
        "Dir::Etc::sourceparts=/dev/null".to_owned(),
        format!("Dir::State::lists={}", work.join("lists").display()),
        format!("Dir::Cache={}", work.join("cache").display()),
    ];
    Ok(settings
        .into_iter()
        .flat_map(|setting| ["-o".to_owned(), setting])
        .collect())
}

/// Compiles the library for an empty crate; gives back the folder of its `.rlib` files.
fn build(source: &Source, work: &Path) -> Result<PathBuf> {
    let krate = work.join("empty");
    fs::create_dir_all(krate.join("src")).context("creating the empty crate")?;
    fs::write(krate.join("src/lib.rs"), "").context("writing the empty crate")?;
    fs::write(
        krate.join("Cargo.toml"),
        "[package]\nname = \"empty\"\nedition = \"2024\"\n[workspace]\n[profile.release]\npanic = \"unwind\"\n",
    )
    .context("writing the empty crate")?;
    // Without embedded bitcode a later build with link-time optimisation can't read the library. Panic messages name the
    // source's folder: it is replaced by the one that official builds have.
    let flags = format!(
        "-Cembed-bitcode=yes\x1f--remap-path-prefix={}=/rustc",
        source.at.display()
    );
    let mut cargo = Command::new("cargo");
    cargo
        .args(["build", "--release", "--target", WASM_TRIPLE])
        .args([
            "-Z",
            "build-std=std,panic_abort,panic_unwind,test,proc_macro",
        ])
        .current_dir(&krate)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_ENCODED_RUSTFLAGS", flags)
        .env("CARGO_TARGET_DIR", krate.join("target"));
    shell::logged(&mut cargo, &work.join("build.log")).context("compiling the standard library")?;
    Ok(krate.join("target").join(WASM_TRIPLE).join("release/deps"))
}

/// Copies beside the final folder and renames, so that a half-copied library is never looked at.
fn put_in_place(built: &Path, library: &Path) -> Result<()> {
    let beside = library.with_extension("new");
    start_afresh(&beside)?;
    for entry in fs::read_dir(built).with_context(|| format!("listing {}", built.display()))? {
        let path = entry.context("listing the built library")?.path();
        if is_named(&path, "lib", "rlib") && !is_named(&path, "libempty-", "rlib") {
            let name = path.file_name().unwrap_or_default();
            fs::copy(&path, beside.join(name))
                .with_context(|| format!("copying {} into the toolchain", path.display()))?;
        }
    }
    drop(fs::remove_dir(library));
    fs::rename(&beside, library)
        .with_context(|| format!("renaming {} to {}", beside.display(), library.display()))
}

/// What was compiled against another build of the library can't be linked with this one.
fn forget_older_artefacts(workspace: &Workspace) -> Result<()> {
    let artefacts = workspace.artefacts.join(WASM_TRIPLE);
    match fs::remove_dir_all(&artefacts) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("removing {}", artefacts.display()))
        }
        _ => Ok(()),
    }
}

fn start_afresh(folder: &Path) -> Result<()> {
    drop(fs::remove_dir_all(folder));
    fs::create_dir_all(folder).with_context(|| format!("creating {}", folder.display()))
}

/// The package file that apt-get left in `folder`.
fn downloaded(folder: &Path) -> Result<PathBuf> {
    let entries = fs::read_dir(folder).with_context(|| format!("listing {}", folder.display()))?;
    let mut paths = entries.flatten().map(|entry| entry.path());
    paths
        .find(|path| is_named(path, "rust-src_", "deb"))
        .context("apt-get left no package")
}
