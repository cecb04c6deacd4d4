//! A seller's own templates for titles and descriptions, and the texts that are made of an item. Writes the table
//! `text_templates`, and nobody else does.
//!
//! Knows neither what a placeholder says nor how a style reads: that is `wording`'s. Knows no marketplace: how much
//! room a text has stands in `stoflow_wire::templates`.

mod sample;

use crate::database::TenantTx;
use crate::database::rows::{Attempted, expect_one, on_unique};
use crate::error::Error;
use crate::own_words;
use crate::products::telling;
use crate::wording;
use crate::wording::facts::Facts;
use crate::wording::markup::Room;
use crate::wording::template;
use stoflow_wire::ids::{ProductId, TemplateId};
use stoflow_wire::language;
use stoflow_wire::problem::{FieldProblem, Problem};
use stoflow_wire::templates::{
    DESCRIPTION_ROOM, KeptTemplate, Look, TITLE_ROOM, TemplateDesk, TemplateName, Way,
};
use stoflow_wire::wording::{
    DescriptionStyle, Language, Preview, Template, TemplateFault, TemplatePart, TitleStyle,
};

/// A shop with more of them does not find any.
const MOST: u32 = 50;

type Row = (i64, String, String, String, String);

/// By name.
pub async fn list(tx: &mut TenantTx) -> Result<Vec<KeptTemplate>, Error> {
    let rows: Vec<Row> = sqlx::query_as(
        "select id, name, language, title, description from text_templates order by name_key, id",
    )
    .fetch_all(tx.conn())
    .await
    .attempted("listing templates")?;
    rows.into_iter().map(kept).collect()
}

/// To choose from, by name.
pub async fn names(tx: &mut TenantTx) -> Result<Vec<TemplateName>, Error> {
    let rows: Vec<(i64, String)> =
        sqlx::query_as("select id, name from text_templates order by name_key, id")
            .fetch_all(tx.conn())
            .await
            .attempted("listing the names of templates")?;
    let names = rows.into_iter().map(|(id, name)| TemplateName {
        id: TemplateId(id),
        name,
    });
    Ok(names.collect())
}

/// [`Error::NotFound`] where this seller has none of this number.
pub async fn get(tx: &mut TenantTx, id: TemplateId) -> Result<Template, Error> {
    let row: Option<Row> = sqlx::query_as(
        "select id, name, language, title, description from text_templates where id = $1",
    )
    .bind(id.0)
    .fetch_optional(tx.conn())
    .await
    .attempted("reading a template")?;
    Ok(kept(row.ok_or(NO_TEMPLATE)?)?.template)
}

/// Adds one. [`Error::Invalid`] for what cannot be taken (fields `name`, `title` and `description`).
pub async fn add(tx: &mut TenantTx, template: &Template) -> Result<TemplateId, Error> {
    let template = checked(template)?;
    let count: i64 = sqlx::query_scalar("select count(*) from text_templates")
        .fetch_one(tx.conn())
        .await
        .attempted("counting templates")?;
    if count >= i64::from(MOST) {
        return Err(Error::field("name", Problem::TooMany { max: MOST }));
    }
    let added = sqlx::query_scalar(
        "insert into text_templates (name, name_key, language, title, description)
        values ($1, $2, $3, $4, $5)
        returning id",
    )
    .bind(&template.name)
    .bind(template.name.to_lowercase())
    .bind(template.language.tag())
    .bind(&template.title)
    .bind(&template.description)
    .fetch_one(tx.conn())
    .await;
    on_unique(added, "adding a template", name_taken).map(TemplateId)
}

/// Writes one anew. [`Error::Invalid`] as for [`add`].
pub async fn update(tx: &mut TenantTx, id: TemplateId, template: &Template) -> Result<(), Error> {
    let template = checked(template)?;
    let done = sqlx::query(
        "update text_templates
        set name = $2, name_key = $3, language = $4, title = $5, description = $6
        where id = $1",
    )
    .bind(id.0)
    .bind(&template.name)
    .bind(template.name.to_lowercase())
    .bind(template.language.tag())
    .bind(&template.title)
    .bind(&template.description)
    .execute(tx.conn())
    .await;
    let done = on_unique(done, "writing a template anew", name_taken)?;
    expect_one(&done, "template")
}

/// Takes one away. Texts that were made by it stay as they are.
pub async fn remove(tx: &mut TenantTx, id: TemplateId) -> Result<(), Error> {
    let done = sqlx::query("delete from text_templates where id = $1")
        .bind(id.0)
        .execute(tx.conn())
        .await
        .attempted("removing a template")?;
    expect_one(&done, "template")
}

