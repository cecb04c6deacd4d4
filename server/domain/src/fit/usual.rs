//! The sizes that stand ready to be chosen (`data/fit/usual.csv`).

use super::Thing;
use crate::catalogue::sizes::{self, Size};
use crate::catalogue::{Gender, genders_of_list, parted, table};
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
pub(super) struct Row {
    #[serde(deserialize_with = "parted")]
    pub(super) things: Vec<String>,
    #[serde(deserialize_with = "genders_of_list")]
    wearers: Vec<Gender>,
    /// Keys of sizes.
    #[serde(deserialize_with = "parted")]
    pub(super) sizes: Vec<String>,
}

pub(super) fn rows() -> &'static [Row] {
    static ROWS: LazyLock<Vec<Row>> =
        LazyLock::new(|| table::rows("fit/usual", include_str!("../../data/fit/usual.csv")));
    &ROWS
}

/// In the order of the table.
pub(super) fn of(thing: Thing<'_>) -> impl Iterator<Item = &'static Size> {
    let fitting = rows().iter();
    fitting
        .filter(move |row| thing.is_among(&row.things) && thing.is_worn_by(&row.wearers))
        .flat_map(|row| &row.sizes)
        .filter_map(|key| sizes::find(key))
}
