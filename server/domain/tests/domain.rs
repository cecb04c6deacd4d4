//! The business on a real PostgreSQL: one private cluster for all, sellers of its own for each test.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may stop at the first surprise"
)]

mod domain {
    mod accounts;
    mod alarm;
    mod archive;
    mod brand_tiers;
    mod browser;
    mod cancelled_requests;
    mod catalogue;
    mod channel_rules;
    mod confirmations;
    mod conversations;
    mod ebay;
    mod exchange;
    mod executors;
    mod governor;
    mod hints;
    mod interleavings;
    mod jobs;
    mod ledger;
    mod line;
    mod listings;
    mod mishap;
    mod own_words;
    mod photo_acts;
    mod photos;
    mod products;
    mod provisioning;
    mod sales;
    mod sessions;
    mod shop;
    mod shops;
    mod slow_line;
    mod talks;
    mod templates;
    mod updates;
    mod walls;
    mod wardrobe;
    mod wardrobe_links;
    mod wardrobe_syncs;
    mod wardrobe_ties;
    mod workers;
}
