//! Where one is in the list: the question and the pages before, as they stand in the address.

use crate::paths;
use leptos_router::params::ParamsMap;
use stoflow_wire::products::{ProductFilter, ProductStatus};

/// A page of the list. Its address is its whole state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub filter: ProductFilter,
    /// Where the pages between the first and this one start.
    trail: Vec<String>,
}

/// Parts the trail's starts; these are opaque, but never hold one.
const SEPARATOR: char = '~';
/// Beyond this the way back is the first page: an address has to stay short.
const LONGEST_TRAIL: usize = 40;

impl Place {
    pub fn read(query: &ParamsMap) -> Self {
        let get = |name| query.get(name).unwrap_or_default();
        let after = get("after");
        let trail = get("trail");
        Self {
            filter: ProductFilter {
                search: get("search"),
                status: ProductStatus::from_name(&get("status")),
                after: (!after.is_empty()).then_some(after),
            },
            trail: trail
                .split(SEPARATOR)
                .filter(|start| !start.is_empty())
                .map(str::to_owned)
                .collect(),
        }
    }

    pub fn path(&self) -> String {
        let status = self
            .filter
            .status
            .map(ProductStatus::name)
            .unwrap_or_default();
        let trail = self.trail.join(&SEPARATOR.to_string());
        paths::with_query(
            paths::PRODUCTS,
            &[
                ("search", &self.filter.search),
                ("status", status),
                ("after", self.filter.after.as_deref().unwrap_or_default()),
                ("trail", &trail),
            ],
        )
    }

    /// The first page of the same search in another status.
    #[must_use]
    pub fn in_status(&self, status: Option<ProductStatus>) -> Self {
        Self::first(self.filter.search.clone(), status)
    }

    /// The first page of another search in the same status.
    #[must_use]
    pub fn searching(&self, search: String) -> Self {
        Self::first(search, self.filter.status)
    }

    fn first(search: String, status: Option<ProductStatus>) -> Self {
        Self {
            filter: ProductFilter {
                search,
                status,
                after: None,
            },
            trail: Vec::new(),
        }
    }

    /// The page that starts at `next`.
    #[must_use]
    pub fn next(&self, next: String) -> Self {
        let mut trail = self.trail.clone();
        trail.extend(self.filter.after.clone());
        if trail.len() > LONGEST_TRAIL {
            trail.clear();
        }
        Self {
            filter: ProductFilter {
                after: Some(next),
                ..self.filter.clone()
            },
            trail,
        }
    }

    /// The page before; `None` on the first.
    pub fn previous(&self) -> Option<Self> {
        self.filter.after.as_ref()?;
        let mut trail = self.trail.clone();
        let after = trail.pop();
        Some(Self {
            filter: ProductFilter {
                after,
                ..self.filter.clone()
            },
            trail,
        })
    }

    /// Nothing is asked: an empty list is an empty shop.
    pub fn is_whole(&self) -> bool {
        self.filter == ProductFilter::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn there_and_back(place: &Place) -> Place {
        let path = place.path();
        let query = path
            .split_once('?')
            .map(|(_, query)| query)
            .unwrap_or_default();
        let map = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        Place::read(&map)
    }

    #[test]
    fn pages_lead_on_and_back() {
        let first = Place::default();
        assert_eq!(first.previous(), None);
        assert_eq!(first.path(), "/products");
        let second = first.next("aa".to_owned());
        let third = second.next("bb".to_owned());
        assert_eq!(third.path(), "/products?after=bb&trail=aa");
        assert_eq!(there_and_back(&third), third);
        assert_eq!(third.previous(), Some(second.clone()));
        assert_eq!(second.previous(), Some(first));
    }

    #[test]
    fn a_new_question_starts_at_the_first_page() {
        let deep = Place::default().next("aa".to_owned()).next("bb".to_owned());
        assert_eq!(
            deep.searching("robe".to_owned()).path(),
            "/products?search=robe"
        );
        assert_eq!(
            deep.in_status(Some(ProductStatus::Sold)).path(),
            "/products?status=sold"
        );
    }

    #[test]
    fn a_long_way_back_is_the_first_page() {
        let far = (0..100).fold(Place::default(), |place, page| {
            place.next(format!("c{page}"))
        });
        assert!(far.path().len() < 1000);
        assert!(far.previous().is_some());
    }
}
