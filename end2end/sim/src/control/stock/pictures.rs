//! A picture for a listing that nobody photographed: a garment before a wall, in colours of its own, with its number in
//! a row of light and dark squares, so that no two pictures are the same.

use std::io::Cursor;

use axum::body::Bytes;
use image::{ImageFormat, RgbImage};
use sha2::{Digest, Sha256};

use crate::vinted::session::MemberId;

const WIDTH: u32 = 384;
/// Squares in the row, and how wide one is.
const SQUARES: u32 = 32;
const SQUARE: u32 = WIDTH / SQUARES;

/// The picture at `place` (the cover is 0) of a member's listing, as JPEG. The same arguments draw the same picture.
pub(super) fn draw(member: MemberId, number: usize, place: u32) -> Bytes {
    let seed = Sha256::digest(format!("{} {number} {place}", member.0));
    let byte = |at: usize| seed.get(at).copied().unwrap_or_default();
    let wall = [0, 1, 2].map(|at| 176 + byte(at) / 4);
    let cloth = [3, 4, 5].map(|at| 24 + byte(at) / 2);
    let is_dark = |x: u32| {
        let square = usize::try_from(x / SQUARE).unwrap_or_default();
        byte(8 + square / 8) >> (square % 8) & 1 == 1
    };
    let from_middle = |x: u32| x.abs_diff(WIDTH / 2);
    let dressed = |is_cloth: bool| if is_cloth { cloth } else { wall };
    // From top to bottom, each as high as it says.
    let bands = [
        (100, line(|_| wall)),
        (24, line(|x| dressed((36..160).contains(&from_middle(x))))),
        (70, line(|x| dressed(from_middle(x) < 160))),
        (230, line(|x| dressed(from_middle(x) < 100))),
        (60, line(|_| wall)),
        (16, line(|x| [if is_dark(x) { 20 } else { 235 }; 3])),
        (12, line(|_| wall)),
    ];
    let height = bands.iter().map(|(height, _)| height).sum();
    let pixels = bands.map(|(height, line)| line.repeat(height)).concat();
    jpeg(pixels, height)
}

/// One line of pixels.
fn line(color: impl Fn(u32) -> [u8; 3]) -> Vec<u8> {
    (0..WIDTH).flat_map(color).collect()
}

fn jpeg(pixels: Vec<u8>, height: usize) -> Bytes {
    let mut bytes = Cursor::new(Vec::new());
    let picture = u32::try_from(height)
        .ok()
        .and_then(|height| RgbImage::from_raw(WIDTH, height, pixels));
    let written = picture.map(|picture| picture.write_to(&mut bytes, ImageFormat::Jpeg));
    if !matches!(written, Some(Ok(()))) {
        tracing::error!(?written, "a picture could not be drawn");
    }
    bytes.into_inner().into()
}
