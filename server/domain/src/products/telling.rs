//! What can be told of an item, in the words of one language: the facts that titles and descriptions are made of.
//!
//! Knows the catalogue and what a seller filled in; knows no style, no template and no marketplace. What the catalogue
//! has no word for, and what items of its category are not asked for, is not told.

use super::{ProductFields, composition, drafts, form};
use crate::catalogue::attributes::{self, Attribute};
use crate::catalogue::measurements::{self, Measured};
use crate::catalogue::{self, Category, folding, sizes};
use crate::database::TenantTx;
use crate::error::Error;
use crate::own_words::{OwnWords, fields};
use crate::wording::facts::{Age, Facts, Labelled, Named, Share};
use stoflow_wire::ids::ProductId;
use stoflow_wire::wording::Language;

/// Buyers and Etsy call vintage what is so many years old.
const VINTAGE_YEARS: i32 = 20;

/// The item as it stands: what was typed and not saved yet, else what was saved. A field that cannot be taken as it
/// was typed says nothing.
pub async fn as_it_stands(
    tx: &mut TenantTx,
    product: ProductId,
    own: &OwnWords,
) -> Result<ProductFields, Error> {
    let saved = super::get(tx, product).await?;
    let draft = drafts::find(tx, product).await?;
    Ok(draft.map_or(saved.fields, |draft| form::read_leniently(&draft.form, own)))
}

/// What is known of the item, the seller's own description included; their own words are told as they are, in whatever
/// language. By `year` it is decided what is vintage.
pub fn facts(item: &ProductFields, own: &OwnWords, language: Language, year: i32) -> Facts {
    let category = catalogue::category(&item.category);
    let mut facts = Facts {
        language,
        brand: own.brand_name(&item.brand).to_owned(),
        category: category.map_or_else(String::new, |word| word.label_in(language).to_owned()),
        size: size(&item.size, language),
        colours: labels(&item.colours, |key| {
            let shared = catalogue::colour(key).map(|word| word.label_in(language));
            shared.or_else(|| own.name(fields::COLOURS, key))
        }),
        materials: materials(item, own, language),
        description: item.description.clone(),
        sku: item.sku.clone(),
        location: item.location.clone(),
        ..Facts::default()
    };
    let mut wearers = catalogue::genders().iter();
    let wearer = wearers.find(|word| Some(word.gender) == item.gender);
    facts.gender = wearer.map(|word| labelled(word.gender, word.label_in(language)));
    let condition = item.condition.and_then(catalogue::condition);
    facts.condition = condition.map(|word| labelled(word.note, word.label_in(language)));
    if let Some(category) = category {
        facts.measurements = measured(&item.measurements, category, language);
        for said in &item.attributes {
            let asked = attributes::find(&said.key);
            if let Some(asked) = asked.filter(|asked| asked.fits(category)) {
                tell(&mut facts, asked, &said.words, own, year);
            }
        }
    }
    facts
}

/// Puts what is said of one attribute to where the texts look for it.
fn tell(facts: &mut Facts, asked: &Attribute, words: &[String], own: &OwnWords, year: i32) {
    let language = facts.language;
    let field = fields::of_attribute(&asked.key);
    let said = labels(words, |key| {
        let shared = asked.word(key).map(|word| word.label_in(language));
        shared.or_else(|| own.name(&field, key))
    });
    let first = said.first().cloned().unwrap_or_default();
    match asked.key.as_str() {
        "fit" => facts.fit = first,
        "pattern" => facts.pattern = first,
        "neckline" => facts.neckline = first,
        "sleeve_length" => facts.sleeves = first,
        "origin" => facts.origin = first,
        "decade" => {
            let key = words.first().and_then(|key| age(key, year));
            facts.decade = key.map(|key| Labelled { key, label: first });
        }
        "trend" => facts.trends = said,
        "unique_feature" => facts.features = said,
        "condition_detail" => facts.remarks = said,
        _ if said.is_empty() => {}
        _ => facts.details.push(Named {
            name: asked.label_in(language).to_owned(),
            value: said.join(", "),
        }),
    }
}

/// A label of the list, in whatever language it was picked, is said in `language`; what else stands on the garment is
/// told as it is.
fn size(typed: &str, language: Language) -> String {
    let folded = folding::fold(typed);
    let is_it = |size: &&sizes::Size| {
        let mut labels = Language::ALL.into_iter().map(|it| size.label_in(it));
        size.key == typed || labels.any(|label| folding::fold(label) == folded)
    };
    let known = sizes::all().iter().find(is_it);
    known.map_or_else(
        || typed.to_owned(),
        |size| size.label_in(language).to_owned(),
    )
}

fn measured(lengths: &[Measured], category: &Category, language: Language) -> Vec<Named> {
    let told = lengths.iter().filter_map(|length| {
        let word = measurements::find(&length.key)?;
        word.fits(category).then(|| Named {
            name: word.label_in(language).to_owned(),
            value: centimetres(length.millimetres, language),
        })
    });
    told.collect()
}

/// `52 cm`, `68,5 cm`: a point stands in English alone.
fn centimetres(millimetres: u16, language: Language) -> String {
    let number = form::centimetres(millimetres);
    match language {
        Language::En => format!("{number} cm"),
        _ => format!("{} cm", number.replace('.', ",")),
    }
}

/// Whether something of the decade with this key (`90s`, `2000s`) is vintage, which is counted from its last year.
fn age(decade: &str, year: i32) -> Option<Age> {
    let number: i32 = decade.strip_suffix('s')?.parse().ok()?;
    let first = if number < 100 { 1900 + number } else { number };
    let last = first + 9;
    Some(if year - last >= VINTAGE_YEARS {
        Age::Vintage
    } else {
        Age::Recent
    })
}

fn labels<'a>(keys: &[String], label: impl Fn(&str) -> Option<&'a str>) -> Vec<String> {
    let known = keys.iter().filter_map(|key| label(key));
    known.map(str::to_owned).collect()
}

fn labelled<K>(key: K, label: &str) -> Labelled<K> {
    let label = label.to_owned();
    Labelled { key, label }
}

fn materials(item: &ProductFields, own: &OwnWords, language: Language) -> Vec<Share> {
    let told = item.materials.iter().filter_map(|key| {
        let shared = catalogue::material(key).map(|word| word.label_in(language));
        let label = shared.or_else(|| own.name(fields::MATERIALS, key))?;
        Some(Share {
            label: label.to_owned(),
            percent: composition::of(&item.shares, key),
        })
    });
    told.collect()
}

#[cfg(test)]
mod tests;
