//! The order of photos, as a person changes it. Pure.

use stoflow_wire::ids::PhotoId;
use stoflow_wire::photos::PhotoView;

/// Puts `photo` before all others.
pub fn to_front(photos: &mut [PhotoView], photo: PhotoId) {
    if let Some(place) = photos.iter().position(|other| other.id == photo) {
        photos[..=place].rotate_right(1);
    }
}

/// Changes `photo` with the one that is `steps` away, at most with the one at the end.
pub fn shift(photos: &mut [PhotoView], photo: PhotoId, steps: isize) {
    let Some(from) = photos.iter().position(|other| other.id == photo) else {
        return;
    };
    let to = from.saturating_add_signed(steps).min(photos.len() - 1);
    photos.swap(from, to);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three() -> Vec<PhotoView> {
        let photo = |id| PhotoView {
            id: PhotoId(id),
            width: 1,
            height: 1,
            internal: false,
            cropped: false,
        };
        [1, 2, 3].map(photo).to_vec()
    }

    fn ids(photos: &[PhotoView]) -> Vec<i64> {
        photos.iter().map(|photo| photo.id.0).collect()
    }

    #[test]
    fn a_step_stops_at_the_ends() {
        let mut photos = three();
        shift(&mut photos, PhotoId(3), -1);
        assert_eq!(ids(&photos), [1, 3, 2]);
        shift(&mut photos, PhotoId(1), -1);
        shift(&mut photos, PhotoId(2), 1);
        assert_eq!(ids(&photos), [1, 3, 2]);
    }

    #[test]
    fn the_cover_comes_first_and_the_others_keep_their_order() {
        let mut photos = three();
        to_front(&mut photos, PhotoId(3));
        assert_eq!(ids(&photos), [3, 1, 2]);
        to_front(&mut photos, PhotoId(3));
        to_front(&mut photos, PhotoId(9));
        assert_eq!(ids(&photos), [3, 1, 2]);
    }
}
