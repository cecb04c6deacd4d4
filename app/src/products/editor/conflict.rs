//! Two tabs saved the same product: both versions side by side, and which one to keep.

use super::FORM;
use super::desk::Desk;
use crate::act::{ActForm, Done};
use crate::asked::asked;
use crate::error::page::Failed;
use crate::products::catalogue::{Catalogue, Word};
use crate::products::server_fns::{open_product, saved_product};
use crate::say;
use crate::ui::badge::Tone;
use crate::ui::notice::NoticeBox;
use crate::ui::outer;
use crate::words::{Locale, locale};
use leptos::prelude::*;
use stoflow_wire::products::ProductForm;

/// The newest saved version is read anew; "mine" is the draft that the server kept.
#[component]
pub fn Conflict(desk: Desk, catalogue: Catalogue) -> AnyView {
    let l = locale();
    let product = desk.product;
    let both = asked(
        || (),
        move |()| async move {
            let mine = open_product(product).await?;
            let theirs = saved_product(product).await?;
            Ok::<_, crate::error::AppError>((mine, theirs))
        },
    );
    let catalogue = StoredValue::new(catalogue);
    let take_theirs = Callback::new(|_: Done| outer::reload());
    view! {
        <NoticeBox tone=Tone::Warn>
            <h2>{say!(l, editor.conflict_title)}</h2>
            <p>{say!(l, errors.stale)}</p>
            <Suspense>
                {move || Suspend::new(async move {
                    match both.await {
                        Ok((mine, theirs)) => {
                            // Saving again is a decision for mine, over the newest version.
                            desk.version.set(mine.version);
                            view! { <Differences mine=mine.form theirs=theirs catalogue=catalogue.get_value()/> }.into_any()
                        }
                        Err(error) => view! { <Failed error=error/> }.into_any(),
                    }
                })}
            </Suspense>
            <div class="row">
                <button class="primary" form=FORM>{say!(l, editor.keep_mine)}</button>
                <ActForm action="/fn/drop_draft" done=take_theirs>
                    <input type="hidden" name="product" value=product.to_string()/>
                    <button>{say!(l, editor.take_theirs)}</button>
                </ActForm>
            </div>
        </NoticeBox>
    }
    .into_any()
}

#[component]
fn Differences(mine: ProductForm, theirs: ProductForm, catalogue: Catalogue) -> AnyView {
    let l = locale();
    let rows = fields(l, &mine, &catalogue)
        .into_iter()
        .zip(fields(l, &theirs, &catalogue))
        .filter(|((_, mine), (_, theirs))| mine != theirs)
        .map(|((label, mine), (_, theirs))| {
            view! {
                <tr>
                    <th scope="row">{label}</th>
                    <td>{mine}</td>
                    <td>{theirs}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="differences">
            <thead>
                <tr>
                    <td></td>
                    <th scope="col">{say!(l, editor.mine)}</th>
                    <th scope="col">{say!(l, editor.theirs)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn fields(l: Locale, form: &ProductForm, catalogue: &Catalogue) -> Vec<(String, String)> {
    let fields = [
        (say!(l, editor.title), &form.title),
        (say!(l, editor.description), &form.description),
        (say!(l, editor.price), &form.price),
        (say!(l, price.cost), &form.cost),
        (say!(l, price.minimum), &form.minimum),
        (say!(l, editor.category), &form.category),
        (say!(l, editor.gender), &form.gender),
        (say!(l, editor.brand), &form.brand),
        (say!(l, editor.size), &form.size),
        (say!(l, editor.colours), &form.colours),
        (say!(l, editor.condition), &form.condition),
        (say!(l, editor.materials), &form.materials),
        (say!(l, editor.location), &form.location),
        (say!(l, editor.sku), &form.sku),
        (say!(l, editor.quantity), &form.quantity),
        (say!(l, editor.weight), &form.weight),
        (say!(l, editor.parcel), &form.parcel),
    ];
    let fields = fields
        .into_iter()
        .map(|(label, text)| (label.to_owned(), text.clone()));
    let said = catalogue.attributes.iter().map(|asked| {
        let keys = form.attributes.get(&asked.word.key);
        let chosen =
            |word: &&Word| keys.is_some_and(|keys| keys.split(',').any(|key| key == word.key));
        let words = asked.words.iter().filter(chosen);
        let words: Vec<&str> = words.map(|word| word.label.as_str()).collect();
        (asked.word.label.clone(), words.join(", "))
    });
    let lengths = catalogue.measures.iter().map(|measure| {
        let typed = form.measurements.get(&measure.word.key);
        (
            measure.word.label.clone(),
            typed.cloned().unwrap_or_default(),
        )
    });
    fields.chain(said).chain(lengths).collect()
}
