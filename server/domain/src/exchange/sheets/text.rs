//! CSV as programs really write it: in UTF-8, UTF-16 or Windows' old letters, parted by commas, semicolons, tabs or bars.

use super::Sheet;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;
use stoflow_wire::problem::Problem;

const SEPARATORS: [u8; 4] = [b';', b',', b'\t', b'|'];

/// How much of a file is looked at to find out how it is written.
const LOOKED_AT: usize = 4096;

pub(super) fn read(bytes: &[u8], sheet: &mut Sheet) -> Result<(), Problem> {
    let text = decoded(bytes);
    if text.chars().take(LOOKED_AT).any(is_binary) {
        return Err(Problem::Unknown);
    }
    let (separator, text) = announced(&text);
    let separator = separator.unwrap_or_else(|| separator_of(text));
    let mut lines = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    while lines
        .read_record(&mut record)
        .map_err(|_unreadable| Problem::Unknown)?
    {
        let line = record.position().map_or(0, |at| line_of(text, at));
        sheet.take(line, record.iter().map(str::to_owned).collect())?;
    }
    Ok(())
}

/// The reader says where it began to look; empty lines before the record are no part of it.
fn line_of(text: &str, at: &csv::Position) -> u32 {
    let from = usize::try_from(at.byte()).unwrap_or(usize::MAX);
    let ahead = text.as_bytes().get(from..).unwrap_or_default().iter();
    let empty = ahead.take_while(|byte| matches!(byte, b'\r' | b'\n'));
    let empty = empty.filter(|byte| **byte == b'\n').count();
    let line = at.line() + u64::try_from(empty).unwrap_or_default();
    u32::try_from(line).unwrap_or(u32::MAX)
}

/// By its mark; without one UTF-8 where it can be, UTF-16 where every other byte is nothing, else as Windows wrote it.
fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    let (encoding, bytes) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (encoding, &bytes[mark..]),
        None => (unmarked(bytes), bytes),
    };
    encoding.decode_without_bom_handling(bytes).0
}

fn unmarked(bytes: &[u8]) -> &'static Encoding {
    let start = &bytes[..bytes.len().min(LOOKED_AT)];
    let nothing = |from: usize| {
        let bytes = start.iter().skip(from).step_by(2);
        bytes.filter(|byte| **byte == 0).count()
    };
    let (high, low) = (nothing(0), nothing(1));
    if low > start.len() / 4 {
        UTF_16LE
    } else if high > start.len() / 4 {
        UTF_16BE
    } else if std::str::from_utf8(bytes).is_ok() {
        UTF_8
    } else {
        WINDOWS_1252
    }
}

/// No text has these; a photo does.
fn is_binary(c: char) -> bool {
    c.is_ascii_control() && !c.is_whitespace()
}

/// `sep=;`, as Excel writes it above the sheet. What is left starts with an empty line, so that lines count as before.
fn announced(text: &str) -> (Option<u8>, &str) {
    let Some(rest) = text.strip_prefix("sep=") else {
        return (None, text);
    };
    match rest.as_bytes() {
        [separator, b'\r' | b'\n', ..] if SEPARATORS.contains(separator) => {
            (Some(*separator), &rest[1..])
        }
        _ => (None, text),
    }
}

/// What stands most often in the first line that says something, outside quotes.
fn separator_of(text: &str) -> u8 {
    let mut counts = [0_usize; SEPARATORS.len()];
    let mut quoted = false;
    for byte in text.trim_start().bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            _ => {
                for (count, separator) in counts.iter_mut().zip(SEPARATORS) {
                    *count += usize::from(byte == separator);
                }
            }
        }
    }
    let most = counts.iter().copied().max().unwrap_or_default();
    let found = counts.iter().position(|count| *count == most);
    SEPARATORS[found.unwrap_or_default()]
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Titre;Prix\r\n\"Robe d’été; légère\";12,50 €\r\n";

    fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
        let mut sheet = Sheet::default();
        read(bytes, &mut sheet).unwrap();
        let rows = sheet.rows.into_iter().map(|row| row.cells);
        std::iter::once(sheet.headings).chain(rows).collect()
    }

    fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn every_way_of_writing_letters_is_read() {
        let expected = cells(TEXT.as_bytes());
        assert_eq!(expected[1], ["Robe d’été; légère", "12,50 €"]);
        let (windows, ..) = WINDOWS_1252.encode(TEXT);
        assert_eq!(cells(&windows), expected);
        assert_eq!(cells(format!("\u{feff}{TEXT}").as_bytes()), expected);
        for text in [TEXT.to_owned(), format!("\u{feff}{TEXT}")] {
            assert_eq!(cells(&utf_16(&text, u16::to_le_bytes)), expected);
            assert_eq!(cells(&utf_16(&text, u16::to_be_bytes)), expected);
        }
    }

    #[test]
    fn every_separator_is_found() {
        for separator in [";", ",", "\t", "|"] {
            let text = format!("\"A,B;C\"{separator}Prix\nRobe{separator}12\n");
            assert_eq!(cells(text.as_bytes())[1], ["Robe", "12"], "{separator:?}");
        }
        assert_eq!(cells(b"sep=,\r\nA,B;C\r\n1,2")[1], ["1", "2"]);
        assert_eq!(cells(b"Titre\nRobe, longue")[1], ["Robe, longue"]);
    }

    #[test]
    fn broken_letters_break_nothing_and_a_photo_is_no_sheet() {
        assert_eq!(cells(b"Titre\n\xff\xfe\x81robe")[1].len(), 1);
        let mut sheet = Sheet::default();
        let photo = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01";
        assert_eq!(read(photo, &mut sheet), Err(Problem::Unknown));
        // A quote that never ends is one long cell.
        assert_eq!(cells(b"Titre\n\"Robe\nPull").len(), 2);
    }
}
