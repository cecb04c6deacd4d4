//! Titles and descriptions from the facts of an item: five styles of each, or a seller's own template, in the language
//! of the site, within the channel's limit.
//!
//! Pure and the same every time; nothing is said that is not known. Knows no marketplace: a channel brings its limit and
//! whether it reads HTML, which is written last ([`markup::Markup::write`]).

pub(crate) mod braces;
pub mod facts;
mod fill;
mod layout;
pub mod markup;
pub mod plain;
mod said;
mod scan;
mod styles;
pub mod template;
mod values;
mod words;

use facts::Facts;
use fill::fill;
use layout::Layout;
use markup::Room;
use stoflow_wire::language;
use stoflow_wire::wording::{
    DescriptionStyle, Language, Placeholder, PlaceholderView, Preview, Template, TemplateProblem,
    TitleStyle,
};
use values::{Place, Value, Values};

/// A title of at most `most` UTF-16 units. Facts that do not fit are left out whole; empty only when nothing is known.
pub fn title(facts: &Facts, style: TitleStyle, most: usize) -> String {
    title_from(&styles::title(style, facts.language), facts, most)
}

/// A description that fits its room once written. Where it does not, the seller's words give way first, down to half
/// of the room, then the end.
pub fn description(facts: &Facts, style: DescriptionStyle, room: Room) -> String {
    description_from(&styles::description(style, facts.language), facts, room)
}

/// Like [`title`], by a template. What stands first in it matters most.
pub fn title_from(template: &str, facts: &Facts, most: usize) -> String {
    let template = plain::one_line(template);
    let layout = Layout::read(&template);
    let known = Values::all(facts, Place::Title);
    let mut chosen = Values::none(facts.language);
    let mut title = fill(&layout, &chosen);
    for placeholder in layout::placeholders(&template) {
        let Some(value) = known.get(placeholder) else {
            continue;
        };
        if repeats(&title, value) {
            continue;
        }
        let more = chosen.with(placeholder, Some(value.clone()));
        let longer = plain::one_line(&fill(&layout, &more));
        if plain::length(&longer) <= most {
            (chosen, title) = (more, longer);
        }
    }
    if title.is_empty() {
        title = plain::one_line(&fill(&layout, &known));
    }
    plain::cut(&title, most, plain::length).to_owned()
}

/// Whether the title says it already: a category that is part of the model's name.
fn repeats(title: &str, value: &Value) -> bool {
    use crate::catalogue::folding::fold;
    let text = fold(value.text());
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 3 && format!(" {} ", fold(title)).contains(&format!(" {text} "))
}

/// Like [`description`], by a template.
pub fn description_from(template: &str, facts: &Facts, room: Room) -> String {
    let layout = Layout::read(template);
    let values = Values::all(facts, Place::Text);
    let text = fill(&layout, &values);
    if room.fits(&text) {
        return text;
    }
    let shorter = shorter_own_words(facts, &text, room);
    let shorter = values.with(Placeholder::Description, shorter);
    room.cut(&fill(&layout, &shorter))
}

/// The seller's words without what is too much of `text`.
fn shorter_own_words(facts: &Facts, text: &str, room: Room) -> Option<Value> {
    let own = plain::paragraphs(&facts.description);
    let long = room.markup.length(&own);
    let over = room.markup.length(text).saturating_sub(room.most);
    let most = long.saturating_sub(over).max(room.most / 2);
    values::own_words(&Room { most, ..room }.cut(&own))
}

/// The template behind a style, for a seller to start from.
pub fn title_template(style: TitleStyle, language: Language) -> String {
    styles::title(style, language)
}

/// The template behind a style, for a seller to start from.
pub fn description_template(style: DescriptionStyle, language: Language) -> String {
    styles::description(style, language)
}

/// What a template makes of an item while it is typed, or why it cannot be taken. An empty part is left to the
/// default style.
pub fn preview(
    template: &Template,
    facts: &Facts,
    title_most: usize,
    room: Room,
) -> Result<Preview, Vec<TemplateProblem>> {
    let problems = template::problems(template);
    if !problems.is_empty() {
        return Err(problems);
    }
    let title = match template.title.trim() {
        "" => title(facts, TitleStyle::default(), title_most),
        own => title_from(own, facts, title_most),
    };
    let description = match template.description.trim() {
        "" => description(facts, DescriptionStyle::default(), room),
        own => description_from(own, facts, room),
    };
    Ok(Preview {
        language: facts.language,
        title,
        description,
    })
}

/// All placeholders with the names a seller reads and what they say of this item.
pub fn placeholders(facts: &Facts, reader: language::Language) -> Vec<PlaceholderView> {
    let values = Values::all(facts, Place::Text);
    let view = |placeholder| PlaceholderView {
        placeholder,
        word: words::name(placeholder, reader).to_owned(),
        value: values.get(placeholder).map_or("", Value::text).to_owned(),
    };
    words::placeholders().map(view).collect()
}

#[cfg(test)]
mod tests;
