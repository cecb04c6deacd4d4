//! The ten built-in styles, as the templates a seller could have written.
//!
//! Knows the order of things; what they are called in a language stands in `data/wording`.

use super::braces::{self, Piece};
use super::words::{self, Heading, Sentence, Word};
use stoflow_wire::language;
use stoflow_wire::wording::{DescriptionStyle, Language, Placeholder, TitleStyle};

const ABOUT: [Placeholder; 6] = [
    Placeholder::Brand,
    Placeholder::Model,
    Placeholder::Category,
    Placeholder::Gender,
    Placeholder::Size,
    Placeholder::Colours,
];
const STYLE: [Placeholder; 8] = [
    Placeholder::Fit,
    Placeholder::Pattern,
    Placeholder::Neckline,
    Placeholder::Sleeves,
    Placeholder::Decade,
    Placeholder::Trends,
    Placeholder::Features,
    Placeholder::Details,
];
const MATERIAL: [Placeholder; 2] = [Placeholder::Materials, Placeholder::Origin];
const CONDITION: [Placeholder; 2] = [Placeholder::Condition, Placeholder::Remarks];

/// What a buyer asks first.
const SHORT: [Placeholder; 6] = [
    Placeholder::Size,
    Placeholder::Colours,
    Placeholder::Materials,
    Placeholder::Condition,
    Placeholder::Remarks,
    Placeholder::Measurements,
];

/// The template of a style.
pub(super) fn title(style: TitleStyle, language: Language) -> String {
    named(words::title(style, language), language)
}

/// The template of a style.
pub(super) fn description(style: DescriptionStyle, language: Language) -> String {
    let own = put(Placeholder::Description, language);
    let paragraphs = match style {
        DescriptionStyle::Catalogue => catalogue(own, language),
        DescriptionStyle::Prose => vec![own, prose(language)],
        DescriptionStyle::Sheet => vec![lines(everything(), "", language), own],
        DescriptionStyle::Shop => vec![
            sentence(Sentence::Name, language),
            own,
            lines(SHORT, "• ", language),
            sentence(Sentence::Closing, language),
        ],
        DescriptionStyle::Emoji => vec![own, signs(language)],
    };
    paragraphs.join("\n\n")
}

fn catalogue(own: String, language: Language) -> Vec<String> {
    let condition = [
        put(Placeholder::Condition, language),
        line(Placeholder::Remarks, language),
    ];
    let measured = put(Placeholder::Measurements, language);
    vec![
        own,
        block(Heading::About, lines(ABOUT, "", language), language),
        block(Heading::Style, lines(STYLE, "", language), language),
        block(Heading::Material, lines(MATERIAL, "", language), language),
        block(Heading::Condition, condition.join("\n"), language),
        block(Heading::Measured, measured, language),
    ]
}

fn block(heading: Heading, lines: String, language: Language) -> String {
    format!("{}\n{lines}", words::heading(heading, language))
}

fn prose(language: Language) -> String {
    [
        Sentence::Identity,
        Sentence::Cut,
        Sentence::Material,
        Sentence::Age,
        Sentence::Features,
        Sentence::Trends,
        Sentence::Details,
        Sentence::Condition,
        Sentence::Remarks,
        Sentence::Measured,
    ]
    .map(|it| sentence(it, language))
    .join(" ")
}

fn everything() -> impl Iterator<Item = Placeholder> {
    let facts = ABOUT.into_iter().chain(MATERIAL).chain(CONDITION);
    facts.chain(STYLE).chain([Placeholder::Measurements])
}

fn signs(language: Language) -> String {
    everything()
        .map(|it| format!("{} {}", words::sign(it), line(it, language)))
        .collect::<Vec<_>>()
        .join("\n")
}

fn lines(facts: impl IntoIterator<Item = Placeholder>, bullet: &str, language: Language) -> String {
    facts
        .into_iter()
        .map(|it| format!("{bullet}{}", line(it, language)))
        .collect::<Vec<_>>()
        .join("\n")
}

/// `Marque : {marque}`; without a label where the facts bring their own.
fn line(placeholder: Placeholder, language: Language) -> String {
    let label = words::label(placeholder, language);
    let put = put(placeholder, language);
    if label.is_empty() {
        return put;
    }
    format!("{label}{}{put}", words::word(Word::Colon, language))
}

fn sentence(sentence: Sentence, language: Language) -> String {
    named(words::sentence(sentence, language), language)
}

fn put(placeholder: Placeholder, language: Language) -> String {
    format!("{{{}}}", words::name(placeholder, read_by(language)))
}

/// With the placeholders' names as the seller reads them.
fn named(template: &str, language: Language) -> String {
    let pieces = braces::pieces(template).into_iter();
    let named = pieces.map(|piece| match piece {
        Piece::Plain(text) => text.to_owned(),
        Piece::Braced { name, whole, .. } => {
            words::meaning(name).map_or_else(|| whole.to_owned(), |it| put(it, language))
        }
    });
    named.collect()
}

/// Who writes in French reads French; everybody else finds the English names.
fn read_by(language: Language) -> language::Language {
    match language {
        Language::Fr => language::Language::Fr,
        _ => language::Language::En,
    }
}
