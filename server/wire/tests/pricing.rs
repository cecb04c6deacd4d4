//! The pricing words as they stand on the wire and in tables.

use stoflow_wire::money::Money;
use stoflow_wire::pricing::{
    Adjustment, AdjustmentKind, Appraisal, BaseSource, Channel, Ending, FeeBasis, FeePart,
    PerMille, Source, Tier, Weighed, Words,
};

#[test]
fn an_appraisal_names_every_number() {
    let appraisal = Appraisal {
        quick: Money::euros_from_cents(2700),
        standard: Money::euros_from_cents(3600),
        premium: Money::euros_from_cents(4680),
        group: "jeans".to_owned(),
        base: Money::euros_from_cents(3000),
        source: BaseSource::Tier { tier: Tier::Middle },
        model: PerMille::WHOLE,
        condition: PerMille::WHOLE,
        adjustments: vec![Adjustment {
            kind: AdjustmentKind::Origin,
            effect: PerMille(200),
            seen: vec![Weighed {
                key: "japan".to_owned(),
                worth: PerMille(200),
            }],
            expected: Vec::new(),
        }],
        total: PerMille(200),
        floor: Money::euros_from_cents(100),
    };
    let text = concat!(
        r#"{"quick":{"minor":2700,"currency":"EUR"},"standard":{"minor":3600,"currency":"EUR"},"#,
        r#""premium":{"minor":4680,"currency":"EUR"},"group":"jeans","base":{"minor":3000,"currency":"EUR"},"#,
        r#""source":{"from":"tier","tier":"middle"},"model":1000,"condition":1000,"#,
        r#""adjustments":[{"kind":"origin","effect":200,"seen":[{"key":"japan","worth":200}],"expected":[]}],"#,
        r#""total":200,"floor":{"minor":100,"currency":"EUR"}}"#
    );
    assert_eq!(serde_json::to_string(&appraisal).unwrap(), text);
    assert_eq!(serde_json::from_str::<Appraisal>(text).unwrap(), appraisal);
}

/// The name in tables and in the database is the one on the wire.
macro_rules! assert_named {
    ($($of:ident),+) => {$(
        for one in $of::ALL {
            assert_eq!($of::from_name(one.name()), Some(*one));
            assert_eq!(serde_json::to_string(one).unwrap(), format!("\"{}\"", one.name()));
        }
        assert_eq!($of::from_name(""), None);
    )+};
}

#[test]
fn each_name_is_one_and_the_same_everywhere() {
    assert_named!(
        Tier,
        AdjustmentKind,
        Channel,
        Ending,
        FeePart,
        FeeBasis,
        Source
    );
}

#[test]
fn words_are_kept_by_their_kind() {
    let mut words = Words::default();
    for kind in AdjustmentKind::ALL {
        words.of_mut(*kind).push(kind.name().to_owned());
    }
    for kind in AdjustmentKind::ALL {
        assert_eq!(words.of(*kind), [kind.name()]);
    }
    assert_eq!(
        serde_json::from_str::<Words>("{}").unwrap(),
        Words::default()
    );
}
