//! What is left of a sale, and the least price at which enough is left.
//!
//! Proceeds are known without the cost of the item; net profit, margin and return are not, and stay unknown then. A loss
//! is shown as one. Knows no tax: VAT on the margin is the book-keeper's.

use super::{CEILING, amounts, fees};
use stoflow_wire::money::Money;
use stoflow_wire::pricing::{FeeRule, PerMille, Profit};

/// One sale, or one that may be made. Negative amounts count as nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sale {
    pub price: Money,
    /// Postage that the buyer pays to the seller; nothing on Vinted, where it goes to the carrier.
    pub charged: Money,
    /// What the seller paid for the item, if they know.
    pub cost: Option<Money>,
    /// What the seller pays for the parcel.
    pub postage: Money,
}

/// How much is to be left at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    Net(Money),
    /// Of the price.
    Margin(PerMille),
}

impl Wanted {
    fn is_met(self, profit: &Profit) -> bool {
        match self {
            Self::Net(wanted) => profit
                .net
                .is_some_and(|net| amounts::cents(net) >= amounts::cents(wanted)),
            Self::Margin(wanted) => profit.margin.is_some_and(|margin| margin >= wanted),
        }
    }
}

/// What is left of a sale under these fees.
pub fn of(sale: &Sale, rules: &[FeeRule]) -> Profit {
    let price = amounts::not_negative(sale.price);
    let charged = amounts::not_negative(sale.charged);
    let postage = amounts::not_negative(sale.postage);
    let cost = sale.cost.map(amounts::not_negative);
    let fees = fees::of(sale.price, sale.charged, rules);
    let fee = fees.iter().fold(0_i64, |sum, fee| {
        sum.saturating_add(amounts::cents(fee.amount))
    });
    let proceeds = (price + charged - postage).saturating_sub(fee);
    let net = cost.map(|cost| proceeds.saturating_sub(cost));
    let euros = Money::euros_from_cents;
    Profit {
        price: euros(price),
        charged: euros(charged),
        cost: cost.map(euros),
        fee: euros(fee),
        fees,
        postage: euros(postage),
        proceeds: euros(proceeds),
        net: net.map(euros),
        margin: net.and_then(|net| amounts::ratio(net, price)),
        return_on_cost: net
            .zip(cost)
            .and_then(|(net, cost)| amounts::ratio(net, cost)),
    }
}

