//! The judgement on each field of the upload form: its value, or the site's complaint.
//!
//! It reads the form and the reference lists, never the state; whether a photo may be used is the editor's question.

use super::{Amount, Brand, ItemAttribute, ItemForm};
use crate::vinted::catalogue::{Catalog, Catalogue, Field, PARCELS, condition_title};
use crate::vinted::errors::FieldError;
use crate::vinted::photos::PhotoId;

const LONGEST_TITLE: usize = 100;
const LONGEST_DESCRIPTION: usize = 2_000;
const LOWEST_PRICE: u64 = 100;
const HIGHEST_PRICE: u64 = 3_000_000;
const MOST_COLORS: usize = 2;
const MOST_MATERIALS: usize = 3;
const MOST_PHOTOS: usize = 20;
/// A title shouts when it has this many capitals and more than half of its letters are capitals.
const SHOUTED_LETTERS: usize = 12;

/// 1 to 20 photos.
pub(crate) fn enough_photos(photos: &[PhotoId]) -> Result<(), FieldError> {
    match photos.len() {
        0 => Err(FieldError::new(
            "photos",
            "Ajoute au moins une photo pour continuer",
        )),
        1..=MOST_PHOTOS => Ok(()),
        _ => Err(FieldError::new(
            "photos",
            "Tu peux ajouter jusqu'à 20 photos",
        )),
    }
}

impl ItemForm {
    pub(super) fn title(&self) -> Result<String, FieldError> {
        let refuse = |why| Err(FieldError::new("title", why));
        if self.title.trim().is_empty() {
            refuse("Renseigne un titre pour continuer")
        } else if self.title.chars().count() > LONGEST_TITLE {
            refuse("Le titre ne peut pas dépasser 100 caractères")
        } else if shouts(&self.title) {
            refuse(
                "Le titre contient trop de lettres majuscules. Essaie d'utiliser des minuscules.",
            )
        } else {
            Ok(self.title.clone())
        }
    }

    pub(super) fn description(&self) -> Result<String, FieldError> {
        let refuse = |why| Err(FieldError::new("description", why));
        if self.description.trim().is_empty() {
            refuse("Décris ton article pour continuer")
        } else if self.description.chars().count() > LONGEST_DESCRIPTION {
            refuse("La description ne peut pas dépasser 2 000 caractères")
        } else {
            Ok(self.description.clone())
        }
    }

    pub(super) fn price(&self) -> Result<u64, FieldError> {
        let cents = self.price.as_ref().and_then(Amount::cents);
        cents
            .filter(|cents| (LOWEST_PRICE..=HIGHEST_PRICE).contains(cents))
            .ok_or_else(|| {
                FieldError::new("price", "Le prix doit être compris entre 1 € et 30 000 €")
            })
    }

    pub(super) fn currency(&self) -> Result<(), FieldError> {
        match self.currency.as_deref() {
            Some("EUR") => Ok(()),
            _ => Err(FieldError::new("currency", "La devise doit être EUR")),
        }
    }

