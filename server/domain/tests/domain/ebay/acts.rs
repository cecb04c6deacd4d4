//! What a seller does at eBay through us: done once, told as done even where eBay cannot be read afterwards, in their language.

use super::Stage;
use super::market::PRIVILEGE;
use stoflow_domain::channels::ebay::readiness::{self, Seen};
use stoflow_domain::error::Error;
use stoflow_wire::ebay::LocationForm;
use stoflow_wire::language::Language;

/// The call that makes the first place.
const CREATION: &str = "POST /api.ebay.com/sell/inventory/v1/location/stoflow";
const PLACES: &str = "/sell/inventory/v1/location?";
const OPT_IN: &str = "/program/opt_in";

impl Stage {
    async fn add_location(&self) -> Result<Seen, Error> {
        let form = LocationForm {
            name: "Atelier".to_owned(),
            street: "3 rue des Lilas".to_owned(),
            postcode: "75011".to_owned(),
            city: "Paris".to_owned(),
            country: "FR".to_owned(),
        };
        readiness::add_location(self.backend(), self.shop.tenant, Language::Fr, &form).await
    }

    async fn opt_in(&self) -> Result<Seen, Error> {
        readiness::opt_in(self.backend(), self.shop.tenant, Language::Fr).await
    }
}

#[tokio::test]
async fn what_was_done_is_told_as_done_though_ebay_cannot_be_read_afterwards() {
    let stage = Stage::connected("ebay-unread").await;
    stage.market.say(PRIVILEGE, 500, "<html>");
    assert_eq!(stage.opt_in().await.unwrap(), Seen::NotYet);
    assert_eq!(stage.add_location().await.unwrap(), Seen::NotYet);
    let chosen = ["EBAY_FR".to_owned()];
    let chosen =
        readiness::choose_sites(stage.backend(), stage.shop.tenant, Language::Fr, &chosen).await;
    assert_eq!(chosen.unwrap(), Seen::NotYet);

    stage.market.be_well();
    assert_eq!(stage.opt_in().await.unwrap(), Seen::Anew);
    let readiness = stage.account().await.unwrap().readiness;
    assert!(readiness.is_some_and(|readiness| readiness.opted_in));
}

#[tokio::test]
async fn what_ebay_does_not_do_is_no_success() {
    let stage = Stage::connected("ebay-undone").await;
    stage.market.say(OPT_IN, 503, "<html>");
    stage.market.say(CREATION, 503, "<html>");
    for ended in [stage.opt_in().await, stage.add_location().await] {
        assert!(matches!(ended, Err(Error::Unavailable { .. })), "{ended:?}");
    }
}

#[tokio::test]
async fn a_place_that_is_there_already_is_not_made_twice() {
    let stage = Stage::connected("ebay-place").await;
    let there = r#"{"errors":[{"errorId":25803,"domain":"API_INVENTORY","category":"REQUEST","message":"x"}]}"#;
    stage.market.say(CREATION, 409, there);
    assert_eq!(stage.add_location().await.unwrap(), Seen::Anew);
    assert_eq!(stage.market.asked(CREATION), 1);

    let listed = r#"{"total":1,"locations":[{"merchantLocationKey":"stoflow","merchantLocationStatus":"ENABLED","name":"Atelier","location":{"address":{"addressLine1":"3 rue des Lilas","postalCode":"75011","city":"Paris","country":"FR"}}}]}"#;
    stage.market.say(PLACES, 200, listed);
    assert_eq!(stage.add_location().await.unwrap(), Seen::Anew);
    let made = "POST /api.ebay.com/sell/inventory";
    assert_eq!(stage.market.asked(made), 1, "no second one beside it");
}

#[tokio::test]
async fn ebay_is_asked_in_the_language_of_who_reads_its_answer() {
    let stage = Stage::connected("ebay-language").await;
    let english = "accept-language: en-GB";
    assert_eq!(stage.market.asked(english), 0);
    readiness::look(stage.backend(), stage.shop.tenant, Language::En)
        .await
        .unwrap();
    let before = stage.market.asked("");
    readiness::opt_in(stage.backend(), stage.shop.tenant, Language::En)
        .await
        .unwrap();
    let (all, in_english) = (stage.market.asked(""), stage.market.asked(english));
    assert!(
        all > before && in_english > all - before,
        "{in_english} of {all}"
    );
}
