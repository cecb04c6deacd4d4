//! The items of a page that are chosen for something, and the bar that says what. Without scripts the ticked boxes are
//! the form; with them the same boxes follow a set, so that they stay with their items when the list moves.

use crate::batches::{BulkAct, sentences};
use crate::paths;
use crate::say;
use crate::ui::icon::{Icon, Sign};
use crate::ui::outer::Back;
use crate::words::{is_one, locale};
use leptos::ev::{MouseEvent, SubmitEvent};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use std::collections::BTreeSet;
use stoflow_wire::ids::ProductId;
use wasm_bindgen::JsCast;

/// Boxes of rows belong to this form.
const BULK: &str = "bulk";

#[derive(Clone, Copy)]
pub struct Selection {
    chosen: RwSignal<BTreeSet<ProductId>>,
    /// From top to bottom.
    page: RwSignal<Vec<ProductId>>,
    /// Where a range begins.
    last: StoredValue<Option<ProductId>>,
}

impl Selection {
    /// Nothing chosen.
    pub fn new() -> Self {
        Self {
            chosen: RwSignal::new(BTreeSet::new()),
            page: RwSignal::new(Vec::new()),
            last: StoredValue::new(None),
        }
    }

    /// These are on the page now; what went away is not chosen any more.
    pub fn shows(self, page: Vec<ProductId>) {
        self.chosen
            .update(|chosen| chosen.retain(|product| page.contains(product)));
        self.page.set(page);
    }

    fn has(self, product: ProductId) -> bool {
        self.chosen.with(|chosen| chosen.contains(&product))
    }

    fn count(self) -> usize {
        self.chosen.with(BTreeSet::len)
    }

    fn is_whole(self) -> bool {
        self.count() > 0 && self.page.with(|page| page.len() == self.count())
    }

    fn is_part(self) -> bool {
        self.count() > 0 && !self.is_whole()
    }

    fn choose(self, products: &[ProductId], wanted: Wanted) {
        self.chosen.update(|chosen| match wanted {
            Wanted::In => chosen.extend(products),
            Wanted::Out => chosen.retain(|product| !products.contains(product)),
        });
    }

    fn choose_page(self, wanted: Wanted) {
        let page = self.page.get_untracked();
        self.choose(&page, wanted);
    }

    /// All from the last one that was ticked to `product`.
    fn range_to(self, product: ProductId) -> Vec<ProductId> {
        let from = self.last.get_value().unwrap_or(product);
        self.page.with_untracked(|page| {
            let place = |wanted| page.iter().position(|product| *product == wanted);
            match (place(from), place(product)) {
                (Some(a), Some(b)) => page[a.min(b)..=a.max(b)].to_vec(),
                _ => vec![product],
            }
        })
    }

    fn clicked(self, product: ProductId, event: &MouseEvent) {
        let wanted = Wanted::of(event_target_checked(event));
        let products = if event.shift_key() {
            self.range_to(product)
        } else {
            vec![product]
        };
        self.last.set_value(Some(product));
        self.choose(&products, wanted);
    }
}

impl Default for Selection {
    fn default() -> Self {
        Self::new()
    }
}

#[derive(Clone, Copy)]
enum Wanted {
    In,
    Out,
}

impl Wanted {
    fn of(ticked: bool) -> Self {
        if ticked { Self::In } else { Self::Out }
    }
}

/// The box of one item, called by its title.
#[component]
pub fn Choose(selection: Selection, product: ProductId, title: String) -> AnyView {
    let l = locale();
    view! {
        <input
            type="checkbox"
            form=BULK
            name="product"
            value=product.to_string()
            autocomplete="off"
            aria-label=say!(l, batches.choose, title = title)
            prop:checked=move || selection.has(product)
            on:click=move |event| selection.clicked(product, &event)
        />
    }
    .into_any()
}

/// The box of the whole page; it needs scripts.
#[component]
pub fn ChoosePage(selection: Selection) -> AnyView {
    let l = locale();
    view! {
        <input
            type="checkbox"
            class="scripted"
            autocomplete="off"
            aria-label=say!(l, batches.choose_page)
            prop:checked=move || selection.is_whole()
            prop:indeterminate=move || selection.is_part()
            on:click=move |event| selection.choose_page(Wanted::of(event_target_checked(&event)))
        />
    }
    .into_any()
}

/// What can be done with the chosen items. Shown while a box is ticked.
#[component]
pub fn BulkBar(selection: Selection) -> AnyView {
    let l = locale();
    let location = use_location();
    let navigate = use_navigate();
    let on_submit = move |event: SubmitEvent| {
        let Some(act) = act_of(&event) else {
            return;
        };
        event.prevent_default();
        let back = paths::current(
            &location.pathname.get_untracked(),
            &location.search.get_untracked(),
        );
        let path = act.path(selection.chosen.get_untracked(), &back);
        navigate(&path, NavigateOptions::default());
    };
    let told = move || {
        let count = selection.count();
        (count > 0).then(|| {
            let text = if is_one(l, i64::try_from(count).unwrap_or(i64::MAX)) {
                say!(l, batches.one_chosen, count = count)
            } else {
                say!(l, batches.chosen, count = count)
            };
            view! { <strong>{text}</strong> }
        })
    };
    let buttons = BulkAct::ALL
        .map(|act| {
            let class = (act == BulkAct::Publish).then_some("primary");
            let count = move || {
                let count = selection.count();
                (count > 0).then(|| format!(" ({count})"))
            };
            view! {
                <button class=class name="act" value=act.name()>
                    <span>{sentences::button(l, act)} {count}</span>
                </button>
            }
        })
        .collect_view();
    view! {
        <form
            class="bulk"
            id=BULK
            method="get"
            action=paths::BULK
            aria-label=say!(l, batches.bar)
            on:submit=on_submit
        >
            <Back/>
            <p role="status">{told}</p>
            <div class="row">{buttons}</div>
            <button
                type="button"
                class="quiet scripted"
                aria-label=say!(l, batches.unchoose)
                on:click=move |_| selection.choose_page(Wanted::Out)
            >
                <Icon sign=Sign::Close/>
            </button>
        </form>
    }
    .into_any()
}

/// The act whose button was pressed.
fn act_of(event: &SubmitEvent) -> Option<BulkAct> {
    let button = event.submitter()?;
    let button = button.dyn_ref::<web_sys::Element>()?;
    BulkAct::from_name(&button.get_attribute("value")?)
}
