//! The simulator, met as a client meets it: over TLS under the real host name, over SMTP, over plain HTTP.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod sim {
    mod browser;
    mod challenge;
    mod conversations;
    mod documents;
    mod doors;
    mod drafts;
    mod ebay;
    mod editor;
    mod faults;
    mod images;
    mod mail;
    mod photos;
    mod sales;
    mod stock;
    mod taxonomy;
    mod wardrobe;
}
