//! The filters in words. Pure.

use crate::products::catalogue::Family;
use crate::products::place::{Part, Place};
use crate::say;
use crate::words::Locale;
use crate::words::money::amount;
use stoflow_wire::filters::{Age, Presence, Since};
use stoflow_wire::money::Money;

pub fn presence(l: Locale, presence: Presence) -> &'static str {
    match presence {
        Presence::Unlisted => say!(l, filters.unlisted),
        Presence::Listed => say!(l, filters.listed),
        Presence::BeingListed => say!(l, filters.being_listed),
        Presence::Failed => say!(l, filters.failed),
    }
}

/// What is chosen of a part; nothing where it is not asked.
pub fn chosen(l: Locale, place: &Place, part: Part, families: &[Family]) -> String {
    let filter = &place.filter;
    match part {
        Part::Vinted => filter
            .vinted
            .map(|state| say!(l, filters.set_vinted, state = presence(l, state)))
            .unwrap_or_default(),
        Part::Category => category(families, &filter.category),
        Part::Brand => filter.brand.clone(),
        Part::Price => price(l, filter.price_from, filter.price_to),
        Part::Age => filter.age.map(|asked| age(l, asked)).unwrap_or_default(),
        Part::Attention => say!(l, filters.set_attention).to_owned(),
    }
}

/// A category that the catalogue lost goes by its key.
fn category(families: &[Family], key: &str) -> String {
    families
        .iter()
        .flat_map(|family| std::iter::once(&family.whole).chain(&family.words))
        .find(|word| word.key == key)
        .map_or_else(|| key.to_owned(), |word| word.label.clone())
}

fn price(l: Locale, from: Option<i64>, to: Option<i64>) -> String {
    let written = |cents| amount(l, Money::euros_from_cents(cents));
    match (from.map(written), to.map(written)) {
        (Some(from), Some(to)) => say!(l, filters.set_between, from = from, to = to),
        (Some(from), None) => say!(l, filters.set_from, from = from),
        (None, Some(to)) => say!(l, filters.set_to, to = to),
        (None, None) => String::new(),
    }
}

fn age(l: Locale, age: Age) -> String {
    match age.since() {
        Since::Listed => say!(l, filters.set_listed, n = age.days()),
        Since::Created => say!(l, filters.set_created, n = age.days()),
    }
}

/// An amount as its control holds it, with the reader's own decimal sign.
pub fn typed(l: Locale, cents: i64) -> String {
    let decimal = Money::euros_from_cents(cents).decimal();
    match l {
        Locale::fr => decimal.replace('.', ","),
        Locale::en => decimal,
    }
}
