//! What comes in as a file and goes out as pictures; every fixture is made here, byte by byte where it must be.

mod again;

use super::*;
use image::{GrayImage, ImageEncoder, ImageFormat, Luma, Rgb, Rgba, RgbaImage};
use proptest::prelude::*;
use std::io::Cursor;
use std::time::Instant;

const RED: [u8; 3] = [220, 30, 30];
const GREEN: [u8; 3] = [30, 200, 60];
const BLUE: [u8; 3] = [40, 60, 220];
const WHITE: [u8; 3] = [255, 255, 255];

/// 60 × 40: red, green above; blue, white below.
fn quarters() -> RgbImage {
    RgbImage::from_fn(60, 40, |x, y| {
        Rgb(match (x < 30, y < 20) {
            (true, true) => RED,
            (false, true) => GREEN,
            (true, false) => BLUE,
            (false, false) => WHITE,
        })
    })
}

fn as_file(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Vec::new();
    picture
        .write_to(&mut Cursor::new(&mut file), format)
        .unwrap();
    file
}

fn jpeg() -> Vec<u8> {
    encode(&quarters(), 95).unwrap()
}

fn read(jpeg: &[u8]) -> RgbImage {
    image::load_from_memory_with_format(jpeg, ImageFormat::Jpeg)
        .unwrap()
        .into_rgb8()
}

fn full(file: &[u8]) -> RgbImage {
    read(&render(file).unwrap().full)
}

fn refusal(file: &[u8]) -> Option<PhotoProblem> {
    render(file).err()
}

fn assert_near(found: Rgb<u8>, expected: [u8; 3], what: &str) {
    let is_near = found
        .0
        .iter()
        .zip(expected)
        .all(|(a, b)| a.abs_diff(b) < 24);
    assert!(is_near, "{what}: {found:?} is not {expected:?}");
}

/// An EXIF segment with an orientation, a camera's name and a place on earth, little-endian TIFF.
fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    tiff.extend(*b"\x03\0");
    tiff.extend(*b"\x0f\x01\x02\0\x0a\0\0\0\x32\0\0\0");
    tiff.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    tiff.extend(*b"\x25\x88\x04\0\x01\0\0\0\x3c\0\0\0");
    tiff.extend(*b"\0\0\0\0");
    tiff.extend(*b"SecretCam\0");
    tiff.extend(*b"\x01\0\x01\0\x02\0\x02\0\0\0N\0\0\0\0\0\0\0");
    let mut segment = b"\xff\xe1".to_vec();
    segment.extend(u16::try_from(tiff.len() + 8).unwrap().to_be_bytes());
    segment.extend(*b"Exif\0\0");
    segment.extend(tiff);
    segment
}

fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    [&jpeg[..2], &exif(orientation), &jpeg[2..]].concat()
}

#[test]
fn every_orientation_is_made_upright() {
    // Where the quarters end up: top left, top right, bottom left, bottom right (EXIF 2.32, tag 274).
    let table = [
        (1, [RED, GREEN, BLUE, WHITE]),
        (2, [GREEN, RED, WHITE, BLUE]),
        (3, [WHITE, BLUE, GREEN, RED]),
        (4, [BLUE, WHITE, RED, GREEN]),
        (5, [RED, BLUE, GREEN, WHITE]),
        (6, [BLUE, RED, WHITE, GREEN]),
        (7, [WHITE, GREEN, BLUE, RED]),
        (8, [GREEN, WHITE, RED, BLUE]),
    ];
    for (orientation, corners) in table {
        let rendered = render(&with_exif(&jpeg(), orientation)).unwrap();
        let size = if orientation < 5 { (60, 40) } else { (40, 60) };
        assert_eq!((rendered.width, rendered.height), size, "{orientation}");
        for picture in [read(&rendered.full), read(&rendered.thumb)] {
            let (right, bottom) = (size.0 - 8, size.1 - 8);
            let places = [(8, 8), (right, 8), (8, bottom), (right, bottom)];
            for ((x, y), colour) in places.into_iter().zip(corners) {
                assert_near(
                    *picture.get_pixel(x, y),
                    colour,
                    &format!("{orientation} at {x},{y}"),
                );
            }
        }
    }
}

