//! A whole page for a failure that no page of ours could show: the sentence, and the form with what was typed, ready to be
//! sent again. Made on the server alone, without a database, and of use without scripts.

use super::page::RequestId;
use super::{AppError, problem_at, sentences};
use crate::paths;
use crate::say;
use crate::shell::Assets;
use crate::ui::badge::Tone;
use crate::ui::notice::NoticeBox;
use crate::ui::raw::inside_textarea;
use crate::visit::Visit;
use crate::words::{Locale, of};
use leptos::prelude::*;
use stoflow_wire::problem::FieldProblem;

/// What a browser asked for, in vain.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Where it was sent.
    pub path: String,
    /// The page it was sent from.
    pub back: String,
    /// The fields of a form, in their order; none where a page was asked for.
    pub form: Option<Vec<(String, String)>>,
}

/// The document that tells of `error`.
pub fn document(visit: &Visit, assets: &Assets, error: AppError, asked: Asked) -> String {
    let l = of(visit.language);
    let (tag, theme) = (visit.language.tag(), visit.theme.name());
    let css = format!("/pkg/{}", assets.css);
    let owner = Owner::new();
    let visit = visit.clone();
    owner.with(|| {
        provide_context(visit);
        let page = view! {
            <html lang=tag data-theme=theme>
                <head>
                    <meta charset="utf-8"/>
                    <meta name="viewport" content="width=device-width, initial-scale=1"/>
                    <meta name="color-scheme" content="light dark"/>
                    <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                    <link rel="stylesheet" href=css/>
                    <title>{say!(l, errors.page_failed_title)}</title>
                </head>
                <body>
                    <Apology error=error asked=asked/>
                </body>
            </html>
        };
        format!("<!DOCTYPE html>{}", page.to_html())
    })
}

#[component]
fn Apology(error: AppError, asked: Asked) -> AnyView {
    let l = crate::words::locale();
    let request_id = crate::visit::visit().request_id;
    let sentence = sentences::failure(l, &error);
    let strange = matches!(error, AppError::SignedOut);
    let way = asked.back.clone();
    view! {
        <main class="door">
            <a class="brand" href="/">{say!(l, frame.name)}</a>
            <section class="card wide">
                <h1>{say!(l, errors.page_failed_title)}</h1>
                <NoticeBox tone=Tone::Bad>{sentence}</NoticeBox>
                <Again error=error asked=asked/>
                <p class="aside">
                    {strange.then(|| view! { <a href=paths::sign_in(&way)>{say!(l, session.sign_in)}</a> " · " })}
                    <a href=way.clone()>{say!(l, errors.back)}</a>
                </p>
                <RequestId id=request_id/>
            </section>
        </main>
    }
    .into_any()
}

/// The same once more: the form as it was filled in, or the page.
#[component]
fn Again(error: AppError, asked: Asked) -> AnyView {
    let l = crate::words::locale();
    let Some(fields) = asked.form else {
        return view! { <a class="button wide" href=asked.path>{say!(l, errors.retry)}</a> }
            .into_any();
    };
    let problems = match error {
        AppError::Invalid { fields } => fields,
        _ => Vec::new(),
    };
    let typed = fields.iter().any(|(name, text)| {
        !text.is_empty() && label(l, bare(name)).is_some_and(|_| bare(name) != PASSWORD)
    });
    let controls = fields
        .into_iter()
        .enumerate()
        .map(|(number, (name, text))| control(l, number, name, text, &problems))
        .collect_view();
    view! {
        <form method="post" action=asked.path>
            {typed.then(|| view! { <p>{say!(l, errors.typed_kept)}</p> })}
            {controls}
            <button class="primary wide">{say!(l, errors.retry)}</button>
        </form>
    }
    .into_any()
}

const PASSWORD: &str = "password";

/// What a person typed is shown; what a page or a choice put into the form goes with it.
fn control(
    l: Locale,
    number: usize,
    name: String,
    text: String,
    problems: &[FieldProblem],
) -> AnyView {
    let field = bare(&name).to_owned();
    let Some(label) = label(l, &field) else {
        return view! { <input type="hidden" name=name value=text/> }.into_any();
    };
    let id = format!("again-{number}");
    let wrong = problem_at(problems, &field).map(|problem| sentences::problem(l, &field, &problem));
    let is_wrong = wrong.is_some();
    let remark = format!("{id}-error");
    let control = match field.as_str() {
        PASSWORD => {
            view! { <input id=id.clone() type="password" name=name autocomplete="current-password"/> }
                .into_any()
        }
        "description" | "body" | "text" => view! {
            <textarea id=id.clone() name=name aria-describedby=remark.clone()>{inside_textarea(&text)}</textarea>
        }
        .into_any(),
        _ => view! { <input id=id.clone() name=name value=text aria-describedby=remark.clone()/> }.into_any(),
    };
    view! {
        <div class="field" class:wrong=is_wrong>
            <label for=id>{label}</label>
            {control}
            <p class="error" id=remark>{wrong}</p>
        </div>
    }
    .into_any()
}

