//! Reading what the seller sold: a chain of small commands of one job. First the list, newest first, up to the first page
//! on which everything is known and finished; then, in full, what is new or not finished. Between two commands anything
//! more urgent goes first, and a kill anywhere repeats one command at most.
//!
//! Nothing here ever changes anything on vinted.fr. What a sale means for the seller's items is `sales::consequences`; a
//! job of the same kind that fetches a label is `label`.

use crate::backend::Backend;
use crate::channels::vinted::label;
use crate::database::TenantTx;
use crate::error::Error;
use crate::executors::lane;
use crate::jobs::judge::Ending;
use crate::jobs::kept::{Kept, SalesCursor};
use crate::jobs::rows::Job;
use crate::jobs::settle::{Intent, Verdict};
use crate::sales::lines::{self, Page};
use crate::sales::{consequences, readings, transactions};
use stoflow_wire::ids::TenantId;
use stoflow_wire::jobs::{Progress, Step, Trouble};
use stoflow_wire::sales::{FoundTransaction, SalesOrder, SalesPage, TransactionsOrder};
use stoflow_wire::vinted::{VintedOrder, VintedResult};

/// Sales on a page: what fits into a frame with room to spare.
const PER_PAGE: u32 = 50;

/// Sales read in full by one command.
const AT_ONCE: usize = 10;

/// Nobody has sold more; whoever says so is not believed.
const MOST_PAGES: u32 = 1_000;

pub(crate) async fn prepare(
    backend: &Backend,
    tenant: TenantId,
    job: &Job,
) -> Result<Verdict, Error> {
    if let Some(cursor) = &job.kept.label {
        return label::prepare(backend, tenant, job, cursor).await;
    }
    Ok(Verdict::AwaitExecutor(Box::new(Intent {
        order: next_order(job.kept.sales.as_ref()),
        version: 0,
        hash: None,
    })))
}

fn next_order(cursor: Option<&SalesCursor>) -> VintedOrder {
    let page = match cursor {
        Some(SalesCursor::Transactions { left, .. }) => {
            let transaction_ids = left.iter().take(AT_ONCE).copied().collect();
            return VintedOrder::ReadTransactions(TransactionsOrder { transaction_ids });
        }
        Some(SalesCursor::Pages { next, .. }) => *next,
        None => 1,
    };
    VintedOrder::ReadSales(SalesOrder {
        page,
        per_page: PER_PAGE,
    })
}

/// How far the whole job is when its next command begins.
pub(crate) fn progress(kept: &Kept) -> Progress {
    if let Some(cursor) = &kept.label {
        return label::progress(cursor);
    }
    let (step, done, of) = match &kept.sales {
        None => (Step::ReadSales { page: 1, of: 0 }, 0, 0),
        Some(SalesCursor::Pages { next, of }) => {
            let step = Step::ReadSales {
                page: *next,
                of: *of,
            };
            (step, next.saturating_sub(1), *of)
        }
        Some(SalesCursor::Transactions { left, of }) => {
            let done = of.saturating_sub(count(left));
            let step = Step::ReadTransactions {
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

/// What an executor told of its one command, as a place in the whole job.
pub(crate) fn place(kept: &Kept, told: Progress) -> Progress {
    let mut progress = progress(kept);
    if let (
        Step::ReadTransactions { position, of },
        Step::ReadTransactions {
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
    let left = match (read, asked) {
        (VintedResult::Sales(page), Some(VintedOrder::ReadSales(order))) => {
            take_page(tx, job, order.page, page).await?
        }
        (
            VintedResult::Transactions { transactions },
            Some(VintedOrder::ReadTransactions(order)),
        ) => take_transactions(tx, job, &order.transaction_ids, transactions).await?,
        (VintedResult::Label(found), Some(VintedOrder::FindLabel(order))) => {
            return Ok(label::take_in(job, order, found));
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
        what: "sales".to_owned(),
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
    page: &SalesPage,
) -> Result<Left, Error> {
    if number == 1 {
        // The account whose sales these are, is the shop's from now on, if it had none.
        lane::remember_account(tx, job.executor).await?;
    }
    let seen = lines::see(tx, &page.lines).await?;
    let of = page.pages.min(MOST_PAGES);
    if seen == Page::News && number < of && !page.lines.is_empty() {
        job.kept.sales = Some(SalesCursor::Pages {
            next: number + 1,
            of,
        });
        return Ok(Left::More);
    }
    let left = transactions::wanted(tx).await?;
    let of = count(&left);
    go_on(tx, job, left, of).await
}

async fn take_transactions(
    tx: &mut TenantTx,
    job: &mut Job,
    asked: &[i64],
    found: &[FoundTransaction],
) -> Result<Left, Error> {
    let Some(SalesCursor::Transactions { mut left, of }) = job.kept.sales.take() else {
        return Ok(Left::Nothing);
    };
    let mut without = Vec::new();
    for answer in found
        .iter()
        .filter(|found| asked.contains(&found.transaction_id))
    {
        match &answer.transaction {
            Some(read) => transactions::detail(tx, answer.transaction_id, read).await?,
            None => without.push(answer.transaction_id),
        }
    }
    transactions::without(tx, &without).await?;
    left.retain(|id| !asked.contains(id));
    go_on(tx, job, left, of).await
}

/// To the next sales, or to the end.
async fn go_on(tx: &mut TenantTx, job: &mut Job, left: Vec<i64>, of: u32) -> Result<Left, Error> {
    consequences::follow(tx).await?;
    let more = !left.is_empty();
    job.kept.sales = Some(SalesCursor::Transactions { left, of });
    if more {
        return Ok(Left::More);
    }
    readings::complete(tx).await?;
    Ok(Left::Nothing)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(cursor: SalesCursor) -> Kept {
        Kept {
            sales: Some(cursor),
            ..Kept::default()
        }
    }

    #[test]
    fn the_next_command_follows_from_the_cursor() {
        let page = |page| {
            VintedOrder::ReadSales(SalesOrder {
                page,
                per_page: PER_PAGE,
            })
        };
        assert_eq!(next_order(None), page(1));
        let pages = SalesCursor::Pages { next: 4, of: 9 };
        assert_eq!(next_order(Some(&pages)), page(4));
        let in_full = SalesCursor::Transactions {
            left: (1..=12).collect(),
            of: 12,
        };
        let ten = VintedOrder::ReadTransactions(TransactionsOrder {
            transaction_ids: (1..=10).collect(),
        });
        assert_eq!(next_order(Some(&in_full)), ten);
    }

    #[test]
    fn what_the_executor_says_of_its_command_is_a_place_in_the_whole() {
        let kept = at(SalesCursor::Transactions {
            left: (11..=25).collect(),
            of: 25,
        });
        let told = Progress {
            step: Step::ReadTransactions {
                position: 4,
                of: 10,
            },
            done: 0,
            of: 1,
            wait: None,
        };
        let placed = place(&kept, told);
        assert_eq!(
            placed.step,
            Step::ReadTransactions {
                position: 14,
                of: 25
            }
        );
        assert_eq!((placed.done, placed.of), (13, 25));
    }
}
