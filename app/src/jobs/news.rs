//! When a page of jobs has to be read again: some time after something came, went or moved on.

use crate::live::Live;
use leptos::prelude::*;
use std::time::Duration;
use stoflow_wire::ids::JobId;
use stoflow_wire::jobs::{JobState, JobView, Step};

/// News comes in bursts, such as the first telling of everything.
const PAUSE: Duration = Duration::from_millis(300);

/// Rises after jobs came, went or changed their state.
pub fn moves(live: Live) -> RwSignal<u32> {
    let states = Memo::new(move |_| {
        live.jobs.with(|jobs| {
            let states = jobs.iter().map(|job| (job.id, job.state));
            states.collect::<Vec<(JobId, JobState)>>()
        })
    });
    calmly(move || states.with(|_| ()))
}

/// Rises after `job` changed its state or began another step.
pub fn steps(live: Live, job: Memo<JobId>) -> RwSignal<u32> {
    let at = Memo::new(move |_| {
        live.jobs.with(|jobs| {
            let told = jobs.iter().find(|told| told.id == job.get())?;
            Some((told.state, told.attempt, step(told)))
        })
    });
    calmly(move || at.with(|_| ()))
}

fn step(job: &JobView) -> Option<Step> {
    job.progress.as_ref().map(|progress| progress.step.clone())
}

/// Rises once for everything that changes what `track` looks at within a pause. It has to read, not only to track: a memo
/// that nobody ever read follows nothing.
fn calmly(track: impl Fn() + 'static) -> RwSignal<u32> {
    let rises = RwSignal::new(0_u32);
    let waiting = StoredValue::new(false);
    Effect::new(move |before: Option<()>| {
        track();
        if before.is_none() || waiting.get_value() {
            return;
        }
        waiting.set_value(true);
        let rise = move || {
            waiting.try_set_value(false);
            rises.try_update(|rises| *rises += 1);
        };
        set_timeout(rise, PAUSE);
    });
    rises
}

/// `jobs` as the line told them last.
pub fn newest(live: Live, jobs: &[JobView]) -> Vec<JobView> {
    live.jobs.with(|told| {
        let newest = jobs
            .iter()
            .map(|job| told.iter().find(|told| told.id == job.id).unwrap_or(job));
        newest.cloned().collect()
    })
}
