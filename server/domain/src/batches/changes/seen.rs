//! Items at the versions that were shown, as a page sends them back. Pure.
//!
//! Ten thousand numbers in a form are as short as they can be: neighbours of one version stand as one, `7-12:1,15:3`.

use super::LARGEST;
use std::fmt::Write;
use stoflow_wire::ids::ProductId;

/// An item at the version that was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seen {
    pub product: ProductId,
    pub version: i64,
}

/// The items in one text.
pub fn write(mut seen: Vec<Seen>) -> String {
    seen.sort_unstable();
    let mut text = String::new();
    for run in seen.chunk_by(follows) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else {
            continue;
        };
        let comma = if text.is_empty() { "" } else { "," };
        let _infallible = match run.len() {
            1 => write!(text, "{comma}{}:{}", first.product, first.version),
            _ => write!(
                text,
                "{comma}{}-{}:{}",
                first.product, last.product, first.version
            ),
        };
    }
    text
}

fn follows(a: &Seen, b: &Seen) -> bool {
    a.version == b.version && a.product.0.checked_add(1) == Some(b.product.0)
}

/// The items of a text; `None` where it is none of ours. Of more than any change takes it reads so many that each
/// refuses them.
pub fn read(text: &str) -> Option<Vec<Seen>> {
    let mut seen = Vec::new();
    for run in text.split(',') {
        let (products, version) = run.split_once(':')?;
        let (first, last) = products.split_once('-').unwrap_or((products, products));
        let version = version.parse().ok()?;
        for product in first.parse::<i64>().ok()?..=last.parse().ok()? {
            if seen.len() > LARGEST as usize {
                return Some(seen);
            }
            let product = ProductId(product);
            seen.push(Seen { product, version });
        }
    }
    Some(seen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn seen(items: &[(i64, i64)]) -> Vec<Seen> {
        let items = items.iter();
        items
            .map(|(product, version)| Seen {
                product: ProductId(*product),
                version: *version,
            })
            .collect()
    }

    #[test]
    fn neighbours_of_one_version_stand_as_one() {
        let items = seen(&[(9, 1), (7, 1), (8, 1), (10, 2), (12, 2)]);
        assert_eq!(write(items), "7-9:1,10:2,12:2");
    }

    #[test]
    fn nonsense_is_refused_and_no_range_is_endless() {
        for text in ["", "7", "a:1", "-7:1", "7-:1", "7:b", "7:1,"] {
            assert_eq!(read(text), None, "{text:?}");
        }
        let many = read("1-9223372036854775807:1").unwrap();
        assert_eq!(many.len(), LARGEST as usize + 1);
        assert_eq!(read("9-7:1"), Some(Vec::new()));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(items in prop::collection::btree_map(1_i64..200, 1_i64..4, 1..100)) {
            let items: Vec<(i64, i64)> = items.into_iter().collect();
            prop_assert_eq!(read(&write(seen(&items))), Some(seen(&items)));
        }

        #[test]
        fn anything_is_read_or_refused(text in "[0-9:,-]*") {
            drop(read(&text));
        }
    }
}
