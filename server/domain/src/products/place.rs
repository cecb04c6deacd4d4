//! A place in the product list, as it stands in the URL: opaque to everybody but this room. Pure.

use crate::error::Error;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use stoflow_wire::problem::Problem;
use time::OffsetDateTime;

/// Just after this product. Newest stand first; ids part those made in the same microsecond, and mean nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) created_at: OffsetDateTime,
    pub(super) id: i64,
}

impl Place {
    /// Above every product.
    pub(super) const TOP: Self = Self {
        created_at: time::macros::datetime!(9999-01-01 00:00 UTC),
        id: i64::MAX,
    };

    pub(super) fn write(self) -> String {
        // Microseconds are what PostgreSQL keeps.
        let micros = i64::try_from(self.created_at.unix_timestamp_nanos() / 1000).unwrap_or(0);
        URL_SAFE_NO_PAD.encode([micros.to_be_bytes(), self.id.to_be_bytes()].concat())
    }

    /// [`Problem::Unknown`] at `after` for a text that was never handed out.
    pub(super) fn read(text: &str) -> Result<Self, Error> {
        URL_SAFE_NO_PAD
            .decode(text)
            .ok()
            .and_then(|bytes| Self::from_bytes(&bytes))
            .ok_or_else(|| Error::field("after", Problem::Unknown))
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (micros, id) = bytes.split_first_chunk()?;
        let nanos = i128::from(i64::from_be_bytes(*micros)) * 1000;
        Some(Self {
            created_at: OffsetDateTime::from_unix_timestamp_nanos(nanos).ok()?,
            id: i64::from_be_bytes(id.try_into().ok()?),
        })
        .filter(|place| (1970..9999).contains(&place.created_at.year()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_handed_out_is_read_again(micros in 0_i64..4_000_000_000_000_000, id in any::<i64>()) {
            let nanos = i128::from(micros) * 1000;
            let created_at = OffsetDateTime::from_unix_timestamp_nanos(nanos).unwrap();
            let place = Place { created_at, id };
            prop_assert_eq!(Place::read(&place.write()).unwrap(), place);
        }

        #[test]
        fn anything_else_is_refused_or_harmless(text in ".*") {
            drop(Place::read(&text));
        }
    }

    #[test]
    fn moments_that_postgresql_cannot_hold_are_refused() {
        for micros in [i64::MIN, -1, i64::MAX] {
            let text = URL_SAFE_NO_PAD.encode([micros.to_be_bytes(), [0; 8]].concat());
            assert!(Place::read(&text).is_err(), "{micros}");
        }
    }
}
