//! A new item that begins with what is said of another one, for those who sell many of a kind. It is a draft like one that
//! was typed so far: nothing of it is saved until the seller saves it.
//!
//! What is each item's own never comes along: the reference, the photos, how many pieces there are.

use super::{ProductFields, create, form, keep_draft, telling};
use crate::database::TenantTx;
use crate::error::Error;
use crate::own_words;
use stoflow_wire::ids::ProductId;
use stoflow_wire::similar::Part;

/// Makes it with `parts` of the product `like`, as that one stands in its editor. [`Error::NotFound`] where this seller has
/// none of this id.
pub async fn begin(tx: &mut TenantTx, like: ProductId, parts: &[Part]) -> Result<ProductId, Error> {
    let own = own_words::all(tx).await?;
    let said = telling::as_it_stands(tx, like, &own).await?;
    let begun = form::write(&taken_over(&said, parts));
    let product = create(tx).await?;
    keep_draft(tx, product, &begun, 1).await?;
    Ok(product)
}

/// `parts` of what is said, of one piece.
pub(crate) fn taken_over(said: &ProductFields, parts: &[Part]) -> ProductFields {
    let one = ProductFields {
        quantity: 1,
        ..ProductFields::default()
    };
    parts.iter().fold(one, |new, part| with(new, said, *part))
}

fn with(new: ProductFields, said: &ProductFields, part: Part) -> ProductFields {
    let said = said.clone();
    match part {
        Part::Kind => ProductFields {
            category: said.category,
            gender: said.gender,
            ..new
        },
        Part::Brand => ProductFields {
            brand: said.brand,
            ..new
        },
        Part::Size => ProductFields {
            size: said.size,
            ..new
        },
        Part::Condition => ProductFields {
            condition: said.condition,
            ..new
        },
        Part::Colours => ProductFields {
            colours: said.colours,
            ..new
        },
        Part::Materials => ProductFields {
            materials: said.materials,
            shares: said.shares,
            ..new
        },
        Part::Attributes => ProductFields {
            attributes: said.attributes,
            ..new
        },
        Part::Description => ProductFields {
            description: said.description,
            ..new
        },
        Part::Price => ProductFields {
            price: said.price,
            cost: said.cost,
            minimum: said.minimum,
            ..new
        },
        Part::Parcel => ProductFields {
            weight_g: said.weight_g,
            parcel: said.parcel,
            ..new
        },
        Part::Location => ProductFields {
            location: said.location,
            ..new
        },
        Part::Title => ProductFields {
            title: said.title,
            ..new
        },
        Part::Measurements => ProductFields {
            measurements: said.measurements,
            ..new
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use stoflow_wire::money::Money;

    fn jumper() -> ProductFields {
        ProductFields {
            title: "Pull marin".to_owned(),
            price: Some(Money::euros_from_cents(2450)),
            minimum: Some(Money::euros_from_cents(2000)),
            category: "sweater".to_owned(),
            brand: "Petit Bateau".to_owned(),
            sku: "PULL-1".to_owned(),
            quantity: 3,
            ..ProductFields::default()
        }
    }

    #[test]
    fn all_of_it_is_all_but_the_reference_and_the_pieces() {
        let same = ProductFields {
            sku: String::new(),
            quantity: 1,
            ..jumper()
        };
        assert_eq!(taken_over(&jumper(), &Part::ALL), same);
    }

    #[test]
    fn usually_the_title_is_left_to_the_seller() {
        let usual: Vec<Part> = Part::ALL
            .into_iter()
            .filter(|part| part.is_usual())
            .collect();
        let begun = taken_over(&jumper(), &usual);
        assert_eq!(
            (begun.title.as_str(), begun.brand.as_str()),
            ("", "Petit Bateau")
        );
        assert_eq!(begun.minimum, jumper().minimum);
    }

    #[test]
    fn nothing_chosen_is_an_empty_item() {
        let empty = ProductFields {
            quantity: 1,
            ..ProductFields::default()
        };
        assert_eq!(taken_over(&jumper(), &[]), empty);
    }
}
