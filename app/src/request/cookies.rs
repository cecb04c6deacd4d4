//! The cookies of a browser: names, lines to set them, lines to forget them.
//!
//! Session cookies carry the `__Host-` prefix, so that no sibling host can plant one. How long a token is good is
//! written in the token; the cookie only outlives it.

use super::flash;
use crate::error::AppError;
use crate::products::layout::Layout;
use crate::visit::{Flash, Form, Refused, Theme};
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};
use stoflow_domain::sessions::Tokens;
use stoflow_wire::language::Language;
use stoflow_wire::photos::UploadReport;

pub const ACCESS: &str = "__Host-access";
pub const REFRESH: &str = "__Host-refresh";
pub const LANGUAGE: &str = "language";
pub const THEME: &str = "theme";
pub const LAYOUT: &str = "list";
pub const FLASH: &str = "flash";

/// Seconds a refresh token is good for.
const WEEK: u32 = 7 * 24 * 3600;
const YEAR: u32 = 365 * 24 * 3600;
/// Long enough for the redirection that follows.
const MOMENT: u32 = 60;

/// The lines that sign a browser in.
pub fn session(tokens: &Tokens) -> [String; 2] {
    [
        line(ACCESS, &tokens.access, WEEK),
        line(REFRESH, &tokens.refresh, WEEK),
    ]
}

/// The lines that sign a browser out.
pub fn forget_session() -> [String; 2] {
    [forget(ACCESS), forget(REFRESH)]
}

pub fn set_language(language: Language) -> String {
    line(LANGUAGE, language.tag(), YEAR)
}

pub fn set_theme(theme: Theme) -> String {
    line(THEME, theme.name(), YEAR)
}

/// How the list was left.
pub fn set_layout(layout: Layout) -> String {
    line(LAYOUT, &layout.write(), YEAR)
}

/// `value` is text that a cookie may hold as it is.
pub(super) fn set_flash(value: &str) -> String {
    line(FLASH, value, MOMENT)
}

/// What the page after an upload without scripts has to tell: the files that were not taken.
pub fn flash_upload(report: &UploadReport) -> Option<String> {
    if report.refused.is_empty() {
        return None;
    }
    flash::line(&Flash::Uploaded {
        refused: report.refused.clone(),
    })
}

/// What the page after a form that was not taken has to tell.
pub fn flash_refused(error: AppError) -> Option<String> {
    flash::line(&Flash::Refused(Refused {
        form: Form::Other,
        error,
        typed: Vec::new(),
    }))
}

pub fn forget(name: &str) -> String {
    line(name, "", 0)
}

fn line(name: &str, value: &str, seconds: u32) -> String {
    format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; Secure; SameSite=Lax")
}

/// The value of a cookie that came in.
pub fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// The cookie's language, else the first of ours that the browser asks for, else French.
pub fn language(headers: &HeaderMap) -> Language {
    read(headers, LANGUAGE)
        .and_then(Language::from_tag)
        .or_else(|| accepted(super::text(headers, ACCEPT_LANGUAGE)))
        .unwrap_or_default()
}

/// Browsers write the best first.
fn accepted(list: &str) -> Option<Language> {
    list.split(',')
        .filter_map(|entry| entry.split(';').next())
        .find_map(|tag| Language::from_tag(&tag.trim().to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(axum::http::HeaderName, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.clone(), value.parse().unwrap()))
            .collect()
    }

    #[test]
    fn a_chosen_language_beats_the_browsers() {
        let asked = |pairs: &[_]| language(&headers(pairs));
        assert_eq!(asked(&[]), Language::Fr);
        assert_eq!(
            asked(&[(ACCEPT_LANGUAGE, "de-DE,en-GB;q=0.8,fr;q=0.5")]),
            Language::En
        );
        assert_eq!(
            asked(&[(ACCEPT_LANGUAGE, "en"), (COOKIE, "theme=dark; language=fr")]),
            Language::Fr
        );
        assert_eq!(
            asked(&[(ACCEPT_LANGUAGE, "en"), (COOKIE, "language=klingon")]),
            Language::En
        );
    }

    #[test]
    fn session_cookies_are_out_of_reach_for_scripts_and_siblings() {
        for line in forget_session() {
            assert!(line.starts_with("__Host-"));
            for guard in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/;"] {
                assert!(line.contains(guard), "{line}");
            }
            assert!(!line.contains("Domain"));
        }
    }
}
