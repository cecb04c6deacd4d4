//! Titles and descriptions as a seller chooses them: the styles, the languages of the sites, own templates.
//!
//! Knows no text: how a style reads in a language is the domain's business. Names are stable, they stand in the
//! database and in forms. Source: facts `original-backend.md` section 5.5.

use crate::language;
use serde::{Deserialize, Serialize};

/// A language a listing is written in: that of the channel's site. More than a person can read StoFlow in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    #[default]
    Fr,
    En,
    De,
    It,
    Es,
    Nl,
    Pl,
}

impl Language {
    pub const ALL: [Self; 7] = [
        Self::Fr,
        Self::En,
        Self::De,
        Self::It,
        Self::Es,
        Self::Nl,
        Self::Pl,
    ];

    /// The language tag, and the column of the catalogue's tables.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
            Self::De => "de",
            Self::It => "it",
            Self::Es => "es",
            Self::Nl => "nl",
            Self::Pl => "pl",
        }
    }

    /// The language of a tag such as `de` or `de-AT`; `None` where it is none of these.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let first = tag.split(['-', '_']).next()?;
        Self::ALL
            .into_iter()
            .find(|language| language.tag() == first)
    }
}

impl From<language::Language> for Language {
    fn from(read: language::Language) -> Self {
        match read {
            language::Language::Fr => Self::Fr,
            language::Language::En => Self::En,
        }
    }
}

/// What a title tells, and in which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TitleStyle {
    /// Brand, model, category, whom it is for, size, colours.
    Minimal,
    /// Brand, category, fit, material, colours, size, condition: what most buyers filter by.
    #[default]
    Standard,
    /// As many words as people search with.
    Search,
    /// Decade, origin and what makes it special.
    Vintage,
    /// Parted by dashes, with what was measured.
    Technical,
}

impl TitleStyle {
    pub const ALL: [Self; 5] = [
        Self::Minimal,
        Self::Standard,
        Self::Search,
        Self::Vintage,
        Self::Technical,
    ];

    /// The text in the database and in forms.
    pub fn name(self) -> &'static str {
        match self {
            Self::Minimal => "minimal",
            Self::Standard => "standard",
            Self::Search => "search",
            Self::Vintage => "vintage",
            Self::Technical => "technical",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|style| style.name() == name)
    }
}

/// How a description is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DescriptionStyle {
    /// Blocks under headings.
    #[default]
    Catalogue,
    /// Sentences.
    Prose,
    /// Everything that is known, one fact to a line.
    Sheet,
    /// Short, with bullets and a closing line.
    Shop,
    /// One fact to a line, each with a picture sign.
    Emoji,
}

impl DescriptionStyle {
    pub const ALL: [Self; 5] = [
        Self::Catalogue,
        Self::Prose,
        Self::Sheet,
        Self::Shop,
        Self::Emoji,
    ];

    /// The text in the database and in forms.
    pub fn name(self) -> &'static str {
        match self {
            Self::Catalogue => "catalogue",
            Self::Prose => "prose",
            Self::Sheet => "sheet",
            Self::Shop => "shop",
            Self::Emoji => "emoji",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|style| style.name() == name)
    }
}

/// What a word in braces can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Placeholder {
    Brand,
    Model,
    Category,
    Gender,
    /// "for women"
    ForWhom,
    Size,
    /// The main one.
    Colour,
    Colours,
    /// With their shares where these are known; a title names them only.
    Materials,
    Condition,
    /// "in very good condition"
    InCondition,
    /// Marks of wear, and whatever else is to be said about the condition.
    Remarks,
    Fit,
    Pattern,
    Neckline,
    Sleeves,
    Origin,
    Decade,
    /// The word "vintage", where the decade is long enough ago.
    Vintage,
    Trends,
    Features,
    Measurements,
    /// Everything else the catalogue knows of the item.
    Details,
    /// The seller's own words.
    Description,
    Sku,
    /// Where the item lies. In no style: a buyer reads it where a seller's template asks for it.
    Location,
}

/// A placeholder as the template editor offers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceholderView {
    pub placeholder: Placeholder,
    /// What is typed between the braces, in the seller's language.
    pub word: String,
    /// What it says of the item at hand; empty where that is not known.
    pub value: String,
}

/// A seller's own way to write. An empty part is left to the style.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Template {
    pub name: String,
    pub language: Language,
    pub title: String,
    pub description: String,
}

impl Template {
    /// The longest name and parts, in characters.
    pub const LONGEST_NAME: u32 = 60;
    pub const LONGEST_TITLE: u32 = 300;
    pub const LONGEST_DESCRIPTION: u32 = 5_000;
}

/// The form control a problem belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TemplatePart {
    Name,
    Title,
    Description,
}

/// Why a template cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateProblem {
    pub part: TemplatePart,
    pub fault: TemplateFault,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum TemplateFault {
    /// Without a name, or without both title and description.
    Missing,
    /// Longer than `max` characters.
    TooLong { max: u32 },
    /// `{name}` stands for nothing. `at` is where its brace is, in UTF-16 units as a text area counts.
    UnknownPlaceholder { name: String, at: u32 },
    /// A character that cannot be stored (NUL).
    ForbiddenCharacter,
}

/// What a template, or a style, makes of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// Of both texts.
    pub language: Language,
    pub title: String,
    pub description: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_again_and_is_the_one_on_the_wire() {
        for style in TitleStyle::ALL {
            assert_eq!(TitleStyle::from_name(style.name()), Some(style));
            let json = serde_json::to_string(&style).unwrap();
            assert_eq!(json, format!("\"{}\"", style.name()));
        }
        for style in DescriptionStyle::ALL {
            assert_eq!(DescriptionStyle::from_name(style.name()), Some(style));
            let json = serde_json::to_string(&style).unwrap();
            assert_eq!(json, format!("\"{}\"", style.name()));
        }
        for language in Language::ALL {
            assert_eq!(Language::from_tag(language.tag()), Some(language));
            let json = serde_json::to_string(&language).unwrap();
            assert_eq!(json, format!("\"{}\"", language.tag()));
        }
        assert_eq!(Language::from_tag("de-AT"), Some(Language::De));
        assert_eq!(Language::from_tag("pt"), None);
        assert_eq!(TitleStyle::from_name("Minimal"), None);
    }

    #[test]
    fn a_problem_has_its_text_on_the_wire() {
        let problem = TemplateProblem {
            part: TemplatePart::Title,
            fault: TemplateFault::UnknownPlaceholder {
                name: "prix".to_owned(),
                at: 6,
            },
        };
        let text = serde_json::to_string(&problem).unwrap();
        assert_eq!(
            text,
            r#"{"part":"title","fault":{"code":"unknown_placeholder","name":"prix","at":6}}"#
        );
        let read: TemplateProblem = serde_json::from_str(&text).unwrap();
        assert_eq!(read, problem);
    }
}
