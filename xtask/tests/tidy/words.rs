//! No view holds words of its own: what a person reads comes from the words of both languages, or from the shop.
//!
//! Reads the text of each `view!` as its macro does: tags, blocks in braces, and what stands between them.

use super::sources::{none, sources};
use std::collections::HashSet;

/// Attributes that are read out or shown.
const SPOKEN: [&str; 5] = ["aria-label", "title", "placeholder", "alt", "label"];

#[test]
fn no_view_holds_words_of_its_own() {
    let views = sources(&["rs"])
        .into_iter()
        .filter(|source| source.path.starts_with("app/src/"));
    let mut seen = 0;
    let mut offenders = Vec::new();
    for source in views {
        for body in views_of(&source.text) {
            seen += 1;
            let words = View::new(body).words();
            offenders.extend(
                words
                    .into_iter()
                    .map(|word| format!("{}: say `{word}` in both languages", source.path)),
            );
        }
    }
    assert!(seen > 100, "only {seen} views were found");
    none(&offenders);
}

#[test]
fn words_are_found_wherever_they_hide() {
    for (body, word) in [
        (r#"<p>"Bonjour"</p>"#, "Bonjour"),
        (r#"<p>{n} "/20"</p>"#, "/20"),
        ("<p>Bonjour <b>{vous}</b></p>", "Bonjour"),
        (r#"<img alt="Une robe"/>"#, "Une robe"),
        (
            r#"<a href=x on:click=move |e| { f('"', "<") }>"Oui"</a>"#,
            "Oui",
        ),
        (r#"<T a=v.iter().collect::<Vec<_>>()>"Non"</T>"#, "Non"),
    ] {
        assert_eq!(View::new(body).words(), [word], "{body}");
    }
    for body in [
        r#"<p class="lead">{say!(l, a.b)} " · " {f("x")}</p>"#,
        "<p>\n// A remark.\n{x}</p>",
        r#"<input aria-label=say!(l, a.b) name="item[title]"/>"#,
        "<!DOCTYPE html>",
    ] {
        assert!(View::new(body).words().is_empty(), "{body}");
    }
}

/// Of two lines with one name the later is said, and nobody sees which.
#[test]
fn a_name_stands_once_in_a_book_of_words() {
    let books: Vec<_> = sources(&["json"])
        .into_iter()
        .filter(|source| source.path.starts_with("app/locales/"))
        .collect();
    assert!(books.len() > 20, "only {} books were found", books.len());
    let mut offenders = Vec::new();
    for book in books {
        let mut names = HashSet::new();
        let lines = book.text.lines();
        let twice = lines
            .filter_map(|line| line.trim().split_once("\": "))
            .filter(|(name, _)| !names.insert(*name));
        offenders
            .extend(twice.map(|(name, _)| format!("{}: {name}\" stands there twice", book.path)));
    }
    none(&offenders);
}

/// What stands between the braces of each `view!`, those inside another one too.
fn views_of(text: &str) -> Vec<&str> {
    text.match_indices("view! {")
        .map(|(at, start)| {
            let body = &text[at + start.len()..];
            let mut view = View::new(body);
            view.skip_to('}');
            &body[..view.at - 1]
        })
        .collect()
}

struct View<'text> {
    text: &'text str,
    at: usize,
}

impl<'text> View<'text> {
    fn new(text: &'text str) -> Self {
        Self { text, at: 0 }
    }

    fn rest(&self) -> &'text str {
        &self.text[self.at..]
    }

    fn next(&mut self) -> Option<char> {
        let next = self.rest().chars().next()?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// Every text with a letter or a digit in it.
    fn words(mut self) -> Vec<&'text str> {
        let mut words = Vec::new();
        loop {
            let start = self.at;
            if self.skip_remark() {
                continue;
            }
            match self.next() {
                None => break,
                Some('<') => {
                    let tag = self.skip_to('>');
                    words.extend(spoken(tag));
                }
                Some('{') => {
                    self.skip_to('}');
                }
                Some('"') => words.push(self.skip_string()),
                Some(letter) if letter.is_alphanumeric() => {
                    let text = self.text[start..].split(['<', '{', '"']).next();
                    let text = text.unwrap_or_default();
                    self.at = start + text.len();
                    words.push(text.trim());
                }
                Some(_) => {}
            }
        }
        words.retain(|word| word.chars().any(char::is_alphanumeric));
        words
    }

    fn skip_remark(&mut self) -> bool {
        let is_remark = self.rest().starts_with("//");
        if is_remark {
            let line = self.rest().find('\n').unwrap_or(self.rest().len());
            self.at += line;
        }
        is_remark
    }

    /// Goes behind the `end` of what was just begun, over everything nested, and answers with what stood before it.
    fn skip_to(&mut self, end: char) -> &'text str {
        let start = self.at;
        loop {
            if self.skip_remark() {
                continue;
            }
            if self.rest().starts_with("::<") {
                self.at += 3;
                self.skip_to('>');
                continue;
            }
            match self.next() {
                None => return &self.text[start..],
                Some(found) if found == end => return &self.text[start..self.at - 1],
                Some('"') => {
                    self.skip_string();
                }
                Some('\'') => self.skip_letter(),
                Some('{') => {
                    self.skip_to('}');
                }
                Some('(') => {
                    self.skip_to(')');
                }
                Some('[') => {
                    self.skip_to(']');
                }
                // `Vec<Vec<_>>` behind `::<`; an arrow is no end.
                Some('<') if end == '>' => {
                    self.skip_to('>');
                }
                Some('-' | '=') if end == '>' && self.rest().starts_with('>') => self.at += 1,
                Some(_) => {}
            }
        }
    }

    fn skip_string(&mut self) -> &'text str {
        let start = self.at;
        while let Some(letter) = self.next() {
            match letter {
                '\\' => {
                    self.next();
                }
                '"' => return &self.text[start..self.at - 1],
                _ => {}
            }
        }
        &self.text[start..]
    }

    /// `'x'` and `'\n'`, but not the mark of a lifetime.
    fn skip_letter(&mut self) {
        let mut ahead = self.rest().chars();
        match (ahead.next(), ahead.next(), ahead.next()) {
            (Some('\\'), _, _) => {
                self.at += 1;
                self.next();
                self.next();
            }
            (Some(letter), Some('\''), _) => self.at += letter.len_utf8() + 1,
            _ => {}
        }
    }
}

/// The literal texts of attributes that a person hears or sees.
fn spoken(tag: &str) -> impl Iterator<Item = &str> {
    SPOKEN.iter().filter_map(move |name| {
        let value = tag.split_once(&format!(" {name}=\""))?.1;
        value.split('"').next()
    })
}
