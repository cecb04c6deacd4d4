//! Reading the seller's wardrobe: a chain of small commands of one job. Every page, then a look at what no page showed.
//! Between two commands anything more urgent goes first, and a kill anywhere repeats one command at most. The details
//! of what is new are another chain, `details`.
//!
//! Nothing here ever changes anything on vinted.fr. What the wardrobe's listings mean for the seller's items is
//! `wardrobe::consequences`.

use super::details;
use crate::backend::Backend;
use crate::database::TenantTx;
use crate::error::Error;
use crate::executors::lane;
use crate::jobs::judge::Ending;
use crate::jobs::kept::{Kept, SyncCursor, SyncStage};
use crate::jobs::rows::Job;
use crate::jobs::settle::{Intent, Verdict};
use crate::wardrobe::runs::{self, Unseen};
use crate::wardrobe::{self, consequences, seen, unmet};
use stoflow_wire::ids::TenantId;
use stoflow_wire::jobs::{Progress, Step, Trouble};
use stoflow_wire::vinted::{VintedOrder, VintedResult};
use stoflow_wire::wardrobe::{DetailsOrder, FoundDetails, WardrobeOrder, WardrobePage};

/// Listings on a page: the most Vinted gives.
const PER_PAGE: u32 = 96;

/// Listings looked at by one command.
pub(super) const AT_ONCE: usize = 10;

/// No wardrobe has more; whoever says so is not believed.
const MOST_PAGES: u32 = 1_000;

pub(crate) async fn prepare(
    backend: &Backend,
    tenant: TenantId,
    job: &Job,
) -> Result<Verdict, Error> {
    if job.kept.details.is_some() {
        return details::prepare(backend, tenant).await;
    }
    let mut tx = backend.database.tenant(tenant).await?;
    let newest = runs::newest(&mut tx).await?;
    tx.commit().await?;
    // A walk that was overtaken by another one begins anew: what it saw is old.
    let cursor = job.kept.sync.as_ref().filter(|sync| sync.run == newest);
    Ok(Verdict::AwaitExecutor(Box::new(Intent {
        order: next_order(cursor.map(|sync| &sync.stage)),
        version: 0,
        hash: None,
    })))
}

fn next_order(stage: Option<&SyncStage>) -> VintedOrder {
    let page = match stage {
        Some(SyncStage::Details { left, .. }) => {
            let vinted_ids = left.iter().take(AT_ONCE).copied().collect();
            return VintedOrder::ReadDetails(DetailsOrder { vinted_ids });
        }
        Some(SyncStage::Pages { next, .. }) => *next,
        None => 1,
    };
    VintedOrder::ReadWardrobe(WardrobeOrder {
        page,
        per_page: PER_PAGE,
    })
}

