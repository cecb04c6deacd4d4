//! The frame around what is to be left of a photo, as hands and keys move and pull it. Pure; all lengths are hundredths of
//! a percent of the photo's sides, as in [`Crop`].

use stoflow_wire::crop::{Crop, LEAST, WHOLE};

/// What of the frame is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    Whole,
    TopLeft,
    TopRight,
    BottomLeft,
    BottomRight,
}

impl Hold {
    pub const CORNERS: [Self; 4] = [
        Self::TopLeft,
        Self::TopRight,
        Self::BottomLeft,
        Self::BottomRight,
    ];

    /// The class of its mark.
    pub fn class(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::TopLeft => "top left",
            Self::TopRight => "top right",
            Self::BottomLeft => "bottom left",
            Self::BottomRight => "bottom right",
        }
    }
}

/// The frame after what is held of it went `across` and `down`. It stays on the photo, and pulled it stays as large as a
/// photo of `size` pixels has to be.
pub fn drawn(crop: Crop, hold: Hold, (across, down): (i32, i32), size: (u32, u32)) -> Crop {
    let Crop {
        left,
        top,
        right,
        bottom,
    } = crop;
    let from_left = || pulled(left, right, across, size.0);
    let from_right = || pulled(right, left, -across, size.0);
    let from_top = || pulled(top, bottom, down, size.1);
    let from_bottom = || pulled(bottom, top, -down, size.1);
    let (left, top, right, bottom) = match hold {
        Hold::Whole => {
            let ((left, right), (top, bottom)) =
                (slid(left, right, across), slid(top, bottom, down));
            (left, top, right, bottom)
        }
        Hold::TopLeft => (from_left(), from_top(), right, bottom),
        Hold::TopRight => (left, from_top(), from_right(), bottom),
        Hold::BottomLeft => (from_left(), top, right, from_bottom()),
        Hold::BottomRight => (left, top, from_right(), from_bottom()),
    };
    Crop {
        left,
        top,
        right,
        bottom,
    }
}

/// Both cuts of a side, after what is between them went `by` towards its end.
fn slid(before: u16, after: u16, by: i32) -> (u16, u16) {
    let by = by.clamp(-i32::from(before), i32::from(after));
    (cut(i32::from(before) + by), cut(i32::from(after) - by))
}

/// A cut after its edge went `by` towards the other one.
fn pulled(own: u16, other: u16, by: i32, side: u32) -> u16 {
    let most = i32::from(WHOLE) - i32::from(other) - least(side);
    cut((i32::from(own) + by).min(most.max(i32::from(own))))
}

/// What has to stay of a side of so many pixels.
fn least(side: u32) -> i32 {
    let share = (side.min(LEAST) * u32::from(WHOLE)).div_ceil(side.max(1));
    i32::try_from(share).unwrap_or(WHOLE.into())
}

fn cut(length: i32) -> u16 {
    u16::try_from(length.clamp(0, WHOLE.into())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: (u32, u32) = (900, 1200);

    fn crop(left: u16, top: u16, right: u16, bottom: u16) -> Crop {
        Crop {
            left,
            top,
            right,
            bottom,
        }
    }

    #[test]
    fn a_frame_that_is_moved_keeps_its_size_and_stays_on_the_photo() {
        let begun = crop(1000, 2000, 3000, 500);
        let moved = |by| drawn(begun, Hold::Whole, by, SIZE);
        assert_eq!(moved((500, -500)), crop(1500, 1500, 2500, 1000));
        assert_eq!(moved((-9000, 9000)), crop(0, 2500, 4000, 0));
    }

    #[test]
    fn a_corner_takes_its_two_edges_along() {
        let begun = crop(1000, 1000, 1000, 1000);
        for (hold, pulled) in [
            (Hold::TopLeft, crop(1200, 1300, 1000, 1000)),
            (Hold::TopRight, crop(1000, 1300, 800, 1000)),
            (Hold::BottomLeft, crop(1200, 1000, 1000, 700)),
            (Hold::BottomRight, crop(1000, 1000, 800, 700)),
        ] {
            assert_eq!(drawn(begun, hold, (200, 300), SIZE), pulled, "{hold:?}");
        }
    }

    #[test]
    fn however_it_is_pulled_a_photo_is_left() {
        for size in [SIZE, (333, 2000), (150, 640), (1, 1)] {
            for hold in Hold::CORNERS {
                for by in [(9999, 9999), (-9999, -9999), (3333, -1234), (-77, 8001)] {
                    let once = drawn(Crop::default(), hold, by, size);
                    let twice = drawn(once, Hold::TopLeft, (7000, 7000), size);
                    assert!(
                        once.frame(size.0, size.1).is_some(),
                        "{hold:?} {by:?} {size:?}"
                    );
                    assert!(
                        twice.frame(size.0, size.1).is_some(),
                        "{hold:?} {by:?} {size:?}"
                    );
                }
            }
        }
    }
}
