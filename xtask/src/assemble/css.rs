//! One style sheet from `style/main.css` and all that it imports.

use std::path::Path;

use anyhow::{Result, anyhow};
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions};

/// Bundles and minifies; an error names the file, line and column.
pub(super) fn bundle(main: &Path) -> Result<String> {
    let files = FileProvider::new();
    let mut sheet = Bundler::new(&files, None, ParserOptions::default())
        .bundle(main)
        .map_err(|error| anyhow!("the style sheet does not parse: {error}"))?;
    sheet
        .minify(MinifyOptions::default())
        .map_err(|error| anyhow!("the style sheet can't be minified: {error}"))?;
    let printed = sheet
        .to_css(PrinterOptions {
            minify: true,
            ..PrinterOptions::default()
        })
        .map_err(|error| anyhow!("the style sheet can't be written: {error}"))?;
    Ok(printed.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_end_up_in_one_small_sheet() {
        let folder = std::env::temp_dir().join(format!("stoflow-css-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(
            folder.join("tokens.css"),
            ":root {\n  --brand: #facc15;\n}\n",
        )
        .unwrap();
        std::fs::write(
            folder.join("main.css"),
            "@import './tokens.css';\na { color: var(--brand); }\n",
        )
        .unwrap();
        let sheet = bundle(&folder.join("main.css")).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(sheet, ":root{--brand:#facc15}a{color:var(--brand)}");
    }
}
