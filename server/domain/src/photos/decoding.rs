//! Reading an upload's pixels, whoever made it. Pure, and suspicious: the format is told by the first bytes and not
//! by the name, the size is judged before anything is decoded, and a file that ends too early is refused.

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage};
use std::io::Cursor;
use stoflow_wire::photos::{HEAVIEST, PhotoProblem};

/// Bytes of an upload.
pub(super) const MAX_BYTES: usize = HEAVIEST;
/// Pixels a side, and in all.
const MAX_SIDE: u32 = 12_000;
const MAX_PIXELS: u64 = 40_000_000;
/// What decoding one file may allocate.
const MAX_ALLOC: u64 = 160 * 1024 * 1024;

/// A picture's pixels, on white, and how to show them.
pub(super) struct Decoded {
    pub(super) pixels: RgbImage,
    pub(super) orientation: Orientation,
    /// The ICC profile the pixels are meant in; sRGB where there is none.
    pub(super) profile: Option<Vec<u8>>,
}

pub(super) fn decode(upload: &[u8]) -> Result<Decoded, PhotoProblem> {
    if upload.len() > MAX_BYTES {
        return Err(PhotoProblem::TooHeavy);
    }
    let format = format_of(upload).ok_or(PhotoProblem::NotAPhoto)?;
    if format == ImageFormat::Jpeg && !jpeg_is_whole(upload) {
        return Err(PhotoProblem::Damaged);
    }
    let mut decoder = open(upload, format)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let picture = DynamicImage::from_decoder(decoder).map_err(problem)?;
    Ok(Decoded {
        pixels: on_white(picture)?,
        orientation,
        profile,
    })
}

fn format_of(upload: &[u8]) -> Option<ImageFormat> {
    match image::guess_format(upload) {
        Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) => Some(format),
        _ => None,
    }
}

/// Reads the header and judges the size it announces.
fn open(upload: &[u8], format: ImageFormat) -> Result<impl ImageDecoder, PhotoProblem> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_ALLOC);
    let mut reader = ImageReader::with_format(Cursor::new(upload), format);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(problem)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MAX_PIXELS || decoder.total_bytes() > MAX_ALLOC {
        return Err(PhotoProblem::TooManyPixels);
    }
    Ok(decoder)
}

fn problem(error: ImageError) -> PhotoProblem {
    match error {
        ImageError::Limits(_) => PhotoProblem::TooManyPixels,
        _ => PhotoProblem::Damaged,
    }
}

/// What is transparent shows the white it will be looked at on.
fn on_white(picture: DynamicImage) -> Result<RgbImage, PhotoProblem> {
    if !picture.color().has_alpha() {
        return Ok(picture.into_rgb8());
    }
    let rgba = picture.into_rgba8();
    let (width, height) = rgba.dimensions();
    let mut bytes = rgba.into_raw();
    // In place, four bytes into three: a second buffer of this size is what a large picture cannot afford.
    let count = bytes.len() / 4;
    for pixel in 0..count {
        let alpha = bytes[pixel * 4 + 3];
        for channel in 0..3 {
            bytes[pixel * 3 + channel] = over_white(bytes[pixel * 4 + channel], alpha);
        }
    }
    bytes.truncate(count * 3);
    RgbImage::from_raw(width, height, bytes).ok_or(PhotoProblem::Damaged)
}

fn over_white(value: u8, alpha: u8) -> u8 {
    let (value, alpha) = (u32::from(value), u32::from(alpha));
    let mixed = (value * alpha + 255 * (255 - alpha) + 127) / 255;
    u8::try_from(mixed).unwrap_or(u8::MAX)
}

/// Whether a JPEG's last scan is followed by its end mark. The decoder fills what is missing with grey and says
/// nothing; a seller would find out from the listing.
fn jpeg_is_whole(jpeg: &[u8]) -> bool {
    const END_OF_IMAGE: u8 = 0xD9;
    let mut at = 2;
    while let Some(&[mark, kind]) = jpeg.get(at..).and_then(<[u8]>::first_chunk) {
        match kind {
            _ if mark != 0xFF => at += 1,
            END_OF_IMAGE => return true,
            // Filling, a stuffed 0xFF, restarts and what else stands alone.
            0xFF => at += 1,
            0x00 | 0x01 | 0xD0..=0xD8 => at += 2,
            // What has a length is stepped over: thumbnails in metadata have ends of their own.
            _ => at += 2 + segment_length(&jpeg[at + 2..]),
        }
    }
    false
}

fn segment_length(segment: &[u8]) -> usize {
    segment.first_chunk().map_or(usize::MAX / 2, |length| {
        usize::from(u16::from_be_bytes(*length))
    })
}
