//! What is said of an item, word by word beside what it is on Vinted, and what it could be instead. For the seller's eyes; what
//! is sent is `item`'s.

use super::corrected::{
    self, CATEGORY, CONDITION, SIZE, Whither, brand_word, catalog_word, category_of, size_table,
    size_word,
};
use super::mapping::{self, ItemFacts};
use super::pack::catalogs::{self, Catalog};
use super::pack::{self, values};
use super::{PLACE, item};
use crate::catalogue::folding::fold;
use crate::catalogue::{self, Gender, brands, sizes};
use crate::channels::confidence::Confidence;
use crate::database::TenantTx;
use crate::error::Error;
use crate::own_words::{self, OwnWords, fields};
use crate::products::{ProductFields, telling};
use stoflow_wire::ids::ProductId;
use stoflow_wire::language::Language;
use stoflow_wire::own_words::{
    Correction, Sureness, TheirValue, Understanding, Understood, Wished,
};

/// So many values are told at once: more of them nobody reads, who can search.
const TOLD: usize = 40;

/// Of the item as it stands, with the values that `wished` asks for.
pub async fn read(
    tx: &mut TenantTx,
    product: ProductId,
    wished: &Wished,
    language: Language,
) -> Result<Understanding, Error> {
    let own = own_words::all(tx).await?;
    let fields = telling::as_it_stands(tx, product, &own).await?;
    let facts = item::facts(&fields, &own);
    let mut values = values_for(wished, language);
    let more = values.len() > TOLD;
    values.truncate(TOLD);
    Ok(Understanding {
        title: fields.title.clone(),
        said: said(&facts, language),
        values,
        more,
    })
}

/// What the seller said of Vinted's words, with its present meaning.
pub fn corrections(own: &OwnWords, language: Language) -> Vec<Correction> {
    let said = own.corrections_at(PLACE).map(|said| {
        let (field, word) = (said.field.as_str(), said.word.as_str());
        let value = corrected::said(own, field, word);
        Correction {
            id: said.id,
            field: said.field.clone(),
            ours: ours(own, field, word, language),
            instead: usual(own, field, word)
                .and_then(|id| label(field, word, id, language))
                .unwrap_or_default(),
            theirs: value
                .and_then(|id| label(field, word, id, language))
                .unwrap_or_default(),
        }
    });
    said.collect()
}

/// Where Vinted files an item; empty where it has no place yet.
pub(crate) fn place(fields: &ProductFields, own: &OwnWords) -> String {
    let facts = item::facts(fields, own);
    let place = facts.gender.and_then(|gender| catalog(&facts, gender));
    place.map_or_else(String::new, |(catalog, _)| catalog.path_fr.clone())
}

fn catalog(facts: &ItemFacts<'_>, gender: Gender) -> Option<(&'static Catalog, Confidence)> {
    corrected::catalog(facts, gender, mapping::usual_catalog(facts, gender))
}

/// Everything Vinted has values for, in the order of the form.
fn said(facts: &ItemFacts<'_>, language: Language) -> Vec<Understood> {
    let catalog = facts.gender.and_then(|gender| catalog(facts, gender));
    let catalog = catalog.map(|(catalog, _)| catalog);
    let alone = [
        category(facts, language),
        brand(facts),
        catalog.and_then(|catalog| size(facts, catalog, language)),
        condition(facts, language),
    ];
    let listed = [
        (fields::COLOURS, facts.colours),
        (fields::MATERIALS, facts.materials),
    ];
    let listed = listed.into_iter().flat_map(|(field, keys)| {
        let keys = keys.iter();
        keys.map(move |key| listed_word(facts.own, field, key, language))
    });
    alone.into_iter().flatten().chain(listed).collect()
}

