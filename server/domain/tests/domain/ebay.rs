//! The shop's account at eBay, with eBay as `market` plays it: consents, tokens, what is read, and the end of it.

mod acts;
mod alarms;
mod consents;
mod directory;
mod documents;
mod market;
mod notices;
mod renewals;
mod resealing;

use crate::domain::shop::Shop;
use market::Market;
use stoflow_domain::backend::Backend;
use stoflow_domain::channels::ebay::connecting::{self, Ending, Returned};
use stoflow_domain::channels::ebay::{readiness, view};
use stoflow_domain::database::testing;
use stoflow_domain::error::Error;
use stoflow_domain::sessions::{self, SignedIn};
use stoflow_wire::ebay::{EbayAccount, EbayChannel, EbayStop};
use stoflow_wire::ids::TenantId;
use stoflow_wire::language::Language;

/// As a server with this backend does it.
async fn look(backend: &Backend, tenant: TenantId) -> Result<(), Error> {
    readiness::look(backend, tenant, Language::Fr).await
}

/// A seller in front of the channel's page, and an eBay of their own.
struct Stage {
    shop: Shop,
    market: Market,
    seller: SignedIn,
}

impl Stage {
    async fn new(name: &str) -> Self {
        let market = Market::open().await;
        let backend = Backend {
            ebay: Some(market.api()),
            ..testing::backend().await
        };
        let seller = testing::seller(&backend, name).await;
        let session = sessions::open(&backend, seller.account, "test")
            .await
            .unwrap();
        let seller = sessions::verify(&backend, &session.access).await.unwrap();
        Self {
            shop: Shop::of(backend, seller.tenant),
            market,
            seller,
        }
    }

    async fn connected(name: &str) -> Self {
        let stage = Self::new(name).await;
        assert_eq!(stage.come_back(&stage.go().await).await, Ending::Connected);
        stage
    }

    fn backend(&self) -> &Backend {
        &self.shop.backend
    }

    /// Out to eBay. Answers with the state that went along.
    async fn go(&self) -> String {
        let address = connecting::begin(self.backend(), &self.seller, Language::Fr)
            .await
            .unwrap();
        let (_, state) = address.split_once("&state=").unwrap();
        state.split('&').next().unwrap().to_owned()
    }

    /// Back with a code.
    async fn come_back(&self, state: &str) -> Ending {
        self.come_back_as(&self.seller, state).await
    }

    async fn come_back_as(&self, seller: &SignedIn, state: &str) -> Ending {
        let returned = Returned {
            state: Some(state.to_owned()),
            code: Some("v^1.1#code".to_owned()),
            error: None,
        };
        connecting::finish(self.backend(), seller, Language::Fr, returned)
            .await
            .unwrap()
    }

    async fn account(&self) -> Option<EbayAccount> {
        let mut tx = self
            .backend()
            .database
            .tenant(self.shop.tenant)
            .await
            .unwrap();
        match view::channel(self.backend(), &mut tx).await.unwrap() {
            EbayChannel::Connected(account) => Some(*account),
            EbayChannel::NotConnected => None,
            EbayChannel::NotSetUp { .. } => panic!("there are keys"),
        }
    }

    /// Reads at eBay what is ready.
    async fn look(&self) -> Result<(), Error> {
        look(self.backend(), self.shop.tenant).await
    }

    async fn stopped(&self) -> Option<EbayStop> {
        self.account().await.unwrap().stopped
    }

    /// The access token is about to run out.
    async fn hours_pass(&self) {
        self.shop
            .run("update ebay_connection set access_until = now() + interval '1 minute'")
            .await;
    }
}
