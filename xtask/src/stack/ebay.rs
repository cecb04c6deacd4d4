//! The simulated eBay as the server of a stack meets it: the keys that the simulator knows, and the addresses of both.

use super::ports::Ports;

/// The simulator's one application (`end2end/sim/src/ebay/keyset.rs`).
const KEYS: [(&str, &str); 3] = [
    (
        "STOFLOW_EBAY_CLIENT_ID",
        "Friperie-Demo-SBX-a1b2c3d4e-5f607182",
    ),
    (
        "STOFLOW_EBAY_CLIENT_SECRET",
        "SBX-1a2b3c4d5e6f-7081-4920-a3b4-c5d6",
    ),
    (
        "STOFLOW_EBAY_RUNAME",
        "Friperie_Demo-Friperie-Demo-S-abcdefgh",
    ),
];

/// Where eBay leads a seller back to.
pub(super) fn returns_to(ports: &Ports) -> String {
    format!("{}/channels/ebay/callback", ports.url())
}

/// The server's settings. By number and not by name: for a browser eBay is another site than the dashboard, as in the world.
pub(super) fn settings(ports: &Ports) -> Vec<(&'static str, String)> {
    let place = format!("http://127.0.0.1:{}/ebay", ports.pages);
    KEYS.into_iter()
        .map(|(name, value)| (name, value.to_owned()))
        .chain([("STOFLOW_EBAY_STAND_IN", place)])
        .collect()
}
