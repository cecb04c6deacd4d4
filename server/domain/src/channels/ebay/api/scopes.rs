//! What a seller is asked to allow, and why. One more means that every seller is asked anew, so what the channel will need
//! is asked from the start, and nothing else.

/// What belongs to nobody: categories and their item specifics, public keys. Public, but asked for with a token.
pub(super) const PUBLIC: &str = "https://api.ebay.com/oauth/api_scope";

pub const SCOPES: [&str; 8] = [
    PUBLIC,
    // The account's number and name, so that the seller sees which account is connected and a second one is noticed.
    "https://api.ebay.com/oauth/api_scope/commerce.identity.readonly",
    // The seller's rights, and the policies for payment, shipping and returns that every listing names.
    "https://api.ebay.com/oauth/api_scope/sell.account",
    // Putting items up, changing them, taking them off; the place they are sent from.
    "https://api.ebay.com/oauth/api_scope/sell.inventory",
    // What was bought, and telling eBay that it was sent.
    "https://api.ebay.com/oauth/api_scope/sell.fulfillment",
    // How often a listing was seen.
    "https://api.ebay.com/oauth/api_scope/sell.analytics.readonly",
    // Buyers' questions and the seller's answers.
    "https://api.ebay.com/oauth/api_scope/commerce.message",
    // Being told of what happens to the account's listings instead of asking again and again.
    "https://api.ebay.com/oauth/api_scope/commerce.notification.subscription",
];

/// As the consent's address carries them: parted by blanks.
pub(super) fn asked() -> String {
    SCOPES.join(" ")
}
