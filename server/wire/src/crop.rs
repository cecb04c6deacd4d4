//! What is cut off a photo, and what is left of it then: one reckoning for the page that shows it and for the server
//! that does it. Knows sizes, no pictures.

/// Pixels that are left at least of a side that something is cut off.
pub const LEAST: u32 = 200;

/// A whole side, in the unit of a cut.
pub const WHOLE: u16 = 10_000;

/// How much goes at each edge, in hundredths of a percent of the photo's width or height.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Crop {
    pub left: u16,
    pub top: u16,
    pub right: u16,
    pub bottom: u16,
}

/// What is left of a photo, in its pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    pub left: u32,
    pub top: u32,
    pub width: u32,
    pub height: u32,
}

impl Crop {
    /// Of what is typed as percentages: left, top, right, bottom. `None` for what is none.
    pub fn read(percentages: [&str; 4]) -> Option<Self> {
        let [left, top, right, bottom] = percentages.map(hundredths);
        Some(Self {
            left: left?,
            top: top?,
            right: right?,
            bottom: bottom?,
        })
    }

    /// What is left of a photo of this size; `None` where that is too little.
    pub fn frame(self, width: u32, height: u32) -> Option<Frame> {
        let (left, right) = kept(width, self.left, self.right)?;
        let (top, bottom) = kept(height, self.top, self.bottom)?;
        Some(Frame {
            left,
            top,
            width: right - left,
            height: bottom - top,
        })
    }

    /// The largest part in the shape of `across` to `down`, from the middle of a photo of this size.
    pub fn centred((width, height): (u32, u32), (across, down): (u32, u32)) -> Self {
        let (width, height) = (u64::from(width), u64::from(height));
        let (across, down) = (u64::from(across), u64::from(down));
        if width * down > height * across {
            let (left, right) = halves(width, height * across / down);
            return Self {
                left,
                right,
                ..Self::default()
            };
        }
        let (top, bottom) = halves(height, width * down / across);
        Self {
            top,
            bottom,
            ..Self::default()
        }
    }
}

/// A cut as it is typed into a field, with a point.
pub fn percentage(cut: u16) -> String {
    match (cut / 100, cut % 100) {
        (whole, 0) => whole.to_string(),
        (whole, rest) => format!("{whole}.{rest:02}"),
    }
}

/// From nothing to all of a side; what is finer than the unit is left out.
fn hundredths(percentage: &str) -> Option<u16> {
    let text = percentage.trim();
    let (whole, rest) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let is_number = |digits: &str| digits.bytes().all(|digit| digit.is_ascii_digit());
    if text.is_empty() || !is_number(whole) || !is_number(rest) {
        return None;
    }
    let whole: u16 = format!("0{whole}").parse().ok()?;
    let rest: u16 = format!("{rest:0<2}").get(..2)?.parse().ok()?;
    let cut = whole.checked_mul(100)?.checked_add(rest)?;
    (cut <= WHOLE).then_some(cut)
}

/// Where what is kept of a side begins and ends.
fn kept(side: u32, before: u16, after: u16) -> Option<(u32, u32)> {
    let begin = pixels(side, before)?;
    let end = pixels(side, WHOLE.checked_sub(after)?)?;
    let length = end.checked_sub(begin)?;
    (length > 0 && length >= side.min(LEAST)).then_some((begin, end))
}

fn pixels(side: u32, share: u16) -> Option<u32> {
    let whole = u64::from(WHOLE);
    let pixels = (u64::from(side) * u64::from(share) + whole / 2) / whole;
    u32::try_from(pixels).ok()
}

/// What goes before and after, so that `kept` pixels in the middle are left of `side`.
fn halves(side: u64, kept: u64) -> (u16, u16) {
    let gone = side.saturating_sub(kept) * u64::from(WHOLE);
    let gone = (gone + side / 2).checked_div(side).unwrap_or_default();
    let gone = u16::try_from(gone).unwrap_or(WHOLE);
    (gone / 2, gone - gone / 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn crop(left: u16, top: u16, right: u16, bottom: u16) -> Crop {
        Crop {
            left,
            top,
            right,
            bottom,
        }
    }

    fn size(crop: Crop, width: u32, height: u32) -> Option<(u32, u32)> {
        let frame = crop.frame(width, height)?;
        Some((frame.width, frame.height))
    }

    #[test]
    fn percentages_are_read_as_people_and_browsers_write_them() {
        let read = |text| Crop::read([text, "0", "0", "0"]).map(|crop| crop.left);
        for (text, cut) in [
            ("0", 0),
            (" 12 ", 1200),
            ("12.5", 1250),
            ("12,05", 1205),
            (".5", 50),
            ("33.3333", 3333),
            ("100", 10_000),
        ] {
            assert_eq!(read(text), Some(cut), "{text}");
        }
        for text in [
            "",
            " ",
            "-1",
            "+1",
            "1e1",
            "NaN",
            "100.01",
            "99999999999",
            "1.2.3",
            "1.é",
            "dix",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_left_is_a_photo_still() {
        assert_eq!(size(crop(0, 0, 0, 0), 900, 1200), Some((900, 1200)));
        assert_eq!(size(crop(1000, 0, 1000, 2500), 900, 1200), Some((720, 900)));
        assert_eq!(size(crop(4000, 0, 4000, 0), 1000, 1000), Some((200, 1000)));
        assert_eq!(size(crop(4001, 0, 4010, 0), 1000, 1000), None);
        assert_eq!(size(crop(6000, 0, 6000, 0), 1000, 1000), None);
        assert_eq!(
            size(crop(0, 0, 5000, 0), 1000, 150),
            Some((500, 150)),
            "a small side stays as it is"
        );
        assert_eq!(size(crop(0, 1000, 0, 0), 1000, 150), None);
    }

    #[test]
    fn shapes_come_from_the_middle() {
        assert_eq!(Crop::centred((900, 1200), (1, 1)), crop(0, 1250, 0, 1250));
        assert_eq!(Crop::centred((1200, 800), (4, 5)), crop(2333, 0, 2334, 0));
        assert_eq!(Crop::centred((1000, 1000), (1, 1)), Crop::default());
    }

    proptest! {
        #[test]
        fn no_cut_leaves_the_photo(
            cuts in [0..=WHOLE, 0..=WHOLE, 0..=WHOLE, 0..=WHOLE],
            width in 0..3000_u32,
            height in 0..3000_u32,
        ) {
            let [left, top, right, bottom] = cuts;
            if let Some(frame) = crop(left, top, right, bottom).frame(width, height) {
                prop_assert!(frame.left + frame.width <= width && frame.top + frame.height <= height);
                prop_assert!(frame.width >= width.min(LEAST) && frame.height >= height.min(LEAST));
                prop_assert!(frame.width > 0 && frame.height > 0);
            }
        }

        #[test]
        fn a_shape_is_as_it_is_called(
            width in 1..=2000_u32,
            height in 1..=2000_u32,
            shape in prop_oneof![Just((1, 1)), Just((4, 5))],
        ) {
            let shaped = Crop::centred((width, height), shape);
            if let Some(frame) = shaped.frame(width, height) {
                let (across, down) = shape;
                prop_assert!((frame.width * down).abs_diff(frame.height * across) <= 2 * across.max(down));
                prop_assert!(frame.width == width || frame.height == height);
            }
        }

        #[test]
        fn what_is_written_is_read(cut in 0..=WHOLE) {
            prop_assert_eq!(hundredths(&percentage(cut)), Some(cut));
        }
    }
}
