//! The one application that is registered here, as eBay's developer pages would show it.

use std::fmt::Write;

/// App ID.
pub const CLIENT_ID: &str = "Friperie-Demo-SBX-a1b2c3d4e-5f607182";
/// Cert ID.
pub const CLIENT_SECRET: &str = "SBX-1a2b3c4d5e6f-7081-4920-a3b4-c5d6";
/// The name of the addresses that sellers are led back to.
pub const RUNAME: &str = "Friperie_Demo-Friperie-Demo-S-abcdefgh";

/// Where sellers are led back to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Keyset {
    /// Of the address for a consent that was given; `None` shows the code on a page instead.
    pub(crate) accepted: Option<String>,
}

impl Keyset {
    /// Where to after a yes, with what comes of it.
    pub(crate) fn accepted(&self, answer: &[(&str, &str)]) -> Option<String> {
        self.accepted
            .as_ref()
            .map(|address| with_query(address, answer))
    }

    /// Where to after a no. Nothing is known of a state that would come along.
    pub(crate) fn declined(&self) -> Option<String> {
        self.accepted
            .as_ref()
            .map(|address| with_query(address, &[("error", "access_denied")]))
    }
}

fn with_query(address: &str, pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={}", escaped(value)))
        .collect();
    format!("{address}?{}", pairs.join("&"))
}

/// Percent-encodes all but RFC 3986's unreserved characters.
fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut escaped, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            let _infallible = write!(escaped, "%{byte:02X}");
        }
        escaped
    })
}