/// `title` of `item[title]`.
fn bare(name: &str) -> &str {
    name.split_once('[')
        .and_then(|(_, inner)| inner.split_once(']'))
        .map_or(name, |(inner, _)| inner)
}

/// What a control that is typed into is called; `None` for all others.
fn label(l: Locale, field: &str) -> Option<&'static str> {
    Some(match field {
        "title" => say!(l, editor.title),
        "description" => say!(l, editor.description),
        "price" => say!(l, editor.price),
        "cost" => say!(l, price.cost),
        "minimum" => say!(l, price.minimum),
        "quantity" => say!(l, editor.quantity),
        "brand" => say!(l, editor.brand),
        "size" => say!(l, editor.size),
        "location" => say!(l, editor.location),
        "sku" => say!(l, editor.sku),
        "body" => say!(l, conversations.your_reply),
        "name" => say!(l, conversations.canned_name),
        "text" => say!(l, conversations.canned_text),
        "coefficient" => say!(l, channel_rules.coefficient),
        "added" => say!(l, channel_rules.added),
        "commission_percent" => say!(l, channel_rules.commission_percent),
        "commission_fixed" => say!(l, channel_rules.commission_fixed),
        "payment_percent" => say!(l, channel_rules.payment_percent),
        "payment_fixed" => say!(l, channel_rules.payment_fixed),
        "packaging" => say!(l, channel_rules.packaging),
        "quiet_from" => say!(l, governor.quiet_from),
        "quiet_until" => say!(l, governor.quiet_until),
        "publications" => say!(l, governor.publications),
        "changes" => say!(l, governor.changes),
        "removals" => say!(l, governor.removals),
        "spared_days" => say!(l, governor.spared_days),
        "email" => say!(l, session.email),
        "shop" => say!(l, session.shop),
        PASSWORD => say!(l, session.password),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use stoflow_wire::problem::Problem;

    fn assets() -> Assets {
        Assets {
            js: String::new(),
            wasm: String::new(),
            css: "a.css".to_owned(),
            parts: Vec::new(),
            extension_id: String::new(),
        }
    }

    fn told(error: AppError, form: &[(&str, &str)]) -> String {
        let form = form
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect();
        let asked = Asked {
            path: "/fn/save_product".to_owned(),
            back: "/products/7".to_owned(),
            form: Some(form),
        };
        document(&Visit::default(), &assets(), error, asked)
    }

    #[test]
    fn what_was_typed_is_there_to_be_sent_again() {
        let page = told(
            AppError::Unavailable {
                request_id: String::new(),
            },
            &[
                ("product", "7"),
                ("item[title]", "Robe \"d'été\" </title>"),
                ("item[description]", "\nun <b>\ndeux"),
                ("item[colours][]", "blue"),
            ],
        );
        for part in [
            "action=\"/fn/save_product\"",
            "type=\"hidden\" name=\"product\" value=\"7\"",
            "name=\"item[colours][]\" value=\"blue\"",
            "value=\"Robe &quot;d'été&quot; ",
            "un &lt;b>\ndeux",
            "href=\"/products/7\"",
        ] {
            assert!(page.contains(part), "{part} is not in {page}");
        }
        assert!(!page.contains("<script"));
    }

    #[test]
    fn a_problem_stands_at_its_field_and_a_password_is_not_given_back() {
        let fields = vec![
            FieldProblem::new("description", Problem::TooLong { max: 20_000 }),
            FieldProblem::new("title", Problem::Missing),
        ];
        let page = told(
            AppError::Invalid { fields },
            &[("item[description]", "x"), ("password", "Geheim-12345")],
        );
        assert!(page.contains("20000 caractères au plus"), "{page}");
        assert!(!page.contains("Geheim"));
        assert!(page.contains("type=\"password\""));
    }
}
