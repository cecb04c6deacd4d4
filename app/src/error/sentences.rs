//! One sentence per failure that says what to do next. Knows the words, no page.

use super::AppError;
use crate::channel_rules::sentences::{coefficient_problem, hundredths};
use crate::exchange::sentences::file_problem;
use crate::say;
use crate::ui::field::Wrong;
use crate::words::Locale;
use crate::words::dates::wait;
use crate::words::money::amount;
use leptos::prelude::*;
use stoflow_wire::money::Money;
use stoflow_wire::photos::PhotoProblem;
use stoflow_wire::problem::Problem;

/// The failure of a whole act.
pub fn failure(l: Locale, error: &AppError) -> String {
    match error {
        AppError::SignedOut => say!(l, errors.signed_out).to_owned(),
        AppError::Forbidden => say!(l, errors.forbidden).to_owned(),
        AppError::MarketplaceRefused { said } => {
            say!(l, errors.marketplace_refused, said = said)
        }
        AppError::NotFound => say!(l, errors.not_found).to_owned(),
        AppError::Invalid { fields } => match fields.as_slice() {
            [only] => problem(l, &only.field, &only.problem),
            _ => say!(l, errors.invalid).to_owned(),
        },
        AppError::NotReady { .. } => say!(l, errors.not_ready).to_owned(),
        AppError::UnderWay { .. } => say!(l, errors.under_way).to_owned(),
        AppError::Stale => say!(l, errors.stale).to_owned(),
        AppError::OutOfPlace => say!(l, errors.out_of_place).to_owned(),
        AppError::TooMany { retry_after_s } => {
            let wait = wait(l, (*retry_after_s).max(1));
            say!(l, errors.too_many, wait = wait)
        }
        AppError::ShopBehind => say!(l, errors.shop_behind).to_owned(),
        AppError::Unavailable { .. } => say!(l, errors.unavailable).to_owned(),
        AppError::Internal { .. } | AppError::Unknown => say!(l, errors.internal).to_owned(),
        AppError::Unreadable => say!(l, errors.unreadable).to_owned(),
        AppError::Offline => say!(l, errors.offline).to_owned(),
    }
}

/// The fields whose limits are cents.
const AMOUNTS: [&str; 7] = [
    "price",
    "cost",
    "minimum",
    "added",
    "commission_fixed",
    "payment_fixed",
    "packaging",
];

/// What is wrong with one field. `field` decides the unit of a limit: an amount's is cents, a length's millimetres.
pub fn problem(l: Locale, field: &str, problem: &Problem) -> String {
    if field == "file" {
        return file_problem(l, problem);
    }
    if field == "coefficient" {
        return coefficient_problem(l, problem).to_owned();
    }
    let is_length = field.starts_with("measurements.");
    let limit = |value: i64| {
        if AMOUNTS.contains(&field) {
            amount(l, Money::euros_from_cents(value))
        } else if field.ends_with("_percent") {
            hundredths(l, value)
        } else if is_length {
            centimetres(l, value)
        } else {
            value.to_string()
        }
    };
    match problem {
        _ if field.starts_with("shares.") => say!(l, errors.field_not_a_share).to_owned(),
        Problem::TooLarge { max } if field == "materials" => {
            say!(l, errors.shares_too_large, max = max)
        }
        Problem::Missing => say!(l, errors.field_missing).to_owned(),
        Problem::TooLong { max } if field == "filter" => say!(l, errors.filter_too_long, max = max),
        Problem::TooLong { max } => say!(l, errors.field_too_long, max = max),
        Problem::TooShort { min } => say!(l, errors.field_too_short, min = min),
        Problem::NotANumber => say!(l, errors.field_not_a_number).to_owned(),
        Problem::Negative => say!(l, errors.field_negative).to_owned(),
        Problem::TooPrecise if is_length => say!(l, errors.field_too_precise_length).to_owned(),
        Problem::TooPrecise => say!(l, errors.field_too_precise).to_owned(),
        Problem::TooLarge { max } => {
            let max = limit(*max);
            say!(l, errors.field_too_large, max = max)
        }
        Problem::TooSmall { min } if field == "crop" => say!(l, errors.photo_too_small, min = min),
        Problem::TooSmall { min } => {
            let min = limit(*min);
            say!(l, errors.field_too_small, min = min)
        }
        Problem::TooMany { max } if matches!(field, "word" | "value") => {
            say!(l, own_words.full, max = max)
        }
        Problem::TooMany { max } if field == "name" => say!(l, errors.field_full, max = max),
        Problem::TooMany { max } if field == "internal" => {
            say!(l, errors.photos_internal_full, max = max)
        }
        Problem::TooMany { max } if field == "published" => say!(l, errors.photos_full, max = max),
        Problem::TooMany { max } => say!(l, errors.field_too_many, max = max),
        Problem::Unknown if field == "like" => say!(l, own_words.like_unknown).to_owned(),
        Problem::Unknown => say!(l, errors.field_unknown).to_owned(),
        Problem::Ambiguous => say!(l, exchange.ambiguous_number).to_owned(),
        Problem::AlreadyUsed if field == "word" => say!(l, own_words.known).to_owned(),
        Problem::AlreadyUsed if field == "name" => say!(l, errors.field_name_taken).to_owned(),
        Problem::AlreadyUsed if field == "columns" => say!(l, exchange.column_twice).to_owned(),
        Problem::AlreadyUsed if field == "internal" => say!(l, errors.photo_on_its_way).to_owned(),
        Problem::AlreadyUsed => say!(l, errors.field_already_used).to_owned(),
        Problem::NotATime => say!(l, errors.field_not_a_time).to_owned(),
        Problem::AsTheOther => say!(l, errors.field_as_the_other).to_owned(),
        Problem::NotAfter => say!(l, errors.field_not_after).to_owned(),
        Problem::NotAnEmail => say!(l, errors.field_not_an_email).to_owned(),
        Problem::WeakPassword => say!(l, errors.field_weak_password).to_owned(),
        Problem::UnknownPlaceholder { name } => {
            say!(l, errors.field_unknown_placeholder, name = name)
        }
        Problem::UnknownFact { name, line, place } => {
            say!(
                l,
                errors.field_unknown_fact,
                name = name,
                line = line,
                place = place
            )
        }
        Problem::ForbiddenCharacter => say!(l, errors.field_forbidden_character).to_owned(),
    }
}

/// A length in the reader's own writing.
pub fn centimetres(l: Locale, millimetres: i64) -> String {
    let point = match l {
        Locale::fr => ',',
        Locale::en => '.',
    };
    match (millimetres / 10, millimetres % 10) {
        (whole, 0) => format!("{whole} cm"),
        (whole, tenth) => format!("{whole}{point}{tenth} cm"),
    }
}

/// What is wrong with the field `name` of a form, while there is something.
pub fn wrong(l: Locale, error: Signal<Option<AppError>>, name: &'static str) -> Wrong {
    Signal::derive(move || {
        error.with(|error| {
            let told = error.as_ref()?.field(name)?;
            Some(problem(l, name, &told))
        })
    })
}

/// Why a file of an upload was not taken.
pub fn photo_problem(l: Locale, problem: PhotoProblem) -> &'static str {
    match problem {
        PhotoProblem::NotAPhoto => say!(l, errors.photo_not_a_photo),
        PhotoProblem::Damaged => say!(l, errors.photo_damaged),
        PhotoProblem::TooHeavy => say!(l, errors.photo_too_heavy),
        PhotoProblem::TooManyPixels => say!(l, errors.photo_too_many_pixels),
        PhotoProblem::TooMany => say!(l, errors.photo_too_many),
    }
}
