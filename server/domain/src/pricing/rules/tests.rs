use super::*;
use crate::pricing::FLOOR;
use proptest::prelude::*;
use proptest::sample::select;

fn asked(cents: i64, rules: &ChannelRules) -> i64 {
    price(Money::euros_from_cents(cents), None, rules).minor
}

#[test]
fn every_channel_has_a_row_once_with_limits_in_order() {
    let channels: Vec<Channel> = ROWS.iter().map(|row| row.channel).collect();
    assert_eq!(channels, Channel::ALL);
    for channel in Channel::ALL {
        let (least, most) = limits(*channel);
        assert!(0 < least.minor && least.minor < most.minor, "{channel:?}");
    }
}

/// Facts section 6.5: × 1.10, then up to 90 cents.
#[test]
fn the_published_prices_of_vinted_hold() {
    let vinted = advised(Channel::Vinted);
    assert_eq!(asked(2000, &vinted), 2290);
    assert_eq!(asked(1860, &vinted), 2090);
    assert_eq!(asked(1, &vinted), 100);
    // 20,95 € would have become 20,90 €: a price is raised only.
    assert_eq!(asked(1905, &vinted), 2190);
    assert_eq!(asked(1900, &vinted), 2090);
}

/// Facts section 6.6: price × coefficient + fee, then 90 cents.
#[test]
fn the_published_prices_of_ebay_and_etsy_hold() {
    let ebay = ChannelRules {
        coefficient: PerMille(1150),
        added: Money::euros_from_cents(250),
        ..advised(Channel::Ebay)
    };
    assert_eq!(asked(2000, &ebay), 2590);
    assert_eq!(asked(2000, &advised(Channel::Ebay)), 2090);
    assert_eq!(asked(2037, &advised(Channel::Etsy)), 2037);
}

#[test]
fn an_ending_is_the_next_one_up() {
    let cases = [
        (Ending::AsItIs, 1234, 1234),
        (Ending::Whole, 1234, 1300),
        (Ending::Whole, 1300, 1300),
        (Ending::Ninety, 1290, 1290),
        (Ending::Ninety, 1291, 1390),
        (Ending::NinetyNine, 1299, 1299),
        (Ending::NinetyNine, 0, 99),
    ];
    for (ending, cents, expected) in cases {
        assert_eq!(ended(cents, ending), expected, "{ending:?} {cents}");
    }
}

#[test]
fn a_minimum_is_raised_to_the_ending_too() {
    let ebay = advised(Channel::Ebay);
    let minimum = Some(Money::euros_from_cents(1500));
    let ten = Money::euros_from_cents(1000);
    assert_eq!(price(ten, minimum, &ebay).minor, 1590);
}

#[test]
fn a_coefficient_keeps_to_its_bounds() {
    let times = |coefficient| ChannelRules {
        coefficient: PerMille(coefficient),
        ..advised(Channel::Etsy)
    };
    assert_eq!(asked(2000, &times(-1100)), FLOOR);
    assert_eq!(asked(2000, &times(i32::MIN)), FLOOR);
    assert_eq!(asked(2000, &times(20_000)), 20_000);
}

#[test]
fn both_minimums_hold_and_stand_above_the_limit_of_the_site() {
    let euros = |euros: i64| Some(Money::euros_from_cents(euros * 100));
    let rules = ChannelRules {
        minimum: euros(15),
        ..advised(Channel::Etsy)
    };
    let ten = Money::euros_from_cents(1000);
    assert_eq!(price(ten, None, &rules).minor, 1500);
    assert_eq!(price(ten, euros(18), &rules).minor, 1800);
    assert_eq!(price(ten, euros(12), &rules).minor, 1500);
    assert_eq!(price(ten, euros(60_000), &rules).minor, 6_000_000);
    let dear = Money::euros_from_cents(9_000_000);
    assert_eq!(price(dear, None, &rules).minor, 5_000_000);
}

#[test]
fn without_rules_of_ones_own_a_listing_asks_what_the_item_costs() {
    for cents in [1, 50, 1999, 9_000_000] {
        let asked = Money::euros_from_cents(cents);
        assert_eq!(listed(asked, None, None), asked);
        assert_eq!(unlisted(asked, None), asked);
    }
    let own = advised(Channel::Vinted);
    let listed = |cents| listed(Money::euros_from_cents(cents), None, Some(&own)).minor;
    assert_eq!(listed(2000), 2290);
    // More than vinted.fr takes is not made less of.
    assert_eq!(listed(3_500_000), 3_500_000);
}

