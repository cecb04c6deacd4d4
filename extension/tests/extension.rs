//! The brain of the extension against a Vinted, a server and a browser made of plain values: no clock, no sleep.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may stop at the first surprise"
)]

#[path = "extension/answers.rs"]
mod answers;
#[path = "extension/browser.rs"]
mod browser;
#[path = "extension/conversations.rs"]
mod conversations;
#[path = "extension/delete.rs"]
mod delete;
#[path = "extension/doubles.rs"]
mod doubles;
#[path = "extension/drafts.rs"]
mod drafts;
#[path = "extension/fake_vinted.rs"]
mod fake_vinted;
#[path = "extension/kills.rs"]
mod kills;
#[path = "extension/line.rs"]
mod line;
#[path = "extension/looks.rs"]
mod looks;
#[path = "extension/orders.rs"]
mod orders;
#[path = "extension/package.rs"]
mod package;
#[path = "extension/pages.rs"]
mod pages;
#[path = "extension/popup.rs"]
mod popup;
#[path = "extension/protocol.rs"]
mod protocol;
#[path = "extension/publish.rs"]
mod publish;
#[path = "extension/read_details.rs"]
mod read_details;
#[path = "extension/read_wardrobe.rs"]
mod read_wardrobe;
#[path = "extension/replies.rs"]
mod replies;
#[path = "extension/reply.rs"]
mod reply;
#[path = "extension/requests.rs"]
mod requests;
#[path = "extension/rests.rs"]
mod rests;
#[path = "extension/sales.rs"]
mod sales;
#[path = "extension/trust.rs"]
mod trust;
#[path = "extension/update.rs"]
mod update;
