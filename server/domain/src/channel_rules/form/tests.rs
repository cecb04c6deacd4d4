use super::*;
use proptest::prelude::*;
use proptest::sample::select;

/// What stands in the form of a seller who said nothing.
fn usual(channel: Channel) -> RulesForm {
    write(&Own::nothing(channel))
}

fn refused(form: &RulesForm) -> Vec<(String, Problem)> {
    let problems = read(form).unwrap_err().into_iter();
    problems.map(|told| (told.field, told.problem)).collect()
}

#[test]
fn what_is_left_as_it_is_says_nothing() {
    for channel in Channel::ALL {
        assert_eq!(read(&usual(*channel)), Ok(Own::nothing(*channel)));
    }
}

#[test]
fn a_coefficient_is_a_factor_a_share_or_a_step() {
    let cases = [
        ("1", 1000),
        ("1,5", 1500),
        (" 1.10 ", 1100),
        ("110 %", 1100),
        ("+10 %", 1100),
        ("+12%", 1120),
        ("-20%", 800),
        ("−20 %", 800),
        ("0,5", 500),
        ("500 %", 5000),
    ];
    for (typed, expected) in cases {
        assert_eq!(coefficient(typed), Ok(PerMille(expected)), "{typed}");
    }
}

#[test]
fn what_is_no_coefficient_says_why() {
    let small = Problem::TooSmall { min: 500 };
    let large = Problem::TooLarge { max: 5000 };
    let cases = [
        ("", Problem::Missing),
        ("%", Problem::Missing),
        ("0", small.clone()),
        ("0,49", small.clone()),
        ("10 %", small.clone()),
        ("-100 %", small),
        ("-1", Problem::Negative),
        ("5,01", large.clone()),
        ("1000 %", large.clone()),
        ("+1000 %", large.clone()),
        ("99999999999", large),
        ("beaucoup", Problem::NotANumber),
        ("1,5 x", Problem::NotANumber),
        ("2 €", Problem::NotANumber),
        ("+1,1", Problem::NotANumber),
        ("1,123", Problem::TooPrecise),
        ("+12,5 %", Problem::TooPrecise),
    ];
    for (typed, expected) in cases {
        assert_eq!(coefficient(typed), Err(expected), "{typed}");
    }
}

#[test]
fn each_half_is_the_sellers_alone_where_they_changed_it() {
    let dearer = RulesForm {
        coefficient: "1,1".to_owned(),
        ending: "ninety".to_owned(),
        ..usual(Channel::Ebay)
    };
    let own = read(&dearer).unwrap();
    assert_eq!(own.fees, None);
    let price = own.price.unwrap();
    assert_eq!(
        (price.coefficient, price.ending),
        (PerMille(1100), Ending::Ninety)
    );
    let cheaper = RulesForm {
        commission_percent: "5 %".to_owned(),
        packaging: "0,45".to_owned(),
        ..usual(Channel::Ebay)
    };
    let own = read(&cheaper).unwrap();
    assert_eq!(own.price, None);
    let fees = own.fees.unwrap();
    assert_eq!(fees.commission.percent, 500);
    assert_eq!(fees.commission.fixed, Money::euros_from_cents(35));
    assert_eq!(fees.packaging, Money::euros_from_cents(45));
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    let form = RulesForm {
        channel: "amazon".to_owned(),
        coefficient: "0".to_owned(),
        added: "-1".to_owned(),
        ending: "odd".to_owned(),
        minimum: "0".to_owned(),
        commission_percent: "51".to_owned(),
        commission_fixed: "x".to_owned(),
        payment_percent: "1000 %".to_owned(),
        payment_fixed: "100,01".to_owned(),
        packaging: "0,005".to_owned(),
    };
    let expected = [
        ("channel", Problem::Unknown),
        ("coefficient", Problem::TooSmall { min: 500 }),
        ("added", Problem::Negative),
        ("ending", Problem::Unknown),
        ("minimum", Problem::TooSmall { min: 1 }),
        ("commission_percent", Problem::TooLarge { max: 5000 }),
        ("commission_fixed", Problem::NotANumber),
        ("payment_percent", Problem::TooLarge { max: 5000 }),
        ("payment_fixed", Problem::TooLarge { max: 10_000 }),
        ("packaging", Problem::TooPrecise),
    ];
    let expected = expected.map(|(field, problem)| (field.to_owned(), problem));
    assert_eq!(refused(&form), expected);
}

#[test]
fn an_empty_field_is_nothing() {
    let form = RulesForm {
        added: String::new(),
        minimum: " ".to_owned(),
        commission_percent: String::new(),
        commission_fixed: String::new(),
        ..usual(Channel::Ebay)
    };
    let own = read(&form).unwrap();
    assert_eq!(own.price, None);
    let commission = own.fees.unwrap().commission;
    assert_eq!((commission.percent, commission.fixed.minor), (0, 0));
}

prop_compose! {
    fn share()(percent in 0_u32..=5_000, fixed in 0_i64..=10_000) -> Share {
        Share { percent, fixed: Money::euros_from_cents(fixed) }
    }
}

proptest! {
    #[test]
    fn what_holds_is_read_as_it_is_written(
        channel in select(Channel::ALL),
        coefficient in 50_i32..=500,
        added in 0_i64..=100_000,
        ending in select(Ending::ALL),
        minimum in proptest::option::of(1_i64..=3_000_000),
        commission in share(),
        payment in share(),
        packaging in 0_i64..=10_000,
    ) {
        let euros = Money::euros_from_cents;
        let price = ChannelRules {
            channel,
            coefficient: PerMille(coefficient * 10),
            added: euros(added),
            ending,
            minimum: minimum.map(euros),
        };
        let fees = OwnFees { commission, payment, packaging: euros(packaging) };
        let own = Own {
            channel,
            price: Some(price).filter(|price| *price != ChannelRules::as_it_is(channel)),
            fees: Some(fees).filter(|said| *said != fees::as_said(channel)),
        };
        prop_assert_eq!(read(&write(&own)), Ok(own));
    }

    #[test]
    fn any_text_is_survived(coefficient: String, added: String, percent: String) {
        let form = RulesForm {
            coefficient,
            added,
            commission_percent: percent,
            ..usual(Channel::Vinted)
        };
        drop(read(&form));
    }
}
