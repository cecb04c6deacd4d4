//! How a row's item stands, as an export of ours says it, and what an import makes of that: what is sold or put away comes in
//! as such. Nothing is online by an import, so what is online elsewhere comes in as a draft. Pure.

use super::{facts, words};
use crate::own_words::OwnWords;
use crate::products::arrivals::Standing;
use stoflow_wire::language::Language;
use stoflow_wire::problem::Problem;
use stoflow_wire::products::ProductStatus;
use time::{Date, Duration, Month};

pub(super) const STATUS: &str = "status";
pub(super) const SOLD_ON: &str = "sold_on";

/// The columns that say it.
pub(super) const COLUMNS: [&str; 2] = [STATUS, SOLD_ON];

/// Words that may stand in the column of the status.
pub(super) const WORDS: [ProductStatus; 5] = [
    ProductStatus::Draft,
    ProductStatus::Published,
    ProductStatus::Sold,
    ProductStatus::Archived,
    ProductStatus::PendingDeletion,
];

/// What a row says of how its item stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    status: Option<ProductStatus>,
    sold_on: Option<Date>,
}

impl Said {
    /// Takes a cell of one of [`COLUMNS`] in; what it says that nobody understands is not said.
    pub(super) fn take(&mut self, column: &str, cell: &str) -> Result<(), Problem> {
        if column == STATUS {
            self.status = Some(status(cell).ok_or(Problem::Unknown)?);
        } else {
            self.sold_on = Some(day(cell).ok_or(Problem::Unknown)?);
        }
        Ok(())
    }

    /// As the item comes in. One that was sold before it was put away has the day of that; a day alone says that it is sold.
    pub(super) fn standing(self) -> Standing {
        match (self.status, self.sold_on) {
            (Some(ProductStatus::Archived | ProductStatus::PendingDeletion), day) => {
                Standing::Archived { sold_on: day }
            }
            (Some(ProductStatus::Sold), day) => Standing::Sold { on: day },
            (None, Some(day)) => Standing::Sold { on: Some(day) },
            (Some(ProductStatus::Draft | ProductStatus::Published) | None, _) => Standing::Draft,
        }
    }

    /// Whether it is online where the sheet comes from.
    pub(super) fn was_online(self) -> bool {
        self.status == Some(ProductStatus::Published)
    }

    /// What one of [`COLUMNS`] says, as people of the language read it; of a day what the item comes in with.
    pub(super) fn told(self, column: &str, language: Language) -> String {
        if column == STATUS {
            let status = self.status.map(ProductStatus::name);
            return status
                .map_or("", |key| facts::word(key, language))
                .to_owned();
        }
        let day = self.standing().sold_on();
        day.map(|day| day.to_string()).unwrap_or_default()
    }
}

fn status(cell: &str) -> Option<ProductStatus> {
    ProductStatus::from_name(&words::read(STATUS, cell, OwnWords::none())?.keys)
}

/// A day as an export has it, as people write it, or as a workbook counts it.
fn day(cell: &str) -> Option<Date> {
    let day = cell.split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    match parts[..] {
        [year, month, day] if year.len() == 4 => written(year, month, day),
        [day, month, year] if year.len() == 4 => written(year, month, day),
        _ => counted(cell),
    }
}

fn written(year: &str, month: &str, day: &str) -> Option<Date> {
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok()
}

/// Workbooks count days from the end of 1899; a fraction is the time of day.
fn counted(cell: &str) -> Option<Date> {
    const FIRST: i64 = 36_526;
    const LAST: i64 = 73_050;
    let whole = cell.split('.').next().unwrap_or_default();
    let days: i64 = whole.parse().ok()?;
    let origin = Date::from_calendar_date(1899, Month::December, 30).ok()?;
    // From the year 2000 to the year 2099: any other number is none.
    (FIRST..=LAST)
        .contains(&days)
        .then(|| origin.checked_add(Duration::days(days)))?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(status: &str, sold_on: &str) -> Said {
        let mut said = Said::default();
        for (column, cell) in COLUMNS.into_iter().zip([status, sold_on]) {
            if !cell.is_empty() {
                said.take(column, cell).unwrap();
            }
        }
        said
    }

    fn autumn() -> Date {
        Date::from_calendar_date(2026, Month::November, 3).unwrap()
    }

    #[test]
    fn words_of_both_languages_say_how_an_item_comes_in() {
        let on = Some(autumn());
        for (status, sold_on, standing) in [
            ("Brouillon", "", Standing::Draft),
            ("draft", "2026-11-03", Standing::Draft),
            ("En ligne", "", Standing::Draft),
            ("Vendu", "", Standing::Sold { on: None }),
            ("SOLD", "03/11/2026", Standing::Sold { on }),
            ("", "3.11.2026", Standing::Sold { on }),
            ("Archivé", "", Standing::Archived { sold_on: None }),
            ("Archived", "46329.5", Standing::Archived { sold_on: on }),
            ("En suppression", "", Standing::Archived { sold_on: None }),
        ] {
            assert_eq!(said(status, sold_on).standing(), standing, "{status}");
        }
        assert!(said("Listed", "").was_online());
        assert!(!said("Sold", "").was_online());
    }

    #[test]
    fn what_is_written_is_read_again() {
        for language in [Language::Fr, Language::En] {
            for status in WORDS {
                let word = facts::word(status.name(), language);
                let said = said(word, "2026-11-03 10:22:07");
                assert_eq!(said.told(STATUS, language), word);
                // What is for sale was not sold, whatever stands there.
                let day = match said.standing() {
                    Standing::Draft => "",
                    Standing::Sold { .. } | Standing::Archived { .. } => "2026-11-03",
                };
                assert_eq!(said.told(SOLD_ON, language), day, "{word}");
            }
        }
    }

    #[test]
    fn nonsense_is_neither_a_status_nor_a_day() {
        let mut said = Said::default();
        for (column, cell) in [
            (STATUS, "peut-être"),
            (STATUS, "draft, sold"),
            (SOLD_ON, "hier"),
            (SOLD_ON, "31/02/2026"),
            (SOLD_ON, "12"),
            (SOLD_ON, "2026-11"),
        ] {
            assert_eq!(said.take(column, cell), Err(Problem::Unknown), "{cell}");
        }
        assert_eq!(said, Said::default());
    }
}
