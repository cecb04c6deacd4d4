//! The face of headings, from the npm package that carries it: its Latin part, under a name that changes with its content.
//! Without the package the site has the system's faces, as `style/tokens.css` names them.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::{content_hash, write};
use crate::workspace::Workspace;

const PACKAGE: &str = "node_modules/@fontsource-variable/plus-jakarta-sans";
const LATIN: &str = "files/plus-jakarta-sans-latin-wght-normal.woff2";
const STEM: &str = "plus-jakarta-sans";

/// What the Latin part draws; other letters are the next face's.
const LETTERS: &str = "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,\
                       U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD";

/// Puts the face into the package folder beside the style sheet, with the licence it is given under, and gives back the
/// rule that loads it; an empty one where there is no such package.
pub(super) fn lay_out(workspace: &Workspace, package: &Path) -> Result<String> {
    let source = workspace.end2end().join(PACKAGE);
    let Ok(bytes) = fs::read(source.join(LATIN)) else {
        return Ok(String::new());
    };
    let name = format!("{STEM}.{}.woff2", content_hash(&bytes));
    write(&package.join(&name), &bytes)?;
    let licence =
        fs::read(source.join("LICENSE")).context("reading the licence of the heading face")?;
    write(&package.join(format!("{STEM}.licence.txt")), &licence)?;
    Ok(rule(&name))
}

/// Shown in the fallback's letters until it is here.
fn rule(name: &str) -> String {
    format!(
        "@font-face{{font-family:\"Plus Jakarta Sans\";src:url({name}) format(\"woff2\");font-weight:200 800;\
         font-display:swap;unicode-range:{LETTERS}}}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use lightningcss::stylesheet::{ParserOptions, StyleSheet};

    #[test]
    fn the_rule_is_one_a_browser_understands() {
        let text = rule("plus-jakarta-sans.0a.woff2");
        let sheet = StyleSheet::parse(&text, ParserOptions::default()).unwrap();
        assert_eq!(sheet.rules.0.len(), 1);
        assert!(text.contains("font-display:swap"));
    }
}
