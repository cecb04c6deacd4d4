//! How the list is laid out: how much room an item has, and which columns. The address says it; where it says nothing, the list
//! is as this browser left it, which a cookie knows.

pub mod server_fns;

use super::columns::Columns;
use super::place::Place;
use crate::visit::visit;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Rows and columns together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    pub rows: Rows,
    pub columns: Columns,
}

/// How much room an item has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rows {
    #[default]
    Roomy,
    Dense,
    /// No rows: pictures beside each other.
    Grid,
}

/// Parts rows and columns in the cookie.
const SEPARATOR: char = '~';

impl Rows {
    pub const ALL: [Self; 3] = [Self::Roomy, Self::Dense, Self::Grid];

    /// The text in addresses, and for style sheets.
    pub fn name(self) -> &'static str {
        match self {
            Self::Roomy => "roomy",
            Self::Dense => "dense",
            Self::Grid => "grid",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rows| rows.name() == name)
    }
}

impl Layout {
    /// What the cookie says; a part that cannot be read is as it is of itself.
    pub fn read(text: &str) -> Self {
        let (rows, columns) = text.split_once(SEPARATOR).unwrap_or_default();
        Self {
            rows: Rows::from_name(rows).unwrap_or_default(),
            columns: Columns::read(columns).unwrap_or_default(),
        }
    }

    /// As the cookie has it.
    pub fn write(self) -> String {
        format!("{}{SEPARATOR}{}", self.rows.name(), self.columns.write())
    }
}

/// As the list was left, in this browser. Kept in context by the frame around the pages, which outlives the list.
#[derive(Clone, Copy)]
pub struct Left(RwSignal<Layout>);

impl Left {
    /// As the server knew it when the page was loaded.
    pub fn known() -> Self {
        Self(RwSignal::new(visit().layout))
    }

    /// The one of the frame.
    pub fn here() -> Self {
        use_context().unwrap_or_else(Self::known)
    }

    /// How the list is laid out at `place`.
    pub fn layout(self, place: Memo<Place>) -> Memo<Layout> {
        Memo::new(move |_| {
            let left = self.0.get();
            place.with(|place| Layout {
                rows: place.rows.unwrap_or(left.rows),
                columns: place.columns.unwrap_or(left.columns),
            })
        })
    }

    /// Whatever the list is laid out as is how it was left: at once on this page, and for the next visit.
    pub fn follow(self, layout: Memo<Layout>) {
        #[cfg(feature = "ssr")]
        self.tell_the_browser(layout.get_untracked());
        if is_carried() {
            self.0.set(layout.get_untracked());
        }
        Effect::new(move |_| {
            let now = layout.get();
            if now == self.0.get_untracked() {
                return;
            }
            self.0.set(now);
            leptos::task::spawn_local(async move {
                // What did not arrive is forgotten at the next visit, and nobody has lost anything.
                drop(server_fns::keep_layout(now.write()).await);
            });
        });
    }

    /// The way of a page without scripts.
    #[cfg(feature = "ssr")]
    fn tell_the_browser(self, now: Layout) {
        use crate::request::{self, cookies};

        if now != self.0.get_untracked() {
            request::send_cookies([cookies::set_layout(now)]);
        }
    }
}

/// Whether the page comes with an answer of the server, which has told the browser by itself.
fn is_carried() -> bool {
    Owner::current_shared_context().is_some_and(|shared| shared.get_is_hydrating())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::products::columns::Column;

    #[test]
    fn a_cookie_is_read_as_it_was_written() {
        for rows in Rows::ALL {
            for columns in [
                Columns::default(),
                Columns::default().toggled(Column::Brand),
            ] {
                let layout = Layout { rows, columns };
                assert_eq!(Layout::read(&layout.write()), layout);
            }
        }
        let none = Column::ALL
            .into_iter()
            .filter(|column| Columns::default().has(*column))
            .fold(Columns::default(), Columns::toggled);
        let bare = Layout {
            columns: none,
            ..Layout::default()
        };
        assert_eq!(Layout::read(&bare.write()), bare);
    }

    #[test]
    fn a_made_up_cookie_is_the_usual_layout() {
        for text in ["", "~", "tight~shoe", "dense", "~~"] {
            assert_eq!(Layout::read(text), Layout::default(), "{text}");
        }
        assert_eq!(Layout::read("grid~shoe").rows, Rows::Grid);
    }
}
