//! The judgement itself. Pure: rules and the day in, a verdict out, so that a year passes in a test in no time.

use stoflow_wire::executor::Pace;
use stoflow_wire::governor::{DailyCaps, GovernorRules, Tempo, WRITES_AN_HOUR};
use stoflow_wire::jobs::Trouble;
use stoflow_wire::platform::{JobKind, VintedAction};
use time::OffsetDateTime;

/// What the day looks like now.
#[derive(Clone, Copy, Debug)]
pub(super) struct Today {
    /// When the next day begins.
    pub(super) midnight: OffsetDateTime,
    /// When the quiet hours end that are now.
    pub(super) quiet_until: Option<OffsetDateTime>,
    pub(super) done: DailyCaps,
    /// When the next hour begins.
    pub(super) next_hour: OffsetDateTime,
    /// Written in this one.
    pub(super) this_hour: u32,
}

/// Whether doing it changes something on the account for others to see.
pub(super) fn writes(kind: JobKind) -> bool {
    let JobKind::Vinted(action) = kind;
    match action {
        VintedAction::Publish
        | VintedAction::Update
        | VintedAction::Delete
        | VintedAction::Reply => true,
        VintedAction::Sync | VintedAction::Link | VintedAction::Orders | VintedAction::Message => {
            false
        }
    }
}

/// A kind of act that a day has only so many of. A reply has its share of the hour alone, for buyers do not wait until
/// tomorrow; what only reads has its spacing and no share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Share {
    Publications,
    Changes,
    Removals,
}

impl Share {
    pub(super) fn of(kind: JobKind) -> Option<Self> {
        let JobKind::Vinted(action) = kind;
        match action {
            VintedAction::Publish => Some(Self::Publications),
            VintedAction::Update => Some(Self::Changes),
            VintedAction::Delete => Some(Self::Removals),
            VintedAction::Sync
            | VintedAction::Link
            | VintedAction::Orders
            | VintedAction::Message
            | VintedAction::Reply => None,
        }
    }

    /// The action's text in the database.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Publications => "publish",
            Self::Changes => "update",
            Self::Removals => "delete",
        }
    }

    fn in_counts(self, counts: DailyCaps) -> u32 {
        match self {
            Self::Publications => counts.publications,
            Self::Changes => counts.changes,
            Self::Removals => counts.removals,
        }
    }
}

/// Who has to wait, until when, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hold {
    pub(crate) reach: Reach,
    pub(crate) until: OffsetDateTime,
    pub(crate) why: Trouble,
}

/// Which jobs of the lane a hold is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    All,
    /// Those of this action, by its text in the database.
    Action(&'static str),
}

/// Whether a job of this kind has to wait now.
pub(super) fn judge(rules: &GovernorRules, today: &Today, kind: JobKind) -> Option<Hold> {
    if let (Some(quiet), Some(until)) = (rules.quiet, today.quiet_until) {
        return Some(Hold {
            reach: Reach::All,
            until,
            why: Trouble::QuietHours { until: quiet.until },
        });
    }
    over_the_day(rules, today, kind).or_else(|| over_the_hour(today, kind))
}

fn over_the_day(rules: &GovernorRules, today: &Today, kind: JobKind) -> Option<Hold> {
    let share = Share::of(kind)?;
    let cap = share.in_counts(rules.caps);
    (share.in_counts(today.done) >= cap).then(|| Hold {
        reach: Reach::Action(share.name()),
        until: today.midnight,
        why: Trouble::DailyCap { cap },
    })
}

fn over_the_hour(today: &Today, kind: JobKind) -> Option<Hold> {
    (writes(kind) && today.this_hour >= WRITES_AN_HOUR).then(|| Hold {
        reach: Reach::Action(kind.action()),
        until: today.next_hour,
        why: Trouble::HourlyCap {
            cap: WRITES_AN_HOUR,
        },
    })
}

