//! The items of the list that are chosen for something. Without scripts the ticked boxes are the form; with them the same
//! boxes follow a set, so that they stay with their items when the list moves.

use crate::batches::choice::{self, Chosen};
use crate::say;
use crate::words::{locale, money};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use std::collections::BTreeSet;
use stoflow_wire::ids::ProductId;
use stoflow_wire::products::{ProductFilter, ProductStatus, StatusCounts};

/// The form that boxes belong to.
pub const BULK: &str = "bulk";

#[derive(Clone, Copy)]
pub struct Selection {
    chosen: RwSignal<BTreeSet<ProductId>>,
    /// From top to bottom.
    page: RwSignal<Vec<ProductId>>,
    /// Where a range begins.
    last: StoredValue<Option<ProductId>>,
    /// Not the boxes count but all that this question finds, so many.
    all: RwSignal<Option<(ProductFilter, i64)>>,
}

impl Selection {
    /// Nothing chosen.
    pub fn new() -> Self {
        Self {
            chosen: RwSignal::new(BTreeSet::new()),
            page: RwSignal::new(Vec::new()),
            last: StoredValue::new(None),
            all: RwSignal::new(None),
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

    fn ticked(self) -> usize {
        self.chosen.with(BTreeSet::len)
    }

    /// How many are chosen.
    pub fn count(self) -> i64 {
        let ticked = || i64::try_from(self.ticked()).unwrap_or(i64::MAX);
        self.all
            .with(|all| all.as_ref().map_or_else(ticked, |(_, count)| *count))
    }

    pub fn what(self) -> Chosen {
        match self.all.get_untracked() {
            Some((filter, _)) => Chosen::All(filter),
            None => Chosen::These(self.chosen.get_untracked().into_iter().collect()),
        }
    }

    fn is_whole(self) -> bool {
        self.ticked() > 0 && self.page.with(|page| page.len() == self.ticked())
    }

    fn is_part(self) -> bool {
        self.ticked() > 0 && !self.is_whole()
    }

    /// Another question is another choice.
    fn asks(self, filter: &ProductFilter) {
        let other = self
            .all
            .with_untracked(|all| all.as_ref().is_some_and(|(asked, _)| asked != filter));
        if other {
            self.all.set(None);
        }
    }

    fn choose(self, products: &[ProductId], wanted: Wanted) {
        self.all.set(None);
        self.chosen.update(|chosen| match wanted {
            Wanted::In => chosen.extend(products),
            Wanted::Out => chosen.retain(|product| !products.contains(product)),
        });
    }

    pub fn choose_page(self, wanted: Wanted) {
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
pub enum Wanted {
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

/// The box of all that the list finds, where that is more than its page shows.
#[component]
pub fn ChooseAll(
    selection: Selection,
    filter: ProductFilter,
    counts: StatusCounts,
    shown: usize,
) -> AnyView {
    let l = locale();
    let filter = ProductFilter {
        after: None,
        ..filter
    };
    selection.asks(&filter);
    let count = found(filter.status, counts);
    if usize::try_from(count).is_ok_and(|count| count <= shown) {
        return ().into_any();
    }
    let value = choice::text(&filter);
    let on_click = move |event: MouseEvent| {
        let ticked = event_target_checked(&event);
        selection.all.set(ticked.then(|| (filter.clone(), count)));
    };
    view! {
        <label class="choose-all">
            <input
                type="checkbox"
                form=BULK
                name=choice::ALL
                value=value
                autocomplete="off"
                prop:checked=move || selection.all.with(Option::is_some)
                on:click=on_click
            />
            {say!(l, batches.choose_all, count = money::count(l, count))}
        </label>
    }
    .into_any()
}

/// How many the list shows on all its pages.
fn found(status: Option<ProductStatus>, counts: StatusCounts) -> i64 {
    match status {
        None => counts.draft + counts.published + counts.sold,
        Some(ProductStatus::Draft) => counts.draft,
        Some(ProductStatus::Published) => counts.published,
        Some(ProductStatus::Sold) => counts.sold,
        Some(ProductStatus::Archived) => counts.archived,
        Some(ProductStatus::PendingDeletion) => 0,
    }
}
