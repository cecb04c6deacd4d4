//! The addresses of pages, with everything in them escaped: the same text on the server and in the browser.

use std::fmt::Write;
use stoflow_wire::brand_tiers::BrandFilter;
use stoflow_wire::ids::{
    BatchId, CannedReplyId, ConversationId, JobId, OwnWordId, PhotoId, ProductId, SaleId,
    SnapshotId, TemplateId,
};
use stoflow_wire::photos::PhotoView;
use stoflow_wire::pricing::Channel;

pub const PRODUCTS: &str = "/products";
pub const BULK: &str = "/products/bulk";
pub const CHANGE: &str = "/products/change";
pub const IMPORT: &str = "/products/import";
pub const SALES: &str = "/sales";
pub const PICK_LIST: &str = "/sales/pick-list";
pub const LABELS: &str = "/sales/labels";
pub const RECEIPTS: &str = "/sales/receipts";
pub const BOOKS: &str = "/sales/month.csv";
pub const JOBS: &str = "/jobs";
pub const MESSAGES: &str = "/messages";
pub const CANNED: &str = "/messages/canned";
pub const VINTED: &str = "/channels/vinted";
pub const WARDROBE: &str = "/channels/vinted/wardrobe";
pub const ARCHIVE: &str = "/channels/vinted/archive";
pub const GOVERNOR: &str = "/channels/vinted/limits";
pub const STATISTICS: &str = "/channels/vinted/statistics";
pub const EBAY: &str = "/channels/ebay";
/// Its forms, for whoever is led back to one.
pub const EBAY_LOCATION: &str = "/channels/ebay#ebay-location";
pub const EBAY_SITES: &str = "/channels/ebay#ebay-sites";
/// The way to eBay's consent: no page, it leads out.
pub const EBAY_CONNECT: &str = "/channels/ebay/connect";
pub const SETTINGS: &str = "/settings";
pub const TEMPLATES: &str = "/settings/templates";
pub const OWN_WORDS: &str = "/settings/words";
pub const CHANNEL_RULES: &str = "/settings/prices";
pub const BRAND_TIERS: &str = "/admin/brands";

/// The sign-in page that leads on to the page `next`.
pub fn sign_in(next: &str) -> String {
    format!("/sign-in?next={}", escape(next))
}

/// The page that waits for the mail to `email`.
pub fn check_mail(email: &str) -> String {
    format!("/check-your-mail?email={}", escape(email))
}

/// The editor of a product.
pub fn product(product: ProductId) -> String {
    format!("/products/{product}")
}

/// Its photos there.
pub fn photos(product: ProductId) -> String {
    format!("/products/{product}#photos")
}

/// What a change of many items did.
pub fn change(batch: BatchId) -> String {
    format!("/products/changes/{batch}")
}

/// A sheet on its way in, and what came of it.
pub fn import(batch: BatchId) -> String {
    format!("{IMPORT}/{batch}")
}

/// Everything there is, as a file with this ending.
pub fn export(ending: &str) -> String {
    format!("{PRODUCTS}/export/stoflow.{ending}")
}

/// Where an item like a product is begun.
pub fn similar(product: ProductId) -> String {
    format!("{PRODUCTS}/{product}/similar")
}

/// A sale with all that is known of it.
pub fn sale(sale: SaleId) -> String {
    format!("{SALES}/{sale}")
}

/// The labels of these sales as one PDF, for paper of this name.
pub fn labels(sales: &[SaleId], paper: &str) -> String {
    let ids: Vec<String> = sales.iter().map(ToString::to_string).collect();
    with_query(LABELS, &[("ids", &ids.join("~")), ("paper", paper)])
}

/// The sales of a month, such as `2026-11`, as a table for spreadsheets.
pub fn books(month: &str) -> String {
    with_query(BOOKS, &[("month", month)])
}

/// Where the seller and the buyer of a sale write to each other.
pub fn vinted_conversation(conversation: i64) -> String {
    format!("https://www.vinted.fr/inbox/{conversation}")
}

/// A conversation beside the inbox.
pub fn conversation(conversation: ConversationId) -> String {
    format!("{MESSAGES}/{conversation}")
}

/// A canned reply in its form.
pub fn canned(canned: CannedReplyId) -> String {
    format!("{CANNED}?edit={canned}")
}

/// A template in its form.
pub fn template(template: TemplateId) -> String {
    format!("{TEMPLATES}?edit={template}")
}

/// A word of the seller's own in its form.
pub fn own_word(word: OwnWordId) -> String {
    format!("{OWN_WORDS}?edit={word}")
}

/// The form for a new word of a field.
pub fn new_word(field: &str) -> String {
    with_query(OWN_WORDS, &[("field", field)])
}

/// What is said of a product beside what it is on Vinted.
pub fn understood(product: ProductId) -> String {
    format!("{PRODUCTS}/{product}/vinted")
}

/// The same, with what one word of it may be instead.
pub fn understood_word(product: ProductId, field: &str, word: &str) -> String {
    with_query(&understood(product), &[("field", field), ("word", word)])
}

/// The card of a channel among prices and fees.
pub fn channel_rules(channel: Channel) -> String {
    format!("{CHANNEL_RULES}#{}", channel.name())
}

/// Brands an admin looks for, after the one with the key `after`.
pub fn brand_tiers(filter: &BrandFilter, after: &str) -> String {
    let moved = if filter.moved { "true" } else { "" };
    let pairs = [
        ("search", filter.search.as_str()),
        ("moved", moved),
        ("after", after),
    ];
    with_query(BRAND_TIERS, &pairs)
}

/// A job with all that is known of it.
pub fn job(job: JobId) -> String {
    format!("{JOBS}/{job}")
}

/// The jobs of a batch.
pub fn jobs_of(batch: BatchId) -> String {
    format!("{JOBS}?batch={batch}")
}

/// Where the editor's photos are sent to.
pub fn upload(product: ProductId) -> String {
    format!("/products/{product}/photos")
}

pub fn thumb(photo: PhotoId) -> String {
    PhotoView::thumb_path(photo)
}

pub fn full(photo: PhotoId) -> String {
    PhotoView::full_path(photo)
}

/// The small cover of a listing that is gone.
pub fn kept_cover(snapshot: SnapshotId) -> String {
    format!("{ARCHIVE}/{snapshot}/photos/0/thumb")
}

/// `path` with those of `pairs` that say something as its query.
pub fn with_query(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut text = path.to_owned();
    let mut separator = '?';
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        text.push(separator);
        text.push_str(name);
        text.push('=');
        text.push_str(&escape(value));
        separator = '&';
    }
    text
}

/// The address of the page one is on, as it can be come back to.
pub fn current(path: &str, search: &str) -> String {
    let mark = if search.is_empty() { "" } else { "?" };
    format!("{path}{mark}{search}")
}

/// Percent-encodes all but RFC 3986's unreserved characters.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            let _infallible = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_what_would_end_or_begin_something() {
        assert_eq!(
            sign_in("/products?q=a&b"),
            "/sign-in?next=%2Fproducts%3Fq%3Da%26b"
        );
        assert_eq!(
            check_mail("zoé+a@b.fr"),
            "/check-your-mail?email=zo%C3%A9%2Ba%40b.fr"
        );
    }

    #[test]
    fn leaves_out_what_says_nothing() {
        assert_eq!(
            with_query(PRODUCTS, &[("search", ""), ("status", "")]),
            "/products"
        );
        assert_eq!(
            with_query(PRODUCTS, &[("search", "robe d'été"), ("status", "draft")]),
            "/products?search=robe%20d%27%C3%A9t%C3%A9&status=draft"
        );
    }
}
