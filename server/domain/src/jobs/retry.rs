//! Whether and when a job is tried again. Pure: the spread comes from a number that is passed in.

use std::time::Duration;
use stoflow_wire::jobs::Trouble;
use stoflow_wire::platform::{JobKind, VintedAction};

/// What may be done when it is not known how an attempt ended (design section 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RetryClass {
    /// Doing it again changes nothing outside: it only reads there.
    Pure,
    /// Doing it again changes nothing: the call names the thing it acts on.
    Keyed,
    /// Doing it again may make a second one: look first.
    Dangerous,
}

pub(crate) fn class(kind: JobKind) -> RetryClass {
    match kind {
        JobKind::Vinted(VintedAction::Publish | VintedAction::Reply) => RetryClass::Dangerous,
        JobKind::Vinted(VintedAction::Update | VintedAction::Delete) => RetryClass::Keyed,
        JobKind::Vinted(
            VintedAction::Sync | VintedAction::Link | VintedAction::Orders | VintedAction::Message,
        ) => RetryClass::Pure,
    }
}

/// What a trouble means for the job that met it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bearing {
    /// The whole lane stands still until the seller acts; the job lost nothing.
    StopsLane,
    /// May pass by itself.
    Passing,
    /// The same order would end the same way.
    Final,
}

pub(crate) fn bearing(trouble: &Trouble) -> Bearing {
    match trouble {
        Trouble::PausedBySeller
        | Trouble::SignedOutOfMarketplace
        | Trouble::OtherMarketplaceAccount { .. }
        | Trouble::Challenged
        | Trouble::RateLimited { .. }
        | Trouble::AccessDenied => Bearing::StopsLane,
        Trouble::NoExecutor
        | Trouble::ExecutorPaused
        | Trouble::QuietHours { .. }
        | Trouble::DailyCap { .. }
        | Trouble::HourlyCap { .. }
        | Trouble::NoMarketplaceTab
        | Trouble::MarketplaceDown { .. }
        | Trouble::Unknown
        | Trouble::Unreadable { .. }
        | Trouble::PhotoUnavailable { .. }
        | Trouble::LabelUnavailable
        | Trouble::TimedOut
        | Trouble::Internal => Bearing::Passing,
        Trouble::NotReady { .. }
        | Trouble::Refused { .. }
        | Trouble::Gone
        | Trouble::Reserved
        | Trouble::NoLabel => Bearing::Final,
    }
}

/// How long what may pass usually takes to pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spell {
    /// Something of ours stumbled: over in a moment.
    Moment,
    /// An answer, a tab or a photo was lost: over in minutes.
    Lost,
    /// The marketplace is down: over in a quarter of an hour or not today.
    Outage,
}

/// The longest wait after the first attempt, and how it grows with each further one.
struct Growth {
    first: Duration,
    times: u32,
}

impl Spell {
    fn of(trouble: &Trouble) -> Self {
        match trouble {
            Trouble::MarketplaceDown { .. } | Trouble::RateLimited { .. } => Self::Outage,
            Trouble::Internal
            | Trouble::NoExecutor
            | Trouble::ExecutorPaused
            | Trouble::PausedBySeller
            | Trouble::QuietHours { .. }
            | Trouble::DailyCap { .. }
            | Trouble::HourlyCap { .. } => Self::Moment,
            Trouble::NoMarketplaceTab
            | Trouble::SignedOutOfMarketplace
            | Trouble::OtherMarketplaceAccount { .. }
            | Trouble::Challenged
            | Trouble::AccessDenied
            | Trouble::Unknown
            | Trouble::Unreadable { .. }
            | Trouble::PhotoUnavailable { .. }
            | Trouble::LabelUnavailable
            | Trouble::TimedOut
            | Trouble::NotReady { .. }
            | Trouble::Refused { .. }
            | Trouble::Gone
            | Trouble::Reserved
            | Trouble::NoLabel => Self::Lost,
        }
    }

    fn growth(self) -> Growth {
        let (first, times) = match self {
            Self::Moment => (4, 2),
            Self::Lost => (6, 2),
            Self::Outage => (6, 3),
        };
        Growth {
            first: Duration::from_secs(first),
            times,
        }
    }
}

/// No wait is shorter.
const SHORTEST: Duration = Duration::from_secs(2);
/// No wait of our own choosing is longer.
const LONGEST: Duration = Duration::from_mins(15);
/// What a marketplace asks for is granted up to here: half a job's life.
const OBEYED: Duration = Duration::from_hours(12);

