//! An item that begins with what is said of another one: which parts of it are taken over.

use serde::{Deserialize, Serialize};

/// What belongs together when an item is described. Photos, reference and quantity are no part: they are each item's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Category, and who it is for.
    Kind,
    Brand,
    Size,
    Condition,
    Colours,
    Materials,
    /// What else its category is asked for.
    Attributes,
    Description,
    /// Price, cost and minimum.
    Price,
    /// Weight and size of the parcel.
    Parcel,
    Location,
    Title,
    Measurements,
}

impl Part {
    /// Those that are usually taken over first.
    pub const ALL: [Self; 13] = [
        Self::Kind,
        Self::Brand,
        Self::Size,
        Self::Condition,
        Self::Colours,
        Self::Materials,
        Self::Attributes,
        Self::Description,
        Self::Price,
        Self::Parcel,
        Self::Location,
        Self::Title,
        Self::Measurements,
    ];

    /// The text in forms.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Brand => "brand",
            Self::Size => "size",
            Self::Condition => "condition",
            Self::Colours => "colours",
            Self::Materials => "materials",
            Self::Attributes => "attributes",
            Self::Description => "description",
            Self::Price => "price",
            Self::Parcel => "parcel",
            Self::Location => "location",
            Self::Title => "title",
            Self::Measurements => "measurements",
        }
    }

    /// Taken over unless the seller says otherwise. A title names the one item it is of, and marketplaces take two listings
    /// of one title for the same thing put up twice; a garment that was not measured has no measurements.
    pub fn is_usual(self) -> bool {
        !matches!(self, Self::Title | Self::Measurements)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wire_has_the_names_of_the_forms() {
        for part in Part::ALL {
            let text = serde_json::to_string(&part).unwrap();
            assert_eq!(text, format!("\"{}\"", part.name()));
        }
    }
}
