//! Listings that look like the same thing twice: two live copies of one jacket must not become two items. Compares the
//! listings of the wardrobe with each other; which of them is to stay is for the seller to say.

use crate::catalogue::folding::fold;
use crate::channels::vinted;
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::wardrobe::rows::{OPEN, names};
use std::collections::HashMap;
use stoflow_wire::ids::ProductId;
use stoflow_wire::wardrobe::TwinOf;

#[derive(Clone, sqlx::FromRow)]
struct Row {
    vinted_id: i64,
    title: String,
    brand: String,
    size: String,
    price_minor: Option<i64>,
    codes: String,
    url: String,
    product: Option<i64>,
}

/// For each open listing that is nobody's and looks like another open one, that other one.
pub(super) async fn all(tx: &mut TenantTx) -> Result<HashMap<i64, TwinOf>, Error> {
    let rows: Vec<Row> = sqlx::query_as(
        "select w.vinted_id, w.title, w.brand, w.size, w.price_minor, w.codes, w.url, l.product_id as product
        from wardrobe_items w left join listings l on l.id = w.listing_id
        where w.state = any ($1) order by w.vinted_id",
    )
    .bind(names(&OPEN))
    .fetch_all(tx.conn())
    .await
    .attempted("comparing the listings of the wardrobe with each other")?;
    Ok(among(&rows))
}

fn among(rows: &[Row]) -> HashMap<i64, TwinOf> {
    let mut alike: HashMap<Look, Vec<&Row>> = HashMap::new();
    for row in rows {
        for look in looks(row) {
            alike.entry(look).or_default().push(row);
        }
    }
    let mut twins = HashMap::new();
    for group in alike.values() {
        for row in group.iter().filter(|row| row.product.is_none()) {
            if let Some(other) = other_of(row, group) {
                twins.entry(row.vinted_id).or_insert_with(|| twin(other));
            }
        }
    }
    twins
}

/// What two listings of one thing have in common.
#[derive(PartialEq, Eq, Hash)]
enum Look {
    /// One of our references in the description: one was made from the other.
    Reference(String),
    /// Title, brand and size as they are compared.
    Words(String, String, String),
}

fn looks(row: &Row) -> Vec<Look> {
    let references = row.codes.lines().filter(|code| is_ours(code));
    let mut looks: Vec<Look> = references
        .map(|code| Look::Reference(code.to_owned()))
        .collect();
    let title = fold(&row.title);
    if !title.is_empty() {
        looks.push(Look::Words(title, fold(&row.brand), fold(&row.size)));
    }
    looks
}

/// As a folded text of the description holds it: `sf` and eight places, with or without a sign between them.
fn is_ours(code: &str) -> bool {
    let places = code.strip_prefix("sf").map(str::trim_start);
    places.is_some_and(|places| places.len() == 8)
}

/// The one in the group that is an item's, else the oldest; never one whose price says otherwise.
fn other_of<'a>(row: &Row, group: &[&'a Row]) -> Option<&'a Row> {
    let others = || {
        group
            .iter()
            .copied()
            .filter(|other| other.vinted_id != row.vinted_id && priced_alike(row, other))
    };
    others()
        .find(|other| other.product.is_some())
        .or_else(|| others().next())
}

/// Within a quarter of each other: whoever lists a thing again often asks for less.
fn priced_alike(one: &Row, other: &Row) -> bool {
    match (one.price_minor, other.price_minor) {
        (Some(one), Some(other)) => (one - other).abs() * 4 <= one.max(other),
        _ => true,
    }
}

fn twin(other: &Row) -> TwinOf {
    TwinOf {
        vinted_id: other.vinted_id,
        url: vinted::page(other.vinted_id, &other.url),
        product: other.product.map(ProductId),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wardrobe::likeness;

    fn row(vinted_id: i64, title: &str, price_minor: i64) -> Row {
        Row {
            vinted_id,
            title: title.to_owned(),
            brand: "Sézane".to_owned(),
            size: "M".to_owned(),
            price_minor: Some(price_minor),
            codes: String::new(),
            url: String::new(),
            product: None,
        }
    }

    fn pairs(rows: &[Row]) -> Vec<(i64, i64)> {
        let mut pairs: Vec<(i64, i64)> = among(rows)
            .into_iter()
            .map(|(one, other)| (one, other.vinted_id))
            .collect();
        pairs.sort_unstable();
        pairs
    }

    #[test]
    fn the_same_words_at_about_the_same_price_are_one_thing() {
        let rows = [
            row(1, "Robe midi à pois", 2500),
            row(2, "ROBE MIDI A POIS", 2000),
            row(3, "Robe midi à pois", 900),
            Row {
                size: "L".to_owned(),
                ..row(4, "Robe midi à pois", 2500)
            },
            row(5, "Robe midi unie", 2500),
        ];
        assert_eq!(pairs(&rows), [(1, 2), (2, 1)]);
    }

    #[test]
    fn a_listing_that_is_an_items_is_the_one_to_keep() {
        let owned = Row {
            product: Some(7),
            ..row(9, "Robe midi à pois", 2500)
        };
        let rows = [row(8, "Robe midi à pois", 2500), owned];
        assert_eq!(pairs(&rows), [(8, 9)]);
        assert_eq!(among(&rows)[&8].product, Some(ProductId(7)));
    }

    #[test]
    fn our_reference_in_two_descriptions_is_one_thing_under_any_title() {
        let codes = likeness::codes("Portée 2 fois.\n\nRéf. SF-0A1B2C3D").join("\n");
        let referring = |id, title| Row {
            codes: codes.clone(),
            ..row(id, title, 2500)
        };
        let rows = [referring(1, "Robe"), referring(2, "Robe d’été")];
        assert_eq!(pairs(&rows), [(1, 2), (2, 1)]);
        let worn = |id, title| Row {
            codes: likeness::codes("Portée 2021").join("\n"),
            ..row(id, title, 2500)
        };
        assert_eq!(pairs(&[worn(1, "Robe"), worn(2, "Jupe")]), []);
    }
}