/// The kinds of a JPEG's segments before its first scan.
fn segments(jpeg: &[u8]) -> Vec<u8> {
    let mut kinds = Vec::new();
    let mut at = 2;
    while jpeg[at + 1] != 0xDA {
        kinds.push(jpeg[at + 1]);
        at += 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
    }
    kinds
}

#[test]
fn nothing_of_the_metadata_survives() {
    let mut file = with_exif(&jpeg(), 6);
    file.extend(*b"<script>alert(1)</script>PK\x03\x04");
    let rendered = render(&file).unwrap();
    for kept in [rendered.full, rendered.thumb] {
        for secret in [&b"SecretCam"[..], b"Exif", b"script", b"PK\x03\x04"] {
            assert!(!kept.windows(secret.len()).any(|window| window == secret));
        }
        // JFIF header, quantisation, frame, Huffman tables: no APP1 (EXIF, XMP), APP2 (ICC), comments.
        assert!(
            segments(&kept)
                .iter()
                .all(|kind| matches!(kind, 0xE0 | 0xDB | 0xC0 | 0xC4))
        );
        assert_eq!(kept[kept.len() - 2..], [0xFF, 0xD9]);
    }
}

#[test]
fn reads_jpeg_png_and_webp() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let picture = full(&as_file(&quarters(), format));
        assert_near(*picture.get_pixel(8, 8), RED, &format!("{format:?}"));
        assert_near(*picture.get_pixel(50, 30), WHITE, &format!("{format:?}"));
    }
}

#[test]
fn other_depths_become_plain_colours() {
    let mut grey = Vec::new();
    JpegEncoder::new(&mut grey)
        .encode_image(&GrayImage::from_pixel(16, 16, Luma([90])))
        .unwrap();
    assert_near(*full(&grey).get_pixel(4, 4), [90, 90, 90], "grey");
    let deep = DynamicImage::ImageRgb8(quarters()).into_rgb16();
    let mut file = Vec::new();
    deep.write_to(&mut Cursor::new(&mut file), ImageFormat::Png)
        .unwrap();
    assert_near(*full(&file).get_pixel(8, 8), RED, "16 bits");
}

#[test]
fn what_is_transparent_lies_on_white() {
    let glass = RgbaImage::from_fn(40, 40, |x, _| match x {
        0..20 => Rgba([0, 0, 0, 0]),
        _ => Rgba([0, 0, 0, 128]),
    });
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let mut file = Vec::new();
        glass.write_to(&mut Cursor::new(&mut file), format).unwrap();
        let picture = full(&file);
        assert_near(*picture.get_pixel(5, 20), WHITE, "clear");
        assert_near(*picture.get_pixel(34, 20), [127, 127, 127], "half clear");
    }
}

#[test]
fn large_pictures_shrink_and_small_ones_stay() {
    let rendered = render(&encode(&RgbImage::new(3000, 1000), 80).unwrap()).unwrap();
    assert_eq!((rendered.width, rendered.height), (2000, 667));
    assert_eq!(read(&rendered.full).dimensions(), (2000, 667));
    assert_eq!(read(&rendered.thumb).dimensions(), (400, 134));
    let rendered = render(&jpeg()).unwrap();
    assert_eq!(read(&rendered.full).dimensions(), (60, 40));
    assert_eq!(read(&rendered.thumb).dimensions(), (60, 40));
    let line = render(&as_file(&RgbImage::new(12_000, 1), ImageFormat::Png)).unwrap();
    assert_eq!((line.width, line.height), (2000, 1));
}

