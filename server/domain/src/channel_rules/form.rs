//! The rules of a channel as a seller types them. Every field is looked at, so that all that is wrong is told at once; what
//! is left as StoFlow has it is StoFlow's. Pure.

use crate::pricing::fees;
use crate::pricing::own::{Own, OwnFees, Share};
use crate::products::form::numbers;
use stoflow_wire::channel_rules::RulesForm;
use stoflow_wire::money::Money;
use stoflow_wire::pricing::{Channel, ChannelRules, Ending, PerMille};
use stoflow_wire::problem::{FieldProblem, Problem};

/// A price becomes at least half and at most five times what the item costs, in thousandths.
const COEFFICIENT: (i64, i64) = (500, 5_000);
/// And at most so much more: 1 000 €.
const ADDED_MOST: i64 = 100_000;
/// No listing has to ask for more than that: 30 000 €.
const MINIMUM_MOST: i64 = 3_000_000;
/// A part takes at most half of a sale, in hundredths of a percent.
const PERCENT_MOST: i64 = 5_000;
/// And 100 € for each.
const FIXED_MOST: i64 = 10_000;

pub(super) fn read(typed: &RulesForm) -> Result<Own, Vec<FieldProblem>> {
    let mut problems = Problems::default();
    let channel = Channel::from_name(&typed.channel);
    let channel = problems.sift("channel", channel.ok_or(Problem::Unknown));
    let channel = channel.unwrap_or(Channel::Vinted);
    let price = price(channel, typed, &mut problems);
    let fees = read_fees(typed, &mut problems);
    if !problems.0.is_empty() {
        return Err(problems.0);
    }
    Ok(Own {
        channel,
        price: Some(price).filter(|price| *price != ChannelRules::as_it_is(channel)),
        fees: Some(fees).filter(|fees| *fees != fees::as_said(channel)),
    })
}

/// What holds, as it can be typed.
pub(super) fn write(own: &Own) -> RulesForm {
    let price = own
        .price
        .unwrap_or_else(|| ChannelRules::as_it_is(own.channel));
    let fees = own.fees.unwrap_or_else(|| fees::as_said(own.channel));
    RulesForm {
        channel: own.channel.name().to_owned(),
        coefficient: coefficient_text(price.coefficient),
        added: price.added.decimal(),
        ending: price.ending.name().to_owned(),
        minimum: price.minimum.map(Money::decimal).unwrap_or_default(),
        commission_percent: percent_text(fees.commission),
        commission_fixed: fees.commission.fixed.decimal(),
        payment_percent: percent_text(fees.payment),
        payment_fixed: fees.payment.fixed.decimal(),
        packaging: fees.packaging.decimal(),
    }
}

/// `1.10`: no more decimals are taken.
fn coefficient_text(coefficient: PerMille) -> String {
    format!("{}.{:02}", coefficient.0 / 1000, coefficient.0 % 1000 / 10)
}

/// `6.50` for 6.5 %: a percentage has as many decimals as an amount.
fn percent_text(share: Share) -> String {
    Money::euros_from_cents(i64::from(share.percent)).decimal()
}

fn price(channel: Channel, typed: &RulesForm, problems: &mut Problems) -> ChannelRules {
    let usual = ChannelRules::as_it_is(channel);
    let ending = Ending::from_name(&typed.ending).ok_or(Problem::Unknown);
    ChannelRules {
        channel,
        coefficient: problems
            .sift("coefficient", coefficient(&typed.coefficient))
            .unwrap_or(usual.coefficient),
        added: problems.amount("added", &typed.added, ADDED_MOST),
        ending: problems.sift("ending", ending).unwrap_or(usual.ending),
        minimum: problems
            .sift("minimum", numbers::amount(&typed.minimum, 1, MINIMUM_MOST))
            .flatten(),
    }
}

fn read_fees(typed: &RulesForm, problems: &mut Problems) -> OwnFees {
    let mut share = |[percent, fixed]: [(&str, &str); 2]| Share {
        percent: problems.percent(percent.0, percent.1),
        fixed: problems.amount(fixed.0, fixed.1, FIXED_MOST),
    };
    let commission = share([
        ("commission_percent", &typed.commission_percent),
        ("commission_fixed", &typed.commission_fixed),
    ]);
    let payment = share([
        ("payment_percent", &typed.payment_percent),
        ("payment_fixed", &typed.payment_fixed),
    ]);
    OwnFees {
        commission,
        payment,
        packaging: problems.amount("packaging", &typed.packaging, FIXED_MOST),
    }
}

/// A factor such as `1,1`, a share of the price such as `110 %`, or what is added to it or taken off, such as `+10 %`.
fn coefficient(typed: &str) -> Result<PerMille, Problem> {
    let typed = typed.trim();
    let thousandths = match typed.strip_suffix('%') {
        None => thousandths(typed)?,
        Some(percent) => of_percent(percent)?,
    };
    let (min, max) = COEFFICIENT;
    match i32::try_from(thousandths) {
        _ if thousandths < min => Err(Problem::TooSmall { min }),
        Ok(thousandths) if i64::from(thousandths) <= max => Ok(PerMille(thousandths)),
        _ => Err(Problem::TooLarge { max }),
    }
}

fn of_percent(typed: &str) -> Result<i64, Problem> {
    if let Some(more) = typed.strip_prefix('+') {
        return Ok(1_000 + whole_percent(more)?);
    }
    match typed.strip_prefix(['-', '−']) {
        Some(less) => Ok(1_000 - whole_percent(less)?),
        None => whole_percent(typed),
    }
}

/// In thousandths of the whole.
fn whole_percent(typed: &str) -> Result<i64, Problem> {
    match thousandths(typed)? {
        percent if percent % 1_000 == 0 => Ok(percent / 100),
        _ => Err(Problem::TooPrecise),
    }
}

/// Far beyond any coefficient or percentage, in hundredths.
const TYPED_MOST: i64 = 1_000_000;

/// A number with at most two decimals.
fn thousandths(typed: &str) -> Result<i64, Problem> {
    match numbers::hundredths(typed, 0, TYPED_MOST) {
        Ok(Some(number)) => Ok(number * 10),
        Ok(None) => Err(Problem::Missing),
        Err(Problem::TooLarge { .. }) => Err(Problem::TooLarge { max: COEFFICIENT.1 }),
        Err(problem) => Err(problem),
    }
}

#[derive(Default)]
struct Problems(Vec<FieldProblem>);

impl Problems {
    /// What could be read; what is wrong is noted.
    fn sift<T>(&mut self, field: &str, read: Result<T, Problem>) -> Option<T> {
        read.map_err(|problem| self.0.push(FieldProblem::new(field, problem)))
            .ok()
    }

    /// Nothing where nothing is typed.
    fn amount(&mut self, field: &str, typed: &str, most: i64) -> Money {
        self.sift(field, numbers::amount(typed, 0, most))
            .flatten()
            .unwrap_or_else(|| Money::euros_from_cents(0))
    }

    /// In hundredths of a percent.
    fn percent(&mut self, field: &str, typed: &str) -> u32 {
        let number = typed.trim();
        let number = number.strip_suffix('%').unwrap_or(number);
        let hundredths = self.sift(field, numbers::hundredths(number, 0, PERCENT_MOST));
        let hundredths = hundredths.flatten().map(u32::try_from);
        hundredths.and_then(Result::ok).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
