//! The item on which a template is shown while it is typed: a dress of which everything is known that can be.

use crate::catalogue::Gender;
use crate::catalogue::attributes::Described;
use crate::catalogue::measurements::Measured;
use crate::own_words::OwnWords;
use crate::products::{ProductFields, telling};
use crate::wording::facts::Facts;
use stoflow_wire::wording::Language;

const SAID: [(&str, &[&str]); 11] = [
    ("fit", &["straight"]),
    ("season", &["summer"]),
    ("neckline", &["v_neck"]),
    ("pattern", &["floral"]),
    ("closure", &["buttons"]),
    ("sleeve_length", &["short_sleeve"]),
    ("origin", &["italy"]),
    ("decade", &["90s"]),
    ("trend", &["quiet_luxury"]),
    ("unique_feature", &["hand_embroidered", "pleated"]),
    ("condition_detail", &["light_discoloration"]),
];

/// What is known of it, in the words of this language.
pub(super) fn facts(language: Language, year: i32) -> Facts {
    telling::facts(&fields(language), OwnWords::none(), language, year)
}

pub(super) fn fields(language: Language) -> ProductFields {
    let lengths = [("chest", 460), ("length", 985)];
    ProductFields {
        title: own_words(language).to_owned(),
        description: own_words(language).to_owned(),
        category: "dress".to_owned(),
        gender: Some(Gender::Women),
        brand: "Sézane".to_owned(),
        size: "38".to_owned(),
        colours: words(&["navy", "off_white"]),
        condition: Some(8),
        materials: words(&["viscose", "linen"]),
        attributes: SAID
            .map(|(key, said)| Described {
                key: key.to_owned(),
                words: words(said),
            })
            .into(),
        measurements: lengths
            .map(|(key, millimetres)| Measured {
                key: key.to_owned(),
                millimetres,
            })
            .into(),
        location: "A3".to_owned(),
        sku: "R-017".to_owned(),
        quantity: 1,
        ..ProductFields::default()
    }
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// A seller writes in one language, whatever that of the site is.
fn own_words(language: Language) -> &'static str {
    match language {
        Language::Fr => "Portée deux fois, elle tombe très bien.",
        _ => "Worn twice, it falls beautifully.",
    }
}
