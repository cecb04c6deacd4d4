//! What a change makes of one item, or why it cannot be made. Pure.

use super::around::Around;
use super::prices;
use super::reading::Change;
use crate::products::revision::Glance;
use stoflow_wire::batches::LeftOutWhy;
use stoflow_wire::changes::Turn;
use stoflow_wire::products::ProductStatus;

pub(super) fn turn(
    item: &Glance,
    around: &mut Around,
    change: &Change,
) -> Result<Turn, LeftOutWhy> {
    if item.status == ProductStatus::PendingDeletion {
        return Err(LeftOutWhy::OutOfPlace);
    }
    match change {
        Change::Sell => sell(item, around),
        Change::Archive => archive(item, around),
        Change::Restore => restore(item, around),
        Change::Price(_) | Change::Location(_) | Change::Duplicate if item.title.is_empty() => {
            Err(LeftOutWhy::NeverSaved)
        }
        // What it was sold for is written in its sale; what it was offered for is history, too.
        Change::Price(_) if item.status == ProductStatus::Sold => Err(LeftOutWhy::OutOfPlace),
        Change::Price(repricing) => {
            let after = prices::price(item.price, item.minimum, repricing)?;
            Ok(Turn::Price {
                before: item.price,
                after,
                there: around.asked_there(after, item.minimum),
            })
        }
        Change::Location(after) if *after == item.location => Err(LeftOutWhy::Unchanged),
        Change::Location(after) => Ok(Turn::Location {
            before: item.location.clone(),
            after: after.clone(),
        }),
        Change::Duplicate => Ok(Turn::Copy { made: None }),
    }
}

/// A piece of it goes; with the last one every listing goes.
fn sell(item: &Glance, around: &Around) -> Result<Turn, LeftOutWhy> {
    if !matches!(item.status, ProductStatus::Draft | ProductStatus::Published) {
        return Err(LeftOutWhy::OutOfPlace);
    }
    let left = (item.quantity - 1).max(0);
    let leaving = if left == 0 {
        around.listed(item.product)
    } else {
        0
    };
    Ok(Turn::Sold { left, leaving })
}

fn archive(item: &Glance, around: &Around) -> Result<Turn, LeftOutWhy> {
    if item.status == ProductStatus::Archived {
        return Err(LeftOutWhy::Unchanged);
    }
    if around.listed(item.product) > 0 {
        return Err(LeftOutWhy::StillListed);
    }
    Ok(Turn::Archived { from: item.status })
}

fn restore(item: &Glance, around: &mut Around) -> Result<Turn, LeftOutWhy> {
    if item.status != ProductStatus::Archived {
        return Err(LeftOutWhy::Unchanged);
    }
    may_return(item, around)?;
    let to = match item.before {
        Some(before @ (ProductStatus::Published | ProductStatus::Sold)) => before,
        _ => ProductStatus::Draft,
    };
    Ok(Turn::Restored { to })
}

/// Whether nothing in the list has what is the item's own.
pub(super) fn may_return(item: &Glance, around: &mut Around) -> Result<(), LeftOutWhy> {
    if around.takes_reference(item) {
        return Ok(());
    }
    Err(LeftOutWhy::SkuTaken {
        sku: item.sku.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use stoflow_wire::ids::ProductId;

    fn item(status: ProductStatus) -> Glance {
        Glance {
            product: ProductId(7),
            version: 1,
            title: "Robe".to_owned(),
            status,
            price: None,
            minimum: None,
            location: String::new(),
            sku: "R-7".to_owned(),
            quantity: 1,
            before: None,
        }
    }

    #[test]
    fn what_may_be_live_is_not_put_away() {
        let mut live = Around::of_listed(ProductId(7));
        let published = item(ProductStatus::Published);
        let refused = turn(&published, &mut live, &Change::Archive);
        assert_eq!(refused, Err(LeftOutWhy::StillListed));
        let from = ProductStatus::Sold;
        let put_away = turn(&item(from), &mut Around::default(), &Change::Archive);
        assert_eq!(put_away, Ok(Turn::Archived { from }));
        let again = turn(
            &item(ProductStatus::Archived),
            &mut Around::default(),
            &Change::Archive,
        );
        assert_eq!(again, Err(LeftOutWhy::Unchanged));
    }

    #[test]
    fn of_two_with_one_reference_one_comes_back() {
        let mut around = Around::default();
        let mut archived = item(ProductStatus::Archived);
        archived.before = Some(ProductStatus::Sold);
        let first = turn(&archived, &mut around, &Change::Restore);
        let to = ProductStatus::Sold;
        assert_eq!(first, Ok(Turn::Restored { to }));
        let second = turn(&archived, &mut around, &Change::Restore);
        let sku = "R-7".to_owned();
        assert_eq!(second, Err(LeftOutWhy::SkuTaken { sku }));
    }

    #[test]
    fn with_the_last_piece_every_listing_goes() {
        let mut live = Around::of_listed(ProductId(7));
        let mut several = item(ProductStatus::Published);
        let sold = turn(&several, &mut live, &Change::Sell);
        let (left, leaving) = (0, 1);
        assert_eq!(sold, Ok(Turn::Sold { left, leaving }));
        several.quantity = 3;
        let sold = turn(&several, &mut live, &Change::Sell);
        let (left, leaving) = (2, 0);
        assert_eq!(sold, Ok(Turn::Sold { left, leaving }));
        for status in [ProductStatus::Sold, ProductStatus::Archived] {
            let refused = turn(&item(status), &mut live, &Change::Sell);
            assert_eq!(refused, Err(LeftOutWhy::OutOfPlace), "{status:?}");
        }
    }
}
