//! Who may speak to the worker. Chrome says who sent a message; everybody who is not expected is refused.

use crate::server_origin::ServerOrigin;
use crate::vinted::requests::SITE;
use serde::Deserialize;

/// `chrome.runtime.MessageSender`, as far as it counts here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Sender {
    /// The extension that sent it; a web page has none.
    pub id: Option<String>,
    pub origin: Option<String>,
    pub url: Option<String>,
    /// 0 is the tab's own document, anything else a frame in it.
    pub frame_id: Option<i64>,
    /// Names one document for as long as it lives.
    pub document_id: Option<String>,
    /// `prerender` before the person has seen the page.
    pub document_lifecycle: Option<String>,
}

impl Sender {
    /// A dashboard page in a tab of its own, on the official server or the one the extension is paired with.
    pub fn dashboard(&self, paired: Option<&ServerOrigin>) -> Option<ServerOrigin> {
        let origin = self.origin.as_deref()?;
        let official = ServerOrigin::official();
        let known = [Some(&official), paired]
            .into_iter()
            .flatten()
            .find(|known| known.as_str() == origin)?;
        (self.id.is_none() && self.is_whole_page()).then(|| known.clone())
    }

    /// Our own popup.
    pub fn is_popup(&self, extension_id: &str) -> bool {
        let popup = format!("chrome-extension://{extension_id}/popup.html");
        self.is_ours(extension_id) && self.url.as_deref() == Some(&popup)
    }

    /// Our content script in a page of vinted.fr.
    pub fn is_vinted_page(&self, extension_id: &str) -> bool {
        self.is_ours(extension_id) && self.origin.as_deref() == Some(SITE) && self.is_whole_page()
    }

    fn is_ours(&self, extension_id: &str) -> bool {
        self.id.as_deref() == Some(extension_id)
    }

    fn is_whole_page(&self) -> bool {
        let lifecycle = self.document_lifecycle.as_deref();
        self.frame_id == Some(0) && lifecycle.is_none_or(|lifecycle| lifecycle == "active")
    }
}
