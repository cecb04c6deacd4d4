//! What a seller is asked to allow, and why. One more means that every seller is asked anew, so what the channel will need
//! is asked from the start, and nothing else.

/// A permission and what it is for.
pub struct Scope {
    pub address: &'static str,
    pub why: &'static str,
}

pub const SCOPES: [Scope; 8] = [
    Scope {
        address: "https://api.ebay.com/oauth/api_scope",
        why: "categories and their item specifics, which are public but asked for with a token",
    },
    Scope {
        address: "https://api.ebay.com/oauth/api_scope/commerce.identity.readonly",
        why: "the account's number and name, so that the seller sees which account is connected and a second one is noticed",
    },
    Scope {
        address: "https://api.ebay.com/oauth/api_scope/sell.account",
        why: "the seller's rights, and the policies for payment, shipping and returns that every listing names",
    },
    Scope {
        address: "https://api.ebay.com/oauth/api_scope/sell.inventory",
        why: "putting items up, changing them, taking them off; the place they are sent from",
    },
    Scope {
        address: "https://api.ebay.com/oauth/api_scope/sell.fulfillment",
        why: "what was bought, and telling eBay that it was sent",
    },
    Scope {
        address: "https://api.ebay.com/oauth/api_scope/sell.analytics.readonly",
        why: "how often a listing was seen",
    },
    Scope {
        address: "https://api.ebay.com/oauth/api_scope/commerce.message",
        why: "buyers' questions and the seller's answers",
    },
    Scope {
        address: "https://api.ebay.com/oauth/api_scope/commerce.notification.subscription",
        why: "being told of what happens to the account's listings instead of asking again and again",
    },
];

/// As the consent's address carries them: parted by blanks.
pub(super) fn asked() -> String {
    SCOPES.map(|scope| scope.address).join(" ")
}
