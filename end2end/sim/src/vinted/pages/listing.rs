//! How a listing looks: small as a card in a grid, whole as a sheet.

use maud::{Markup, html};
use serde_json::json;

use crate::vinted::State;
use crate::vinted::catalogue::{Catalogue, Color, condition_title};
use crate::vinted::items::{Item, Standing, Visibility};
use crate::vinted::photos::Photo;

/// Cover, price, brand, size: what a grid shows.
pub(super) fn card(catalogue: &Catalogue, state: &State, item: &Item) -> Markup {
    html! {
        a.card href=(item.path()) {
            (cover(state, item))
            strong.price { (euros(item)) }
            span.line { (item.listing.brand.title) }
            span.line.muted { (size(catalogue, item)) " · " (condition_title(item.listing.status_id).unwrap_or_default()) }
        }
    }
}

/// Everything a buyer, and a curious seller, can know of a listing.
pub(super) fn sheet(catalogue: &Catalogue, state: &State, item: &Item) -> Markup {
    let listing = &item.listing;
    html! {
        article.sheet data-item=(item.id.0) data-standing=(standing_word(item)) {
            (gallery(state, item))
            div.facts {
                (badge(item))
                h2 { (listing.title) }
                p.price { (euros(item)) }
                dl {
                    dt { "Marque" } dd { (listing.brand.title) @if listing.brand.id.is_none() { span.muted { " (libre)" } } }
                    dt { "Taille" } dd { (size(catalogue, item)) }
                    dt { "État" } dd { (condition_title(listing.status_id).unwrap_or_default()) }
                    dt { "Couleur" } dd { (colors(catalogue, item)) }
                    dt { "Matière" } dd { (materials(catalogue, item)) }
                    dt { "Catégorie" } dd { (catalogue.path(listing.catalog_id)) }
                    dt { "Vues" } dd { (item.views) span.muted { " · " (item.favourites) " favoris" } }
                    dt { "Ajouté" } dd { (when(item.created_at)) }
                    dt { "Annonce" } dd { code { (item.id.0) } }
                }
                p.description { (listing.description) }
            }
        }
    }
}

/// The `Product` block from which the real page's readers take a description.
pub(super) fn linked_data(state: &State, item: &Item) -> Markup {
    let images: Vec<String> = photos(state, item).map(|photo| photo.url("f800")).collect();
    let data = json!({
        "@context": "https://schema.org",
        "@type": "Product",
        "name": item.listing.title,
        "description": item.listing.description,
        "image": images,
        "brand": { "@type": "Brand", "name": item.listing.brand.title },
        "offers": {
            "@type": "Offer",
            "price": item.price()["amount"],
            "priceCurrency": "EUR",
            "availability": "https://schema.org/InStock",
            "url": item.url(),
        },
    });
    super::inline_json("application/ld+json", &data)
}

fn photos<'a>(state: &'a State, item: &'a Item) -> impl Iterator<Item = &'a Photo> {
    item.photos.iter().filter_map(|id| state.photos.get(*id))
}

fn cover(state: &State, item: &Item) -> Markup {
    html! {
        @match photos(state, item).next() {
            Some(photo) => img src=(photo.path("thumb310x430")) alt=(item.listing.title) loading="lazy";,
            None => span.no-photo { "Sans photo" },
        }
    }
}

fn gallery(state: &State, item: &Item) -> Markup {
    html! {
        div.gallery {
            @for (place, photo) in photos(state, item).enumerate() {
                a href=(photo.path("original")) {
                    img src=(photo.path("f800")) alt={ "Photo " (place + 1) } loading="lazy"
                        width=(photo.picture.width) height=(photo.picture.height);
                }
            }
            @if item.photos.is_empty() { span.no-photo { "Sans photo" } }
        }
    }
}

fn badge(item: &Item) -> Markup {
    let text = match (item.standing, item.visibility) {
        (Standing::Deleted, _) => "Supprimée",
        (Standing::Sold, _) => "Vendue",
        (Standing::Draft, _) => "Brouillon",
        (_, Visibility::Hidden) => "Masquée",
        (Standing::Reserved, _) => "Réservée",
        (Standing::OnSale, Visibility::Shown) => "En ligne",
    };
    html! { span.badge data-standing=(standing_word(item)) { (text) } }
}

fn standing_word(item: &Item) -> &'static str {
    match (item.standing, item.visibility) {
        (Standing::Deleted, _) => "deleted",
        (Standing::Sold, _) => "sold",
        (Standing::Draft, _) => "draft",
        (_, Visibility::Hidden) => "hidden",
        (Standing::Reserved, _) => "reserved",
        (Standing::OnSale, Visibility::Shown) => "on_sale",
    }
}

fn euros(item: &Item) -> String {
    let cents = item.listing.price_cents;
    format!("{},{:02} €", cents / 100, cents % 100)
}

fn size(catalogue: &Catalogue, item: &Item) -> String {
    let title = item.listing.size_id.and_then(|id| catalogue.size_title(id));
    title.unwrap_or("Sans taille").to_owned()
}

fn colors(catalogue: &Catalogue, item: &Item) -> Markup {
    let colors: Vec<&Color> = item
        .listing
        .color_ids
        .iter()
        .filter_map(|id| catalogue.color(*id))
        .collect();
    html! {
        @for color in colors {
            span.color {
                svg viewBox="0 0 10 10" aria-hidden="true" { circle cx="5" cy="5" r="4.5" fill=(fill(color)) {} }
                (color.title)
            }
        }
    }
}

/// Several colours have no one colour.
fn fill(color: &Color) -> String {
    if color.hex.is_empty() {
        "none".to_owned()
    } else {
        format!("#{}", color.hex)
    }
}

fn materials(catalogue: &Catalogue, item: &Item) -> String {
    let titles: Vec<&str> = item
        .listing
        .material_ids()
        .iter()
        .filter_map(|id| catalogue.material_title(*id))
        .collect();
    if titles.is_empty() {
        "–".to_owned()
    } else {
        titles.join(", ")
    }
}

fn when(at: time::OffsetDateTime) -> String {
    format!(
        "{:02}/{:02}/{} à {:02}:{:02}:{:02} UTC",
        at.day(),
        u8::from(at.month()),
        at.year(),
        at.hour(),
        at.minute(),
        at.second()
    )
}
