//! The table as a workbook of one sheet: the five parts that every spreadsheet program asks for, and no more. All texts stand
//! in their cells, so that a row leaves as soon as it is written.

use super::Shop;
use super::archive::Archive;
use super::delivery::{Delivery, Stop};
use super::table::{self, Cell};
use std::fmt::Write;

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#;
const ROOT: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="StoFlow" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const SHEETS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const SHEET: &str = r#"<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#;
const END: &str = "</sheetData></worksheet>";

const PARTS: [(&str, &str); 4] = [
    ("[Content_Types].xml", TYPES),
    ("_rels/.rels", ROOT),
    ("xl/workbook.xml", BOOK),
    ("xl/_rels/workbook.xml.rels", SHEETS),
];

pub(super) async fn write(shop: &Shop, delivery: &Delivery) -> Result<(), Stop> {
    let mut archive = Archive::new();
    for (name, part) in PARTS {
        archive.begin(name)?;
        archive.write(part.as_bytes())?;
    }
    archive.begin("xl/worksheets/sheet1.xml")?;
    archive.write(SHEET.as_bytes())?;
    let mut number = 1;
    archive.write(row(number, &table::headings(shop.language)).as_bytes())?;
    let mut pages = shop.pages();
    while let Some(page) = pages.next().await? {
        for item in &page {
            number += 1;
            let row = row(number, &table::cells(item, shop.language, &shop.own));
            archive.write(row.as_bytes())?;
        }
        delivery.send(archive.ready()).await?;
    }
    archive.write(END.as_bytes())?;
    delivery.send(archive.finish()?).await
}

/// Empty cells are left out: each of the others says where it stands.
fn row(number: u32, cells: &[Cell]) -> String {
    let mut xml = format!("<row r=\"{number}\">");
    for (place, cell) in cells.iter().enumerate() {
        let at = format!("{}{number}", letters(place));
        let _infallible = match cell {
            Cell::Text(text) if text.is_empty() => Ok(()),
            Cell::Text(text) => write!(
                xml,
                "<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                escaped(text)
            ),
            Cell::Number(value) => write!(xml, "<c r=\"{at}\"><v>{value}</v></c>"),
        };
    }
    xml.push_str("</row>");
    xml
}

/// A, B, …, Z, AA, AB, …
fn letters(mut place: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(b'A' + u8::try_from(place % 26).unwrap_or_default());
        if place < 26 {
            break;
        }
        place = place / 26 - 1;
    }
    letters.into_iter().rev().map(char::from).collect()
}

/// A text that is no formula, as XML holds it; what XML cannot hold no form lets in.
fn escaped(text: &str) -> String {
    let text = crate::exchange::sheets::harmless::guard(text);
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() && !matches!(c, '\t' | '\n' | '\r') => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_letters() {
        let cases = [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (51, "AZ"),
            (52, "BA"),
            (701, "ZZ"),
            (702, "AAA"),
        ];
        for (place, name) in cases {
            assert_eq!(letters(place), name);
        }
    }

    #[test]
    fn a_row_holds_what_there_is() {
        let cells = [
            Cell::Text("=<a>".to_owned()),
            Cell::Text(String::new()),
            Cell::Number("12.50".to_owned()),
        ];
        assert_eq!(
            row(3, &cells),
            "<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t xml:space=\"preserve\">'=&lt;a&gt;</t></is></c>\
             <c r=\"C3\"><v>12.50</v></c></row>"
        );
    }
}
