//! The size that goes with what was measured, and the length that says so.
//!
//! Letters come from the chest or the waist (`data/fit/lengths.csv`), jeans from the inches they are made in, shoes from their
//! inner sole. Children's clothes go by age, which no length tells.

use super::Thing;
use super::elsewhere::inseams;
use crate::catalogue::sizes::{self, Size, SizeGroup};
use crate::catalogue::{parted, table};
use serde::Deserialize;
use std::sync::LazyLock;
use stoflow_wire::fit::SuggestedSize;
use stoflow_wire::language::Language;

/// The most centimetres that a garment of each size has, taken flat.
#[derive(Deserialize)]
pub(super) struct Row {
    #[serde(deserialize_with = "parted")]
    pub(super) things: Vec<String>,
    /// Key of a measurement.
    pub(super) measurement: String,
    xs: u16,
    s: u16,
    m: u16,
    l: u16,
    xl: u16,
    xxl: u16,
}

pub(super) fn rows() -> &'static [Row] {
    static ROWS: LazyLock<Vec<Row>> =
        LazyLock::new(|| table::rows("fit/lengths", include_str!("../../data/fit/lengths.csv")));
    &ROWS
}

/// `None` where nothing was measured that tells it, where the item says it already, and for what is beyond the tables.
pub(super) fn of(thing: Thing<'_>, language: Language) -> Option<SuggestedSize> {
    let found = shoe(thing)
        .or_else(|| jeans(thing))
        .or_else(|| letter(thing))?;
    let said = sizes::read(thing.size, Some(thing.category));
    if said.is_some_and(|said| said.key == found.size.key) {
        return None;
    }
    Some(SuggestedSize {
        size: found.size.label(language).to_owned() + &found.leg,
        measurement: found.measurement.to_owned(),
        millimetres: found.millimetres,
    })
}

struct Found {
    size: &'static Size,
    /// What follows the size on the label of trousers: ` L32`.
    leg: String,
    measurement: &'static str,
    millimetres: u16,
}

fn letter(thing: Thing<'_>) -> Option<Found> {
    if thing.is_childrens() || !thing.category.sizes.contains(&SizeGroup::Letter) {
        return None;
    }
    let fitting = rows().iter().filter(|row| thing.is_among(&row.things));
    fitting
        .filter_map(|row| Some((row, length(thing, &row.measurement)?)))
        .find_map(|(row, millimetres)| {
            Some(Found {
                size: sizes::find(row.letter(millimetres)?)?,
                leg: String::new(),
                measurement: &row.measurement,
                millimetres,
            })
        })
}

impl Row {
    /// Far below the smallest size it is a child's; above the largest nobody knows how far the letters go.
    fn letter(&self, millimetres: u16) -> Option<&'static str> {
        const FAR_BELOW: u16 = 80;
        let sizes = [
            ("xs", self.xs),
            ("s", self.s),
            ("m", self.m),
            ("l", self.l),
            ("xl", self.xl),
            ("xxl", self.xxl),
        ];
        if millimetres + FAR_BELOW < self.xs * 10 {
            return None;
        }
        let mut sizes = sizes.into_iter();
        sizes
            .find(|(_, most)| millimetres <= most * 10)
            .map(|(key, _)| key)
    }
}

/// The inches around the waist, half a centimetre being the tape's, and those of the leg where it was measured.
fn jeans(thing: Thing<'_>) -> Option<Found> {
    const MADE_IN_INCHES: [&str; 3] = ["jeans", "chinos", "cargo_pants"];
    if thing.is_childrens() || !MADE_IN_INCHES.contains(&thing.category.key.as_str()) {
        return None;
    }
    let millimetres = length(thing, "waist")?;
    let inches = (u32::from(millimetres) * 2 + 5) * 10 / 254;
    Some(Found {
        size: sizes::find(&format!("w{inches}"))?,
        leg: length(thing, "inseam").and_then(leg).unwrap_or_default(),
        measurement: "waist",
        millimetres,
    })
}

/// The nearest of the lengths that legs are made in; what is nowhere near was cut off.
fn leg(millimetres: u16) -> Option<String> {
    const NEAR: u16 = 25;
    let away = |centimetres: u16| (centimetres * 10).abs_diff(millimetres);
    let nearest = inseams()
        .iter()
        .min_by_key(|leg| away(leg.centimetres))
        .filter(|leg| away(leg.centimetres) <= NEAR)?;
    Some(format!(" {}", nearest.key.to_uppercase()))
}

/// The last is half a centimetre longer than the inner sole, and a European size is 2/3 of a centimetre of it.
fn shoe(thing: Thing<'_>) -> Option<Found> {
    if !thing.category.sizes.contains(&SizeGroup::Shoe) {
        return None;
    }
    let millimetres = length(thing, "insole")?;
    let size = ((u32::from(millimetres) + 5) * 3 + 10) / 20;
    Some(Found {
        size: sizes::find(&format!("shoe_{size}"))?,
        leg: String::new(),
        measurement: "insole",
        millimetres,
    })
}

fn length(thing: Thing<'_>, key: &str) -> Option<u16> {
    let measured = thing.lengths.iter().find(|length| length.key == key);
    measured.map(|length| length.millimetres)
}
