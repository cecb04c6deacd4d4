//! The shop's account at eBay: which it is, how it stands, and what it still needs before something can be sold there.
//!
//! Sites are data here. Which of them our catalogue has words for is the domain's business.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// A site of eBay, by the code of its country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EbaySite {
    Fr,
    Gb,
    De,
    It,
    Es,
    Nl,
    Be,
    Pl,
}

impl EbaySite {
    pub const ALL: [Self; 8] = [
        Self::Fr,
        Self::Gb,
        Self::De,
        Self::It,
        Self::Es,
        Self::Nl,
        Self::Be,
        Self::Pl,
    ];

    /// As eBay's interfaces name it (`MarketplaceIdEnum`).
    pub fn marketplace_id(self) -> &'static str {
        match self {
            Self::Fr => "EBAY_FR",
            Self::Gb => "EBAY_GB",
            Self::De => "EBAY_DE",
            Self::It => "EBAY_IT",
            Self::Es => "EBAY_ES",
            Self::Nl => "EBAY_NL",
            Self::Be => "EBAY_BE",
            Self::Pl => "EBAY_PL",
        }
    }

    /// Where a person finds it.
    pub fn domain(self) -> &'static str {
        match self {
            Self::Fr => "ebay.fr",
            Self::Gb => "ebay.co.uk",
            Self::De => "ebay.de",
            Self::It => "ebay.it",
            Self::Es => "ebay.es",
            Self::Nl => "ebay.nl",
            Self::Be => "befr.ebay.be",
            Self::Pl => "ebay.pl",
        }
    }

    pub fn from_marketplace_id(id: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|site| site.marketplace_id() == id)
    }

    /// Where a seller keeps the terms of their sales on this site.
    pub fn policies_page(self) -> String {
        format!(
            "https://www.bizpolicy.{}/businesspolicy/manage",
            self.domain()
        )
    }
}

/// Why nothing can be done at eBay until the seller acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EbayStop {
    /// The seller took the consent back at eBay, or changed their password or name there.
    Revoked,
    /// The consent is older than 18 months.
    Expired,
    /// eBay refuses a token that it has just given.
    Refused,
}

impl EbayStop {
    pub const ALL: [Self; 3] = [Self::Revoked, Self::Expired, Self::Refused];

    /// The text in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Revoked => "revoked",
            Self::Expired => "expired",
            Self::Refused => "refused",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stop| stop.name() == name)
    }
}

/// The channel in a word, for the frame around every page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "standing", rename_all = "snake_case")]
pub enum EbayStanding {
    /// The server has no keys of its own for eBay.
    NotSetUp,
    NotConnected,
    /// Connected; something is missing before it can sell.
    Unready,
    Ready,
    Stopped {
        why: EbayStop,
    },
}

/// The connected account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EbayAccount {
    pub username: String,
    /// A trader, not a private person.
    pub business: bool,
    /// The sites it is to sell on, in the order of [`EbaySite::ALL`].
    pub sites: Vec<EbaySite>,
    #[serde(with = "time::serde::rfc3339")]
    pub connected_at: OffsetDateTime,
    /// When eBay last took a token of this connection.
    #[serde(with = "time::serde::rfc3339")]
    pub seen_at: OffsetDateTime,
    /// When the consent ends by itself.
    #[serde(with = "time::serde::rfc3339")]
    pub consent_until: OffsetDateTime,
    pub stopped: Option<EbayStop>,
    /// `None` before the first reading went well.
    pub readiness: Option<EbayReadiness>,
}

impl EbayAccount {
    /// Ready is only what was read and lacks nothing.
    pub fn standing(&self) -> EbayStanding {
        let complete = |readiness: &EbayReadiness| readiness.is_complete();
        match self.stopped {
            Some(why) => EbayStanding::Stopped { why },
            None if self.readiness.as_ref().is_some_and(complete) => EbayStanding::Ready,
            None => EbayStanding::Unready,
        }
    }
}

/// The channel as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "channel", rename_all = "snake_case")]
pub enum EbayChannel {
    /// The server has no keys: what the operator has to do, with the addresses that eBay asks for.
    NotSetUp {
        callback: String,
        /// Where eBay tells of closed accounts; with it goes a token of the operator's own.
        notices: String,
    },
    NotConnected,
    Connected(Box<EbayAccount>),
}

/// What is there, as last read at eBay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EbayReadiness {
    #[serde(with = "time::serde::rfc3339")]
    pub read_at: OffsetDateTime,
    /// eBay knows who sells and where the money goes.
    pub registered: bool,
    pub limit: Option<SellingLimit>,
    /// The seller's terms are kept as policies, which listings name.
    pub opted_in: bool,
    /// One for each site of the account.
    pub sites: Vec<SiteTerms>,
    /// Where items are sent from: places that eBay may use.
    pub locations: Vec<EbayLocation>,
}

