//! Sizes as sellers meet them: which ones things of a kind usually have, what one is called in other countries, and which one
//! goes with what was measured.
//!
//! Pure. Knows the catalogue's sizes and the tables of `data/fit`; knows no marketplace. Makers differ, so that all of it is
//! offered and none of it decides.

mod elsewhere;
mod suggested;
mod usual;

use crate::catalogue::measurements::Measured;
use crate::catalogue::{self, Category, Gender, sizes};
use crate::own_words::OwnWords;
use crate::products::form;
use stoflow_wire::fit::Fit;
use stoflow_wire::language::Language;
use stoflow_wire::products::ProductForm;

/// What is known of an item, as far as its size goes.
#[derive(Clone, Copy)]
struct Thing<'a> {
    category: &'static Category,
    gender: Option<Gender>,
    /// As on the label.
    size: &'a str,
    lengths: &'a [Measured],
}

/// For the item that this form describes so far; what cannot be read of it is not known. Without a category every size is
/// possible and none is usual.
pub fn of(form: &ProductForm, language: Language) -> Fit {
    let fields = form::read_leniently(form, OwnWords::none());
    let Some(category) = catalogue::category(&fields.category) else {
        let all = sizes::all().iter();
        return Fit {
            possible: all.map(|size| size.label(language).to_owned()).collect(),
            ..Fit::default()
        };
    };
    let thing = Thing {
        category,
        gender: fields.gender,
        size: &fields.size,
        lengths: &fields.measurements,
    };
    let label = |size: &sizes::Size| size.label(language).to_owned();
    Fit {
        usual: usual::of(thing).map(label).collect(),
        possible: sizes::of(category).map(label).collect(),
        elsewhere: elsewhere::of(thing),
        suggested: suggested::of(thing, language),
    }
}

impl Thing<'_> {
    /// Whether a row of a table is about it: it names the category or the node right above it, or none at all.
    fn is_among(self, things: &[String]) -> bool {
        let named = |key: &String| *key == self.category.key || *key == self.category.parent;
        things.is_empty() || things.iter().any(named)
    }

    /// Whether a row is about its wearer. Who is not known may be anybody.
    fn is_worn_by(self, wearers: &[Gender]) -> bool {
        wearers.contains(&self.gender.unwrap_or(Gender::Unisex))
    }

    fn is_childrens(self) -> bool {
        matches!(self.gender, Some(Gender::Girls | Gender::Boys))
    }
}

#[cfg(test)]
mod tests;
