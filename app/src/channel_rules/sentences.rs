//! Channels, their fees and what is wrong with a coefficient, in words.

use crate::say;
use crate::words::{Locale, money, percent};
use stoflow_wire::pricing::{Channel, FeePart, FeeRule, PerMille};
use stoflow_wire::problem::Problem;

pub fn channel(l: Locale, channel: Channel) -> &'static str {
    match channel {
        Channel::Vinted => say!(l, frame.vinted),
        Channel::Ebay => say!(l, frame.ebay),
        Channel::Etsy => say!(l, frame.etsy),
    }
}

/// `taxe sur les plateformes 0,5 %, mise en vente 0,20 €`
pub fn besides(l: Locale, rules: &[FeeRule]) -> String {
    let rules = rules.iter().map(|rule| {
        let share = (rule.percent > 0).then(|| hundredths(l, i64::from(rule.percent)));
        let fixed = (rule.fixed.minor > 0).then(|| money::amount(l, rule.fixed));
        let figures: Vec<String> = share.into_iter().chain(fixed).collect();
        format!("{} {}", part(l, rule.part), figures.join(" + "))
    });
    rules.collect::<Vec<_>>().join(", ")
}

fn part(l: Locale, part: FeePart) -> &'static str {
    match part {
        FeePart::Commission => say!(l, channel_rules.part_commission),
        FeePart::Payment => say!(l, channel_rules.part_payment),
        FeePart::Listing => say!(l, channel_rules.part_listing),
        FeePart::Regulatory => say!(l, channel_rules.part_regulatory),
        FeePart::Packaging => say!(l, channel_rules.part_packaging),
    }
}

/// So many hundredths of a percent: `0,42 %`, `5 %`.
pub fn hundredths(l: Locale, hundredths: i64) -> String {
    if hundredths % 10 == 0 {
        let whole = i32::try_from(hundredths / 10).unwrap_or(i32::MAX);
        return percent::share(l, PerMille(whole));
    }
    let number = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    match l {
        Locale::fr => format!("{}\u{a0}%", money::as_typed_in(l, &number)),
        Locale::en => format!("{number}%"),
    }
}

/// What is wrong with a coefficient: a factor, or a percentage.
pub fn coefficient_problem(l: Locale, problem: &Problem) -> &'static str {
    match problem {
        Problem::Missing => say!(l, channel_rules.coefficient_missing),
        Problem::TooPrecise => say!(l, channel_rules.coefficient_too_precise),
        Problem::TooSmall { .. } | Problem::TooLarge { .. } | Problem::Negative => {
            say!(l, channel_rules.coefficient_bounds)
        }
        _ => say!(l, channel_rules.coefficient_not_a_number),
    }
}
