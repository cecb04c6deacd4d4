//! Excel's workbooks, read and written: the first sheet, as texts. A formula counts as what it came to.

use super::{Sheet, WIDEST};
use calamine::{DataRef, Reader, Xlsx, XlsxError};
use std::io::{self, Cursor, Read};
use stoflow_wire::problem::Problem;
use zip::ZipArchive;

/// The heaviest workbook once unpacked: what is packed small may be a trap.
const UNPACKED: u64 = 300 * 1024 * 1024;

pub(super) fn read(bytes: &[u8], sheet: &mut Sheet) -> Result<(), Problem> {
    weigh(bytes)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(no_book)?;
    let names = book.sheet_names();
    let first = names.first().ok_or(Problem::Missing)?;
    let mut cells = book.worksheet_cells_reader(first).map_err(no_book)?;
    let mut line: Option<(u32, Vec<String>)> = None;
    while let Some(cell) = cells.next_cell().map_err(no_book)? {
        let (row, column) = cell.get_position();
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column >= WIDEST {
            continue;
        }
        if line.as_ref().is_none_or(|(at, _)| *at != row) {
            finish(line.take(), sheet)?;
            line = Some((row, Vec::new()));
        }
        if let Some((_, texts)) = &mut line {
            if texts.len() <= column {
                texts.resize(column + 1, String::new());
            }
            texts[column] = text(cell.get_value());
        }
    }
    finish(line, sheet)
}

/// Unpacks it once for nothing: what an archive says of its own size is not believed.
fn weigh(bytes: &[u8]) -> Result<(), Problem> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_broken| Problem::Unknown)?;
    let mut left = UNPACKED;
    for index in 0..archive.len() {
        let file = archive
            .by_index(index)
            .map_err(|_broken| Problem::Unknown)?;
        let size = io::copy(&mut file.take(left), &mut io::sink());
        left -= size.map_err(|_broken| Problem::Unknown)?;
        if left == 0 {
            let max = super::MEGABYTES;
            return Err(Problem::TooLarge { max });
        }
    }
    Ok(())
}

fn finish(line: Option<(u32, Vec<String>)>, sheet: &mut Sheet) -> Result<(), Problem> {
    match line {
        Some((row, cells)) => sheet.take(row.saturating_add(1), cells),
        None => Ok(()),
    }
}

fn no_book(_error: XlsxError) -> Problem {
    Problem::Unknown
}

fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => decimal(*number),
        DataRef::DateTime(moment) => decimal(moment.as_f64()),
        DataRef::Bool(_) | DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// As a person would write it: what a computer cannot say exactly is rounded far behind the cents.
fn decimal(number: f64) -> String {
    let text = format!("{number:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_write_them() {
        let cases = [
            (12.0, "12"),
            (12.5, "12.5"),
            (0.1 + 0.2, "0.3"),
            (24.9, "24.9"),
            (0.0, "0"),
        ];
        for (number, written) in cases {
            assert_eq!(decimal(number), written);
        }
    }

    #[test]
    fn an_archive_that_is_no_workbook_is_no_sheet() {
        let mut sheet = Sheet::default();
        assert_eq!(
            read(b"PK\x03\x04 and so on", &mut sheet),
            Err(Problem::Unknown)
        );
    }
}
