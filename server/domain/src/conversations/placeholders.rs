//! Placeholders in canned replies: `{acheteur}`, `{article}`, `{prix}`, or the same in English. Pure.
//!
//! Only a word in braces is one; other braces are what they are.

use crate::wording::braces::{Piece, pieces};

/// What stands for what, in every language it may be written in.
const NAMES: [(&str, Placeholder); 6] = [
    ("acheteur", Placeholder::Buyer),
    ("buyer", Placeholder::Buyer),
    ("article", Placeholder::Item),
    ("item", Placeholder::Item),
    ("prix", Placeholder::Price),
    ("price", Placeholder::Price),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Placeholder {
    Buyer,
    Item,
    Price,
}

/// What a conversation has to put in; empty where it is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values {
    pub buyer: String,
    pub item: String,
    pub price: String,
}

/// Left for the seller to write over, where a conversation does not tell.
const GAP: &str = "…";

/// The first word in braces that stands for nothing.
pub fn unknown(text: &str) -> Option<&str> {
    pieces(text).into_iter().find_map(|piece| match piece {
        Piece::Braced { name, .. } if meaning(name).is_none() => Some(name),
        _ => None,
    })
}

/// The text with everything put in. An unknown placeholder stays as it is.
pub fn fill(text: &str, values: &Values) -> String {
    let pieces = pieces(text).into_iter();
    let filled = pieces.map(|piece| match piece {
        Piece::Plain(plain) => plain.to_owned(),
        Piece::Braced { name, whole, .. } => meaning(name).map_or_else(
            || whole.to_owned(),
            |placeholder| values.of(placeholder).to_owned(),
        ),
    });
    filled.collect()
}

impl Values {
    fn of(&self, placeholder: Placeholder) -> &str {
        let value = match placeholder {
            Placeholder::Buyer => &self.buyer,
            Placeholder::Item => &self.item,
            Placeholder::Price => &self.price,
        };
        if value.is_empty() { GAP } else { value }
    }
}

fn meaning(name: &str) -> Option<Placeholder> {
    let name = name.to_lowercase();
    let found = NAMES.into_iter().find(|(known, _)| *known == name);
    found.map(|(_, placeholder)| placeholder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn values() -> Values {
        Values {
            buyer: "zoe".to_owned(),
            item: "Robe {prix}".to_owned(),
            price: "25,00 €".to_owned(),
        }
    }

    #[test]
    fn every_language_is_filled_in_once() {
        assert_eq!(
            fill("Bonjour {acheteur} : {article}, {Prix}. {buyer}", &values()),
            "Bonjour zoe : Robe {prix}, 25,00 €. zoe"
        );
        assert_eq!(fill("{prix}", &Values::default()), "…");
    }

    #[test]
    fn a_word_that_stands_for_nothing_is_named() {
        assert_eq!(unknown("Bonjour {acheteuse}"), Some("acheteuse"));
        for fine in [
            "{acheteur}",
            "{ }",
            "{}",
            ":-{ }",
            "{a b}",
            "{",
            "}{",
            "🙂{1}",
        ] {
            assert_eq!(unknown(fine), None, "{fine}");
        }
    }

    proptest! {
        #[test]
        fn a_text_without_placeholders_stays_as_it_is(text in "[^{}]*") {
            prop_assert_eq!(fill(&text, &values()), text);
        }
    }
}
