//! Where items are sent from, as the seller types it.

use super::api::locations::{Address, Location};
use crate::error::Error;
use stoflow_wire::ebay::{LocationForm, SENT_FROM};
use stoflow_wire::problem::{FieldProblem, Problem};

/// Characters of each line.
const LONGEST: u32 = 80;

/// The key of the first place we make; the next ones are numbered.
const KEY: &str = "stoflow";

/// A place that can be handed to eBay.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NewPlace {
    pub(super) name: String,
    pub(super) address: Address,
}

impl NewPlace {
    /// eBay has this very place already.
    pub(super) fn is(&self, known: &Location) -> bool {
        known.name == self.name && known.location.address == self.address
    }
}

/// What was typed, trimmed; every field that cannot be taken is told.
pub(super) fn check(form: &LocationForm) -> Result<NewPlace, Error> {
    let mut problems = Vec::new();
    let mut line = |field: &str, typed: &str, need: Need| {
        let text = typed.trim().to_owned();
        if let Some(problem) = wrong(&text, need) {
            problems.push(FieldProblem::new(field, problem));
        }
        text
    };
    let name = line("name", &form.name, Need::Required);
    let address_line1 = line("street", &form.street, Need::Optional);
    let postal_code = line("postcode", &form.postcode, Need::Required);
    let city = line("city", &form.city, Need::Required);
    let country = form.country.trim().to_owned();
    if !SENT_FROM.contains(&country.as_str()) {
        problems.push(FieldProblem::new("country", Problem::Unknown));
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    Ok(NewPlace {
        name,
        address: Address {
            address_line1,
            postal_code,
            city,
            country,
        },
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Required,
    Optional,
}

fn wrong(text: &str, need: Need) -> Option<Problem> {
    if text.is_empty() {
        return (need == Need::Required).then_some(Problem::Missing);
    }
    if text.chars().any(char::is_control) {
        return Some(Problem::ForbiddenCharacter);
    }
    let long = text.chars().nth(LONGEST as usize).is_some();
    long.then_some(Problem::TooLong { max: LONGEST })
}

/// A key that none of the places there are has.
pub(super) fn free_key(taken: &[String]) -> String {
    let numbered = (2..).map(|number| format!("{KEY}-{number}"));
    std::iter::once(KEY.to_owned())
        .chain(numbered)
        .find(|key| !taken.contains(key))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> LocationForm {
        LocationForm {
            name: " Chez moi ".to_owned(),
            street: String::new(),
            postcode: "75011".to_owned(),
            city: "Paris".to_owned(),
            country: "FR".to_owned(),
        }
    }

    #[test]
    fn a_place_is_trimmed_and_every_wrong_line_is_told() {
        let place = check(&form()).unwrap();
        assert_eq!(
            (place.name.as_str(), place.address.city.as_str()),
            ("Chez moi", "Paris")
        );
        let wrong = LocationForm {
            name: "a\u{0}".to_owned(),
            street: "r".repeat(81),
            postcode: "  ".to_owned(),
            city: "Paris".to_owned(),
            country: "XX".to_owned(),
        };
        let Err(Error::Invalid(problems)) = check(&wrong) else {
            panic!("it was taken");
        };
        let fields: Vec<&str> = problems
            .iter()
            .map(|problem| problem.field.as_str())
            .collect();
        assert_eq!(fields, ["name", "street", "postcode", "country"]);
    }

    #[test]
    fn no_two_places_have_one_key() {
        let taken =
            |keys: &[&str]| free_key(&keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>());
        assert_eq!(taken(&[]), "stoflow");
        assert_eq!(taken(&["autre", "stoflow", "stoflow-2"]), "stoflow-3");
    }
}
