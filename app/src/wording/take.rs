//! Putting a text into the item's form as if it had been typed, and the seller's own text back.
//!
//! The form hears of it as of any typing: it is kept as a draft, counted, and no more problem of its field is shown.

use crate::ui::{focus, typing};
use leptos::prelude::*;

/// One of the two texts of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Title,
    Description,
}

impl Part {
    /// Where its control is in the form.
    fn place(self) -> &'static str {
        match self {
            Self::Title => "#field-title",
            Self::Description => "#field-description",
        }
    }
}

/// A text that was taken, and the seller's own that stood there before.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Swap {
    own: String,
    put: String,
}

/// The taking of one text, and the way back. It outlives the texts that are offered.
#[derive(Clone, Copy)]
pub struct Taking {
    pub part: Part,
    swap: RwSignal<Option<Swap>>,
}

impl Taking {
    pub fn of(part: Part) -> Self {
        Self {
            part,
            swap: RwSignal::new(None),
        }
    }

    pub fn is_taken(self) -> bool {
        self.swap.with(Option::is_some)
    }

    /// Puts `text` into the form. Of several that are taken one after the other, the way back leads to the seller's own.
    pub fn take(self, text: &str) {
        let Some(typed) = typing::read(self.part.place()) else {
            return;
        };
        self.swap.update(|swap| {
            let own = match swap.take() {
                Some(before) if before.put == typed => before.own,
                _ => typed,
            };
            let put = text.to_owned();
            *swap = Some(Swap { own, put });
        });
        typing::write(self.part.place(), text);
    }

    /// Puts back what stood there before.
    pub fn put_back(self) {
        if let Some(swap) = self.swap.get_untracked() {
            typing::write(self.part.place(), &swap.own);
            self.swap.set(None);
            // The button that was pressed is gone.
            focus::on_first(self.part.place());
        }
    }
}