/// How far the whole sync is when its next command begins.
pub(crate) fn progress(kept: &Kept) -> Progress {
    if let Some(cursor) = &kept.details {
        return details::progress(*cursor);
    }
    let (step, done, of) = match kept.sync.as_ref().map(|sync| &sync.stage) {
        None => (Step::ReadWardrobe { page: 1, of: 0 }, 0, 0),
        Some(SyncStage::Pages { next, of }) => {
            let step = Step::ReadWardrobe {
                page: *next,
                of: *of,
            };
            (step, next.saturating_sub(1), *of)
        }
        Some(SyncStage::Details { left, of }) => {
            let done = of.saturating_sub(count(left));
            let step = Step::ReadDetails {
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

/// What an executor told of its one command, as a place in the whole sync.
pub(crate) fn place(kept: &Kept, told: Progress) -> Progress {
    let mut progress = progress(kept);
    if let (
        Step::ReadDetails { position, of },
        Step::ReadDetails {
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

fn count(ids: &[i64]) -> u32 {
    u32::try_from(ids.len()).unwrap_or(u32::MAX)
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
    if let Some(cursor) = job.kept.details {
        return details::take_in(tx, job, cursor, read, asked.as_ref()).await;
    }
    let left = match (read, asked) {
        (VintedResult::Wardrobe(page), Some(VintedOrder::ReadWardrobe(order))) => {
            take_page(tx, job, order.page, page).await?
        }
        (VintedResult::Details { found }, Some(VintedOrder::ReadDetails(order))) => {
            take_details(tx, job, &order.vinted_ids, found).await?
        }
        _ => return Ok(unreadable(job)),
    };
    Ok(match left {
        Left::More if job.cancel_requested => Ending::Cancelled,
        Left::More => Ending::Continued,
        Left::Nothing => Ending::Done,
    })
}

pub(super) fn unreadable(job: &Job) -> Ending {
    let trouble = Trouble::Unreadable {
        what: "wardrobe".to_owned(),
    };
    if job.attempts_left() {
        Ending::TryAgain(trouble)
    } else {
        Ending::Failed(trouble)
    }
}

async fn take_page(
    tx: &mut TenantTx,
    job: &mut Job,
    number: u32,
    page: &WardrobePage,
) -> Result<Left, Error> {
    let begun = job.kept.sync.take().filter(|_| number > 1);
    let mut cursor = match begun {
        Some(cursor) => cursor,
        None => begin(tx, job, page).await?,
    };
    cursor.steady &= page.entries == cursor.entries;
    seen::see(tx, cursor.run, &page.items).await?;
    let seen: Vec<i64> = page.items.iter().map(|item| item.vinted_id).collect();
    consequences::follow(tx, &seen).await?;
    let of = page.pages.min(MOST_PAGES);
    if number < of && !page.items.is_empty() {
        cursor.stage = SyncStage::Pages {
            next: number + 1,
            of,
        };
        job.kept.sync = Some(cursor);
        return Ok(Left::More);
    }
    end_of_pages(tx, job, cursor).await
}

/// The account whose wardrobe this is, is the shop's from now on, if it had none.
async fn begin(tx: &mut TenantTx, job: &Job, page: &WardrobePage) -> Result<SyncCursor, Error> {
    lane::remember_account(tx, job.executor).await?;
    Ok(SyncCursor {
        run: runs::begin(tx).await?,
        entries: page.entries,
        steady: true,
        unmet: unmet::list(tx).await?,
        stage: SyncStage::Pages { next: 1, of: 0 },
    })
}

async fn end_of_pages(tx: &mut TenantTx, job: &mut Job, cursor: SyncCursor) -> Result<Left, Error> {
    unmet::take_in(tx, cursor.run, &cursor.unmet).await?;
    let left = match runs::conclude(tx, cursor.run, cursor.entries, cursor.steady).await? {
        Unseen::Gone(gone) => {
            consequences::follow(tx, &gone).await?;
            Vec::new()
        }
        Unseen::Doubtful(doubtful) => doubtful,
    };
    let of = count(&left);
    go_on(tx, job, cursor, left, of).await
}

async fn take_details(
    tx: &mut TenantTx,
    job: &mut Job,
    asked: &[i64],
    found: &[FoundDetails],
) -> Result<Left, Error> {
    let Some(cursor) = job.kept.sync.take() else {
        return Ok(Left::Nothing);
    };
    let SyncStage::Details { mut left, of } = cursor.stage.clone() else {
        return Ok(Left::Nothing);
    };
    details::store(tx, cursor.run, asked, found).await?;
    left.retain(|id| !asked.contains(id));
    go_on(tx, job, cursor, left, of).await
}

/// To the next look, or to the end.
async fn go_on(
    tx: &mut TenantTx,
    job: &mut Job,
    cursor: SyncCursor,
    left: Vec<i64>,
    of: u32,
) -> Result<Left, Error> {
    let more = !left.is_empty();
    job.kept.sync = Some(SyncCursor {
        stage: SyncStage::Details { left, of },
        ..cursor
    });
    if more {
        return Ok(Left::More);
    }
    consequences::catch_up(tx).await?;
    runs::complete(tx).await?;
    wardrobe::read_details(tx).await?;
    Ok(Left::Nothing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use stoflow_wire::jobs::{Wait, WaitReason};

    fn at(stage: SyncStage) -> Kept {
        Kept {
            sync: Some(SyncCursor {
                run: 1,
                entries: 30,
                steady: true,
                unmet: Vec::new(),
                stage,
            }),
            ..Kept::default()
        }
    }

    #[test]
    fn what_the_executor_says_of_its_command_is_a_place_in_the_whole() {
        let wait = Some(Wait {
            seconds: 5,
            reason: WaitReason::Pace,
        });
        let told = |step| Progress {
            step,
            done: 0,
            of: 1,
            wait: wait.clone(),
        };
        let pages = at(SyncStage::Pages { next: 3, of: 4 });
        let page = place(&pages, told(Step::ReadWardrobe { page: 3, of: 0 }));
        assert_eq!(page.step, Step::ReadWardrobe { page: 3, of: 4 });
        assert_eq!((page.done, page.of, &page.wait), (2, 4, &wait));
        let details = at(SyncStage::Details {
            left: (11..=25).collect(),
            of: 25,
        });
        let detail = place(
            &details,
            told(Step::ReadDetails {
                position: 4,
                of: 10,
            }),
        );
        assert_eq!(
            detail.step,
            Step::ReadDetails {
                position: 14,
                of: 25
            }
        );
        assert_eq!((detail.done, detail.of), (13, 25));
    }

    #[test]
    fn the_next_command_follows_from_the_cursor() {
        let page = |page| {
            VintedOrder::ReadWardrobe(WardrobeOrder {
                page,
                per_page: PER_PAGE,
            })
        };
        assert_eq!(next_order(None), page(1));
        let pages = SyncStage::Pages { next: 7, of: 9 };
        assert_eq!(next_order(Some(&pages)), page(7));
        let details = SyncStage::Details {
            left: (1..=12).collect(),
            of: 12,
        };
        let ten = VintedOrder::ReadDetails(DetailsOrder {
            vinted_ids: (1..=10).collect(),
        });
        assert_eq!(next_order(Some(&details)), ten);
    }
}
