//! One batch among the jobs: how far it is, how long it will take, and calling the rest off.

use super::sentences;
use crate::jobs::sentences::kind;
use crate::live::Live;
use crate::paths;
use crate::say;
use crate::ui::ask::Ask;
use crate::words::{dates, locale};
use leptos::prelude::*;
use stoflow_wire::batches::BatchView;

const CANCEL: &str = "/fn/cancel_batch";

/// `form` is the id of the form that the button belongs to.
#[component]
pub fn BatchCard(batch: BatchView, form: &'static str) -> AnyView {
    let l = locale();
    let live = Live::here();
    let over = batch.completed + batch.failed + batch.cancelled;
    let count = sentences::items(l, batch.of);
    let name = format!("{} · {count}", kind(l, batch.kind));
    let (id, at) = (batch.id, batch.created_at);
    let cancel = (over < batch.of).then(|| {
        view! {
            <Ask label=say!(l, batches.cancel) question=say!(l, batches.cancel_question)>
                <button class="danger" form=form formaction=CANCEL name="batch" value=id.to_string()>
                    {say!(l, batches.cancel_sure)}
                </button>
            </Ask>
        }
    });
    view! {
        <li class="job batch">
            <p class="job-head">
                <strong><a href=paths::jobs_of(id)>{name.clone()}</a></strong>
                <time class="muted" title=dates::exact(l, at)>{move || dates::ago(l, at, live.now.get())}</time>
            </p>
            <progress value=over.to_string() max=batch.of.max(1).to_string() aria-label=name></progress>
            <div class="row batch-foot">
                <p class="muted">{sentences::progress(l, &batch)}</p>
                {cancel}
            </div>
        </li>
    }
    .into_any()
}
