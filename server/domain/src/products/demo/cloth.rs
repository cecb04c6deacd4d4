//! What a garment is made of, point by point. Pure.

use crate::products::demo::cuts::Point;

/// Red, green and blue, 0–255.
pub(super) type Colour = [f32; 3];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fabric {
    Plain,
    Denim,
    Knit,
    Striped,
    Floral,
}

/// The colour of the cloth at a point, before light falls on it.
pub(super) fn cloth(fabric: Fabric, main: Colour, accent: Colour, at: Point) -> Colour {
    match fabric {
        Fabric::Plain => shaded(main, 1.0 + 0.03 * grain(at, 420.0)),
        Fabric::Denim => {
            let twill = ((at.0 + at.1) * 700.0).sin() * 0.05;
            shaded(main, 1.0 + twill + 0.07 * grain(at, 300.0))
        }
        Fabric::Knit => {
            let wale = ((at.0 * 60.0).rem_euclid(1.0) - 0.5).abs();
            let stitch = ((at.1 * 70.0 + wale) * std::f32::consts::TAU).sin();
            shaded(main, 0.98 + 0.05 * stitch - 0.08 * (0.5 - wale))
        }
        Fabric::Striped => {
            let is_stripe = at.1 > 0.34 && (at.1 * 21.0).rem_euclid(1.0) < 0.42;
            let colour = if is_stripe { accent } else { main };
            shaded(colour, 1.0 + 0.03 * grain(at, 420.0))
        }
        Fabric::Floral => shaded(flower(main, accent, at), 1.0 + 0.02 * grain(at, 420.0)),
    }
}

/// Flowers on a loose grid: petals around a yellow heart.
fn flower(ground: Colour, petals: Colour, at: Point) -> Colour {
    const HEART: Colour = [244.0, 205.0, 84.0];
    let (column, row) = ((at.0 * 15.0).floor(), (at.1 * 15.0).floor());
    let shift = (
        grain((column, row), 1.0) * 0.2,
        grain((row, column), 1.0) * 0.2,
    );
    let centre = (column + 0.5 + shift.0, row + 0.5 + shift.1);
    let away = (at.0 * 15.0 - centre.0, at.1 * 15.0 - centre.1);
    let (distance, angle) = (away.0.hypot(away.1), away.1.atan2(away.0));
    if distance < 0.09 {
        HEART
    } else if distance < 0.22 + 0.08 * (angle * 5.0).cos() {
        petals
    } else {
        ground
    }
}

/// Brighter above 1, darker below.
pub(super) fn shaded(colour: Colour, light: f32) -> Colour {
    colour.map(|channel| channel * light)
}

/// Noise from −1 to 1, the same at the same point; `density` grains to a picture's width.
fn grain(at: Point, density: f32) -> f32 {
    let cell = ((at.0 * density).floor(), (at.1 * density).floor());
    let mixed = (cell.0 * 12.9898 + cell.1 * 78.233).sin() * 43758.547;
    mixed.rem_euclid(1.0) * 2.0 - 1.0
}