fn category(facts: &ItemFacts<'_>, language: Language) -> Option<Understood> {
    let gender = facts.gender?;
    let leaf = catalogue::category(facts.category)?;
    let usual = mapping::usual_catalog(facts, gender);
    let word = catalog_word(facts.category, gender, usual.map(|(catalog, _)| catalog));
    let found = corrected::catalog(facts, gender, usual);
    let ours = format!(
        "{} · {}",
        leaf.label(language),
        gender_label(gender, language)
    );
    let found = found.map(|(catalog, sure)| (catalog.path_fr.clone(), sure));
    Some(told(facts.own, CATEGORY, word, ours, found))
}

/// Without a number of Vinted's it goes as it is written.
fn brand(facts: &ItemFacts<'_>) -> Option<Understood> {
    let text = facts.brand.trim();
    if text.is_empty() {
        return None;
    }
    let word = brand_word(facts.own, text);
    let known = corrected::brand(facts.own, text);
    let numbered = known.filter(|brand| pack::brand(&brand.key).is_some());
    let found = numbered.map(|brand| (brand.name.clone(), Confidence::Exact));
    let mut told = told(facts.own, fields::BRAND, word, text.to_owned(), found);
    if told.sureness == Sureness::Nothing {
        told.sureness = Sureness::Text;
    }
    Some(told)
}

fn size(facts: &ItemFacts<'_>, catalog: &Catalog, language: Language) -> Option<Understood> {
    let text = facts.size.trim();
    if text.is_empty() || !catalog.needs_size {
        return None;
    }
    let word = size_word(facts, catalog.size_table);
    let found = corrected::size(facts, catalog.size_table);
    let found = found.and_then(|found| {
        let label = label(SIZE, &word, found.id, language)?;
        Some((label, found.confidence))
    });
    Some(told(facts.own, SIZE, word, text.to_owned(), found))
}

fn condition(facts: &ItemFacts<'_>, language: Language) -> Option<Understood> {
    let note = facts.condition?;
    let word = note.to_string();
    let found = corrected::condition(facts.own, note).and_then(|found| {
        Some((
            label(CONDITION, &word, found.id, language)?,
            found.confidence,
        ))
    });
    let ours = ours(facts.own, CONDITION, &word, language);
    Some(told(facts.own, CONDITION, word, ours, found))
}

/// A colour or a material.
fn listed_word(own: &OwnWords, field: &str, key: &str, language: Language) -> Understood {
    let found = if field == fields::COLOURS {
        corrected::colour(own, key)
    } else {
        corrected::material(own, key)
    };
    let found =
        found.and_then(|found| Some((label(field, key, found.id, language)?, found.confidence)));
    let ours = ours(own, field, key, language);
    told(own, field, key.to_owned(), ours, found)
}

fn told(
    own: &OwnWords,
    field: &str,
    word: String,
    ours: String,
    found: Option<(String, Confidence)>,
) -> Understood {
    let is_said = corrected::said(own, field, &word).is_some();
    let (theirs, sureness) = match found {
        Some((theirs, _)) if is_said => (theirs, Sureness::Yours),
        Some((theirs, Confidence::Exact)) => (theirs, Sureness::Exact),
        Some((theirs, Confidence::Near)) => (theirs, Sureness::Near),
        Some((theirs, Confidence::Guess)) => (theirs, Sureness::Guess),
        None => (String::new(), Sureness::Nothing),
    };
    Understood {
        field: field.to_owned(),
        ours,
        theirs,
        sureness,
        correction: own.said_of(PLACE, field, &word).map(|said| said.id),
        word,
    }
}

fn gender_label(gender: Gender, language: Language) -> &'static str {
    let mut words = catalogue::genders().iter();
    let word = words.find(|word| word.gender == gender);
    word.map_or("", |word| word.label(language))
}

