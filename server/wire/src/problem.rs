//! What can be wrong with a field. Typed, so that each language writes its own sentence.

use serde::{Deserialize, Serialize};

/// A field and what is wrong with it. `field` is the form control's `name`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldProblem {
    pub field: String,
    pub problem: Problem,
}

impl FieldProblem {
    pub fn new(field: &str, problem: Problem) -> Self {
        Self {
            field: field.to_owned(),
            problem,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Problem {
    Missing,
    /// Longer than `max` characters.
    TooLong {
        max: u32,
    },
    /// Shorter than `min` characters.
    TooShort {
        min: u32,
    },
    NotANumber,
    Negative,
    /// More than two decimals.
    TooPrecise,
    /// Above `max`, in the field's own unit (cents for a price).
    TooLarge {
        max: i64,
    },
    /// Below `min`, in the field's own unit.
    TooSmall {
        min: i64,
    },
    /// More than `max` choices.
    TooMany {
        max: u32,
    },
    /// Not one of the choices offered.
    Unknown,
    /// May stand for several of the choices.
    Ambiguous,
    /// Another product of this shop already has it.
    AlreadyUsed,
    NotAnEmail,
    /// Not a time of day such as 23:00.
    NotATime,
    /// The same as the other end of the span.
    AsTheOther,
    /// Ends before it begins.
    NotAfter,
    /// Lower case, upper case, digit and sign are wanted.
    WeakPassword,
    /// `{name}` stands for nothing.
    UnknownPlaceholder {
        name: String,
    },
    /// `{name}` is nothing that is known of an item. Its brace is the sign `place` of the line `line`, both from 1.
    UnknownFact {
        name: String,
        line: u32,
        place: u32,
    },
    /// A character that cannot be stored (NUL, lone surrogate).
    ForbiddenCharacter,
}
