//! Which keys a shortcut may take: none of those a person is typing with.

use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

/// A plain key outside of any control, such as `/` or `j`; `None` while somebody types or holds a modifier.
pub fn plain(event: &KeyboardEvent) -> Option<String> {
    let held = event.ctrl_key() || event.meta_key() || event.alt_key();
    (!held && !typing(event)).then(|| event.key())
}

/// Ctrl or Cmd with `key`.
pub fn command(event: &KeyboardEvent, key: &str) -> bool {
    (event.ctrl_key() || event.meta_key()) && event.key().eq_ignore_ascii_case(key)
}

fn typing(event: &KeyboardEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|element| {
            matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
        })
}
