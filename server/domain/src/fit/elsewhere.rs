//! What a size is called in other countries (`data/fit/equivalents.csv`), and the centimetres behind it.

use super::Thing;
use crate::catalogue::folding::fold;
use crate::catalogue::sizes::{self, Size, SizeGroup};
use crate::catalogue::{Gender, genders_of_list, table};
use serde::{Deserialize, Deserializer};
use std::sync::LazyLock;
use stoflow_wire::fit::{SizeThere, ToldIn};

#[derive(Deserialize)]
pub(super) struct Row {
    /// Empty for all.
    #[serde(deserialize_with = "parted_or_empty")]
    pub(super) things: Vec<String>,
    #[serde(deserialize_with = "genders_of_list")]
    pub(super) wearers: Vec<Gender>,
    /// Key of a size.
    pub(super) size: String,
    eu: String,
    pub(super) fr: String,
    pub(super) uk: String,
    pub(super) us: String,
    pub(super) it: String,
    de: String,
    cm: String,
}

pub(super) fn rows() -> &'static [Row] {
    static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
        table::rows(
            "fit/equivalents",
            include_str!("../../data/fit/equivalents.csv"),
        )
    });
    &ROWS
}

/// Of the size that the label means, however it is written. Empty for what cannot be read or nobody translates.
pub(super) fn of(thing: Thing<'_>) -> Vec<SizeThere> {
    let Some(size) = sizes::read(thing.size, Some(thing.category)) else {
        return Vec::new();
    };
    let mut rows = rows().iter();
    let row = rows.find(|row| {
        row.size == size.key && thing.is_among(&row.things) && thing.is_worn_by(&row.wearers)
    });
    let mut told = row.map_or_else(Vec::new, |row| told(row, size));
    told.extend(height(size));
    told.extend(leg(thing.size).filter(|_| size.group == SizeGroup::Waist));
    told
}

fn told(row: &Row, size: &Size) -> Vec<SizeThere> {
    let centimetres = match size.group {
        SizeGroup::Waist => ToldIn::Waist,
        _ => ToldIn::Foot,
    };
    let columns = [
        (ToldIn::Eu, &row.eu),
        (ToldIn::Fr, &row.fr),
        (ToldIn::Uk, &row.uk),
        (ToldIn::Us, &row.us),
        (ToldIn::It, &row.it),
        (ToldIn::De, &row.de),
        (centimetres, &row.cm),
    ];
    let known = columns.into_iter().filter(|(_, size)| !size.is_empty());
    known.map(|(told_in, size)| there(told_in, size)).collect()
}

fn height(size: &Size) -> Option<SizeThere> {
    Some(there(ToldIn::Height, &size.centimetres?.to_string()))
}

#[derive(Deserialize)]
pub(super) struct Inseam {
    /// `l32`.
    pub(super) key: String,
    pub(super) centimetres: u16,
}

/// The legs that trousers are made with, short to long.
pub(super) fn inseams() -> &'static [Inseam] {
    static ROWS: LazyLock<Vec<Inseam>> = LazyLock::new(|| {
        table::rows(
            "catalogue/inseams",
            include_str!("../../data/catalogue/inseams.csv"),
        )
    });
    &ROWS
}

/// The second half of `W32 L34`.
fn leg(label: &str) -> Option<SizeThere> {
    let folded = fold(label);
    let leg = inseams().iter().find(|leg| folded.ends_with(&leg.key))?;
    Some(there(ToldIn::Leg, &leg.centimetres.to_string()))
}

fn there(told_in: ToldIn, size: &str) -> SizeThere {
    let size = size.to_owned();
    SizeThere { told_in, size }
}

fn parted_or_empty<'de, D: Deserializer<'de>>(source: D) -> Result<Vec<String>, D::Error> {
    let list = String::deserialize(source)?;
    let keys = list.split('|').filter(|key| !key.is_empty());
    Ok(keys.map(str::to_owned).collect())
}
