//! The browser extension's brain: everything it decides, as values that run natively and as WebAssembly alike.
//!
//! `vinted` is the run of one command on vinted.fr, `executor` the whole service worker (carriers, journal, popup);
//! both are pure: events in, effects out. `wasm` performs the effects and exists in the browser alone. The JavaScript
//! in `static/` only passes words on and decides nothing.

pub mod dice;
pub mod executor;
pub mod json;
pub mod senders;
pub mod server_origin;
pub mod tabs;
pub mod vinted;

#[cfg(target_arch = "wasm32")]
pub mod wasm;
