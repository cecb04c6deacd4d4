//! What styles, languages and placeholders are called, and what is wrong with a template.

use crate::error::sentences;
use crate::say;
use crate::words::Locale;
use stoflow_wire::problem::FieldProblem;
use stoflow_wire::wording::{DescriptionStyle, Language, Placeholder, TitleStyle};

pub fn title_style(l: Locale, style: TitleStyle) -> &'static str {
    match style {
        TitleStyle::Minimal => say!(l, wording.minimal),
        TitleStyle::Standard => say!(l, wording.standard),
        TitleStyle::Search => say!(l, wording.search),
        TitleStyle::Vintage => say!(l, wording.vintage),
        TitleStyle::Technical => say!(l, wording.technical),
    }
}

pub fn description_style(l: Locale, style: DescriptionStyle) -> &'static str {
    match style {
        DescriptionStyle::Catalogue => say!(l, wording.catalogue),
        DescriptionStyle::Prose => say!(l, wording.prose),
        DescriptionStyle::Sheet => say!(l, wording.sheet),
        DescriptionStyle::Shop => say!(l, wording.shop),
        DescriptionStyle::Emoji => say!(l, wording.emoji),
    }
}

pub fn language(l: Locale, language: Language) -> &'static str {
    match language {
        Language::Fr => say!(l, wording.language_fr),
        Language::En => say!(l, wording.language_en),
        Language::De => say!(l, wording.language_de),
        Language::It => say!(l, wording.language_it),
        Language::Es => say!(l, wording.language_es),
        Language::Nl => say!(l, wording.language_nl),
        Language::Pl => say!(l, wording.language_pl),
    }
}

/// What a placeholder is replaced by.
pub fn meaning(l: Locale, placeholder: Placeholder) -> &'static str {
    match placeholder {
        Placeholder::Brand => say!(l, wording.means_brand),
        Placeholder::Model => say!(l, wording.means_model),
        Placeholder::Category => say!(l, wording.means_category),
        Placeholder::Gender => say!(l, wording.means_gender),
        Placeholder::ForWhom => say!(l, wording.means_for_whom),
        Placeholder::Size => say!(l, wording.means_size),
        Placeholder::Colour => say!(l, wording.means_colour),
        Placeholder::Colours => say!(l, wording.means_colours),
        Placeholder::Materials => say!(l, wording.means_materials),
        Placeholder::Condition => say!(l, wording.means_condition),
        Placeholder::InCondition => say!(l, wording.means_in_condition),
        Placeholder::Remarks => say!(l, wording.means_remarks),
        Placeholder::Fit => say!(l, wording.means_fit),
        Placeholder::Pattern => say!(l, wording.means_pattern),
        Placeholder::Neckline => say!(l, wording.means_neckline),
        Placeholder::Sleeves => say!(l, wording.means_sleeves),
        Placeholder::Origin => say!(l, wording.means_origin),
        Placeholder::Decade => say!(l, wording.means_decade),
        Placeholder::Vintage => say!(l, wording.means_vintage),
        Placeholder::Trends => say!(l, wording.means_trends),
        Placeholder::Features => say!(l, wording.means_features),
        Placeholder::Measurements => say!(l, wording.means_measurements),
        Placeholder::Details => say!(l, wording.means_details),
        Placeholder::Description => say!(l, wording.means_description),
        Placeholder::Sku => say!(l, wording.means_sku),
        Placeholder::Location => say!(l, wording.means_location),
    }
}

/// A problem of a template with the name of its field.
pub fn wrong_at(l: Locale, wrong: &FieldProblem) -> String {
    let field = match wrong.field.as_str() {
        "title" => say!(l, wording.template_title),
        "description" => say!(l, wording.template_description),
        _ => say!(l, wording.template_name),
    };
    let sentence = sentences::problem(l, &wrong.field, &wrong.problem);
    say!(l, wording.wrong_at, field = field, sentence = sentence)
}
