//! All values that Vinted has of a kind, as far as the pack knows them: what a seller may choose from.

use super::catalogs::SizeTable;
use super::{BRANDS, COLOURS, CONDITIONS, MATERIALS, SIZES};

pub(in crate::channels::vinted) fn colours() -> Vec<i64> {
    distinct(COLOURS.iter().map(|row| row.vinted_id))
}

pub(in crate::channels::vinted) fn materials() -> Vec<i64> {
    distinct(MATERIALS.iter().map(|row| row.vinted_id))
}

pub(in crate::channels::vinted) fn conditions() -> Vec<i64> {
    distinct(CONDITIONS.iter().map(|row| row.status_id))
}

pub(in crate::channels::vinted) fn brands() -> Vec<i64> {
    distinct(BRANDS.iter().map(|row| row.vinted_id))
}

/// Of a table and of the one it falls back to.
pub(in crate::channels::vinted) fn sizes(table: SizeTable) -> Vec<i64> {
    let tables: Vec<SizeTable> =
        std::iter::successors(Some(table), |table| table.fallback()).collect();
    let of = |table: SizeTable| {
        let rows = SIZES.iter().filter(move |row| row.size_table == table);
        rows.map(|row| row.vinted_id)
    };
    distinct(tables.into_iter().flat_map(of))
}

fn distinct(ids: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut kept: Vec<i64> = Vec::new();
    for id in ids {
        if !kept.contains(&id) {
            kept.push(id);
        }
    }
    kept
}
