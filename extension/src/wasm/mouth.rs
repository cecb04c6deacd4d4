//! The functions of `static/chrome.js`: the browser, in as few words as the executor needs.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(raw_module = "../chrome.js")]
extern "C" {
    /// What was stored: a text, or nothing.
    #[wasm_bindgen(catch)]
    pub(super) async fn load() -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch)]
    pub(super) async fn store(text: &str) -> Result<(), JsValue>;

    pub(super) async fn sleep(ms: u32);

    /// All tabs of vinted.fr: a JSON list of [`crate::tabs::Tab`].
    #[wasm_bindgen(catch)]
    pub(super) async fn vinted_tabs() -> Result<JsValue, JsValue>;

    /// The tab the extension opened in this session of the browser, if any.
    #[wasm_bindgen(catch)]
    pub(super) async fn own_tab() -> Result<JsValue, JsValue>;

    /// Opens a tab of vinted.fr in the background and remembers it as the own one.
    #[wasm_bindgen(catch)]
    pub(super) async fn open_own_tab() -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch)]
    pub(super) async fn close_tab(tab: i32) -> Result<(), JsValue>;

    /// Does our content script answer in this tab, within two seconds?
    #[wasm_bindgen(catch)]
    pub(super) async fn is_there(tab: i32) -> Result<JsValue, JsValue>;

    /// A photo's bytes in base64, kept on the browser's side.
    #[wasm_bindgen(catch)]
    pub(super) async fn photo(url: &str) -> Result<JsValue, JsValue>;

    /// Passes one request on and brings a [`crate::vinted::replies::PageReply`] in JSON.
    #[wasm_bindgen(catch)]
    pub(super) async fn ask_tab(
        tab: i32,
        request: &str,
        photo: &JsValue,
    ) -> Result<JsValue, JsValue>;

    /// Posts JSON and brings `{status, body}` in JSON; fails where the server cannot be reached.
    #[wasm_bindgen(catch)]
    pub(super) async fn post(url: &str, body: &str) -> Result<JsValue, JsValue>;

    pub(super) fn show_badge(text: &str, colour: &str);

    /// Every 30 s from now on.
    pub(super) fn start_alarm();

    pub(super) fn stop_alarm();

    pub(super) fn restart();
}
