//! A file as a sheet of texts, whatever program wrote it, and texts as they leave without doing harm. Pure: knows no column.

pub(super) mod harmless;
mod text;
mod workbook;

use stoflow_wire::problem::Problem;

/// The heaviest file, in megabytes and in bytes.
pub(super) const MEGABYTES: i64 = 20;
const HEAVIEST: usize = 20 * 1024 * 1024;

/// Rows of one sheet, its headings aside.
pub(super) const ROWS: u32 = 10_000;

/// Columns that are looked at: what stands right of them has no heading that anybody wrote by hand.
const WIDEST: usize = 2000;

/// The longest text of a cell, in characters: beyond what any field takes, so that the field says so.
const CELL: usize = 20_000;

/// The first line that says something, and those below it, each as wide as the headings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sheet {
    pub(super) headings: Vec<String>,
    pub(super) rows: Vec<Row>,
    /// Bytes of all its texts.
    weight: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// As spreadsheets count, the first line is 1.
    pub(super) line: u32,
    pub(super) cells: Vec<String>,
}

/// Reads a file. [`Problem::Missing`] for an empty one, [`Problem::TooLarge`] in megabytes, [`Problem::TooMany`] for its
/// rows, [`Problem::Unknown`] for what is no sheet.
pub(super) fn read(bytes: &[u8]) -> Result<Sheet, Problem> {
    if bytes.len() > HEAVIEST {
        return Err(Problem::TooLarge { max: MEGABYTES });
    }
    let mut sheet = Sheet::default();
    if bytes.starts_with(b"PK\x03\x04") {
        workbook::read(bytes, &mut sheet)?;
    } else {
        text::read(bytes, &mut sheet)?;
    }
    if sheet.rows.is_empty() {
        return Err(Problem::Missing);
    }
    Ok(sheet)
}

impl Sheet {
    /// Takes the next line; one that says nothing is passed over.
    fn take(&mut self, line: u32, mut cells: Vec<String>) -> Result<(), Problem> {
        cells.truncate(WIDEST);
        cells.iter_mut().for_each(tidy);
        if cells.iter().all(String::is_empty) {
            return Ok(());
        }
        if self.headings.is_empty() {
            if is_preface(&cells) {
                return Ok(());
            }
            let said = cells.iter().rposition(|cell| !cell.is_empty());
            cells.truncate(said.map_or(0, |last| last + 1));
            self.headings = cells;
            return Ok(());
        }
        if u32::try_from(self.rows.len()).unwrap_or(u32::MAX) >= ROWS {
            return Err(Problem::TooMany { max: ROWS });
        }
        cells.resize(self.headings.len(), String::new());
        self.weight += cells.iter().map(String::len).sum::<usize>();
        if self.weight > HEAVIEST {
            // A workbook says a long text once and shows it a million times.
            return Err(Problem::TooLarge { max: MEGABYTES });
        }
        self.rows.push(Row { line, cells });
        Ok(())
    }
}

/// `#INFO,Version=1.0.0`: what eBay's templates say of themselves above their headings.
fn is_preface(cells: &[String]) -> bool {
    let first = cells.first().map(|cell| cell.to_ascii_lowercase());
    let second = cells
        .get(1)
        .is_some_and(|cell| cell.starts_with("Version="));
    first.is_some_and(|first| first.starts_with("#info") || (first == "info" && second))
}

/// Without the space around it, without NUL, which no database holds, and within bounds.
fn tidy(cell: &mut String) {
    cell.retain(|c| c != '\0');
    if let Some((end, _)) = cell.char_indices().nth(CELL) {
        cell.truncate(end);
    }
    let trimmed = cell.trim();
    if trimmed.len() != cell.len() {
        *cell = trimmed.to_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(count: u32) -> String {
        let rows = (0..count).map(|row| format!("Robe {row}\n"));
        std::iter::once("Titre\n".to_owned()).chain(rows).collect()
    }

    #[test]
    fn too_much_and_nothing_are_told_apart() {
        assert_eq!(read(b""), Err(Problem::Missing));
        assert_eq!(read(b"Titre;Prix\r\n\r\n;\r\n"), Err(Problem::Missing));
        assert!(read(lines(ROWS).as_bytes()).is_ok());
        let most = Problem::TooMany { max: ROWS };
        assert_eq!(read(lines(ROWS + 1).as_bytes()), Err(most));
        let most = Problem::TooLarge { max: MEGABYTES };
        assert_eq!(read(&vec![b'a'; HEAVIEST + 1]), Err(most));
    }

    #[test]
    fn a_row_is_as_wide_as_the_headings_and_keeps_its_line() {
        let sheet = read("\n;;\nTitre;Prix;;\nRobe\n\n Pull ;12;3;4;5\n".as_bytes()).unwrap();
        assert_eq!(sheet.headings, ["Titre", "Prix"]);
        let rows: Vec<_> = sheet
            .rows
            .iter()
            .map(|row| (row.line, row.cells.clone()))
            .collect();
        let texts = |texts: [&str; 2]| texts.map(str::to_owned).to_vec();
        assert_eq!(rows, [(4, texts(["Robe", ""])), (6, texts(["Pull", "12"]))]);
    }

    #[test]
    fn a_template_that_tells_of_itself_begins_below_that() {
        let text = "#INFO,Version=1.0.0,Template=x\n#INFO CREATED=2026\n*Title,*Quantity\nRobe,1\n";
        let sheet = read(text.as_bytes()).unwrap();
        assert_eq!(sheet.headings, ["*Title", "*Quantity"]);
        assert_eq!(sheet.rows[0].line, 4);
    }

    #[test]
    fn a_sheet_of_a_thousand_columns_is_a_sheet() {
        let headings: Vec<String> = (0..1000).map(|n| format!("C{n}")).collect();
        let sheet = read(format!("{}\n1\n", headings.join(",")).as_bytes()).unwrap();
        assert_eq!(sheet.headings.len(), 1000);
    }

    #[test]
    fn a_cell_without_end_ends() {
        let text = format!("Titre\n{}\n", "é".repeat(CELL + 5));
        let sheet = read(text.as_bytes()).unwrap();
        assert_eq!(sheet.rows[0].cells[0].chars().count(), CELL);
    }
}
