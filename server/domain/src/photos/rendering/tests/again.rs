//! Another picture made of one that is kept: turned, cropped, and as bare as the first.

use super::*;
use stoflow_wire::crop::{LEAST, WHOLE};

/// What is kept of an upload of this size: red, green above; blue, white below.
fn kept(width: u32, height: u32) -> Vec<u8> {
    let picture = RgbImage::from_fn(width, height, |x, y| {
        Rgb(match (x < width / 2, y < height / 2) {
            (true, true) => RED,
            (false, true) => GREEN,
            (true, false) => BLUE,
            (false, false) => WHITE,
        })
    });
    render(&as_file(&picture, ImageFormat::Png)).unwrap().full
}

/// Near the corners: top left, top right, bottom left, bottom right.
fn assert_corners(picture: &RgbImage, colours: [[u8; 3]; 4], what: &str) {
    let (right, bottom) = (picture.width() - 8, picture.height() - 8);
    let places = [(8, 8), (right, 8), (8, bottom), (right, bottom)];
    for ((x, y), colour) in places.into_iter().zip(colours) {
        assert_near(*picture.get_pixel(x, y), colour, what);
    }
}

#[test]
fn a_quarter_turn_turns_both_pictures() {
    for (turn, corners) in [
        (Turn::Left, [GREEN, WHITE, RED, BLUE]),
        (Turn::Right, [BLUE, RED, WHITE, GREEN]),
    ] {
        let turned = again(&kept(600, 400), Change::Turn(turn)).unwrap();
        assert_eq!((turned.width, turned.height), (400, 600));
        assert_corners(&read(&turned.full), corners, turn.name());
        let thumb = read(&turned.thumb);
        assert_eq!(thumb.dimensions(), (267, 400));
        assert_corners(&thumb, corners, turn.name());
    }
}

#[test]
fn what_is_cropped_shows_what_was_framed() {
    let right_half = Crop {
        left: 5000,
        ..Crop::default()
    };
    let cropped = again(&kept(600, 400), Change::Crop(right_half)).unwrap();
    assert_eq!((cropped.width, cropped.height), (300, 400));
    let corners = [GREEN, GREEN, WHITE, WHITE];
    assert_corners(&read(&cropped.full), corners, "full");
    assert_corners(&read(&cropped.thumb), corners, "thumb");
    let nothing = Crop {
        left: WHOLE,
        ..Crop::default()
    };
    assert!(again(&kept(600, 400), Change::Crop(nothing)).is_err());
}

#[test]
fn no_metadata_comes_in_by_the_back_door() {
    let first = render(&with_exif(&jpeg(), 6)).unwrap().full;
    let turned = again(&first, Change::Turn(Turn::Left)).unwrap();
    for picture in [turned.full, turned.thumb] {
        assert!(
            segments(&picture)
                .iter()
                .all(|kind| matches!(kind, 0xE0 | 0xDB | 0xC0 | 0xC4))
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn four_turns_lead_back(width in 64..240_u32, height in 64..240_u32) {
        let mut picture = kept(width, height);
        for turns in 1..=4_u32 {
            let turned = again(&picture, Change::Turn(Turn::Right)).unwrap();
            let size = if turns % 2 == 1 { (height, width) } else { (width, height) };
            prop_assert_eq!((turned.width, turned.height), size);
            picture = turned.full;
        }
        assert_corners(&read(&picture), [RED, GREEN, BLUE, WHITE], "after four turns");
    }

    #[test]
    fn a_crop_is_as_large_as_it_was_said(
        cuts in [0..4000_u16, 0..4000_u16, 0..4000_u16, 0..4000_u16],
        width in 1..500_u32,
        height in 1..500_u32,
    ) {
        let [left, top, right, bottom] = cuts;
        let crop = Crop { left, top, right, bottom };
        let made = again(&kept(width, height), Change::Crop(crop));
        match crop.frame(width, height) {
            Some(frame) => {
                let made = made.unwrap();
                prop_assert_eq!((made.width, made.height), (frame.width, frame.height));
                prop_assert_eq!(read(&made.full).dimensions(), (frame.width, frame.height));
                prop_assert!(made.width >= width.min(LEAST));
            }
            None => prop_assert!(made.is_err()),
        }
    }
}
