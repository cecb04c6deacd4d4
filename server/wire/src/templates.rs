//! A seller's own templates as they are kept, by what the texts of an item are written, and how much room they have.
//!
//! Knows no text and no rule of a template: those are the domain's.

use crate::ids::TemplateId;
use crate::problem::FieldProblem;
use crate::wording::{DescriptionStyle, Language, PlaceholderView, Preview, Template, TitleStyle};
use serde::{Deserialize, Serialize};

/// Characters of a title on Vinted, in UTF-16 units as a browser counts.
pub const TITLE_ROOM: u32 = 100;
/// Characters of a title on eBay, the strictest channel.
pub const STRICTEST_TITLE_ROOM: u32 = 80;
/// Characters of a description on Vinted.
pub const DESCRIPTION_ROOM: u32 = 2_000;

/// A template with its number.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct KeptTemplate {
    pub id: TemplateId,
    pub template: Template,
}

/// A template to choose from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateName {
    pub id: TemplateId,
    pub name: String,
}

/// By what the texts of an item are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Way {
    pub title: TitleStyle,
    pub description: DescriptionStyle,
    /// Of both texts; a template brings its own.
    pub language: Language,
    /// What it says comes before the styles, what it leaves empty is theirs.
    pub template: Option<TemplateId>,
}

/// Everything the page of the templates shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateDesk {
    /// By name.
    pub templates: Vec<KeptTemplate>,
    /// With what each says of the sample item.
    pub placeholders: Vec<PlaceholderView>,
}

/// What a template makes of the sample item, or what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// Empty where something is wrong.
    pub texts: Preview,
    pub problems: Vec<FieldProblem>,
}
