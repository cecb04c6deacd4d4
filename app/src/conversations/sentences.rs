//! Offers, replies and their troubles in words.

use crate::jobs::sentences::{trouble, waiting};
use crate::say;
use crate::ui::badge::Tone;
use crate::words::Locale;
use stoflow_wire::conversations::{ConversationShow, OfferState, ReplyState, ReplyView};
use stoflow_wire::jobs::{JobState, JobView, Trouble};

pub fn tab(l: Locale, show: ConversationShow) -> &'static str {
    match show {
        ConversationShow::All => say!(l, conversations.show_all),
        ConversationShow::Unread => say!(l, conversations.show_unread),
    }
}

pub fn offer(l: Locale, state: OfferState) -> (Tone, &'static str) {
    match state {
        OfferState::Pending => (Tone::Warn, say!(l, conversations.offer_pending)),
        OfferState::Accepted => (Tone::Good, say!(l, conversations.offer_accepted)),
        OfferState::Refused => (Tone::Plain, say!(l, conversations.offer_refused)),
        OfferState::Cancelled => (Tone::Plain, say!(l, conversations.offer_cancelled)),
    }
}

/// A reply that is on its way or did not get there, as a badge in the list.
pub fn reply_badge(l: Locale, state: ReplyState) -> Option<(Tone, &'static str)> {
    match state {
        ReplyState::Queued => Some((Tone::Info, say!(l, conversations.badge_queued))),
        ReplyState::Failed => Some((Tone::Bad, say!(l, conversations.badge_failed))),
        ReplyState::InDoubt => Some((Tone::Warn, say!(l, conversations.badge_in_doubt))),
        ReplyState::Sent | ReplyState::Cancelled => None,
    }
}

/// Where a reply stands, and what to do. `job` is what was told of the job that sends it.
pub fn standing(l: Locale, reply: &ReplyView, job: Option<&JobView>) -> String {
    match reply.state {
        ReplyState::Sent => say!(l, conversations.sent).to_owned(),
        ReplyState::Cancelled => say!(l, conversations.cancelled).to_owned(),
        ReplyState::Queued => on_its_way(l, reply, job),
        ReplyState::InDoubt => say!(l, conversations.in_doubt).to_owned(),
        ReplyState::Failed => {
            let why = reply.trouble.as_ref().map(|why| refusal(l, why));
            let why = why.unwrap_or_default();
            say!(l, conversations.failed, why = why)
        }
    }
}

/// A job whose command is with the browser says how far it is; one that waits says for what.
fn on_its_way(l: Locale, reply: &ReplyView, job: Option<&JobView>) -> String {
    let why = job.map_or(reply.trouble.as_ref(), |job| job.trouble.as_ref());
    if let Some(why) = why {
        let why = trouble(l, why);
        return say!(l, conversations.waits, why = why);
    }
    let progress = job.and_then(|job| job.progress.as_ref());
    let wait = progress.and_then(|progress| progress.wait.as_ref());
    match (job.map(|job| job.state), wait) {
        (_, Some(wait)) => waiting(l, wait),
        (Some(JobState::AwaitingExecutor | JobState::Running), None) => {
            say!(l, conversations.sending).to_owned()
        }
        _ => say!(l, conversations.queued).to_owned(),
    }
}

fn refusal(l: Locale, why: &Trouble) -> String {
    match why {
        Trouble::Gone => say!(l, conversations.closed).to_owned(),
        Trouble::Refused { reasons } => {
            let words: Vec<&str> = reasons.iter().map(|reason| reason.words.as_str()).collect();
            let words = words.join(" ");
            say!(l, conversations.refused, words = words)
        }
        other => trouble(l, other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use stoflow_wire::ids::ReplyId;
    use stoflow_wire::jobs::Refusal;
    use time::macros::datetime;

    fn reply(state: ReplyState, trouble: Option<Trouble>) -> ReplyView {
        ReplyView {
            id: ReplyId(1),
            body: "Oui".to_owned(),
            state,
            trouble,
            job: None,
            created_at: datetime!(2026-11-23 14:30 UTC),
        }
    }

    #[test]
    fn a_refused_reply_says_what_vinted_said() {
        let reasons = vec![Refusal {
            field: "body".to_owned(),
            words: "Ton message est trop long".to_owned(),
        }];
        let refused = reply(ReplyState::Failed, Some(Trouble::Refused { reasons }));
        assert!(standing(Locale::fr, &refused, None).contains("Ton message est trop long"));
    }

    #[test]
    fn a_reply_that_waits_says_for_what() {
        let waits = reply(ReplyState::Queued, Some(Trouble::NoExecutor));
        let why = trouble(Locale::en, &Trouble::NoExecutor);
        assert!(standing(Locale::en, &waits, None).contains(&why));
        let next = reply(ReplyState::Queued, None);
        assert_eq!(
            standing(Locale::en, &next, None),
            say!(Locale::en, conversations.queued)
        );
    }
}
