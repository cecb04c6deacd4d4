//! A reply that does not stand in its conversation yet: where it is, what keeps it, and what can be done.

use super::sentences;
use super::server_fns::DISCARD;
use crate::act::{ActForm, Done};
use crate::live::Live;
use crate::say;
use crate::ui::ask::Ask;
use crate::ui::outer::Back;
use crate::words::locale;
use leptos::prelude::*;
use stoflow_wire::conversations::{ReplyState, ReplyView};

#[component]
pub fn Waiting(reply: ReplyView, done: Callback<Done>) -> AnyView {
    let l = locale();
    let live = Live::here();
    let over = matches!(reply.state, ReplyState::Failed | ReplyState::InDoubt);
    let tone = match reply.state {
        ReplyState::Failed => "bad",
        ReplyState::InDoubt => "warn",
        _ => "plain",
    };
    let (body, id) = (reply.body.clone(), reply.id);
    let again = reply.job.filter(|_| over).map(|job| {
        view! {
            <ActForm action="/fn/retry_job" done=done>
                <Back/>
                <input type="hidden" name="job" value=job.to_string()/>
                <button>{say!(l, conversations.try_again)}</button>
            </ActForm>
        }
    });
    let discard = over.then(|| {
        view! {
            <Ask label=say!(l, conversations.discard) question=say!(l, conversations.discard_question)>
                <ActForm action=DISCARD done=done>
                    <Back/>
                    <input type="hidden" name="reply" value=id.to_string()/>
                    <button class="danger">{say!(l, conversations.discard_sure)}</button>
                </ActForm>
            </Ask>
        }
    });
    let standing = move || {
        live.jobs.with(|jobs| {
            let job = jobs.iter().find(|job| Some(job.id) == reply.job);
            sentences::standing(l, &reply, job)
        })
    };
    view! {
        <li class="us waiting">
            <span class="unseen">{say!(l, conversations.you)}</span>
            <p class="words" dir="auto">{body}</p>
            <p class=format!("standing {tone}") role="status">{standing}</p>
            <div class="row">{again} {discard}</div>
        </li>
    }
    .into_any()
}
