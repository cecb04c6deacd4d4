//! The life of a job: one picture, one pure function.
//!
//! ```text
//!             Claimed            Parked                     Finished
//!  ┌─────────┐ ────► ┌─────────┐ ────► ┌───────────────────┐      ┌───────────┐
//!  │ pending │       │ running │       │ awaiting_executor │  ┌──►│ completed │
//!  └─────────┘ ◄──── └─────────┘ ◄──── └───────────────────┘  │   ├───────────┤
//!   ▲  ▲  │ HandedBack    │ │  Returned                       ├──►│ failed    │ Failed
//!   │  │  │ Paused        │ └─────────────────────────────────┤   ├───────────┤
//!   │  │  ▼         Broke ▼                                   ├──►│ cancelled │ Cancelled
//!   │  │ ┌────────┐  ┌───────────┐                            │   ├───────────┤
//!   │  └─│ paused │  │ retryable │                            └──►│ expired   │ Expired
//!   │    └────────┘  └───────────┘                                └───────────┘
//!   │      Resumed     Due │ RetryAsked               RetryAsked        │
//!   └──────────────────────┴──────────────────── (failed and expired) ──┘
//! ```
//! `Continued` goes from running to pending like `HandedBack`: a job of many commands has done one of them, and waits
//! its turn for the next.
//! `Cancelled` also ends pending, retryable and paused jobs, `Expired` also pending and retryable ones. Whatever
//! ends an executor's part (its answer, its silence, its going away) passes through `running` in the same
//! transaction. Knows no table and no time.

use stoflow_wire::jobs::JobState;

/// What can happen to a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Event {
    /// A worker took it.
    Claimed,
    /// Its command is made and waits for an executor.
    Parked,
    /// The executor's part is over, one way or another.
    Returned,
    Finished,
    /// Ended badly in a way that may pass.
    Broke,
    /// Ended badly for good.
    Failed,
    /// Given back untouched: the worker stops or the lane stands still.
    HandedBack,
    /// One of its commands is done and there are more: others may go first.
    Continued,
    Cancelled,
    /// Its time is over before anything was done.
    Expired,
    /// The wait before the next attempt is over.
    Due,
    Paused,
    Resumed,
    /// The seller wants it tried again.
    RetryAsked,
}

impl Event {
    pub const ALL: [Self; 14] = [
        Self::Claimed,
        Self::Parked,
        Self::Returned,
        Self::Finished,
        Self::Broke,
        Self::Failed,
        Self::HandedBack,
        Self::Continued,
        Self::Cancelled,
        Self::Expired,
        Self::Due,
        Self::Paused,
        Self::Resumed,
        Self::RetryAsked,
    ];
}

/// An event that has no meaning in this state, such as a second outcome. Never applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a job that is {} cannot be {event:?}", .state.name())]
pub struct IllegalTransition {
    pub state: JobState,
    pub event: Event,
}

/// The state after `event`.
pub fn next(state: JobState, event: Event) -> Result<JobState, IllegalTransition> {
    use JobState as S;
    match (state, event) {
        (S::Pending, Event::Claimed) | (S::AwaitingExecutor, Event::Returned) => Ok(S::Running),
        (S::Running, Event::Parked) => Ok(S::AwaitingExecutor),
        (S::Running, Event::Finished) => Ok(S::Completed),
        (S::Running, Event::Broke) => Ok(S::Retryable),
        (S::Running, Event::Failed) => Ok(S::Failed),
        (S::Running, Event::HandedBack | Event::Continued)
        | (S::Retryable, Event::Due)
        | (S::Paused, Event::Resumed)
        | (S::Retryable | S::Failed | S::Expired, Event::RetryAsked) => Ok(S::Pending),
        (S::Pending | S::Running | S::Retryable | S::Paused, Event::Cancelled) => Ok(S::Cancelled),
        (S::Pending | S::Running | S::Retryable, Event::Expired) => Ok(S::Expired),
        (S::Pending, Event::Paused) => Ok(S::Paused),
        _ => Err(IllegalTransition { state, event }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The whole picture: every arrow there is, and so every arrow there is not.
    const ARROWS: [(JobState, Event, JobState); 21] = [
        (JobState::Pending, Event::Claimed, JobState::Running),
        (JobState::Pending, Event::Cancelled, JobState::Cancelled),
        (JobState::Pending, Event::Expired, JobState::Expired),
        (JobState::Pending, Event::Paused, JobState::Paused),
        (JobState::Running, Event::Parked, JobState::AwaitingExecutor),
        (JobState::Running, Event::Finished, JobState::Completed),
        (JobState::Running, Event::Broke, JobState::Retryable),
        (JobState::Running, Event::Failed, JobState::Failed),
        (JobState::Running, Event::HandedBack, JobState::Pending),
        (JobState::Running, Event::Continued, JobState::Pending),
        (JobState::Running, Event::Cancelled, JobState::Cancelled),
        (JobState::Running, Event::Expired, JobState::Expired),
        (
            JobState::AwaitingExecutor,
            Event::Returned,
            JobState::Running,
        ),
        (JobState::Retryable, Event::Due, JobState::Pending),
        (JobState::Retryable, Event::RetryAsked, JobState::Pending),
        (JobState::Retryable, Event::Cancelled, JobState::Cancelled),
        (JobState::Retryable, Event::Expired, JobState::Expired),
        (JobState::Paused, Event::Resumed, JobState::Pending),
        (JobState::Paused, Event::Cancelled, JobState::Cancelled),
        (JobState::Failed, Event::RetryAsked, JobState::Pending),
        (JobState::Expired, Event::RetryAsked, JobState::Pending),
    ];

    #[test]
    fn every_pair_of_state_and_event_is_as_drawn() {
        for state in JobState::ALL {
            for event in Event::ALL {
                let drawn = ARROWS
                    .iter()
                    .find(|(from, by, _)| (*from, *by) == (state, event))
                    .map(|(_, _, to)| *to);
                assert_eq!(
                    next(state, event),
                    drawn.ok_or(IllegalTransition { state, event }),
                    "{state:?} {event:?}"
                );
            }
        }
    }

    #[test]
    fn a_second_outcome_is_refused_in_every_final_state() {
        for state in JobState::ALL.into_iter().filter(|state| state.is_final()) {
            for event in [
                Event::Returned,
                Event::Finished,
                Event::Broke,
                Event::Continued,
                Event::Failed,
            ] {
                assert!(next(state, event).is_err(), "{state:?} {event:?}");
            }
        }
    }

    #[test]
    fn an_open_job_can_always_come_to_an_end() {
        for start in JobState::ALL {
            let mut reached = vec![start];
            let mut at = 0;
            while let Some(state) = reached.get(at).copied() {
                at += 1;
                for event in Event::ALL {
                    if let Ok(to) = next(state, event)
                        && !reached.contains(&to)
                    {
                        reached.push(to);
                    }
                }
            }
            assert!(reached.iter().any(|state| state.is_final()), "{start:?}");
        }
    }
}
