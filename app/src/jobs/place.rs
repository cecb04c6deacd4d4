//! Where one is among the jobs: the question and the pages before, as they stand in the address.

use crate::paths;
use leptos_router::params::ParamsMap;
use stoflow_wire::ids::JobId;
use stoflow_wire::jobs::{JobFilter, JobShow};
use stoflow_wire::platform::{JobKind, Platform, VintedAction};

/// A page of the list. Its address is its whole state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub filter: JobFilter,
    /// Where the pages between the first and this one start.
    trail: Vec<JobId>,
}

/// The tabs, with what they are called in the address.
pub const SHOWS: [(JobShow, &str); 5] = [
    (JobShow::All, ""),
    (JobShow::Open, "open"),
    (JobShow::Broken, "broken"),
    (JobShow::Completed, "done"),
    (JobShow::Archived, "archived"),
];

/// What can be asked for by itself.
pub const KINDS: [JobKind; 8] = [
    JobKind::Vinted(VintedAction::Publish),
    JobKind::Vinted(VintedAction::Update),
    JobKind::Vinted(VintedAction::Delete),
    JobKind::Vinted(VintedAction::Sync),
    JobKind::Vinted(VintedAction::Link),
    JobKind::Vinted(VintedAction::Orders),
    JobKind::Vinted(VintedAction::Message),
    JobKind::Vinted(VintedAction::Reply),
];

const SEPARATOR: char = '~';
/// Beyond this the way back is the first page: an address has to stay short.
const LONGEST_TRAIL: usize = 40;

impl Place {
    pub fn read(query: &ParamsMap) -> Self {
        let get = |name| query.get(name).unwrap_or_default();
        let show = get("show");
        Self {
            filter: JobFilter {
                show: SHOWS
                    .into_iter()
                    .find(|(_, name)| *name == show)
                    .map_or(JobShow::All, |(show, _)| show),
                kind: JobKind::from_names(Platform::Vinted.name(), &get("kind")),
                search: get("search"),
                batch: get("batch").parse().ok(),
                after: get("after").parse().ok(),
            },
            trail: get("trail")
                .split(SEPARATOR)
                .filter_map(|start| start.parse().ok())
                .collect(),
        }
    }

    pub fn path(&self) -> String {
        let number = |id: Option<i64>| id.map(|id| id.to_string()).unwrap_or_default();
        let trail: Vec<String> = self.trail.iter().map(ToString::to_string).collect();
        paths::with_query(
            paths::JOBS,
            &[
                ("show", self.show_name()),
                ("kind", self.filter.kind.map_or("", JobKind::action)),
                ("search", &self.filter.search),
                ("batch", &number(self.filter.batch.map(|batch| batch.0))),
                ("after", &number(self.filter.after.map(|job| job.0))),
                ("trail", &trail.join(&SEPARATOR.to_string())),
            ],
        )
    }

    /// The tab's name in the address.
    pub fn show_name(&self) -> &'static str {
        SHOWS
            .into_iter()
            .find(|(show, _)| *show == self.filter.show)
            .map_or("", |(_, name)| name)
    }

    /// The first page of the same question in another tab.
    #[must_use]
    pub fn showing(&self, show: JobShow) -> Self {
        Self {
            filter: JobFilter {
                show,
                after: None,
                ..self.filter.clone()
            },
            trail: Vec::new(),
        }
    }

    /// The page that starts after `next`.
    #[must_use]
    pub fn next(&self, next: JobId) -> Self {
        let mut trail = self.trail.clone();
        trail.extend(self.filter.after);
        if trail.len() > LONGEST_TRAIL {
            trail.clear();
        }
        Self {
            filter: JobFilter {
                after: Some(next),
                ..self.filter.clone()
            },
            trail,
        }
    }

    /// The page before; `None` on the first.
    pub fn previous(&self) -> Option<Self> {
        self.filter.after?;
        let mut trail = self.trail.clone();
        let after = trail.pop();
        Some(Self {
            filter: JobFilter {
                after,
                ..self.filter.clone()
            },
            trail,
        })
    }

    /// Nothing is asked: an empty list is a shop without jobs.
    pub fn is_whole(&self) -> bool {
        self.filter == JobFilter::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use stoflow_wire::ids::BatchId;

    #[test]
    fn the_address_is_the_whole_question() {
        let place = Place {
            filter: JobFilter {
                show: JobShow::Broken,
                kind: Some(KINDS[0]),
                search: "robe".to_owned(),
                batch: Some(BatchId(7)),
                after: None,
            },
            trail: Vec::new(),
        };
        let second = place.next(JobId(90));
        let third = second.next(JobId(40));
        assert_eq!(
            third.path(),
            "/jobs?show=broken&kind=publish&search=robe&batch=7&after=40&trail=90"
        );
        assert_eq!(third.previous(), Some(second.clone()));
        assert_eq!(second.previous(), Some(place.clone()));
        assert_eq!(place.previous(), None);
        assert_eq!(Place::default().path(), "/jobs");
        assert!(Place::default().is_whole());
        assert_eq!(
            third.showing(JobShow::All).path(),
            "/jobs?kind=publish&search=robe&batch=7"
        );
    }
}
