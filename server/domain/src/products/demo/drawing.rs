//! Draws a garment on a hanger in front of a wall: outline, cloth, light, seams. Drawn small and enlarged, which
//! softens every edge. Pure.

use crate::error::Error;
use crate::photos::rendering;
use crate::products::demo::cloth::{Colour, Fabric, cloth, shaded};
use crate::products::demo::cuts::{Cut, Mark, Point};
use image::{Rgb, RgbImage};

/// Pixels that are drawn, and of the JPEG that comes out.
const DRAWN: (u16, u16) = (600, 800);
const PICTURE: (u32, u32) = (1200, 1600);
const QUALITY: u8 = 88;

const WALL: Colour = [236.0, 231.0, 224.0];
const WOOD: Colour = [168.0, 124.0, 82.0];
const METAL: Colour = [150.0, 152.0, 156.0];

/// How a garment looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    pub(super) cut: Cut,
    pub(super) fabric: Fabric,
    pub(super) main: Colour,
    pub(super) accent: Colour,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum View {
    Front,
    /// The cloth from near.
    Close,
}

/// A JPEG of 1200 × 1600 pixels.
pub(super) fn draw(look: Look, view: View) -> Result<Vec<u8>, Error> {
    let mut sheet = Sheet {
        pixels: RgbImage::new(DRAWN.0.into(), DRAWN.1.into()),
        view,
    };
    let outline = look.cut.outline();
    sheet.paint_wall(&outline);
    sheet.hang();
    sheet.paint_garment(&outline, look);
    sheet.sew(look);
    rendering::resized(&sheet.pixels, PICTURE.0, PICTURE.1)
        .and_then(|picture| rendering::encode(&picture, QUALITY))
        .ok_or_else(|| Error::internal("drawing a demo photo", "the picture could not be made"))
}

/// The picture while it is drawn. Points are in widths of the picture: x from −0.5 to 0.5, y from 0 down to 1.33.
struct Sheet {
    pixels: RgbImage,
    view: View,
}

impl Sheet {
    /// How much nearer the eye is than for the whole garment, and what it looks at.
    fn eye(&self) -> (f32, Point) {
        match self.view {
            View::Front => (1.0, (0.0, 0.667)),
            View::Close => (2.6, (0.06, 0.46)),
        }
    }

    fn point(&self, x: u16, y: u16) -> Point {
        let (near, centre) = self.eye();
        let width = f32::from(DRAWN.0);
        let from_middle = (f32::from(x) / width - 0.5, f32::from(y) / width - 0.667);
        (
            centre.0 + from_middle.0 / near,
            centre.1 + from_middle.1 / near,
        )
    }