/// A price at which enough is left and one cent less would not do: the floor of a channel. `None` where no price is high
/// enough, or the cost is unknown. The price of the sale plays no part.
pub fn least_price(sale: &Sale, rules: &[FeeRule], wanted: Wanted) -> Option<Money> {
    let is_enough = |price| {
        let price = Money::euros_from_cents(price);
        wanted.is_met(&of(&Sale { price, ..*sale }, rules))
    };
    if is_enough(0) {
        return Some(Money::euros_from_cents(0));
    }
    if !is_enough(CEILING) {
        return None;
    }
    let (mut short, mut enough) = (0, CEILING);
    while enough - short > 1 {
        let between = short + (enough - short) / 2;
        if is_enough(between) {
            enough = between;
        } else {
            short = between;
        }
    }
    Some(Money::euros_from_cents(enough))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;
    use stoflow_wire::pricing::{Channel, FeeBasis, FeePart, PerMille};

    fn sale(price: i64, charged: i64, cost: Option<i64>, postage: i64) -> Sale {
        Sale {
            price: Money::euros_from_cents(price),
            charged: Money::euros_from_cents(charged),
            cost: cost.map(Money::euros_from_cents),
            postage: Money::euros_from_cents(postage),
        }
    }

    #[test]
    fn on_vinted_the_price_less_the_cost_is_left() {
        let profit = of(&sale(2000, 0, Some(500), 0), &fees::usual(Channel::Vinted));
        assert_eq!(profit.fee.minor, 0);
        assert_eq!(profit.net, Some(Money::euros_from_cents(1500)));
        assert_eq!(profit.margin, Some(PerMille(750)));
        assert_eq!(profit.return_on_cost, Some(PerMille(3000)));
    }

    #[test]
    fn on_etsy_fees_and_postage_are_taken_off() {
        let rules = fees::usual(Channel::Etsy);
        let profit = of(&sale(5000, 1000, Some(1200), 850), &rules);
        // 0.20 + 3.90 + (2.40 + 0.30) + 0.28
        assert_eq!(profit.fee.minor, 708);
        assert_eq!(profit.proceeds.minor, 4442);
        assert_eq!(profit.net.map(|net| net.minor), Some(3242));
        assert_eq!(profit.margin, Some(PerMille(648)));
    }

    #[test]
    fn a_loss_is_a_loss() {
        let profit = of(&sale(500, 0, Some(800), 100), &[]);
        assert_eq!(profit.net.map(|net| net.minor), Some(-400));
        assert_eq!(profit.margin, Some(PerMille(-800)));
    }

    #[test]
    fn without_a_cost_only_the_proceeds_are_known() {
        let profit = of(&sale(2000, 0, None, 450), &[]);
        assert_eq!(profit.proceeds.minor, 1550);
        assert_eq!((profit.net, profit.margin), (None, None));
        let wanted = Wanted::Net(Money::euros_from_cents(-1));
        assert_eq!(least_price(&sale(0, 0, None, 0), &[], wanted), None);
        let gift = of(&sale(2000, 0, Some(0), 0), &[]);
        assert_eq!(gift.return_on_cost, None);
        assert_eq!(gift.margin, Some(PerMille::WHOLE));
    }

    #[test]
    fn the_least_price_leaves_just_enough() {
        let nothing = Wanted::Net(Money::euros_from_cents(0));
        let of_vinted = least_price(&sale(0, 0, Some(500), 0), &[], nothing);
        assert_eq!(of_vinted.map(|price| price.minor), Some(500));
        let rules = fees::usual(Channel::Ebay);
        let wanted = Wanted::Net(Money::euros_from_cents(1000));
        let item = sale(0, 0, Some(500), 0);
        let least = least_price(&item, &rules, wanted).unwrap();
        let net = |cents| of(&sale(cents, 0, Some(500), 0), &rules).net;
        assert!(net(least.minor).unwrap().minor >= 1000);
        assert!(net(least.minor - 1).unwrap().minor < 1000);
        let beyond = Wanted::Net(Money::euros_from_cents(i64::MAX));
        assert_eq!(least_price(&item, &rules, beyond), None);
        let half = Wanted::Margin(PerMille(500));
        let least = least_price(&item, &[], half);
        assert_eq!(least.map(|price| price.minor), Some(1000));
        let all = Wanted::Margin(PerMille(1001));
        assert_eq!(least_price(&item, &[], all), None);
    }

    fn any_rules() -> impl Strategy<Value = Vec<FeeRule>> {
        let rule = (any::<u32>(), select(FeeBasis::ALL), any::<i64>());
        let rule = rule.prop_map(|(percent, basis, fixed)| FeeRule {
            part: FeePart::Commission,
            percent,
            basis,
            fixed: Money::euros_from_cents(fixed),
        });
        vec(rule, 0..6)
    }

    fn usual_rules() -> impl Strategy<Value = Vec<FeeRule>> {
        let rule = (0_u32..3000, select(FeeBasis::ALL), 0_i64..200);
        let rule = rule.prop_map(|(percent, basis, fixed)| FeeRule {
            part: FeePart::Payment,
            percent,
            basis,
            fixed: Money::euros_from_cents(fixed),
        });
        vec(rule, 0..3)
    }

    proptest! {
        #[test]
        fn the_sums_add_up_for_any_input(
            price: i64, charged: i64, cost: Option<i64>, postage: i64, rules in any_rules(),
        ) {
            let profit = of(&sale(price, charged, cost, postage), &rules);
            let parts: i64 = profit.fees.iter().map(|fee| fee.amount.minor).sum();
            prop_assert_eq!(profit.fee.minor, parts);
            let spent = profit.fee.minor + profit.postage.minor;
            let came = profit.price.minor + profit.charged.minor;
            prop_assert_eq!(profit.proceeds.minor, came - spent);
            prop_assert_eq!(profit.net.is_some(), cost.is_some());
            if let (Some(net), Some(cost)) = (profit.net, profit.cost) {
                prop_assert_eq!(net.minor, profit.proceeds.minor - cost.minor);
            }
            for amount in [profit.price, profit.charged, profit.fee, profit.postage] {
                prop_assert!(amount.minor >= 0);
            }
        }

        #[test]
        fn the_least_price_is_enough_and_a_cent_less_is_not(
            charged in 0_i64..2000,
            cost in 0_i64..50_000,
            postage in 0_i64..3000,
            wanted in -1000_i64..50_000,
            rules in usual_rules(),
        ) {
            let least = least_price(
                &sale(0, charged, Some(cost), postage),
                &rules,
                Wanted::Net(Money::euros_from_cents(wanted)),
            );
            let net = |price| of(&sale(price, charged, Some(cost), postage), &rules).net.unwrap().minor;
            let least = least.unwrap().minor;
            prop_assert!(net(least) >= wanted);
            prop_assert!(least == 0 || net(least - 1) < wanted);
        }

        #[test]
        fn any_least_price_is_survived(
            cost: Option<i64>, net: i64, margin: i32, rules in any_rules(),
        ) {
            let item = sale(0, 0, cost, 0);
            let net = Wanted::Net(Money::euros_from_cents(net));
            for wanted in [net, Wanted::Margin(PerMille(margin))] {
                let least = least_price(&item, &rules, wanted);
                prop_assert!(least.is_none_or(|price| (0..=CEILING).contains(&price.minor)));
                prop_assert!(least.is_none() || cost.is_some());
            }
        }
    }
}
