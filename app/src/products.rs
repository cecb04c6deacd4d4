//! The catalogue: the list of items and the editor of one.

pub mod bulk_bar;
pub mod catalogue;
pub mod columns;
pub mod editor;
pub mod filters;
pub mod form;
pub mod layout;
pub mod list;
pub mod new;
pub mod photos;
pub mod place;
pub mod readiness;
pub mod receipt;
pub mod row;
pub mod search;
pub mod selection;
pub mod server_fns;
pub mod similar;

use crate::say;
use crate::ui::badge::Tone;
use crate::words::Locale;
use stoflow_wire::gap::GapField;
use stoflow_wire::listings::{ListingField, ListingState, Withheld};
use stoflow_wire::platform::Platform;
use stoflow_wire::products::ProductStatus;

/// A product's title where it has one.
pub fn title_or_none(l: Locale, title: &str) -> String {
    if title.trim().is_empty() {
        say!(l, products.untitled).to_owned()
    } else {
        title.to_owned()
    }
}

/// The name of a heap of products.
pub fn heap_name(l: Locale, status: ProductStatus) -> &'static str {
    match status {
        ProductStatus::Draft => say!(l, products.status_draft),
        ProductStatus::Published => say!(l, products.status_published),
        ProductStatus::Sold => say!(l, products.status_sold),
        ProductStatus::Archived => say!(l, products.status_archived),
        ProductStatus::PendingDeletion => say!(l, products.status_pending_deletion),
    }
}

/// The status of one product.
pub fn status_name(l: Locale, status: ProductStatus) -> &'static str {
    match status {
        ProductStatus::Draft => say!(l, products.one_draft),
        ProductStatus::Published => say!(l, products.one_published),
        ProductStatus::Sold => say!(l, products.one_sold),
        ProductStatus::Archived => say!(l, products.one_archived),
        ProductStatus::PendingDeletion => say!(l, products.status_pending_deletion),
    }
}

pub fn status_tone(status: ProductStatus) -> Tone {
    match status {
        ProductStatus::Published => Tone::Good,
        ProductStatus::Sold => Tone::Info,
        ProductStatus::Draft | ProductStatus::Archived | ProductStatus::PendingDeletion => {
            Tone::Plain
        }
    }
}

pub fn platform_name(l: Locale, platform: Platform) -> &'static str {
    match platform {
        Platform::Vinted => say!(l, frame.vinted),
    }
}

/// How a listing stands, in a word or two.
pub fn listing_state(l: Locale, state: ListingState) -> (Tone, &'static str) {
    match state {
        ListingState::Creating => (Tone::Info, say!(l, products.listing_creating)),
        ListingState::Live => (Tone::Good, say!(l, products.listing_live)),
        ListingState::Updating => (Tone::Info, say!(l, products.listing_updating)),
        ListingState::Removing => (Tone::Info, say!(l, products.listing_removing)),
        ListingState::Draft => (Tone::Plain, say!(l, products.listing_draft)),
        ListingState::Relisting => (Tone::Info, say!(l, products.listing_relisting)),
        ListingState::Removed => (Tone::Plain, say!(l, products.listing_removed)),
        ListingState::Sold => (Tone::Info, say!(l, products.listing_sold)),
        ListingState::Failed => (Tone::Bad, say!(l, products.listing_failed)),
        ListingState::InDoubt => (Tone::Warn, say!(l, products.listing_in_doubt)),
    }
}

/// How a listing stands, with what keeps a live one from being bought.
pub fn standing(
    l: Locale,
    state: ListingState,
    withheld: Option<Withheld>,
) -> (Tone, &'static str) {
    match withheld {
        Some(Withheld::ToVerify) => (Tone::Warn, say!(l, products.listing_to_verify)),
        Some(Withheld::Reserved) => (Tone::Info, say!(l, products.listing_reserved)),
        Some(Withheld::Hidden) => (Tone::Plain, say!(l, products.listing_hidden)),
        Some(Withheld::Draft) => (Tone::Plain, say!(l, products.listing_draft)),
        Some(Withheld::Sold) => (Tone::Info, say!(l, products.listing_sold)),
        None => listing_state(l, state),
    }
}

/// A part of a listing, by the name it has in the editor.
pub fn listing_field(l: Locale, field: ListingField) -> &'static str {
    match field {
        ListingField::Title => say!(l, editor.title),
        ListingField::Description => say!(l, editor.description),
        ListingField::Price => say!(l, editor.price),
        ListingField::Category => say!(l, editor.category),
        ListingField::Brand => say!(l, editor.brand),
        ListingField::Size => say!(l, editor.size),
        ListingField::Condition => say!(l, editor.condition),
        ListingField::Colours => say!(l, editor.colours),
        ListingField::Materials => say!(l, editor.materials),
        ListingField::Parcel => say!(l, editor.parcel),
        ListingField::Unisex => say!(l, editor.unisex),
        ListingField::Measurements => say!(l, editor.section_measurements),
        ListingField::Photos => say!(l, editor.photos),
    }
}

/// What a marketplace misses, by the name it has in the editor.
pub fn gap_name(l: Locale, field: GapField) -> &'static str {
    match field {
        GapField::Photos => say!(l, editor.photos),
        GapField::Title => say!(l, editor.title),
        GapField::Description => say!(l, editor.description),
        GapField::Price => say!(l, editor.price),
        GapField::Quantity => say!(l, editor.quantity),
        GapField::Category => say!(l, editor.category),
        GapField::Gender => say!(l, editor.gender),
        GapField::Brand => say!(l, editor.brand),
        GapField::Size => say!(l, editor.size),
        GapField::Colours => say!(l, editor.colours),
        GapField::Condition => say!(l, editor.condition),
        GapField::Materials => say!(l, editor.materials),
        GapField::Email => say!(l, session.email),
    }
}