pub(super) fn pace(tempo: Tempo, usual: Pace) -> Pace {
    match tempo {
        Tempo::Human => usual,
        Tempo::Careful => Pace {
            read_ms: twice(usual.read_ms),
            write_ms: twice(usual.write_ms),
            delete_ms: twice(usual.delete_ms),
            rest_ms: twice(usual.rest_ms),
            ..usual
        },
    }
}

fn twice((least, most): (u32, u32)) -> (u32, u32) {
    (least * 2, most * 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use stoflow_wire::governor::QuietHours;
    use time::macros::datetime;

    const MIDNIGHT: OffsetDateTime = datetime!(2026-11-24 23:00 UTC);
    const NEXT_HOUR: OffsetDateTime = datetime!(2026-11-24 15:00 UTC);
    const SEVEN: OffsetDateTime = datetime!(2026-11-24 06:00 UTC);
    const PUBLISH: JobKind = JobKind::Vinted(VintedAction::Publish);
    const SYNC: JobKind = JobKind::Vinted(VintedAction::Sync);

    fn day(publications: u32) -> Today {
        Today {
            midnight: MIDNIGHT,
            quiet_until: None,
            next_hour: NEXT_HOUR,
            this_hour: 0,
            done: DailyCaps {
                publications,
                ..DailyCaps::default()
            },
        }
    }

    #[test]
    fn the_days_share_holds_its_own_kind_until_midnight() {
        let rules = GovernorRules::default();
        assert_eq!(judge(&rules, &day(199), PUBLISH), None);
        let held = judge(&rules, &day(200), PUBLISH).unwrap();
        assert_eq!(
            (held.reach, held.until),
            (Reach::Action("publish"), MIDNIGHT)
        );
        for other in [VintedAction::Delete, VintedAction::Update] {
            assert_eq!(judge(&rules, &day(200), JobKind::Vinted(other)), None);
        }
        assert_eq!(judge(&rules, &day(200), SYNC), None);
    }

    #[test]
    fn an_hour_holds_fifty_writes_of_any_kind_and_no_reading() {
        let rules = GovernorRules::default();
        let busy = |this_hour| Today {
            this_hour,
            ..day(0)
        };
        for action in [
            VintedAction::Publish,
            VintedAction::Update,
            VintedAction::Delete,
            VintedAction::Reply,
        ] {
            let kind = JobKind::Vinted(action);
            assert_eq!(judge(&rules, &busy(49), kind), None);
            let held = judge(&rules, &busy(50), kind).unwrap();
            assert_eq!(
                (held.reach, held.until),
                (Reach::Action(kind.action()), NEXT_HOUR)
            );
            assert_eq!(held.why, Trouble::HourlyCap { cap: 50 });
        }
        for action in [
            VintedAction::Sync,
            VintedAction::Orders,
            VintedAction::Message,
        ] {
            assert_eq!(judge(&rules, &busy(50), JobKind::Vinted(action)), None);
        }
    }

    #[test]
    fn quiet_hours_hold_everything() {
        let night = Today {
            quiet_until: Some(SEVEN),
            ..day(200)
        };
        let rules = GovernorRules {
            quiet: Some(QuietHours {
                from: 1380,
                until: 420,
            }),
            ..GovernorRules::default()
        };
        for kind in [PUBLISH, SYNC] {
            let held = judge(&rules, &night, kind).unwrap();
            assert_eq!((held.reach, held.until), (Reach::All, SEVEN));
            assert_eq!(held.why, Trouble::QuietHours { until: 420 });
        }
    }

    #[test]
    fn careful_takes_twice_the_time_and_none_stays_none() {
        assert_eq!(pace(Tempo::Human, Pace::HUMAN), Pace::HUMAN);
        let careful = pace(Tempo::Careful, Pace::HUMAN);
        assert_eq!(careful.write_ms, (10_000, 24_000));
        assert_eq!(careful.rest_every, Pace::HUMAN.rest_every);
        let none = Pace {
            read_ms: (0, 0),
            ..Pace::HUMAN
        };
        assert_eq!(pace(Tempo::Careful, none).read_ms, (0, 0));
    }
}
