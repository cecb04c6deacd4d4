//! Text for the places the renderer writes out as it is: a page's title and the inside of a textarea.

/// `text` as it must stand in the document. The browser's own side sets text nodes, which need nothing.
pub fn escaped(text: &str) -> String {
    if cfg!(feature = "ssr") {
        text.replace('&', "&amp;").replace('<', "&lt;")
    } else {
        text.to_owned()
    }
}

/// What stands inside a textarea; a browser drops the first line break it meets there.
pub fn inside_textarea(text: &str) -> String {
    if cfg!(feature = "ssr") {
        format!("\n{}", escaped(text))
    } else {
        text.to_owned()
    }
}