    /// Whole pixels of a point; may lie outside the picture.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "points lie within a few pictures' widths"
    )]
    fn pixel(&self, point: Point) -> (i32, i32) {
        let (near, centre) = self.eye();
        let width = f32::from(DRAWN.0);
        let across = ((point.0 - centre.0) * near + 0.5) * width;
        let down = ((point.1 - centre.1) * near + 0.667) * width;
        (across.round() as i32, down.round() as i32)
    }

    fn put(&mut self, x: u16, y: u16, colour: Colour) {
        self.pixels
            .put_pixel(x.into(), y.into(), Rgb(bytes(colour)));
    }

    /// A lit wall with the garment's shadow on it.
    fn paint_wall(&mut self, outline: &[Point]) {
        for y in 0..DRAWN.1 {
            let shadow = spans(outline, self.point(0, y).1 - 0.018);
            for x in 0..DRAWN.0 {
                let (across, down) = self.point(x, y);
                let light = 1.03 - 0.08 * down - 0.10 * (across + 0.2).powi(2);
                let in_shadow = within(&shadow, across - 0.014).is_some();
                self.put(
                    x,
                    y,
                    shaded(WALL, if in_shadow { light * 0.86 } else { light }),
                );
            }
        }
    }

    /// The hanger, most of which the garment will hide.
    fn hang(&mut self) {
        self.stroke((0.0, 0.05), (0.0, 0.17), 0.004, METAL);
        self.stroke((0.0, 0.05), (0.03, 0.03), 0.004, METAL);
        self.stroke((0.0, 0.165), (0.22, 0.262), 0.011, WOOD);
        self.stroke((0.0, 0.165), (-0.22, 0.262), 0.011, WOOD);
    }

    fn paint_garment(&mut self, outline: &[Point], look: Look) {
        for y in 0..DRAWN.1 {
            let row = spans(outline, self.point(0, y).1);
            for x in 0..DRAWN.0 {
                let (across, down) = self.point(x, y);
                let Some((left, right)) = within(&row, across) else {
                    continue;
                };
                let edge = (across - left).min(right - across);
                let fold = (across * 34.0 + (down * 7.0).sin() * 1.6).sin() * 0.035;
                let light = 1.04 - 0.26 * (-edge / 0.028).exp() + fold - 0.06 * down;
                let colour = cloth(look.fabric, look.main, look.accent, (across, down));
                self.put(x, y, shaded(colour, light));
            }
        }
    }

    /// Seams, pockets and buttons, on both halves.
    fn sew(&mut self, look: Look) {
        let thread = look.cut.thread(look.main, look.accent);
        for mark in look.cut.marks() {
            for side in [1.0, -1.0] {
                match *mark {
                    Mark::Seam(from, to) => {
                        self.stroke((from.0 * side, from.1), (to.0 * side, to.1), 0.0025, thread);
                    }
                    Mark::Button(at) => self.dot((at.0 * side, at.1), 0.009, shaded(thread, 0.8)),
                }
            }
        }
    }

    fn stroke(&mut self, from: Point, to: Point, half_width: f32, colour: Colour) {
        const STEPS: u16 = 400;
        for step in 0..=STEPS {
            let part = f32::from(step) / f32::from(STEPS);
            let at = (
                from.0 + (to.0 - from.0) * part,
                from.1 + (to.1 - from.1) * part,
            );
            self.dot(at, half_width, colour);
        }
    }

    fn dot(&mut self, at: Point, radius: f32, colour: Colour) {
        let (left, top) = self.pixel((at.0 - radius, at.1 - radius));
        let (right, bottom) = self.pixel((at.0 + radius, at.1 + radius));
        for (y, x) in (top..=bottom).flat_map(|y| (left..=right).map(move |x| (y, x))) {
            let (Ok(x), Ok(y)) = (u16::try_from(x), u16::try_from(y)) else {
                continue;
            };
            let (across, down) = self.point(x, y);
            let is_near = (across - at.0).hypot(down - at.1) <= radius;
            if is_near && x < DRAWN.0 && y < DRAWN.1 {
                self.put(x, y, colour);
            }
        }
    }
}

/// Where a row at `down` lies inside the outline, left to right.
fn spans(outline: &[Point], down: f32) -> Vec<(f32, f32)> {
    let next = outline.iter().cycle().skip(1);
    let mut crossings: Vec<f32> = outline
        .iter()
        .zip(next)
        .filter(|(a, b)| (a.1 <= down) != (b.1 <= down))
        .map(|(a, b)| a.0 + (down - a.1) / (b.1 - a.1) * (b.0 - a.0))
        .collect();
    crossings.sort_unstable_by(f32::total_cmp);
    crossings
        .chunks_exact(2)
        .map(|pair| (pair[0], pair[1]))
        .collect()
}

fn within(spans: &[(f32, f32)], across: f32) -> Option<(f32, f32)> {
    spans
        .iter()
        .copied()
        .find(|(left, right)| (*left..*right).contains(&across))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to a byte first"
)]
fn bytes(colour: Colour) -> [u8; 3] {
    colour.map(|channel| channel.clamp(0.0, 255.0).round() as u8)
}
