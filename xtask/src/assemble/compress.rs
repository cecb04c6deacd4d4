//! Files with their compressed twins beside them (`x.js`, `x.js.br`, `x.js.gz`), so that the server never compresses an
//! asset while somebody waits.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use brotli::CompressorWriter;
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::{Grade, write};

/// Writes the file and its twins.
pub(super) fn write_with_twins(path: &Path, bytes: &[u8], grade: Grade) -> Result<()> {
    write(path, bytes)?;
    let twin = |extension: &str| path.with_file_name(format!("{}.{extension}", name(path)));
    write(&twin("br"), &brotli(bytes, grade)?)?;
    write(&twin("gz"), &gzip(bytes, grade)?)
}

/// Brotli, at its best for a release.
fn brotli(bytes: &[u8], grade: Grade) -> Result<Vec<u8>> {
    let quality = match grade {
        Grade::Development => 3,
        Grade::Release => 11,
    };
    let parameters = BrotliEncoderParams {
        quality,
        lgwin: 24,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    CompressorWriter::with_params(&mut compressed, 64 * 1024, &parameters)
        .write_all(bytes)
        .context("compressing with brotli")?;
    Ok(compressed)
}

fn gzip(bytes: &[u8], grade: Grade) -> Result<Vec<u8>> {
    let level = match grade {
        Grade::Development => Compression::fast(),
        Grade::Release => Compression::best(),
    };
    let mut encoder = GzEncoder::new(Vec::new(), level);
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .context("compressing with gzip")
}

fn name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn both_twins_give_back_what_went_in() {
        let text = "yellow raincoat, size 38. ".repeat(400);
        for grade in [Grade::Development, Grade::Release] {
            let (small, mut back) = (brotli(text.as_bytes(), grade).unwrap(), Vec::new());
            assert!(small.len() * 10 < text.len());
            brotli::BrotliDecompress(&mut small.as_slice(), &mut back).unwrap();
            assert_eq!(back, text.as_bytes());
            let (small, mut back) = (gzip(text.as_bytes(), grade).unwrap(), String::new());
            flate2::read::GzDecoder::new(small.as_slice())
                .read_to_string(&mut back)
                .unwrap();
            assert_eq!(back, text);
        }
    }
}
