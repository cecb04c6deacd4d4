//! A listing's title and description in French, from the seller's words and the facts of the item.
//!
//! Pure and the same every time. The seller's words come first; facts that they don't tell are added, never guessed. The
//! last line of a description is its reference, by which the listing is found again after a lost answer; no cut takes it away.

mod told;
pub mod wording;

use super::limits::{MAX_DESCRIPTION, MAX_TITLE, MIN_TITLE};
use super::mapping::ItemFacts;
use crate::catalogue::{self, Gender, measurements, sizes};
use crate::own_words::fields;
use crate::products::{composition, form};
use crate::wording::plain::{length, one_line, paragraphs};
use stoflow_wire::language::Language;
use told::tells;
use wording::{calm, cut, cut_with_ellipsis};

/// What marks one listing among all of a seller's: a short code such as `SF-7K2M9Q`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference(String);

impl Reference {
    /// At most this many characters.
    pub const MAX_CODE: usize = 32;

    /// A code of capital letters, digits and hyphens; `None` for anything else, which could be changed on its way
    /// through a marketplace.
    pub fn of_code(code: &str) -> Option<Self> {
        let plain = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-';
        let fits = (1..=Self::MAX_CODE).contains(&code.len()) && code.bytes().all(plain);
        fits.then(|| Self(code.to_owned()))
    }

    pub fn code(&self) -> &str {
        &self.0
    }

    /// The last line of the description.
    pub fn line(&self) -> String {
        format!("Réf. {}", self.0)
    }
}

/// At most 100 characters: the seller's title without shouting, or one made of brand, category, size, condition and
/// colour where the seller's is missing or too short for Vinted. Empty only when nothing at all is known.
pub fn title(item: &ItemFacts<'_>) -> String {
    let own = cut(&calm(&one_line(item.title)), MAX_TITLE);
    if length(&own) >= MIN_TITLE {
        return own;
    }
    let mut title = own;
    for (part, glue) in title_parts(item) {
        let glue = if title.is_empty() { "" } else { glue };
        if length(&title) + length(glue) + length(&part) <= MAX_TITLE {
            title.push_str(glue);
            title.push_str(&part);
        }
    }
    title
}

/// The facts a title is made of, each with what parts it from the one before.
fn title_parts(item: &ItemFacts<'_>) -> Vec<(String, &'static str)> {
    let facts = Facts::of(item);
    let size = facts.size.map(|size| format!("taille {size}"));
    [
        (facts.brand.map(|brand| calm(&brand)), " "),
        (facts.category.map(str::to_lowercase), " "),
        (size, ", "),
        (facts.condition.map(str::to_lowercase), ", "),
        (facts.colours.first().map(|word| word.to_lowercase()), ", "),
    ]
    .into_iter()
    .filter_map(|(part, glue)| Some((part.filter(|part| !part.is_empty())?, glue)))
    .collect()
}

/// At most 2000 characters: the seller's text, the facts one to a line, the reference. The seller's text is cut where
/// it is too long, then the facts; the reference stays whole.
pub fn description(item: &ItemFacts<'_>, reference: &Reference) -> String {
    let line = reference.line();
    let room = MAX_DESCRIPTION - length(&line) - PARAGRAPH.len();
    let facts = cut(&fact_lines(item), room / 2);
    let body_room = room - length(&facts) - PARAGRAPH.len();
    let body = cut_with_ellipsis(&paragraphs(item.description), body_room);
    [body, facts, line]
        .into_iter()
        .filter(|block| !block.is_empty())
        .collect::<Vec<_>>()
        .join(PARAGRAPH)
}

const PARAGRAPH: &str = "\n\n";

fn fact_lines(item: &ItemFacts<'_>) -> String {
    let facts = Facts::of(item);
    let list = |words: &[&str]| (!words.is_empty()).then(|| words.join(", ").to_lowercase());
    let said = item.said().into_iter();
    let said = said.map(|(asked, words)| (asked.label(Language::Fr), Some(words.join(", "))));
    let first = [
        ("Marque", facts.brand),
        ("Taille", facts.size),
        ("Couleur", list(&facts.colours)),
        ("Matière", materials(item)),
        ("État", facts.condition.map(str::to_owned)),
        ("Genre", facts.unisex.map(str::to_lowercase)),
    ];
    let lengths = [("Mesures à plat", measured(item))];
    let all = first.into_iter().chain(said).chain(lengths);
    all.filter(|(name, _)| !tells(item.description, name))
        .filter_map(|(name, value)| Some(format!("{name} : {}", value?)))
        .collect::<Vec<_>>()
        .join("\n")
}

/// With how much of each there is, as far as it is told: `80 % laine, 20 % polyamide`.
fn materials(item: &ItemFacts<'_>) -> Option<String> {
    let known = item.materials.iter().filter_map(|key| {
        let shared = catalogue::material(key).map(|word| word.label(Language::Fr));
        let label = shared.or_else(|| item.own.name(fields::MATERIALS, key))?;
        let label = label.to_lowercase();
        let percent = composition::of(item.shares, key);
        Some(percent.map_or_else(|| label.clone(), |percent| format!("{percent} % {label}")))
    });
    let known: Vec<String> = known.collect();
    (!known.is_empty()).then(|| known.join(", "))
}

/// What was measured and the garment has: `poitrine 52 cm, longueur 68,5 cm`.
fn measured(item: &ItemFacts<'_>) -> Option<String> {
    let words = measurements::all().iter();
    let lengths: Vec<String> = words
        .filter_map(|word| {
            let millimetres = item.millimetres(&word.key)?;
            let centimetres = form::centimetres(millimetres).replace('.', ",");
            let name = word.label(Language::Fr);
            let is_news = !tells(item.description, name);
            is_news.then(|| format!("{} {centimetres} cm", name.to_lowercase()))
        })
        .collect();
    (!lengths.is_empty()).then(|| lengths.join(", "))
}

/// The known facts in French words.
struct Facts<'a> {
    brand: Option<String>,
    category: Option<&'static str>,
    size: Option<String>,
    colours: Vec<&'a str>,
    condition: Option<&'static str>,
    /// The word for "for everybody", where the item is.
    unisex: Option<&'static str>,
}

impl<'a> Facts<'a> {
    fn of(item: &ItemFacts<'a>) -> Self {
        const FRENCH: Language = Language::Fr;
        let category = catalogue::category(item.category);
        let size = sizes::find(item.size.trim())
            .map_or_else(|| one_line(item.size), |size| size.label(FRENCH).to_owned());
        let unisex = catalogue::genders()
            .iter()
            .find(|word| word.gender == Gender::Unisex && item.gender == Some(word.gender));
        let brand = one_line(item.brand);
        let brand = item.own.brand_name(&brand).to_owned();
        let known = |text: String| (!text.is_empty()).then_some(text);
        Self {
            brand: known(brand),
            category: category.map(|word| word.label(FRENCH)),
            size: known(size),
            colours: item
                .colours
                .iter()
                .filter_map(|key| {
                    let shared = catalogue::colour(key).map(|word| word.label(FRENCH));
                    shared.or_else(|| item.own.name(fields::COLOURS, key))
                })
                .collect(),
            condition: item
                .condition
                .and_then(catalogue::condition)
                .map(|word| word.label(FRENCH)),
            unisex: unisex.map(|word| word.label(FRENCH)),
        }
    }
}

#[cfg(test)]
mod tests;
