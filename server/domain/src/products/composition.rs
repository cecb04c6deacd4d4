//! What an item is made of: its materials, the main one first, and how much of each there is where the care label says so.
//!
//! Pure. Shares are read as people write them, kept beside what else is said of the item, and told only of materials that it
//! has.

use super::form::numbers;
use std::cmp::Reverse;
use stoflow_wire::problem::Problem;

/// How much of an item is of one of its materials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Key of the material.
    pub material: String,
    /// 1–100.
    pub percent: u8,
}

/// The whole of an item.
const WHOLE: u8 = 100;

/// A share as it is typed: `80`, `80 %`. Nothing typed is nothing said.
pub(super) fn percent(text: &str) -> Result<Option<u8>, Problem> {
    let text = text.trim();
    let number = text.strip_suffix('%').unwrap_or(text);
    match numbers::whole(number, u16::from(WHOLE))? {
        Some(0) => Err(Problem::TooSmall { min: 1 }),
        percent => Ok(percent),
    }
}

/// Whether all of it together is no more than the whole.
pub(super) fn add_up(shares: &[Share]) -> Result<(), Problem> {
    let sum: u32 = shares.iter().map(|share| u32::from(share.percent)).sum();
    if sum > u32::from(WHOLE) {
        return Err(Problem::TooLarge {
            max: i64::from(WHOLE),
        });
    }
    Ok(())
}

/// In the order that [`main_first`] gives their materials.
pub(super) fn largest_first(mut shares: Vec<Share>) -> Vec<Share> {
    shares.sort_by_key(|share| Reverse(share.percent));
    shares
}

/// The materials with the largest share first, as care labels have them. Those without one stay in their order, behind.
pub(super) fn main_first(materials: &mut [String], shares: &[Share]) {
    materials.sort_by_key(|key| Reverse(of(shares, key)));
}

/// How much there is of each material once `from` counts as `to`, or as nothing: what is told of either is told of both
/// together.
pub(super) fn moved(shares: Vec<Share>, from: &str, to: &str) -> Vec<Share> {
    let mut together: Vec<Share> = Vec::with_capacity(shares.len());
    for mut share in shares {
        if share.material == from {
            to.clone_into(&mut share.material);
        }
        let mut told = together.iter_mut();
        match told.find(|told| told.material == share.material) {
            Some(told) => told.percent = told.percent.saturating_add(share.percent).min(WHOLE),
            None => together.push(share),
        }
    }
    together.retain(|share| !share.material.is_empty());
    largest_first(together)
}

/// Two shares as they were typed, as one; where either is none, what was typed first.
pub(super) fn together(one: &str, other: &str) -> String {
    match (percent(one), percent(other)) {
        (Ok(Some(one)), Ok(Some(other))) => one.saturating_add(other).min(WHOLE).to_string(),
        (Ok(None), _) => other.to_owned(),
        _ => one.to_owned(),
    }
}

/// The share of this material, where one is told.
pub fn of(shares: &[Share], material: &str) -> Option<u8> {
    let mut shares = shares.iter();
    let share = shares.find(|share| share.material == material)?;
    Some(share.percent)
}

/// Where the row keeps shares, beside the attributes of the catalogue. None of them is called so.
pub(super) const KEPT_AS: &str = "material_shares";

/// As the row keeps them: `wool 80`.
pub(super) fn kept(shares: &[Share]) -> Vec<String> {
    let shares = shares.iter();
    shares
        .map(|share| format!("{} {}", share.material, share.percent))
        .collect()
}

/// What the row keeps, of these materials.
pub(super) fn found(kept: &[String], materials: &[String]) -> Vec<Share> {
    let told = kept.iter().filter_map(|share| {
        let (material, percent) = share.split_once(' ')?;
        let is_the_items = materials.iter().any(|key| key == material);
        is_the_items.then_some(Share {
            material: material.to_owned(),
            percent: percent.parse().ok()?,
        })
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::attributes;

    fn keys(keys: &[&str]) -> Vec<String> {
        keys.iter().map(ToString::to_string).collect()
    }

    fn shares(shares: &[(&str, u8)]) -> Vec<Share> {
        let shares = shares.iter().map(|(material, percent)| Share {
            material: (*material).to_owned(),
            percent: *percent,
        });
        shares.collect()
    }

    #[test]
    fn a_share_is_read_as_people_write_it() {
        assert_eq!(percent(" 80 "), Ok(Some(80)));
        assert_eq!(percent("80 %"), Ok(Some(80)));
        assert_eq!(percent("100%"), Ok(Some(100)));
        assert_eq!(percent(""), Ok(None));
        assert_eq!(percent("%"), Ok(None));
        assert_eq!(percent("0"), Err(Problem::TooSmall { min: 1 }));
        assert_eq!(percent("101"), Err(Problem::TooLarge { max: 100 }));
        assert_eq!(percent("-5"), Err(Problem::Negative));
        for nonsense in ["un peu", "80,5", "8 0", "%80"] {
            assert_eq!(percent(nonsense), Err(Problem::NotANumber), "{nonsense}");
        }
    }

    #[test]
    fn what_counts_as_another_material_is_told_with_it() {
        let moved = |before: &[(&str, u8)], to| moved(shares(before), "own_wax", to);
        let alone = moved(&[("own_wax", 80), ("cotton", 20)], "linen");
        assert_eq!(alone, shares(&[("linen", 80), ("cotton", 20)]));
        let both = moved(&[("nylon", 40), ("own_wax", 35), ("cotton", 25)], "cotton");
        assert_eq!(both, shares(&[("cotton", 60), ("nylon", 40)]));
        let rest = moved(&[("own_wax", 80), ("cotton", 20)], "");
        assert_eq!(rest, shares(&[("cotton", 20)]));
    }

    #[test]
    fn two_shares_as_they_were_typed_are_one() {
        assert_eq!(together("20", "60 %"), "80");
        assert_eq!(together("", "60 %"), "60 %");
        assert_eq!(together("un peu", "60"), "un peu");
        assert_eq!(together("60", "un peu"), "60");
        assert_eq!(together("80", "80"), "100");
    }

    #[test]
    fn more_than_the_whole_is_too_much() {
        assert_eq!(add_up(&shares(&[("wool", 80), ("nylon", 20)])), Ok(()));
        assert_eq!(add_up(&[]), Ok(()));
        let too_much = add_up(&shares(&[("wool", 80), ("nylon", 21)]));
        assert_eq!(too_much, Err(Problem::TooLarge { max: 100 }));
    }

    #[test]
    fn the_main_material_is_the_one_there_is_most_of() {
        let mut materials = keys(&["acrylic", "nylon", "wool"]);
        main_first(&mut materials, &shares(&[("nylon", 20), ("wool", 80)]));
        assert_eq!(materials, ["wool", "nylon", "acrylic"]);
        let mut untold = keys(&["nylon", "acrylic"]);
        main_first(&mut untold, &[]);
        assert_eq!(untold, ["nylon", "acrylic"]);
    }

    #[test]
    fn what_is_kept_is_found_and_nothing_else() {
        let told = shares(&[("wool", 80), ("nylon", 20)]);
        let materials = keys(&["wool", "nylon"]);
        assert_eq!(found(&kept(&told), &materials), told);
        assert_eq!(found(&kept(&told), &keys(&["nylon"])), told[1..]);
        let spoilt = keys(&["wool", "wool lots", "", "nylon 300", "mithril 5"]);
        assert_eq!(found(&spoilt, &materials), []);
        assert!(attributes::find(KEPT_AS).is_none());
    }
}
