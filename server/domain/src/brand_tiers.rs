//! What admins know better than the tables of how dear brands are second-hand. Writes `public.brand_tiers`, and nobody else
//! does.
//!
//! Each word is a row with who said it and when; the newest of a brand holds. They are read for each appraisal, by a short
//! transaction of its own: a few rows cost less than a second truth in every server's memory, and a change holds from the
//! next appraisal on, whichever server makes it. Knows no price.

mod rows;

use crate::backend::Backend;
use crate::catalogue::brands::{self, Brand};
use crate::catalogue::folding::fold;
use crate::database::SharedTx;
use crate::error::Error;
use crate::pricing::book::{self, Book};
use crate::sessions::SignedIn;
use std::collections::HashMap;
use std::sync::LazyLock;
use stoflow_wire::brand_tiers::{BrandFilter, BrandPage, BrandRow};
use stoflow_wire::pricing::Tier;

/// Rows of a page.
const PAGE: usize = 50;

/// The brands of the catalogue by name.
static BY_NAME: LazyLock<Vec<&'static Brand>> = LazyLock::new(|| {
    let mut all: Vec<&Brand> = brands::all().collect();
    all.sort_by_cached_key(|brand| (fold(&brand.name), brand.key.clone()));
    all
});

/// What appraisals lay over the tables.
pub async fn book(backend: &Backend) -> Result<Book, Error> {
    let mut tx = backend.database.shared().await?;
    let moved = rows::list(&mut tx).await?.into_iter();
    let tiers = moved.filter_map(|(key, tier)| Some((brands::find(&key)?.name.clone(), tier)));
    Ok(Book {
        tiers: tiers.collect(),
        ..Book::default()
    })
}

/// A page of brands, each with all that was said of it. [`Error::Forbidden`] to everybody but admins.
pub async fn list(
    backend: &Backend,
    who: &SignedIn,
    filter: &BrandFilter,
) -> Result<BrandPage, Error> {
    who.as_admin()?;
    let mut tx = backend.database.shared().await?;
    let moved: HashMap<String, Tier> = rows::list(&mut tx).await?.into_iter().collect();
    let (brands, next) = page(filter, &moved);
    let rows = told(&mut tx, &brands, &moved).await?;
    Ok(BrandPage { rows, next })
}

/// Puts a brand into a tier; `None`, as the tier of the tables, puts it back there. What holds already is not said again.
/// Answers how the brand stands then. [`Error::NotFound`] for one that the catalogue does not have, [`Error::Forbidden`] to
/// everybody but admins.
pub async fn set(
    backend: &Backend,
    who: &SignedIn,
    key: &str,
    tier: Option<Tier>,
) -> Result<BrandRow, Error> {
    let admin = who.as_admin()?;
    let brand = brands::find(key);
    let brand = brand.ok_or(Error::NotFound { what: "brand" })?;
    let tier = tier.filter(|tier| *tier != usual(brand));
    let mut tx = backend.database.shared().await?;
    if rows::find(&mut tx, key).await? != tier {
        rows::add(&mut tx, key, tier, admin).await?;
    }
    let moved = tier.map(|tier| (brand.key.clone(), tier));
    let mut rows = told(&mut tx, &[brand], &moved.into_iter().collect()).await?;
    tx.commit().await?;
    rows.pop().ok_or(Error::NotFound { what: "brand" })
}

/// Each with all that was said of it.
async fn told(
    tx: &mut SharedTx,
    brands: &[&Brand],
    moved: &HashMap<String, Tier>,
) -> Result<Vec<BrandRow>, Error> {
    let keys: Vec<&str> = brands.iter().map(|brand| brand.key.as_str()).collect();
    let mut changes = rows::changes(tx, &keys).await?;
    let rows = brands.iter().map(|brand| {
        let usual = usual(brand);
        BrandRow {
            key: brand.key.clone(),
            name: brand.name.clone(),
            tier: moved.get(&brand.key).copied().unwrap_or(usual),
            usual,
            changes: changes.remove(&brand.key).unwrap_or_default(),
        }
    });
    Ok(rows.collect())
}

/// The tier of the tables.
fn usual(brand: &Brand) -> Tier {
    book::tier(&Book::default(), &brand.name)
}

/// The brands of a page, and the key to go on after.
fn page(
    filter: &BrandFilter,
    moved: &HashMap<String, Tier>,
) -> (Vec<&'static Brand>, Option<String>) {
    let after = filter.after.as_deref().unwrap_or_default();
    let begin = BY_NAME.iter().position(|brand| brand.key == after);
    let rest = BY_NAME.iter().skip(begin.map_or(0, |at| at + 1));
    let asked = rest.filter(|brand| {
        brands::is_meant(brand, &filter.search) && (!filter.moved || moved.contains_key(&brand.key))
    });
    let mut found: Vec<&Brand> = asked.copied().take(PAGE + 1).collect();
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let last = found.last().filter(|_| more);
    let next = last.map(|brand| brand.key.clone());
    (found, next)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(filter: &BrandFilter) -> Vec<&'static str> {
        let (brands, _) = page(filter, &HashMap::new());
        brands.iter().map(|brand| brand.key.as_str()).collect()
    }

    #[test]
    fn pages_hold_every_brand_once_in_order() {
        let mut filter = BrandFilter::default();
        let mut seen = Vec::new();
        loop {
            let (brands, next) = page(&filter, &HashMap::new());
            assert!(brands.len() <= PAGE);
            seen.extend(brands.iter().map(|brand| brand.key.as_str()));
            filter.after = next;
            if filter.after.is_none() {
                break;
            }
        }
        let expected: Vec<&str> = BY_NAME.iter().map(|brand| brand.key.as_str()).collect();
        assert_eq!(seen, expected);
        assert_eq!(seen.len(), brands::all().count());
    }

    #[test]
    fn a_search_finds_what_may_be_meant_and_the_moved_ones_stand_alone() {
        let of = |search: &str| {
            let search = search.to_owned();
            keys(&BrandFilter {
                search,
                ..BrandFilter::default()
            })
        };
        assert!(of("lev").contains(&"levis"));
        assert_eq!(of("strauss"), ["levis"]);
        assert_eq!(of("xyzzy"), [""; 0]);
        let moved = HashMap::from([("zara".to_owned(), Tier::Premium)]);
        let filter = BrandFilter {
            moved: true,
            ..BrandFilter::default()
        };
        let (brands, next) = page(&filter, &moved);
        let keys: Vec<&str> = brands.iter().map(|brand| brand.key.as_str()).collect();
        assert_eq!((keys, next), (vec!["zara"], None));
    }
}