    pub(super) fn catalog<'a>(&self, catalogue: &'a Catalogue) -> Result<&'a Catalog, FieldError> {
        let leaf = self.catalog_id.and_then(|id| catalogue.leaf(id));
        leaf.ok_or_else(|| FieldError::new("category", "Sélectionne une catégorie pour continuer"))
    }

    pub(super) fn brand(
        &self,
        catalogue: &Catalogue,
        catalog: Option<&Catalog>,
    ) -> Result<Brand, FieldError> {
        let written = self
            .brand
            .as_deref()
            .map(str::trim)
            .filter(|brand| !brand.is_empty());
        let known = self.brand_id.and_then(|id| catalogue.brand_title(id));
        let title = known.or(written).map(str::to_owned);
        // The list here is a sample, so an unknown id is taken at its word.
        let title = title.or_else(|| self.brand_id.map(|id| format!("Marque n° {id}")));
        match title {
            Some(title) => Ok(Brand {
                id: self.brand_id,
                title,
            }),
            None if catalog.is_some_and(|catalog| catalog.asks_for(Field::Brand)) => Err(
                FieldError::new("brand", "Sélectionne une marque pour continuer"),
            ),
            None => Ok(Brand::default()),
        }
    }

    pub(super) fn size(
        &self,
        catalogue: &Catalogue,
        catalog: Option<&Catalog>,
    ) -> Result<Option<u64>, FieldError> {
        let groups = catalog
            .map(|catalog| catalogue.size_groups_of(catalog))
            .unwrap_or_default();
        let asked =
            catalog.is_some_and(|catalog| catalog.asks_for(Field::Size)) && !groups.is_empty();
        let given = self
            .size_id
            .or_else(|| self.attribute("size").first().copied());
        let mut takes = groups.iter().flat_map(|group| &group.sizes);
        match given {
            _ if !asked => Ok(given),
            Some(id) if takes.any(|size| size.id == id) => Ok(Some(id)),
            Some(_) => Err(FieldError::new(
                "size",
                "Cette taille n'existe pas dans cette catégorie",
            )),
            None => Err(FieldError::new(
                "size",
                "Renseigne la taille pour continuer",
            )),
        }
    }

    pub(super) fn condition(&self) -> Result<u64, FieldError> {
        let given = self
            .status_id
            .or_else(|| self.attribute("condition").first().copied());
        given
            .filter(|id| condition_title(*id).is_some())
            .ok_or_else(|| FieldError::new("condition", "Sélectionne l'état pour continuer"))
    }

    pub(super) fn colors(
        &self,
        catalogue: &Catalogue,
        catalog: Option<&Catalog>,
    ) -> Result<Vec<u64>, FieldError> {
        let refuse = |why| Err(FieldError::new("color", why));
        if self.color_ids.len() > MOST_COLORS {
            refuse("Tu peux choisir deux couleurs au plus")
        } else if self
            .color_ids
            .iter()
            .any(|id| catalogue.color(*id).is_none())
        {
            refuse("Cette couleur n'existe pas")
        } else if self.color_ids.is_empty()
            && catalog.is_some_and(|catalog| catalog.asks_for(Field::Color))
        {
            refuse("Sélectionne une couleur pour continuer")
        } else {
            Ok(self.color_ids.clone())
        }
    }

    pub(super) fn parcel(&self) -> Result<u64, FieldError> {
        let given = self.package_size_id;
        given
            .filter(|id| PARCELS.iter().any(|(known, _)| known == id))
            .ok_or_else(|| {
                FieldError::new(
                    "package_size",
                    "Sélectionne un format de colis pour continuer",
                )
            })
    }

    pub(super) fn attributes(
        &self,
        catalogue: &Catalogue,
    ) -> Result<Vec<ItemAttribute>, FieldError> {
        let materials = self.attribute("material");
        if materials.len() > MOST_MATERIALS {
            Err(FieldError::new(
                "material",
                "Tu peux choisir trois matières au plus",
            ))
        } else if materials
            .iter()
            .any(|id| catalogue.material_title(*id).is_none())
        {
            Err(FieldError::new("material", "Cette matière n'existe pas"))
        } else {
            Ok(self.item_attributes.clone().unwrap_or_default())
        }
    }

    pub(super) fn attribute(&self, code: &str) -> &[u64] {
        let attributes = self.item_attributes.as_deref().unwrap_or_default();
        let found = attributes.iter().find(|attribute| attribute.code == code);
        found.map_or(&[], |attribute| &attribute.ids)
    }
}

impl Amount {
    /// Whole cents; `None` for what is no price.
    pub(super) fn cents(&self) -> Option<u64> {
        let text = match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.clone(),
        };
        let (euros, cents) = text.split_once('.').unwrap_or((&text, ""));
        let cents = match cents.len() {
            0 => 0,
            1 => cents.parse::<u64>().ok()? * 10,
            2 => cents.parse().ok()?,
            _ => return None,
        };
        euros
            .parse::<u64>()
            .ok()?
            .checked_mul(100)?
            .checked_add(cents)
    }
}

fn shouts(title: &str) -> bool {
    let letters = title
        .chars()
        .filter(|letter| letter.is_alphabetic())
        .count();
    let capitals = title.chars().filter(|letter| letter.is_uppercase()).count();
    capitals >= SHOUTED_LETTERS && capitals * 2 > letters
}