/// The wait before the next attempt, exponential in those that were made. It is drawn from the upper half of the
/// attempt's longest, so that eight attempts outlast an outage whatever is drawn; `spread` is what is drawn with. Never
/// before the marketplace said.
pub(crate) fn backoff(trouble: &Trouble, attempt: i32, spread: u64) -> Duration {
    let longest = longest(Spell::of(trouble), attempt);
    let shortest = (longest / 2).max(SHORTEST);
    let room = u64::try_from(longest.saturating_sub(shortest).as_millis()).unwrap_or(u64::MAX);
    let drawn = Duration::from_millis(spread % (room + 1));
    let asked = asked_for(trouble).map_or(Duration::ZERO, |asked| asked.min(OBEYED) + drawn);
    asked.max(shortest + drawn)
}

fn longest(spell: Spell, attempt: i32) -> Duration {
    let growth = spell.growth();
    let before = u32::try_from(attempt - 1).unwrap_or(0);
    let grown = growth
        .times
        .checked_pow(before)
        .and_then(|times| growth.first.checked_mul(times));
    grown.map_or(LONGEST, |grown| grown.min(LONGEST))
}

/// `Retry-After`, where the marketplace sent one.
fn asked_for(trouble: &Trouble) -> Option<Duration> {
    match trouble {
        Trouble::MarketplaceDown { retry_after_s, .. } | Trouble::RateLimited { retry_after_s } => {
            retry_after_s.map(|seconds| Duration::from_secs(seconds.into()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// As many as a job has.
    const ATTEMPTS: i32 = 8;

    fn down(retry_after_s: Option<u32>) -> Trouble {
        Trouble::MarketplaceDown {
            status: 503,
            retry_after_s,
        }
    }

    fn passing() -> impl Strategy<Value = Trouble> {
        prop_oneof![
            Just(Trouble::Internal),
            Just(Trouble::TimedOut),
            Just(Trouble::Unknown),
            Just(Trouble::NoMarketplaceTab),
            Just(down(None)),
        ]
    }

    proptest! {
        #[test]
        fn waits_stay_between_two_seconds_and_a_quarter_of_an_hour(
            trouble in passing(), attempt in -3..1_000, spread: u64,
        ) {
            let wait = backoff(&trouble, attempt, spread);
            prop_assert!((SHORTEST..=LONGEST).contains(&wait), "{wait:?}");
        }

        #[test]
        fn waits_never_shrink_from_one_attempt_to_the_next(
            trouble in passing(), attempt in 1..ATTEMPTS, one: u64, other: u64,
        ) {
            let (now, then) = (backoff(&trouble, attempt, one), backoff(&trouble, attempt + 1, other));
            prop_assert!(now <= then || then >= LONGEST / 2, "{now:?} {then:?}");
        }

        #[test]
        fn an_outage_of_fifteen_minutes_is_outlasted_whatever_is_drawn(
            spreads in proptest::collection::vec(any::<u64>(), 7),
        ) {
            let waits = (1..ATTEMPTS).zip(spreads);
            let all: Duration = waits.map(|(attempt, spread)| backoff(&down(None), attempt, spread)).sum();
            prop_assert!(all >= Duration::from_mins(15), "{all:?}");
        }

        #[test]
        fn it_is_never_before_the_marketplace_said(
            seconds in 0..43_200_u32, attempt in 1..=ATTEMPTS, spread: u64,
        ) {
            let wait = backoff(&down(Some(seconds)), attempt, spread);
            prop_assert!(wait >= Duration::from_secs(seconds.into()));
            prop_assert!(wait <= Duration::from_secs(seconds.into()) + LONGEST);
        }
    }

    #[test]
    fn jobs_that_broke_together_are_spread() {
        let mut waits: Vec<Duration> = (0..1_000)
            .map(|n| backoff(&down(None), 5, n * 7_919))
            .collect();
        waits.sort_unstable();
        waits.dedup();
        assert!(waits.len() > 900, "{}", waits.len());
    }

    #[test]
    fn nobody_waits_for_days_however_much_is_asked_for() {
        assert!(backoff(&down(Some(u32::MAX)), 1, 0) <= OBEYED);
    }

    #[test]
    fn each_kind_of_trouble_has_its_own_table() {
        let tables = [
            (Spell::Moment, [4, 8, 16, 32, 64, 128, 256]),
            (Spell::Lost, [6, 12, 24, 48, 96, 192, 384]),
            (Spell::Outage, [6, 18, 54, 162, 486, 900, 900]),
        ];
        for (spell, seconds) in tables {
            for (attempt, seconds) in (1..).zip(seconds) {
                assert_eq!(longest(spell, attempt), Duration::from_secs(seconds));
            }
        }
    }

    #[test]
    fn what_the_seller_must_act_on_stops_the_lane() {
        assert_eq!(bearing(&Trouble::Challenged), Bearing::StopsLane);
        assert_eq!(
            bearing(&Trouble::RateLimited {
                retry_after_s: None
            }),
            Bearing::StopsLane
        );
        assert_eq!(bearing(&down(None)), Bearing::Passing);
        assert_eq!(
            bearing(&Trouble::Refused { reasons: vec![] }),
            Bearing::Final
        );
    }
}
