//! Reading what the seller sold: a chain of small commands of one job. First the list, newest first, up to the first page
//! on which everything is known and finished; then, in full, everything that is not finished and some of what is; then what
//! the wallet was paid this month and the last. Between two commands anything more urgent goes first, and a kill anywhere
//! repeats one command at most.
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
use crate::sales::{consequences, invoices, readings, transactions};
use stoflow_wire::ids::TenantId;
use stoflow_wire::jobs::{Progress, Step, Trouble};
use stoflow_wire::revenue::{InvoicesOrder, InvoicesPage};
use stoflow_wire::sales::{FoundTransaction, SalesOrder, SalesPage, TransactionsOrder};
use stoflow_wire::vinted::{VintedOrder, VintedResult};

/// Sales on a page: what fits into a frame with room to spare.
const PER_PAGE: u32 = 50;

/// Sales read in full by one command.
const AT_ONCE: usize = 10;

/// Months of the wallet that each reading looks at.
const INVOICES: u32 = 2;

/// Pages of a month's lines; nobody has more.
const MOST_INVOICES: u32 = 200;

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
        Some(SalesCursor::Invoices { month, page, .. }) => {
            return VintedOrder::ReadInvoices(InvoicesOrder {
                year: month.year,
                month: month.month,
                page: *page,
            });
        }
        Some(SalesCursor::Transactions { left, .. } | SalesCursor::Finished { left, .. }) => {
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
        Some(
            SalesCursor::Transactions { of, done, .. } | SalesCursor::Finished { of, done, .. },
        ) => {
            let step = Step::ReadTransactions {
                position: done + 1,
                of: *of,
            };
            (step, *done, *of)
        }
        Some(SalesCursor::Invoices { month, then, .. }) => {
            let step = Step::ReadInvoices {
                year: month.year,
                month: month.month,
            };
            (step, INVOICES.saturating_sub(1 + length(then)), INVOICES)
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

fn length<T>(all: &[T]) -> u32 {
    u32::try_from(all.len()).unwrap_or(u32::MAX)
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
        (VintedResult::Invoices(page), Some(VintedOrder::ReadInvoices(order))) => {
            take_invoices(tx, job, order, page).await?
        }
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
    go_on(tx, job, 0).await
}

async fn take_transactions(
    tx: &mut TenantTx,
    job: &mut Job,
    asked: &[i64],
    found: &[FoundTransaction],
) -> Result<Left, Error> {
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
    transactions::looked_at(tx, asked).await?;
    let read = length(asked);
    let rest = |left: Vec<i64>| -> Vec<i64> {
        left.into_iter().filter(|id| !asked.contains(id)).collect()
    };
    match job.kept.sales.take() {
        Some(SalesCursor::Transactions { left, of, done }) => {
            let (left, done) = (rest(left), done + read);
            if left.is_empty() {
                return go_on(tx, job, done).await;
            }
            job.kept.sales = Some(SalesCursor::Transactions { left, of, done });
        }
        Some(SalesCursor::Finished { left, of, done }) => {
            let (left, done) = (rest(left), done + read);
            if left.is_empty() {
                return to_the_wallet(tx, job).await;
            }
            job.kept.sales = Some(SalesCursor::Finished { left, of, done });
        }
        _ => return Ok(Left::Nothing),
    }
    consequences::follow(tx).await?;
    Ok(Left::More)
}

/// To the next sales that are not finished, to those that are, or on to the wallet. `done` were read so far.
async fn go_on(tx: &mut TenantTx, job: &mut Job, done: u32) -> Result<Left, Error> {
    let (left, open) = transactions::open(tx, job.id).await?;
    if !left.is_empty() {
        consequences::follow(tx).await?;
        let of = done + u32::try_from(open).unwrap_or(u32::MAX);
        job.kept.sales = Some(SalesCursor::Transactions { left, of, done });
        return Ok(Left::More);
    }
    let left = transactions::finished(tx).await?;
    if left.is_empty() {
        return to_the_wallet(tx, job).await;
    }
    consequences::follow(tx).await?;
    let of = done + length(&left);
    job.kept.sales = Some(SalesCursor::Finished { left, of, done });
    Ok(Left::More)
}

/// The sales are read to their end; what the wallet was paid for them is a word more.
async fn to_the_wallet(tx: &mut TenantTx, job: &mut Job) -> Result<Left, Error> {
    consequences::follow(tx).await?;
    readings::complete(tx).await?;
    let [now, before] = invoices::due(tx).await?;
    job.kept.sales = Some(SalesCursor::Invoices {
        month: now,
        page: 1,
        then: vec![before],
    });
    Ok(Left::More)
}

async fn take_invoices(
    tx: &mut TenantTx,
    job: &mut Job,
    order: InvoicesOrder,
    read: &InvoicesPage,
) -> Result<Left, Error> {
    invoices::see(tx, &read.lines).await?;
    let Some(SalesCursor::Invoices { month, then, .. }) = job.kept.sales.take() else {
        return Ok(Left::Nothing);
    };
    let next = if order.page < read.pages.min(MOST_INVOICES) {
        Some((month, order.page + 1, then))
    } else {
        then.split_first()
            .map(|(month, then)| (*month, 1, then.to_vec()))
    };
    let Some((month, page, then)) = next else {
        return Ok(Left::Nothing);
    };
    job.kept.sales = Some(SalesCursor::Invoices { month, page, then });
    Ok(Left::More)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::kept::InvoiceMonth;

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
            done: 0,
        };
        let ten = VintedOrder::ReadTransactions(TransactionsOrder {
            transaction_ids: (1..=10).collect(),
        });
        assert_eq!(next_order(Some(&in_full)), ten);
        let month = |month| InvoiceMonth { year: 2026, month };
        let wallet = SalesCursor::Invoices {
            month: month(11),
            page: 3,
            then: vec![month(10)],
        };
        let third = VintedOrder::ReadInvoices(InvoicesOrder {
            year: 2026,
            month: 11,
            page: 3,
        });
        assert_eq!(next_order(Some(&wallet)), third);
    }

    #[test]
    fn what_the_executor_says_of_its_command_is_a_place_in_the_whole() {
        let kept = at(SalesCursor::Transactions {
            left: (11..=25).collect(),
            of: 25,
            done: 10,
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