prop_compose! {
    /// As a form can be filled in.
    fn sane_rules()(
        channel in select(Channel::ALL),
        coefficient in 500_i32..=5_000,
        added in 0_i64..=100_000,
        ending in select(Ending::ALL),
        minimum in proptest::option::of((1_i64..100_000).prop_map(Money::euros_from_cents)),
    ) -> ChannelRules {
        let added = Money::euros_from_cents(added);
        ChannelRules { channel, coefficient: PerMille(coefficient), added, ending, minimum }
    }
}

prop_compose! {
    fn any_rules()(
        channel in select(Channel::ALL),
        coefficient: i32,
        added: i64,
        ending in select(Ending::ALL),
        minimum in proptest::option::of(any::<i64>().prop_map(Money::euros_from_cents)),
    ) -> ChannelRules {
        ChannelRules {
            channel,
            coefficient: PerMille(coefficient),
            added: Money::euros_from_cents(added),
            ending,
            minimum,
        }
    }
}

proptest! {
    #[test]
    fn no_price_is_below_a_floor_or_beyond_reason(
        asked in any::<i64>().prop_map(Money::euros_from_cents),
        minimum in proptest::option::of(any::<i64>().prop_map(Money::euros_from_cents)),
        rules in any_rules(),
    ) {
        let found = price(asked, minimum, &rules).minor;
        let floors = [minimum, rules.minimum].into_iter().flatten();
        let floor = floors.map(|floor| floor.minor).max().unwrap_or_default();
        prop_assert!(found >= FLOOR.max(floor));
        prop_assert!(found <= CEILING.max(floor));
    }

    #[test]
    fn a_usual_price_is_raised_by_less_than_a_euro_and_ends_as_wished(
        asked in 100_i64..2_000_000,
        ending in select(Ending::ALL),
        channel in select(Channel::ALL),
    ) {
        let rules = ChannelRules { ending, coefficient: PerMille::WHOLE, ..advised(channel) };
        let found = price(Money::euros_from_cents(asked), None, &rules).minor;
        prop_assert!((asked..asked + 100).contains(&found));
        let wished = match ending {
            Ending::AsItIs => found % 100,
            Ending::Whole => 0,
            Ending::Fifty => 50,
            Ending::Ninety => 90,
            Ending::NinetyNine => 99,
        };
        prop_assert_eq!(found % 100, wished);
        let again = price(Money::euros_from_cents(found), None, &rules).minor;
        prop_assert_eq!(again, found);
    }

    #[test]
    fn no_listing_asks_for_less_than_site_and_seller_take(
        asked in 1_i64..4_000_000, minimum in proptest::option::of(1_i64..100_000), rules in sane_rules(),
    ) {
        let [asked, least] = [asked, minimum.unwrap_or(1)].map(Money::euros_from_cents);
        let minimum = minimum.map(Money::euros_from_cents);
        let found = listed(asked, minimum, Some(&rules));
        let (site, most) = limits(rules.channel);
        let floors = [least, site, rules.minimum.unwrap_or(site)];
        prop_assert!(asked.minor > most.minor || floors.iter().all(|floor| found.minor >= floor.minor));
        prop_assert_eq!(listed(asked, minimum, Some(&rules)), found);
    }

    #[test]
    fn what_a_listing_asks_for_leads_back_to_a_price_that_makes_it(
        asked in 1_i64..1_000_000, shown in 1_i64..1_000_000, rules in sane_rules(),
    ) {
        let made = |cents| listed(Money::euros_from_cents(cents), None, Some(&rules));
        let there = made(asked);
        prop_assert_eq!(made(unlisted(there, Some(&rules)).minor), there);
        let back = unlisted(Money::euros_from_cents(shown), Some(&rules)).minor;
        prop_assert!(made(back).minor >= shown);
    }

    #[test]
    fn who_asks_more_never_gets_less(
        less in any::<i64>(), more in any::<i64>(), rules in any_rules(),
    ) {
        let at = |asked| price(Money::euros_from_cents(asked), None, &rules).minor;
        prop_assert!(at(less.min(more)) <= at(less.max(more)));
    }
}
