//! Which columns the list shows beside the picture and the title, as the address and the cookie have them. Pure.

use serde::{Deserialize, Serialize};

/// In the order they stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Price,
    Quantity,
    Brand,
    Size,
    Sku,
    Location,
    Channels,
    Age,
}

/// Those that are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns(u8);

/// Parts the names in the address.
const SEPARATOR: char = '.';
/// What the address says where none is shown.
const NONE: &str = "none";

impl Column {
    pub const ALL: [Self; 8] = [
        Self::Price,
        Self::Quantity,
        Self::Brand,
        Self::Size,
        Self::Sku,
        Self::Location,
        Self::Channels,
        Self::Age,
    ];

    /// The text in addresses.
    fn name(self) -> &'static str {
        match self {
            Self::Price => "price",
            Self::Quantity => "quantity",
            Self::Brand => "brand",
            Self::Size => "size",
            Self::Sku => "sku",
            Self::Location => "location",
            Self::Channels => "channels",
            Self::Age => "age",
        }
    }

    const fn bit(self) -> u8 {
        match self {
            Self::Price => 1,
            Self::Quantity => 2,
            Self::Brand => 4,
            Self::Size => 8,
            Self::Sku => 16,
            Self::Location => 32,
            Self::Channels => 64,
            Self::Age => 128,
        }
    }
}

impl Default for Columns {
    fn default() -> Self {
        Self(
            Column::Price.bit()
                | Column::Quantity.bit()
                | Column::Channels.bit()
                | Column::Age.bit(),
        )
    }
}

impl Columns {
    /// Names that nobody knows are not asked; `None` where nothing is.
    pub fn read(text: &str) -> Option<Self> {
        let names = text.split(SEPARATOR);
        let known = names.filter_map(|name| Column::ALL.into_iter().find(|one| one.name() == name));
        let shown = known.fold(0, |shown, column| shown | column.bit());
        (shown != 0 || text == NONE).then_some(Self(shown))
    }

    /// As the address has them.
    pub fn write(self) -> String {
        let names: Vec<&str> = self.shown().map(Column::name).collect();
        if names.is_empty() {
            return NONE.to_owned();
        }
        names.join(&SEPARATOR.to_string())
    }

    /// In the order they stand in.
    pub fn shown(self) -> impl Iterator<Item = Column> {
        Column::ALL
            .into_iter()
            .filter(move |column| self.has(*column))
    }

    pub fn has(self, column: Column) -> bool {
        self.0 & column.bit() != 0
    }

    /// The others with this one, or without it where it is shown.
    #[must_use]
    pub fn toggled(self, column: Column) -> Self {
        Self(self.0 ^ column.bit())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_chosen_is_read_again() {
        for shown in 0..=u8::MAX {
            let columns = Columns(shown);
            assert_eq!(Columns::read(&columns.write()), Some(columns));
        }
        let placed = Columns::default()
            .toggled(Column::Location)
            .toggled(Column::Age);
        assert_eq!(placed.write(), "price.quantity.location.channels");
    }

    #[test]
    fn nonsense_asks_for_nothing() {
        for text in ["", "x", "..", "Price"] {
            assert_eq!(Columns::read(text), None, "{text}");
        }
        assert_eq!(Columns::read("x.age"), Some(Columns(Column::Age.bit())));
    }
}
