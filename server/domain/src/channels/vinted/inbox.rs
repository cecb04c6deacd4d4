//! Reading the seller's inbox: a chain of small commands of one job. First the pages, the newest first and only as far
//! as something has moved, then the conversations that did. Between two commands anything more urgent goes first, and a
//! kill anywhere repeats one command at most.

use crate::conversations::{rows, walks};
use crate::database::TenantTx;
use crate::error::Error;
use crate::executors::lane;
use crate::jobs::judge::Ending;
use crate::jobs::kept::{InboxCursor, InboxStage, Kept};
use crate::jobs::rows::Job;
use crate::jobs::settle::{Intent, Verdict};
use stoflow_wire::conversations::{ConversationsOrder, FoundConversation, InboxOrder, InboxPage};
use stoflow_wire::ids::ConversationId;
use stoflow_wire::jobs::{Progress, Step, Trouble};
use stoflow_wire::vinted::{VintedOrder, VintedResult};

/// Conversations on a page: the most Vinted gives.
const PER_PAGE: u32 = 20;

/// Conversations read by one command.
const AT_ONCE: usize = 10;

/// Pages of one walk: whoever writes in a conversation older than the newest 500 brings it to the top again.
const MOST_PAGES: u32 = 25;

pub(crate) fn prepare(job: &Job) -> Verdict {
    Verdict::AwaitExecutor(Box::new(Intent {
        order: next_order(job.kept.inbox.as_ref()),
        version: 0,
        hash: None,
    }))
}

fn next_order(cursor: Option<&InboxCursor>) -> VintedOrder {
    let page = match cursor.map(|cursor| &cursor.stage) {
        Some(InboxStage::Conversations { left, .. }) => {
            let ids = left.iter().take(AT_ONCE).copied().collect();
            return VintedOrder::ReadConversations(ConversationsOrder { ids });
        }
        Some(InboxStage::Pages { next, .. }) => *next,
        None => 1,
    };
    VintedOrder::ReadInbox(InboxOrder {
        page,
        per_page: PER_PAGE,
    })
}

/// How far the whole reading is when its next command begins.
pub(crate) fn progress(kept: &Kept) -> Progress {
    let (step, done, of) = match kept.inbox.as_ref().map(|cursor| &cursor.stage) {
        None => (Step::ReadInbox { page: 1, of: 0 }, 0, 0),
        Some(InboxStage::Pages { next, of }) => {
            let step = Step::ReadInbox {
                page: *next,
                of: *of,
            };
            (step, next.saturating_sub(1), *of)
        }
        Some(InboxStage::Conversations { left, of }) => {
            let done = of.saturating_sub(u32::try_from(left.len()).unwrap_or(u32::MAX));
            let step = Step::ReadConversation {
                position: done + 1,
                of: *of,
            };
            (step, done, *of)
        }
    };
    Progress {
        step,
        done,
        of,
        wait: None,
    }
}

/// What an executor told of its one command, as a place in the whole reading.
pub(crate) fn place(kept: &Kept, told: Progress) -> Progress {
    let mut progress = progress(kept);
    if let (
        Step::ReadConversation { position, of },
        Step::ReadConversation {
            position: within, ..
        },
    ) = (&mut progress.step, &told.step)
    {
        *position = (*position + within.saturating_sub(1)).min(*of);
        progress.done = *position - 1;
    }
    progress.wait = told.wait;
    progress
}

/// What is left to do once an answer is stored.
enum Left {
    Nothing,
    More,
}

/// Stores what a command read, moves the cursor, and says how the attempt ends. An answer to another question than
/// the one that was asked is none.
pub(crate) async fn take_in(
    tx: &mut TenantTx,
    job: &mut Job,
    read: &VintedResult,
) -> Result<Ending, Error> {
    let asked = job.command.as_ref().map(|command| command.order.clone());
    let left = match (read, asked) {
        (VintedResult::Inbox(page), Some(VintedOrder::ReadInbox(order))) => {
            take_page(tx, job, order.page, page).await?
        }
        (VintedResult::Conversations { found }, Some(VintedOrder::ReadConversations(order)))
            if !found.is_empty() =>
        {
            take_conversations(tx, job, &order.ids, found).await?
        }
        _ => return Ok(unreadable(job)),
    };
    Ok(match left {
        Left::More if job.cancel_requested => Ending::Cancelled,
        Left::More => Ending::Continued,
        Left::Nothing => Ending::Done,
    })
}