/// A word of ours as the seller reads it.
fn ours(own: &OwnWords, field: &str, word: &str, language: Language) -> String {
    if let Some(name) = own.name(field, word) {
        return name.to_owned();
    }
    let shared = match field {
        CATEGORY => category_of(word).map(|(category, _)| category.label(language)),
        SIZE => word
            .split_once('.')
            .map(|(_, size)| sizes::find(size).map_or(size, |size| size.label(language))),
        CONDITION => {
            let note = word.parse().ok().and_then(catalogue::condition);
            note.map(|word| word.label(language))
        }
        fields::COLOURS => catalogue::colour(word).map(|word| word.label(language)),
        fields::MATERIALS => catalogue::material(word).map(|word| word.label(language)),
        _ => {
            let brand = brands::find(word);
            brand.map(|brand| brand.name.as_str())
        }
    };
    shared.unwrap_or(word).to_owned()
}

/// What the pack alone makes of a word.
fn usual(own: &OwnWords, field: &str, word: &str) -> Option<i64> {
    let shared = own.shared(field, word);
    match field {
        CATEGORY => match category_of(word)?.1 {
            Whither::Usually(catalog) => Some(catalog.id),
            Whither::Nowhere(_) => None,
        },
        SIZE => {
            let (_, size) = word.split_once('.')?;
            pack::size(size_table(word)?, size).map(|found| found.id)
        }
        CONDITION => pack::condition(word.parse().ok()?).map(|found| found.id),
        fields::BRAND => pack::brand(shared),
        fields::COLOURS => pack::colour(shared).map(|found| found.id),
        fields::MATERIALS => pack::material(shared).map(|found| found.id),
        _ => None,
    }
}

/// A value of Vinted's: by its path there, else by the word of ours that fits it best.
fn label(field: &str, word: &str, id: i64, language: Language) -> Option<String> {
    let label = match field {
        CATEGORY => catalogs::find(id)?.path_fr.as_str(),
        SIZE => sizes::find(pack::size_of(size_table(word)?, id)?)?.label(language),
        CONDITION => catalogue::condition(pack::condition_of(id)?)?.label(language),
        fields::BRAND => {
            let key = pack::brand_of(id)?;
            &brands::find(key)?.name
        }
        fields::COLOURS => catalogue::colour(pack::colour_of(id)?)?.label(language),
        fields::MATERIALS => catalogue::material(pack::material_of(id)?)?.label(language),
        _ => return None,
    };
    Some(label.to_owned())
}

/// The values whose names hold all that is searched for; of a category those of its wearer, its neighbours first.
fn values_for(wished: &Wished, language: Language) -> Vec<TheirValue> {
    let (field, word) = (wished.field.as_str(), wished.word.as_str());
    let ids = match field {
        CATEGORY => neighbours(word),
        SIZE => size_table(word).map_or_else(Vec::new, values::sizes),
        CONDITION => values::conditions(),
        fields::BRAND => values::brands(),
        fields::COLOURS => values::colours(),
        fields::MATERIALS => values::materials(),
        _ => Vec::new(),
    };
    let searched = fold(&wished.search);
    let is_meant = |label: &str| {
        let label = fold(label);
        searched.split(' ').all(|part| label.contains(part))
    };
    let values = ids.into_iter().filter_map(|id| {
        let label = label(field, word, id, language).filter(|label| is_meant(label))?;
        let value = id.to_string();
        Some(TheirValue { value, label })
    });
    values.collect()
}

/// The catalogs in the same part of the tree, those on the nearest branches first.
fn neighbours(word: &str) -> Vec<i64> {
    let Some((_, whither)) = category_of(word) else {
        return Vec::new();
    };
    let (tree, path) = match whither {
        Whither::Usually(catalog) => (catalog.tree, catalog.path_fr.as_str()),
        Whither::Nowhere(gender) => (gender, ""),
    };
    let shared = |catalog: &&Catalog| {
        let branches = catalog.path_fr.split(" › ").zip(path.split(" › "));
        branches.take_while(|(one, other)| one == other).count()
    };
    let all = catalogs::all().iter();
    let mut near: Vec<&Catalog> = all
        .filter(|catalog| catalog.tree == tree || tree == Gender::Unisex)
        .collect();
    near.sort_by_key(|catalog| std::cmp::Reverse(shared(catalog)));
    near.into_iter().map(|catalog| catalog.id).collect()
}
