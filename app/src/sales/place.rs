//! Where one is among the sales, as it stands in the address.

use crate::paths;
use leptos_router::params::ParamsMap;
use stoflow_wire::ids::SaleId;
use stoflow_wire::sales::{SaleFilter, SaleShow};

/// A page of the list. Its address is its whole state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub filter: SaleFilter,
}

/// The tabs, in their order, with their names in the address. The first is where one starts.
pub const TABS: [(SaleShow, &str); 4] = [
    (SaleShow::ToShip, ""),
    (SaleShow::UnderWay, "under-way"),
    (SaleShow::Finished, "finished"),
    (SaleShow::All, "all"),
];

impl Place {
    pub fn read(query: &ParamsMap) -> Self {
        let get = |name| query.get(name).unwrap_or_default();
        let show = get("show");
        Self {
            filter: SaleFilter {
                show: TABS
                    .into_iter()
                    .find(|(_, name)| *name == show)
                    .map(|(tab, _)| tab)
                    .unwrap_or_default(),
                search: get("search"),
                after: get("after").parse().ok(),
            },
        }
    }

    pub fn path(&self) -> String {
        let after = self.filter.after.map(|after| after.to_string());
        paths::with_query(
            paths::SALES,
            &[
                ("show", self.tab()),
                ("search", &self.filter.search),
                ("after", &after.unwrap_or_default()),
            ],
        )
    }

    /// The name of the tab in the address.
    pub fn tab(&self) -> &'static str {
        TABS.into_iter()
            .find(|(tab, _)| *tab == self.filter.show)
            .map(|(_, name)| name)
            .unwrap_or_default()
    }

    /// The first page of the same search in another tab.
    #[must_use]
    pub fn showing(&self, show: SaleShow) -> Self {
        Self::first(show, self.filter.search.clone())
    }

    /// The first page of another search in the same tab.
    #[must_use]
    pub fn searching(&self, search: String) -> Self {
        Self::first(self.filter.show, search)
    }

    /// The page that starts after the sale `after`, or the first.
    #[must_use]
    pub fn starting_after(&self, after: Option<SaleId>) -> Self {
        Self {
            filter: SaleFilter {
                after,
                ..self.filter.clone()
            },
        }
    }

    fn first(show: SaleShow, search: String) -> Self {
        Self {
            filter: SaleFilter {
                show,
                search,
                after: None,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &str) -> Place {
        let query = path.split_once('?').map(|(_, query)| query);
        let map = query
            .unwrap_or_default()
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        Place::read(&map)
    }

    #[test]
    fn an_address_says_it_all() {
        assert_eq!(Place::default().path(), paths::SALES);
        let deep = Place::default()
            .showing(SaleShow::Finished)
            .searching("robe".to_owned())
            .starting_after(Some(SaleId(41)));
        assert_eq!(deep.path(), "/sales?show=finished&search=robe&after=41");
        assert_eq!(read(&deep.path()), deep);
        assert_eq!(deep.showing(SaleShow::ToShip).path(), "/sales?search=robe");
    }

    #[test]
    fn nonsense_is_the_start() {
        assert_eq!(read("/x?show=nonsense&after=x"), Place::default());
    }
}