#[test]
fn wide_colours_are_brought_to_srgb() {
    let (in_p3, grey) = (Rgb([200, 80, 80]), Rgb([128, 128, 128]));
    let picture = RgbImage::from_fn(40, 40, |x, _| if x < 20 { in_p3 } else { grey });
    let file = |profile: Vec<u8>| {
        let mut file = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut file, 95);
        encoder.set_icc_profile(profile).unwrap();
        encoder.encode_image(&picture).unwrap();
        file
    };
    let converted = full(&file(ColorProfile::new_display_p3().encode().unwrap()));
    assert!(
        converted.get_pixel(8, 20).0[0] > 208,
        "{:?}",
        converted.get_pixel(8, 20)
    );
    assert_near(*converted.get_pixel(34, 20), grey.0, "grey stays grey");
    let unreadable = full(&file(b"no profile at all".repeat(20)));
    assert_near(*unreadable.get_pixel(8, 20), in_p3.0, "left as it is");
}

#[test]
fn what_is_no_photo_is_refused_whatever_its_name() {
    let others = [
        &b""[..],
        b"hello",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<!doctype html><img src=x onerror=alert(1)>",
        b"GIF89a\x01\0\x01\0\0\0\0;",
        b"%PDF-1.7",
        b"\0\0\0\x18ftypheic",
        b"BM\0\0",
        b"PK\x03\x04",
    ];
    for file in others {
        assert_eq!(refusal(file), Some(PhotoProblem::NotAPhoto), "{file:?}");
    }
}

#[test]
fn a_cut_file_is_damaged() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let whole = as_file(&quarters(), format);
        for kept in [whole.len() / 3, whole.len() / 2, whole.len() * 9 / 10] {
            assert_eq!(
                refusal(&whole[..kept]),
                Some(PhotoProblem::Damaged),
                "{format:?} {kept}"
            );
        }
    }
    // The end mark of a thumbnail in the metadata is not the photo's.
    let mut cut = with_exif(&jpeg(), 1);
    let at = cut
        .windows(9)
        .position(|window| window == b"SecretCam")
        .unwrap();
    cut[at..at + 2].copy_from_slice(&[0xFF, 0xD9]);
    cut.truncate(cut.len() - 40);
    assert_eq!(refusal(&cut), Some(PhotoProblem::Damaged));
}

#[test]
fn weight_is_judged_before_anything_else() {
    let mut heavy = jpeg();
    heavy.resize(decoding::MAX_BYTES, 0);
    assert_eq!(refusal(&heavy), None);
    heavy.push(0);
    assert_eq!(refusal(&heavy), Some(PhotoProblem::TooHeavy));
}

/// A PNG whose header announces this size.
fn announcing(width: u32, height: u32) -> Vec<u8> {
    let mut png = as_file(&quarters(), ImageFormat::Png);
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    let check = crc32(&png[12..29]);
    png[29..33].copy_from_slice(&check.to_be_bytes());
    png
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 * (crc & 1))
        })
    })
}

#[test]
fn decompression_bombs_are_refused_by_their_header() {
    let started = Instant::now();
    for (width, height) in [
        (50_000, 50_000),
        (12_001, 10),
        (10, 12_001),
        (8000, 8000),
        (u32::MAX, 1),
    ] {
        let refused = refusal(&announcing(width, height));
        assert!(
            matches!(
                refused,
                Some(PhotoProblem::TooManyPixels | PhotoProblem::Damaged)
            ),
            "{width}×{height}: {refused:?}"
        );
    }
    assert_eq!(
        refusal(&announcing(50_000, 50_000)),
        Some(PhotoProblem::TooManyPixels)
    );
    assert!(started.elapsed().as_secs() < 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn no_bytes_make_the_decoder_stumble(
        format in prop_oneof![Just(ImageFormat::Jpeg), Just(ImageFormat::Png), Just(ImageFormat::WebP)],
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let mut file = as_file(&quarters(), format);
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        if is_cut {
            file.truncate(cut.index(file.len()));
        }
        drop(render(&file));
    }
}