/// The texts of an item as it stands, by styles or by a template. The seller's own description is not in them: they
/// are there to be put in its place. By `year` it is decided what is vintage.
pub async fn write(
    tx: &mut TenantTx,
    product: ProductId,
    way: Way,
    year: i32,
) -> Result<Preview, Error> {
    let template = match way.template {
        Some(id) => get(tx, id).await?,
        None => Template {
            language: way.language,
            ..Template::default()
        },
    };
    let own = own_words::all(tx).await?;
    let fields = telling::as_it_stands(tx, product, &own).await?;
    let facts = Facts {
        description: String::new(),
        ..telling::facts(&fields, &own, template.language, year)
    };
    Ok(texts(&template, way.title, way.description, &facts))
}

/// What the page of the templates shows to somebody who reads this language.
pub async fn desk(
    tx: &mut TenantTx,
    reader: language::Language,
    year: i32,
) -> Result<TemplateDesk, Error> {
    let mut placeholders = wording::placeholders(&sample::facts(reader.into(), year), reader);
    // What no item can say yet would only puzzle.
    placeholders.retain(|placeholder| !placeholder.value.is_empty());
    Ok(TemplateDesk {
        templates: list(tx).await?,
        placeholders,
    })
}

/// What a template makes of the sample item while it is typed. It may lack what it is only asked for when it is kept.
pub fn look(template: &Template, year: i32) -> Look {
    let template = tidy(template);
    let mut problems = problems(&template);
    problems.retain(|wrong| wrong.problem != Problem::Missing);
    if !problems.is_empty() {
        let texts = Preview::default();
        return Look { texts, problems };
    }
    let facts = sample::facts(template.language, year);
    let (title, description) = (TitleStyle::default(), DescriptionStyle::default());
    let texts = texts(&template, title, description, &facts);
    Look { texts, problems }
}

/// A part of the template that is empty is left to its style.
fn texts(
    template: &Template,
    title: TitleStyle,
    description: DescriptionStyle,
    facts: &Facts,
) -> Preview {
    let room = Room::plain(DESCRIPTION_ROOM as usize);
    let title = match template.title.as_str() {
        "" => wording::title(facts, title, TITLE_ROOM as usize),
        own => wording::title_from(own, facts, TITLE_ROOM as usize),
    };
    let description = match template.description.as_str() {
        "" => wording::description(facts, description, room),
        own => wording::description_from(own, facts, room),
    };
    Preview {
        language: facts.language,
        title,
        description,
    }
}

const NO_TEMPLATE: Error = Error::NotFound { what: "template" };

fn kept((id, name, tag, title, description): Row) -> Result<KeptTemplate, Error> {
    let language = Language::from_tag(&tag)
        .ok_or_else(|| Error::internal("reading a template", format!("`{tag}` is no language")))?;
    Ok(KeptTemplate {
        id: TemplateId(id),
        template: Template {
            name,
            language,
            title,
            description,
        },
    })
}

fn name_taken() -> Error {
    Error::field("name", Problem::AlreadyUsed)
}

fn checked(template: &Template) -> Result<Template, Error> {
    let template = tidy(template);
    let problems = problems(&template);
    if problems.is_empty() {
        Ok(template)
    } else {
        Err(Error::Invalid(problems))
    }
}

/// As it will be kept: without blanks around it, however the browser ends a line.
fn tidy(template: &Template) -> Template {
    let tidy = |typed: &str| typed.replace("\r\n", "\n").trim().to_owned();
    Template {
        name: tidy(&template.name),
        language: template.language,
        title: tidy(&template.title),
        description: tidy(&template.description),
    }
}

/// What is wrong with it, in the words of a form.
fn problems(template: &Template) -> Vec<FieldProblem> {
    let found = template::problems(template).into_iter();
    let told = found.map(|found| {
        let (field, text) = match found.part {
            TemplatePart::Name => ("name", &template.name),
            TemplatePart::Title => ("title", &template.title),
            TemplatePart::Description => ("description", &template.description),
        };
        FieldProblem::new(field, problem(found.fault, text))
    });
    told.collect()
}

fn problem(fault: TemplateFault, text: &str) -> Problem {
    match fault {
        TemplateFault::Missing => Problem::Missing,
        TemplateFault::TooLong { max } => Problem::TooLong { max },
        TemplateFault::ForbiddenCharacter => Problem::ForbiddenCharacter,
        TemplateFault::UnknownPlaceholder { name, at } => {
            let (line, place) = place(text, at);
            Problem::UnknownFact { name, line, place }
        }
    }
}

/// Line and sign, both from 1, of what stands after `at` UTF-16 units.
fn place(text: &str, at: u32) -> (u32, u32) {
    let (mut line, mut place, mut passed) = (1, 1, 0);
    for sign in text.chars() {
        if passed >= at {
            break;
        }
        passed += if sign.len_utf16() == 1 { 1 } else { 2 };
        if sign == '\n' {
            (line, place) = (line + 1, 1);
        } else {
            place += 1;
        }
    }
    (line, place)
}

#[cfg(test)]
mod tests;
