//! Finds the SQL of the repository: migration files, `.sql` files beside the code, and text in Rust code that reads
//! like a statement. Tests may do what they like.

use crate::database::migrations::TENANT;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// One statement and where it stands.
pub(super) struct Sql {
    /// The file, from the root of the repository.
    pub(super) place: String,
    /// In one line, without comments; what stood in quotes is left out.
    pub(super) text: String,
    /// As `text`, with what stood in quotes.
    pub(super) with_quotes: String,
}

impl Sql {
    pub(super) fn new(place: &str, written: &str) -> Self {
        let with_quotes = one_line(&without_comments(written));
        Self {
            place: place.to_owned(),
            text: without_quotes(&with_quotes),
            with_quotes,
        }
    }

    pub(super) fn is_in(&self, folder: &str) -> bool {
        self.place.starts_with(folder)
    }

    pub(super) fn has(&self, words: &str) -> bool {
        self.text.contains(words)
    }

    pub(super) fn begins(&self, words: &str) -> bool {
        self.text.starts_with(words)
    }

    /// Whether a seller's table is named, by its bare name.
    pub(super) fn names_tenant_table(&self) -> bool {
        TENANT_TABLES.iter().any(|table| {
            [
                "from ",
                "join ",
                "into ",
                "update ",
                "delete from ",
                "on ",
                "table ",
            ]
            .iter()
            .any(|before| has_word_after(&self.text, before, table))
        })
    }
}

fn has_word_after(text: &str, before: &str, word: &str) -> bool {
    let wanted = format!("{before}{word}");
    text.match_indices(&wanted).any(|(at, _)| {
        !text[at + wanted.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_')
    })
}

static TENANT_TABLES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    TENANT
        .iter()
        .flat_map(|migration| crate::database::statements::statements(migration.sql))
        .filter_map(|statement| statement.strip_prefix("create table "))
        .filter_map(|rest| rest.split_whitespace().next())
        .collect()
});

pub(super) fn statements_of_repository() -> Vec<Sql> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = Vec::new();
    for folder in ["migrations", "server"] {
        collect(&root.join(folder), &mut files);
    }
    files.sort();
    files
        .iter()
        .flat_map(|file| statements_in(&root, file))
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the repository") {
        let path = entry.expect("an entry").path();
        let is_of_tests = ["tests", "lint"]
            .iter()
            .any(|stem| path.file_stem() == Some(OsStr::new(stem)));
        if is_of_tests {
            continue;
        }
        if path.is_dir() {
            collect(&path, files);
        } else if is_a(&path, "sql") || is_a(&path, "rs") {
            files.push(path);
        }
    }
}

fn is_a(file: &Path, kind: &str) -> bool {
    file.extension() == Some(OsStr::new(kind))
}

fn statements_in(root: &Path, file: &Path) -> Vec<Sql> {
    let place = file
        .strip_prefix(root)
        .expect("below the root")
        .to_string_lossy()
        .into_owned();
    let text = std::fs::read_to_string(file).expect("a file that can be read");
    if is_a(file, "sql") {
        let text = text.leak();
        return crate::database::statements::statements(text)
            .into_iter()
            .map(|statement| Sql::new(&place, statement))
            .collect();
    }
    let code = text
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or(&text);
    let mut found = literals(code)
        .into_iter()
        .filter(|literal| reads_like_sql(literal))
        .map(|literal| Sql::new(&place, &literal))
        .collect::<Vec<_>>();
    if code.contains(".constraint()") {
        found.push(Sql::new(&place, "on constraint"));
    }
    found
}

const BEGINNINGS: [(&str, &str); 15] = [
    ("select ", ""),
    ("with ", " as ("),
    ("insert into ", ""),
    ("update ", " set "),
    ("delete from ", ""),
    ("merge into ", ""),
    ("create ", ""),
    ("alter ", ""),
    ("drop ", ""),
    ("truncate ", ""),
    ("grant ", " to "),
    ("revoke ", " from "),
    ("set ", ""),
    ("notify ", ""),
    ("lock table ", ""),
];

fn reads_like_sql(literal: &str) -> bool {
    let line = one_line(literal).to_lowercase();
    let is_statement = BEGINNINGS
        .iter()
        .any(|(beginning, later)| line.starts_with(beginning) && line.contains(later));
    // sentences for people begin with some of the same words
    let is_sentence = ["create", "alter", "drop", "set", "select"]
        .iter()
        .any(|word| line.starts_with(word))
        && ![
            "(", "=", " from ", "schema", "role", "table", "index", "$", "{", " 1",
        ]
        .iter()
        .any(|mark| line.contains(mark));
    is_statement && !is_sentence
}

/// The string literals of Rust code, unescaped as far as SQL needs it.
fn literals(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = code;
    while let Some(next) = rest.find(['"', '/', '\'']) {
        let before = &rest[..next];
        rest = &rest[next..];
        if rest.starts_with("//") {
            rest = rest.find('\n').map_or("", |end| &rest[end..]);
        } else if rest.starts_with("'\"'") || rest.starts_with("'/'") {
            rest = &rest[3..];
        } else if rest.starts_with('"') {
            let hashes = before.len() - before.trim_end_matches('#').len();
            let raw = before.trim_end_matches('#').ends_with('r');
            let (literal, after) = literal(&rest[1..], if raw { Some(hashes) } else { None });
            found.push(literal);
            rest = after;
        } else {
            rest = &rest[1..];
        }
    }
    found
}

/// The literal that `text` begins with, and what follows. `hashes` of a raw one.
fn literal(text: &str, hashes: Option<usize>) -> (String, &str) {
    if let Some(hashes) = hashes {
        let end = format!("\"{}", "#".repeat(hashes));
        let at = text.find(&end).unwrap_or(text.len());
        return (
            text[..at].to_owned(),
            text.get(at + end.len()..).unwrap_or_default(),
        );
    }
    let mut literal = String::new();
    let mut characters = text.char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            '"' => return (literal, &text[at + 1..]),
            // an escape; a line that goes on below
            '\\' => match characters.next() {
                Some((_, '\n')) | None => literal.push(' '),
                Some((_, escaped)) => literal.push(escaped),
            },
            c => literal.push(c),
        }
    }
    (literal, "")
}

fn without_comments(text: &str) -> String {
    text.lines()
        .map(|line| line.split("--").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_quotes(text: &str) -> String {
    text.split('\'').step_by(2).collect::<Vec<_>>().join("''")
}