fn unreadable(job: &Job) -> Ending {
    let trouble = Trouble::Unreadable {
        what: "inbox".to_owned(),
    };
    if job.attempts_left() {
        Ending::TryAgain(trouble)
    } else {
        Ending::Failed(trouble)
    }
}

/// A page on which nothing has moved is the last one that is needed, unless an earlier walk left off behind it.
async fn take_page(
    tx: &mut TenantTx,
    job: &mut Job,
    number: u32,
    page: &InboxPage,
) -> Result<Left, Error> {
    let begun = job.kept.inbox.take().filter(|_| number > 1);
    let whole = if let Some(cursor) = begun {
        cursor.whole
    } else {
        lane::remember_account(tx, job.executor).await?;
        walks::begin(tx).await?
    };
    let moved = rows::see(tx, &page.entries).await?;
    let of = page.pages.min(MOST_PAGES);
    if number < of && !page.entries.is_empty() && (moved > 0 || whole) {
        let next = number + 1;
        job.kept.inbox = Some(InboxCursor {
            whole,
            stage: InboxStage::Pages { next, of },
        });
        return Ok(Left::More);
    }
    walks::seen_all(tx).await?;
    let left = rows::due(tx).await?;
    let of = u32::try_from(left.len()).unwrap_or(u32::MAX);
    go_on(tx, job, left, of).await
}

/// Those that did not come along are asked for again.
async fn take_conversations(
    tx: &mut TenantTx,
    job: &mut Job,
    asked: &[ConversationId],
    found: &[FoundConversation],
) -> Result<Left, Error> {
    let cursor = job.kept.inbox.take().map(|cursor| cursor.stage);
    let Some(InboxStage::Conversations { mut left, of }) = cursor else {
        return Ok(Left::Nothing);
    };
    for answer in found.iter().filter(|found| asked.contains(&found.id)) {
        match &answer.conversation {
            Some(conversation) => rows::take(tx, answer.id, conversation).await?,
            None => rows::gone(tx, answer.id).await?,
        }
        left.retain(|id| *id != answer.id);
    }
    go_on(tx, job, left, of).await
}

/// To the next conversations, or to the end.
async fn go_on(
    tx: &mut TenantTx,
    job: &mut Job,
    left: Vec<ConversationId>,
    of: u32,
) -> Result<Left, Error> {
    let more = !left.is_empty();
    job.kept.inbox = Some(InboxCursor {
        whole: false,
        stage: InboxStage::Conversations { left, of },
    });
    if more {
        return Ok(Left::More);
    }
    walks::complete(tx).await?;
    Ok(Left::Nothing)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(stage: InboxStage) -> Kept {
        Kept {
            inbox: Some(InboxCursor {
                whole: false,
                stage,
            }),
            ..Kept::default()
        }
    }

    #[test]
    fn the_next_command_and_the_place_follow_from_the_cursor() {
        let page = |page| {
            VintedOrder::ReadInbox(InboxOrder {
                page,
                per_page: PER_PAGE,
            })
        };
        assert_eq!(next_order(None), page(1));
        let pages = at(InboxStage::Pages { next: 3, of: 4 });
        assert_eq!(next_order(pages.inbox.as_ref()), page(3));
        assert_eq!(progress(&pages).step, Step::ReadInbox { page: 3, of: 4 });
        let talks = at(InboxStage::Conversations {
            left: (11..=25).map(ConversationId).collect(),
            of: 25,
        });
        let ids = (11..=20).map(ConversationId).collect();
        assert_eq!(
            next_order(talks.inbox.as_ref()),
            VintedOrder::ReadConversations(ConversationsOrder { ids })
        );
        let told = Progress {
            step: Step::ReadConversation {
                position: 4,
                of: 10,
            },
            done: 3,
            of: 10,
            wait: None,
        };
        let step = Step::ReadConversation {
            position: 14,
            of: 25,
        };
        assert_eq!(place(&talks, told).step, step);
    }
}
