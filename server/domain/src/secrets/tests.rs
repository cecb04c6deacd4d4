//! What opens a secret, and what does not.

use super::{Given, Purpose, Secrets};
use proptest::prelude::*;
use std::path::Path;
use stoflow_wire::ids::TenantId;

const ALICE: TenantId = TenantId(7);
const BOB: TenantId = TenantId(8);

fn with(key: &str, before: Option<&str>) -> Secrets {
    let given = Given {
        key: Some(key.repeat(44)),
        before: before.map(|key| key.repeat(44)),
    };
    Secrets::load_or_make(Path::new("nowhere"), &given).expect("the keys are taken")
}

#[test]
fn a_secret_opens_for_its_own_shop_and_purpose() {
    let secrets = with("a", None);
    let kept = secrets
        .seal(ALICE, Purpose::EbayRefresh, "v^1.1#i^1")
        .expect("sealed");
    let opened = |tenant, purpose| secrets.open(tenant, purpose, &kept).ok();
    assert_eq!(
        opened(ALICE, Purpose::EbayRefresh).as_deref(),
        Some("v^1.1#i^1")
    );
    assert_eq!(opened(BOB, Purpose::EbayRefresh), None, "another shop's");
    assert_eq!(opened(ALICE, Purpose::EbayAccess), None, "another use");
    let again = secrets.seal(ALICE, Purpose::EbayRefresh, "v^1.1#i^1");
    assert_ne!(
        again.expect("sealed"),
        kept,
        "nobody sees that two are equal"
    );
}

#[test]
fn the_key_before_opens_and_does_not_seal() {
    let old = with("a", None);
    let kept = old.seal(ALICE, Purpose::EbayAccess, "one").expect("sealed");
    let both = with("b", Some("a"));
    assert!(!both.is_current(&kept));
    let opened = both.open(ALICE, Purpose::EbayAccess, &kept);
    assert_eq!(opened.expect("opened"), "one");
    let anew = both
        .seal(ALICE, Purpose::EbayAccess, "one")
        .expect("sealed");
    assert!(both.is_current(&anew));
    assert!(
        with("b", None)
            .open(ALICE, Purpose::EbayAccess, &anew)
            .is_ok()
    );
    assert!(
        with("b", None)
            .open(ALICE, Purpose::EbayAccess, &kept)
            .is_err()
    );
}

#[test]
fn a_poor_key_is_refused() {
    for poor in ["", "secret", "  short  "] {
        let given = Given {
            key: Some(poor.to_owned()),
            before: None,
        };
        assert!(Secrets::load_or_make(Path::new("nowhere"), &given).is_err());
    }
}

proptest! {
    #[test]
    fn whatever_is_changed_in_it_it_does_not_open(text in ".{0,80}", at in any::<prop::sample::Index>(), bit in 0_u8..8) {
        let secrets = with("a", None);
        let mut kept = secrets.seal(ALICE, Purpose::EbayAccess, &text).expect("sealed");
        prop_assert_eq!(&secrets.open(ALICE, Purpose::EbayAccess, &kept).expect("opened"), &text);
        let at = at.index(kept.len());
        kept[at] ^= 1 << bit;
        prop_assert!(secrets.open(ALICE, Purpose::EbayAccess, &kept).is_err());
    }

    #[test]
    fn what_is_none_of_ours_is_refused(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        prop_assert!(with("a", None).open(ALICE, Purpose::EbayAccess, &bytes).is_err());
    }
}