impl EbayReadiness {
    /// Nothing is missing.
    pub fn is_complete(&self) -> bool {
        self.registered
            && self.opted_in
            && !self.locations.is_empty()
            && self.sites.iter().all(SiteTerms::is_complete)
    }
}

/// How much eBay lets the seller sell in a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SellingLimit {
    /// As eBay writes it, such as `25000.00`.
    pub amount: Option<String>,
    pub currency: Option<String>,
    pub items: Option<i64>,
}

/// The terms on one site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteTerms {
    pub site: EbaySite,
    pub payment: Terms,
    pub shipping: Terms,
    pub returns: Terms,
}

impl SiteTerms {
    pub fn is_complete(&self) -> bool {
        self.by_kind()
            .into_iter()
            .all(|(_, terms)| matches!(terms, Terms::Named { .. }))
    }

    pub fn by_kind(&self) -> [(TermsKind, &Terms); 3] {
        [
            (TermsKind::Payment, &self.payment),
            (TermsKind::Shipping, &self.shipping),
            (TermsKind::Returns, &self.returns),
        ]
    }
}

/// The three policies that every listing names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermsKind {
    Payment,
    Shipping,
    Returns,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "terms", rename_all = "snake_case")]
pub enum Terms {
    /// The names of the seller's policies of this kind; one at least.
    Named {
        names: Vec<String>,
    },
    Missing,
    /// eBay does not keep policies for this seller yet: it may take a day after they were asked for.
    NotYet,
}

/// Where items are sent from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EbayLocation {
    /// The key under which listings name it.
    pub key: String,
    pub name: String,
    /// Such as `75011 Paris, FR`.
    pub place: String,
}

/// Countries that items may be sent from (ISO 3166-1): those of the sites, and their neighbours.
pub const SENT_FROM: [&str; 12] = [
    "FR", "GB", "DE", "IT", "ES", "NL", "BE", "PL", "AT", "IE", "LU", "PT",
];

/// Where items are sent from, as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LocationForm {
    pub name: String,
    pub street: String,
    pub postcode: String,
    pub city: String,
    /// ISO 3166-1.
    pub country: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(site: EbaySite) -> SiteTerms {
        let named = || Terms::Named {
            names: vec!["Vendre".to_owned()],
        };
        SiteTerms {
            site,
            payment: named(),
            shipping: named(),
            returns: named(),
        }
    }

    #[test]
    fn sites_are_found_by_ebays_own_names() {
        for site in EbaySite::ALL {
            assert_eq!(
                EbaySite::from_marketplace_id(site.marketplace_id()),
                Some(site)
            );
        }
        assert_eq!(EbaySite::from_marketplace_id("EBAY_US"), None);
    }

    #[test]
    fn a_site_without_one_of_its_terms_is_not_ready() {
        assert!(whole(EbaySite::Fr).is_complete());
        for terms in [Terms::Missing, Terms::NotYet] {
            assert!(
                !SiteTerms {
                    returns: terms,
                    ..whole(EbaySite::Fr)
                }
                .is_complete()
            );
        }
    }

    #[test]
    fn an_account_is_ready_when_it_was_read_and_lacks_nothing() {
        let at = OffsetDateTime::UNIX_EPOCH;
        let readiness = EbayReadiness {
            read_at: at,
            registered: true,
            limit: None,
            opted_in: true,
            sites: vec![whole(EbaySite::Fr)],
            locations: vec![EbayLocation {
                key: "stoflow".to_owned(),
                name: "Chez moi".to_owned(),
                place: "75011 Paris, FR".to_owned(),
            }],
        };
        let standing = |stopped, readiness| {
            let account = EbayAccount {
                username: "zoe_75".to_owned(),
                business: false,
                sites: vec![EbaySite::Fr],
                connected_at: at,
                seen_at: at,
                consent_until: at,
                stopped,
                readiness,
            };
            account.standing()
        };
        let unregistered = EbayReadiness {
            registered: false,
            ..readiness.clone()
        };
        assert_eq!(standing(None, None), EbayStanding::Unready);
        assert_eq!(standing(None, Some(unregistered)), EbayStanding::Unready);
        assert_eq!(standing(None, Some(readiness.clone())), EbayStanding::Ready);
        let why = EbayStop::Revoked;
        assert_eq!(
            standing(Some(why), Some(readiness)),
            EbayStanding::Stopped { why }
        );
    }
}
