//! The Debian mirror this machine already uses, read from its own apt configuration so that no host is written here.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

/// An archive with the `main` component of the installed Debian release.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mirror {
    /// Base address, as apt wants it.
    pub(crate) uri: String,
    /// The key file that signs it, where the configuration names one.
    pub(crate) signed_by: Option<String>,
}

/// The mirror of this machine's release; an error on anything that is not Debian.
pub(crate) fn of_this_machine() -> Result<Mirror> {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let (Some("debian"), Some(codename)) =
        (field(&release, "ID"), field(&release, "VERSION_CODENAME"))
    else {
        bail!("this machine is not a Debian release");
    };
    let found = source_files()
        .iter()
        .filter_map(|path| read(path))
        .find_map(|source| source.mirror_of(codename));
    match found {
        Some(mirror) => Ok(mirror),
        None => bail!("no apt source of this machine lists Debian {codename} main"),
    }
}

/// The text of one file in apt's configuration; its two formats are told apart by the file's extension.
enum Source {
    /// `*.sources`: stanzas of `Key: values`.
    Stanzas(String),
    /// `*.list`: one line per archive.
    Lines(String),
}

impl Source {
    fn mirror_of(&self, codename: &str) -> Option<Mirror> {
        match self {
            Self::Stanzas(text) => text
                .split("\n\n")
                .find_map(|stanza| mirror_in_stanza(stanza, codename)),
            Self::Lines(text) => text.lines().find_map(|line| mirror_in_line(line, codename)),
        }
    }
}

fn source_files() -> Vec<PathBuf> {
    let mut files = vec![PathBuf::from("/etc/apt/sources.list")];
    let parts = fs::read_dir("/etc/apt/sources.list.d")
        .into_iter()
        .flatten()
        .flatten();
    files.extend(parts.map(|entry| entry.path()));
    files.sort();
    files
}

fn read(path: &Path) -> Option<Source> {
    let text = fs::read_to_string(path).ok()?;
    match path.extension()?.to_str()? {
        "sources" => Some(Source::Stanzas(text)),
        "list" => Some(Source::Lines(text)),
        _ => None,
    }
}

fn mirror_in_stanza(stanza: &str, codename: &str) -> Option<Mirror> {
    let values = |key: &str| {
        let line = stanza
            .lines()
            .find_map(|line| line.strip_prefix(key)?.strip_prefix(':'));
        line.unwrap_or_default()
            .split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let has = |key: &str, value: &str| values(key).iter().any(|found| found == value);
    if has("Enabled", "no")
        || !has("Types", "deb")
        || !has("Suites", codename)
        || !has("Components", "main")
    {
        return None;
    }
    Some(Mirror {
        uri: values("URIs").into_iter().next()?,
        signed_by: values("Signed-By").into_iter().next(),
    })
}

/// `deb [signed-by=/a/key] URI suite component…`
fn mirror_in_line(line: &str, codename: &str) -> Option<Mirror> {
    let rest = line.trim().strip_prefix("deb ")?.trim_start();
    let (options, rest) = match rest.strip_prefix('[') {
        Some(bracket) => bracket.split_once(']')?,
        None => ("", rest),
    };
    let mut words = rest.split_whitespace();
    let uri = words.next()?.to_owned();
    let signed_by = options
        .split_whitespace()
        .find_map(|option| option.strip_prefix("signed-by="))
        .map(str::to_owned);
    let matches = words.next()? == codename && words.any(|component| component == "main");
    matches.then_some(Mirror { uri, signed_by })
}

fn field<'text>(release: &'text str, key: &str) -> Option<&'text str> {
    release
        .lines()
        .find_map(|line| line.strip_prefix(key)?.strip_prefix('='))
        .map(|value| value.trim_matches('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "/usr/share/keyrings/archive.gpg";

    #[test]
    fn a_stanza_counts_when_it_lists_the_release_itself() {
        let source = Source::Stanzas(format!(
            "Types: deb\nURIs: http://mirror.test/security\nSuites: bookworm-security\nComponents: main\n\n\
             Types: deb deb-src\n# a note\nURIs: http://mirror.test/debian\nSuites: bookworm bookworm-updates\n\
             Components: main contrib\nSigned-By: {KEY}\n"
        ));
        let expected = Mirror {
            uri: "http://mirror.test/debian".into(),
            signed_by: Some(KEY.into()),
        };
        assert_eq!(source.mirror_of("bookworm"), Some(expected));
        assert_eq!(source.mirror_of("trixie"), None);
    }

    #[test]
    fn a_line_counts_with_or_without_options() {
        let plain = Source::Lines(
            "# deb http://off.test x main\ndeb http://mirror.test/debian bookworm main\n".into(),
        );
        assert_eq!(
            plain.mirror_of("bookworm"),
            Some(Mirror {
                uri: "http://mirror.test/debian".into(),
                signed_by: None
            })
        );
        let signed = Source::Lines(format!(
            "deb [arch=amd64 signed-by={KEY}] http://mirror.test/debian bookworm main"
        ));
        assert_eq!(
            signed
                .mirror_of("bookworm")
                .and_then(|mirror| mirror.signed_by),
            Some(KEY.into())
        );
    }

    #[test]
    fn a_disabled_stanza_and_a_foreign_archive_do_not_count() {
        let disabled =
            "Enabled: no\nTypes: deb\nURIs: http://a.test\nSuites: bookworm\nComponents: main";
        assert_eq!(Source::Stanzas(disabled.into()).mirror_of("bookworm"), None);
        assert_eq!(
            Source::Lines("deb http://cloud.test/apt sdk-bookworm main".into())
                .mirror_of("bookworm"),
            None
        );
    }
}
