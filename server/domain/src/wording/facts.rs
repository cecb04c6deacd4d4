//! What is known of an item, in the words of one language. A title or a description is made of nothing else.
//!
//! Knows no catalogue table: whoever fills it in has translated the keys already. Empty is what is not known, and
//! nothing is guessed from it.

use crate::catalogue::Gender;
use stoflow_wire::wording::Language;

/// The item's facts with their labels as the catalogue writes them, capital letter first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The one all labels are in.
    pub language: Language,
    pub brand: String,
    pub model: String,
    pub category: String,
    pub gender: Option<Labelled<Gender>>,
    pub size: String,
    /// The main one first.
    pub colours: Vec<String>,
    pub materials: Vec<Share>,
    /// By the catalogue's note, 0–10, 10 = new with tags.
    pub condition: Option<Labelled<u8>>,
    /// The details of the condition: marks of wear, mends, what is missing.
    pub remarks: Vec<String>,
    pub fit: String,
    pub pattern: String,
    pub neckline: String,
    pub sleeves: String,
    /// The country.
    pub origin: String,
    pub decade: Option<Labelled<Age>>,
    pub trends: Vec<String>,
    pub features: Vec<String>,
    /// With their values and unit: `52 cm`.
    pub measurements: Vec<Named>,
    /// Whatever else the catalogue says: season, lining, closure, heel.
    pub details: Vec<Named>,
    /// The seller's own words, with their lines; in whatever language they were written.
    pub description: String,
    pub sku: String,
    pub location: String,
}

/// A choice of the catalogue whose label alone does not tell how to speak of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labelled<K> {
    pub key: K,
    pub label: String,
}

/// A material and how much of it there is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Share {
    pub label: String,
    /// 1–100, as the care label says; `None` where it does not.
    pub percent: Option<u8>,
}

/// A fact with its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    pub name: String,
    pub value: String,
}

/// Whether something of a decade is called vintage. Buyers and Etsy ask for twenty years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    Recent,
    Vintage,
}
