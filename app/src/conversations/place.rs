//! Where one is among the messages, as it stands in the address: the question, the page, the conversation, and the
//! canned reply to begin with.

use crate::paths;
use leptos_router::params::ParamsMap;
use stoflow_wire::conversations::{ConversationFilter, ConversationShow};
use stoflow_wire::ids::{CannedReplyId, ConversationId};

/// The page's whole state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub filter: ConversationFilter,
    pub conversation: Option<ConversationId>,
    pub canned: Option<CannedReplyId>,
}

/// The tabs, in their order, with their names in the address.
pub const TABS: [(ConversationShow, &str); 2] = [
    (ConversationShow::All, ""),
    (ConversationShow::Unread, "unread"),
];

impl Place {
    pub fn read(params: &ParamsMap, query: &ParamsMap) -> Self {
        let get = |name| query.get(name).unwrap_or_default();
        let show = get("show");
        Self {
            filter: ConversationFilter {
                show: TABS
                    .into_iter()
                    .find(|(_, name)| *name == show)
                    .map(|(tab, _)| tab)
                    .unwrap_or_default(),
                search: get("search"),
                after: get("after").parse().ok(),
            },
            conversation: params
                .get("conversation")
                .and_then(|number| number.parse().ok()),
            canned: get("canned").parse().ok(),
        }
    }

    pub fn path(&self) -> String {
        let after = self.filter.after.map(|after| after.to_string());
        let canned = self.canned.map(|canned| canned.to_string());
        let path = self
            .conversation
            .map_or_else(|| paths::MESSAGES.to_owned(), paths::conversation);
        paths::with_query(
            &path,
            &[
                ("show", self.tab()),
                ("search", &self.filter.search),
                ("after", &after.unwrap_or_default()),
                ("canned", &canned.unwrap_or_default()),
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
    pub fn showing(&self, show: ConversationShow) -> Self {
        Self::first(show, self.filter.search.clone())
    }

    /// The first page of another search in the same tab.
    #[must_use]
    pub fn searching(&self, search: String) -> Self {
        Self::first(self.filter.show, search)
    }

    /// The page that starts after a conversation, or the first.
    #[must_use]
    pub fn starting_after(&self, after: Option<ConversationId>) -> Self {
        Self {
            filter: ConversationFilter {
                after,
                ..self.filter.clone()
            },
            ..Self::default()
        }
    }

    /// The same page with a conversation open, or none.
    #[must_use]
    pub fn opening(&self, conversation: Option<ConversationId>) -> Self {
        Self {
            conversation,
            canned: None,
            ..self.clone()
        }
    }

    /// The same with a canned reply to begin with.
    #[must_use]
    pub fn beginning_with(&self, canned: CannedReplyId) -> Self {
        Self {
            canned: Some(canned),
            ..self.clone()
        }
    }

    fn first(show: ConversationShow, search: String) -> Self {
        Self {
            filter: ConversationFilter {
                show,
                search,
                after: None,
            },
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(pairs: &[(&str, &str)]) -> ParamsMap {
        let pairs = pairs.iter();
        pairs
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn an_address_says_it_all() {
        assert_eq!(Place::default().path(), "/messages");
        let deep = Place::default()
            .showing(ConversationShow::Unread)
            .searching("robe".to_owned())
            .starting_after(Some(ConversationId(41)))
            .opening(Some(ConversationId(7)))
            .beginning_with(CannedReplyId(3));
        assert_eq!(
            deep.path(),
            "/messages/7?show=unread&search=robe&after=41&canned=3"
        );
        let query = [
            ("show", "unread"),
            ("search", "robe"),
            ("after", "41"),
            ("canned", "3"),
        ];
        assert_eq!(
            Place::read(&map(&[("conversation", "7")]), &map(&query)),
            deep
        );
        assert_eq!(
            deep.opening(None).path(),
            "/messages?show=unread&search=robe&after=41"
        );
        assert_eq!(
            deep.showing(ConversationShow::All).path(),
            "/messages?search=robe"
        );
    }

    #[test]
    fn nonsense_is_the_start() {
        let nonsense = map(&[("show", "nonsense"), ("after", "x")]);
        assert_eq!(
            Place::read(&map(&[("conversation", "x")]), &nonsense),
            Place::default()
        );
    }
}
