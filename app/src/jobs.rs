//! Work under way on the marketplaces: a drawer beside every page, a page of all of it, and one for each job.

pub mod detail;
pub mod drawer;
pub mod moment;
pub mod news;
pub mod page;
pub mod place;
pub mod row;
pub mod sentences;
pub mod server_fns;

use crate::live::Live;
use crate::paths;
use crate::say;
use crate::ui::badge::Tone;
use crate::ui::toast::{Step, Toast, Toasts};
use crate::words::Locale;
use drawer::Drawer;
use leptos::prelude::*;
use std::sync::Arc;
use stoflow_wire::jobs::{JobState, JobView};
use stoflow_wire::platform::{JobKind, VintedAction};

/// How many jobs are not over.
pub fn open_count(jobs: &[JobView]) -> usize {
    jobs.iter().filter(|job| !job.state.is_final()).count()
}

/// Tells of every job that ends while the page is open.
pub fn announce(live: Live, toasts: Toasts, drawer: Drawer, l: Locale) {
    Effect::new(move |_| {
        if let Some(job) = live.finished.get().filter(is_news) {
            toasts.show(ended(l, &job, drawer));
        }
    });
}

/// Messages and sales are read all day long: that it went well is no news.
fn is_news(job: &JobView) -> bool {
    let reads = matches!(
        job.kind,
        JobKind::Vinted(VintedAction::Message | VintedAction::Orders)
    );
    !reads || job.state != JobState::Completed
}

fn ended(l: Locale, job: &JobView, drawer: Drawer) -> Toast {
    let title = sentences::subject(l, job);
    let JobKind::Vinted(action) = job.kind;
    let follow = Step::Act {
        label: say!(l, jobs.open_drawer).to_owned(),
        act: Arc::new(move || drawer.open()),
    };
    if job.state == JobState::Completed {
        let text = match action {
            VintedAction::Publish => say!(l, jobs.published, title = title),
            VintedAction::Update => say!(l, jobs.updated, title = title),
            VintedAction::Delete => say!(l, jobs.removed, title = title),
            VintedAction::Relist => say!(l, jobs.relisted, title = title),
            VintedAction::Sync => say!(l, jobs.synced).to_owned(),
            VintedAction::Link => say!(l, jobs.imported, title = title),
            VintedAction::Orders => say!(l, jobs.sales_read).to_owned(),
            VintedAction::Message => say!(l, jobs.messages_read).to_owned(),
            VintedAction::Reply => say!(l, jobs.replied).to_owned(),
        };
        return Toast {
            tone: Tone::Good,
            text,
            step: Some(destination(l, job).unwrap_or(follow)),
        };
    }
    let text = match (job.state, &job.trouble) {
        (JobState::Cancelled, _) => say!(l, jobs.cancelled, title = title),
        (_, Some(trouble)) => format!("{title} : {}", sentences::trouble(l, trouble)),
        _ => say!(l, jobs.ended_badly, title = title),
    };
    Toast {
        tone: if job.state == JobState::Cancelled {
            Tone::Plain
        } else {
            Tone::Bad
        },
        text,
        step: Some(follow),
    }
}

/// Where the fruit of a completed job is to be seen.
fn destination(l: Locale, job: &JobView) -> Option<Step> {
    let JobKind::Vinted(action) = job.kind;
    let (label, path) = match action {
        VintedAction::Sync => (say!(l, jobs.see_wardrobe), paths::WARDROBE.to_owned()),
        VintedAction::Link => (say!(l, jobs.see_product), paths::product(job.product?)),
        VintedAction::Orders => (say!(l, jobs.see_sales), paths::SALES.to_owned()),
        VintedAction::Message | VintedAction::Reply => {
            (say!(l, jobs.see_messages), paths::MESSAGES.to_owned())
        }
        VintedAction::Publish
        | VintedAction::Update
        | VintedAction::Delete
        | VintedAction::Relist => (say!(l, jobs.see_it), job.url.clone()?),
    };
    Some(Step::Open {
        label: label.to_owned(),
        path,
    })
}
