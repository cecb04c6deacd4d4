//! What the fold and the page of the templates ask of the server. Each says who asks, makes one call into the domain and
//! commits.
#![cfg_attr(
    feature = "ssr",
    expect(
        clippy::unused_async,
        reason = "server functions are called over the network"
    )
)]

use crate::error::AppError;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use stoflow_wire::ids::{ProductId, TemplateId};
use stoflow_wire::templates::{Look, TemplateDesk, TemplateName, Way};
use stoflow_wire::wording::{Preview, Template};

/// The address of the one act that needs no form of its own.
pub const REMOVE: &str = "/fn/remove_template";

/// Title and description of an item as it stands, by styles or by a template.
#[server(prefix = "/fn", endpoint = "read_wording", input = Json)]
pub async fn read_wording(product: ProductId, way: Way) -> Result<Preview, AppError> {
    use crate::request;
    use stoflow_domain::templates;

    let year = request::backend()?.clock.now().year();
    let mut tx = request::tenant_tx().await?;
    let texts = templates::write(&mut tx, product, way, year).await?;
    tx.commit().await?;
    Ok(texts)
}

/// The seller's templates to choose from.
#[server(prefix = "/fn", endpoint = "list_template_names", input = Json)]
pub async fn list_template_names() -> Result<Vec<TemplateName>, AppError> {
    use stoflow_domain::templates;

    let mut tx = crate::request::tenant_tx().await?;
    let names = templates::names(&mut tx).await?;
    tx.commit().await?;
    Ok(names)
}

/// The seller's templates, and what may stand in one.
#[server(prefix = "/fn", endpoint = "read_template_desk", input = Json)]
pub async fn read_template_desk() -> Result<TemplateDesk, AppError> {
    use crate::request;
    use stoflow_domain::templates;

    let year = request::backend()?.clock.now().year();
    let reader = request::visitor().language;
    let mut tx = request::tenant_tx().await?;
    let desk = templates::desk(&mut tx, reader, year).await?;
    tx.commit().await?;
    Ok(desk)
}

/// What a template makes of the sample item while it is typed. What is wrong with it is an answer, no failure.
#[server(prefix = "/fn", endpoint = "look_at_template", input = Json)]
pub async fn look_at_template(template: Template) -> Result<Look, AppError> {
    use crate::request;
    use stoflow_domain::templates;

    request::signed_in()?;
    let year = request::backend()?.clock.now().year();
    Ok(templates::look(&template, year))
}

/// Writes a template: the one with this number, or a new one.
#[server(prefix = "/fn", endpoint = "save_template")]
pub async fn save_template(
    #[server(default)] template: Option<TemplateId>,
    #[server(default)] name: String,
    #[server(default)] language: String,
    #[server(default)] title: String,
    #[server(default)] description: String,
) -> Result<(), AppError> {
    use crate::visit::{Form, Notice};
    use crate::{paths, request};
    use stoflow_domain::templates;
    use stoflow_wire::wording::Language;

    let written = Template {
        name,
        language: Language::from_tag(&language).ok_or(AppError::Unreadable)?,
        title,
        description,
    };
    let mut tx = request::tenant_tx().await?;
    let saved = match template {
        Some(id) => templates::update(&mut tx, id, &written).await,
        None => templates::add(&mut tx, &written).await.map(|_| ()),
    };
    if let Err(error) = saved {
        let back = template.map_or_else(|| paths::TEMPLATES.to_owned(), paths::template);
        let typed = [
            ("name", written.name.as_str()),
            ("language", written.language.tag()),
            ("title", written.title.as_str()),
            ("description", written.description.as_str()),
        ];
        return Err(request::refuse(Form::Template, &back, &typed, error.into()));
    }
    tx.commit().await?;
    request::done(Notice::TemplateSaved, paths::TEMPLATES);
    Ok(())
}

#[server(prefix = "/fn", endpoint = "remove_template")]
pub async fn remove_template(template: TemplateId) -> Result<(), AppError> {
    use crate::visit::{Form, Notice};
    use crate::{paths, request};
    use stoflow_domain::templates;

    let mut tx = request::tenant_tx().await?;
    if let Err(error) = templates::remove(&mut tx, template).await {
        return Err(request::refuse(
            Form::Other,
            paths::TEMPLATES,
            &[],
            error.into(),
        ));
    }
    tx.commit().await?;
    request::done(Notice::TemplateRemoved, paths::TEMPLATES);
    Ok(())
}
