//! Where one is in the wardrobe, as it stands in the address: the question, the page, and the listing an item is being
//! looked for.

use crate::paths;
use leptos_router::params::ParamsMap;
use stoflow_wire::wardrobe::{WardrobeFilter, WardrobeShow};

/// The page's whole state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub filter: WardrobeFilter,
    pub chooser: Option<Choosing>,
}

/// An item is being looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choosing {
    /// Vinted's id of the listing it is to be linked to.
    pub listing: i64,
    /// The words typed so far.
    pub search: String,
}

/// The tabs, in their order, with their names in the address. The first is where one starts.
pub const TABS: [(WardrobeShow, &str); 4] = [
    (WardrobeShow::ToLink, ""),
    (WardrobeShow::Linked, "linked"),
    (WardrobeShow::Gone, "gone"),
    (WardrobeShow::All, "all"),
];

impl Place {
    pub fn read(query: &ParamsMap) -> Self {
        let get = |name| query.get(name).unwrap_or_default();
        let show = get("show");
        let chooser = get("link").parse().ok().map(|listing| Choosing {
            listing,
            search: get("item"),
        });
        Self {
            filter: WardrobeFilter {
                show: TABS
                    .into_iter()
                    .find(|(_, name)| *name == show)
                    .map(|(tab, _)| tab)
                    .unwrap_or_default(),
                search: get("search"),
                after: get("after").parse().ok(),
            },
            chooser,
        }
    }

    /// Names and values of the address's query; empty values say nothing and are left out.
    pub fn query(&self) -> Vec<(&'static str, String)> {
        let after = self.filter.after.map(|after| after.to_string());
        let mut query = vec![
            ("show", self.tab().to_owned()),
            ("search", self.filter.search.clone()),
            ("after", after.unwrap_or_default()),
        ];
        if let Some(Choosing { listing, search }) = &self.chooser {
            query.push(("link", listing.to_string()));
            query.push(("item", search.clone()));
        }
        query
    }

    pub fn path(&self) -> String {
        let query = self.query();
        let pairs: Vec<(&str, &str)> = query
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        paths::with_query(paths::WARDROBE, &pairs)
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
    pub fn showing(&self, show: WardrobeShow) -> Self {
        Self::first(show, self.filter.search.clone())
    }

    /// The first page of another search in the same tab.
    #[must_use]
    pub fn searching(&self, search: String) -> Self {
        Self::first(self.filter.show, search)
    }

    /// The page that starts after the listing `after`, or the first.
    #[must_use]
    pub fn starting_after(&self, after: Option<i64>) -> Self {
        Self {
            filter: WardrobeFilter {
                after,
                ..self.filter.clone()
            },
            chooser: None,
        }
    }

    /// The same page with an item being looked for.
    #[must_use]
    pub fn choosing(&self, listing: i64, search: String) -> Self {
        Self {
            chooser: Some(Choosing { listing, search }),
            ..self.clone()
        }
    }

    /// The same page without.
    #[must_use]
    pub fn without_chooser(&self) -> Self {
        Self {
            chooser: None,
            ..self.clone()
        }
    }

    fn first(show: WardrobeShow, search: String) -> Self {
        Self {
            filter: WardrobeFilter {
                show,
                search,
                after: None,
            },
            chooser: None,
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
        assert_eq!(Place::default().path(), paths::WARDROBE);
        let deep = Place::default()
            .showing(WardrobeShow::Linked)
            .searching("robe".to_owned())
            .starting_after(Some(41))
            .choosing(7, "bleu".to_owned());
        assert_eq!(
            deep.path(),
            "/channels/vinted/wardrobe?show=linked&search=robe&after=41&link=7&item=bleu"
        );
        assert_eq!(read(&deep.path()), deep);
        assert_eq!(deep.without_chooser(), deep.starting_after(Some(41)));
    }

    #[test]
    fn a_new_question_starts_at_the_first_page() {
        let deep = Place::default()
            .searching("robe".to_owned())
            .starting_after(Some(41));
        assert_eq!(
            deep.showing(WardrobeShow::Gone).path(),
            "/channels/vinted/wardrobe?show=gone&search=robe"
        );
        assert_eq!(
            deep.starting_after(None).path(),
            "/channels/vinted/wardrobe?search=robe"
        );
    }

    #[test]
    fn nonsense_is_the_start() {
        assert_eq!(read("/x?show=nonsense&after=x&link=1%3B"), Place::default());
    }
}
