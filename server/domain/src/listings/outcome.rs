//! What the end of a job's attempt means for its listing and for the product. Follows a judgement, makes none.

use crate::channel_rules;
use crate::channels::vinted::{self, draft};
use crate::database::TenantTx;
use crate::error::Error;
use crate::executors::lane;
use crate::jobs::history::Actor;
use crate::jobs::judge::{Ending, Judgement};
use crate::jobs::rows::Job;
use crate::listings::ordered::{found_different, ordered};
use crate::listings::resting::{given_up, is_a_draft, under_way};
use crate::listings::rows::{self, FoundAt, Listing, Seen, Shown, Standing};
use crate::listings::{withdraw, written};
use crate::products::{self, Stock};
use crate::wording::plain::one_line;
use crate::{conversations, sales, wardrobe};
use stoflow_wire::ids::{ListingId, ProductId};
use stoflow_wire::jobs::Trouble;
use stoflow_wire::listings::{ListingField, ListingState};
use stoflow_wire::money::Money;
use stoflow_wire::platform::{JobKind, VintedAction};
use stoflow_wire::pricing::Channel;
use stoflow_wire::products::ProductStatus;
use stoflow_wire::receipts::SoldBy;
use stoflow_wire::vinted::{DraftOrder, ReadBack, VintedOrder, VintedResult};
use time::OffsetDateTime;

/// Moves the job's listing to where the judgement leaves it.
pub(crate) async fn follow(
    tx: &mut TenantTx,
    job: &mut Job,
    judged: &Judgement,
) -> Result<(), Error> {
    let Some(id) = job.listing else { return Ok(()) };
    let listing = rows::lock(tx, id).await?;
    settle(tx, job, &listing, judged).await?;
    // A removal that was given up waits for the seller; everything else that comes to be live has to be gone.
    if job.kind == JobKind::Vinted(VintedAction::Delete) {
        return Ok(());
    }
    withdraw::what_was_sold(tx, listing.product).await
}

async fn settle(
    tx: &mut TenantTx,
    job: &mut Job,
    listing: &Listing,
    judged: &Judgement,
) -> Result<(), Error> {
    if is_over(job, listing) {
        return Ok(());
    }
    match &judged.ending {
        Ending::Done => rest(tx, job, listing).await,
        Ending::Continued => Ok(()),
        Ending::Finished(result) => succeed(tx, job, listing, result).await,
        Ending::TryAgain(trouble) | Ending::HandedBack(Some(trouble)) => {
            wait(tx, job, listing, judged.in_doubt, Some(trouble)).await
        }
        Ending::HandedBack(None) => wait(tx, job, listing, judged.in_doubt, None).await,
        Ending::Failed(Trouble::Gone) if is_a_draft(job) && !judged.in_doubt => {
            take_down(tx, listing.id, listing.product).await
        }
        Ending::Failed(trouble) | Ending::Expired(trouble) => {
            let standing = Standing {
                state: given_up(job, judged.in_doubt),
                in_doubt: judged.in_doubt,
                trouble: Some(trouble),
            };
            give_up(tx, listing, standing).await
        }
        Ending::Cancelled => call_off(tx, job, listing).await,
    }
}

/// It was sold while it was put up anew: what the job still does is about the draft alone.
fn is_over(job: &Job, listing: &Listing) -> bool {
    job.kind == JobKind::Vinted(VintedAction::Relist)
        && matches!(listing.state, ListingState::Sold | ListingState::Removed)
}

/// The job found nothing to do. What it was to change stays live as it is.
async fn rest(tx: &mut TenantTx, job: &Job, listing: &Listing) -> Result<(), Error> {
    if job.kind != JobKind::Vinted(VintedAction::Update) || listing.state != ListingState::Updating
    {
        return Ok(());
    }
    let standing = Standing {
        state: ListingState::Live,
        in_doubt: false,
        trouble: None,
    };
    rows::stand(tx, listing.id, standing).await
}

async fn wait(
    tx: &mut TenantTx,
    job: &Job,
    listing: &Listing,
    in_doubt: bool,
    trouble: Option<&Trouble>,
) -> Result<(), Error> {
    let standing = Standing {
        state: under_way(job, in_doubt),
        in_doubt,
        trouble,
    };
    rows::stand(tx, listing.id, standing).await
}

/// The listing stands where the job left it. A product whose listing is a draft again is one too.
async fn give_up(
    tx: &mut TenantTx,
    listing: &Listing,
    standing: Standing<'_>,
) -> Result<(), Error> {
    let state = standing.state;
    rows::stand(tx, listing.id, standing).await?;
    if state == ListingState::Draft {
        back_to_draft(tx, listing.product).await?;
    }
    Ok(())
}

/// A publication that was called off in time leaves no trace; what is there stays as it was.
async fn call_off(tx: &mut TenantTx, job: &mut Job, listing: &Listing) -> Result<(), Error> {
    if job.kind == JobKind::Vinted(VintedAction::Publish) && !is_a_draft(job) {
        job.listing = None;
        return rows::erase(tx, listing.id).await;
    }
    let standing = Standing {
        state: given_up(job, false),
        in_doubt: false,
        trouble: None,
    };
    give_up(tx, listing, standing).await
}

async fn succeed(
    tx: &mut TenantTx,
    job: &Job,
    listing: &Listing,
    result: &VintedResult,
) -> Result<(), Error> {
    match result {
        VintedResult::Published(published) => {
            let page = vinted::page(published.vinted_id, &published.url);
            let found_at = Some(FoundAt {
                vinted_id: published.vinted_id,
                url: &page,
                to_verify: published.needs_verification,
            });
            show(tx, job, listing, found_at, &published.read_back).await?;
            lane::remember_account(tx, job.executor).await?;
            say(tx, listing.product, ProductStatus::Published).await
        }
        VintedResult::Updated(read_back) => show(tx, job, listing, None, read_back).await,
        VintedResult::Deleted => removed(tx, listing).await,
        VintedResult::FoundSold => found_sold(tx, listing).await,
        VintedResult::Drafted(drafted) => draft::keep(tx, listing, drafted).await,
        // What was read or said is the wardrobe's, the sales' or the conversations' business, and is at no listing.
        VintedResult::Wardrobe(_)
        | VintedResult::Details { .. }
        | VintedResult::Sales(_)
        | VintedResult::Transactions { .. }
        | VintedResult::Invoices(_)
        | VintedResult::Label(_)
        | VintedResult::Inbox(_)
        | VintedResult::Conversations { .. }
        | VintedResult::Replied(_) => Ok(()),
    }
}

/// It is gone because it was to be taken off, or because somebody had bought it before: a walk may have seen that while
/// the removal was on its way.
async fn removed(tx: &mut TenantTx, listing: &Listing) -> Result<(), Error> {
    if wardrobe::shows_sold(tx, listing.id).await? {
        return found_sold(tx, listing).await;
    }
    take_down(tx, listing.id, listing.product).await
}

/// It was to be taken off and was sold there: what was in it has to be sent.
pub(crate) async fn found_sold(tx: &mut TenantTx, listing: &Listing) -> Result<(), Error> {
    sell(tx, listing.id, listing.product).await?;
    sales::ask(tx, Actor::Clock).await.map(drop)
}

/// A listing is gone from its marketplace. A product that is nowhere any more is a draft again.
pub(crate) async fn take_down(
    tx: &mut TenantTx,
    listing: ListingId,
    product: ProductId,
) -> Result<(), Error> {
    rows::remove(tx, listing).await?;
    wardrobe::let_go(tx, listing).await?;
    back_to_draft(tx, product).await
}

/// A listing was sold on its marketplace: one piece less, or none left. With none left the product is taken off
/// everywhere else.
pub(crate) async fn sell(
    tx: &mut TenantTx,
    listing: ListingId,
    product: ProductId,
) -> Result<(), Error> {
    rows::sell(tx, listing).await?;
    match products::sell_one(tx, product, SoldBy::Vinted).await {
        Ok(Stock::None) => Box::pin(withdraw::forced(tx, product)).await.map(drop),
        Ok(Stock::Some(_)) => back_to_draft(tx, product).await,
        Err(Error::OutOfPlace { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

/// The sale of a listing came to nothing at `off_at`: its piece is in stock again, and the listing is live where a later
/// look into the wardrobe saw it on sale.
pub(crate) async fn take_back(
    tx: &mut TenantTx,
    listing: ListingId,
    product: ProductId,
    off_at: OffsetDateTime,
) -> Result<(), Error> {
    products::take_back(tx, product).await?;
    let again = wardrobe::shows_on_sale(tx, listing, off_at).await?
        && super::standing(tx, product).await?.is_none();
    if !again {
        rows::remove(tx, listing).await?;
        return wardrobe::let_go(tx, listing).await;
    }
    let live = Standing {
        state: ListingState::Live,
        in_doubt: false,
        trouble: None,
    };
    rows::stand(tx, listing, live).await?;
    say(tx, product, ProductStatus::Published).await
}

/// A listing whose publication had an unknown end is there.
pub(crate) async fn found(
    tx: &mut TenantTx,
    listing: ListingId,
    seen: &Seen<'_>,
) -> Result<(), Error> {
    let product = rows::lock(tx, listing).await?.product;
    rows::found(tx, listing, seen).await?;
    say(tx, product, ProductStatus::Published).await?;
    Box::pin(withdraw::what_was_sold(tx, product)).await
}

/// A live listing shows another title or price than it did: both are kept, and named where they are not what was
/// ordered, or what the product says where nothing was.
pub(crate) async fn notice(
    tx: &mut TenantTx,
    id: ListingId,
    title: &str,
    price: Option<Money>,
) -> Result<(), Error> {
    let listing = rows::lock(tx, id).await?;
    let (wanted_title, wanted_price) = match &listing.request {
        Some(VintedOrder::Publish(order)) => (order.item.title.clone(), Some(order.item.price)),
        Some(VintedOrder::Update(order)) => (order.item.title.clone(), Some(order.item.price)),
        Some(VintedOrder::Complete(order)) => (order.item.title.clone(), Some(order.item.price)),
        Some(VintedOrder::Draft(DraftOrder { listing, .. })) => {
            (listing.item.title.clone(), Some(listing.item.price))
        }
        _ => {
            let offered = channel_rules::offered(tx, Channel::Vinted, listing.product).await?;
            (offered.fields.title, offered.fields.price)
        }
    };
    let mut differences = written::get(tx, id).await?.differences;
    differences.retain(|field| !matches!(field, ListingField::Title | ListingField::Price));
    if one_line(&wanted_title) != one_line(title) {
        differences.push(ListingField::Title);
    }
    if price.is_some() && price != wanted_price {
        differences.push(ListingField::Price);
    }
    rows::notice(tx, id, title, price, &differences).await
}

pub(crate) async fn back_to_draft(tx: &mut TenantTx, product: ProductId) -> Result<(), Error> {
    if rows::is_anywhere(tx, product).await? {
        return Ok(());
    }
    say(tx, product, ProductStatus::Draft).await
}

async fn show(
    tx: &mut TenantTx,
    job: &Job,
    listing: &Listing,
    found_at: Option<FoundAt<'_>>,
    read_back: &ReadBack,
) -> Result<(), Error> {
    let ordered = ordered(job, listing)?;
    let seen = read_back.seen.as_deref();
    let before = written::get(tx, listing.id).await?.differences;
    let differences = found_different(ordered, before, seen);
    let item = ordered.item;
    let title = seen.map_or(&item.title, |seen| &seen.title).as_str();
    let minor = seen.map_or(item.price.minor, |seen| seen.price_minor);
    let shown = Shown {
        found_at,
        title,
        price: Money {
            minor,
            ..item.price
        },
        differences: &differences,
    };
    rows::show(tx, listing.id, shown).await?;
    written::note_photos(tx, listing.id, listing.product, &read_back.photos).await
}

/// Tells the product. One that was archived or sold meanwhile stays what it is.
async fn say(tx: &mut TenantTx, product: ProductId, status: ProductStatus) -> Result<(), Error> {
    match products::set_status(tx, product, status).await {
        Err(Error::OutOfPlace { .. }) => Ok(()),
        told => told,
    }
}

/// Takes a listing up again for a job that failed or expired. `OutOfPlace` where it has moved on meanwhile, or the
/// product has another one there.
pub(crate) async fn reopen(tx: &mut TenantTx, job: &Job) -> Result<(), Error> {
    const MOVED_ON: Error = Error::OutOfPlace {
        attempted: "trying a job again whose listing has moved on",
    };
    match job.kind {
        JobKind::Vinted(VintedAction::Orders) => return sales::wish_again(tx, job).await,
        JobKind::Vinted(VintedAction::Message | VintedAction::Reply) => {
            return conversations::wish_again(tx, job).await;
        }
        _ if job.only_reads() => return wardrobe::wish_again(tx, job).await,
        JobKind::Vinted(_) => {}
    }
    let listing = rows::lock(tx, job.listing.ok_or(MOVED_ON)?).await?;
    if listing.state != given_up(job, listing.sent) || is_spent(job, &listing) {
        return Err(MOVED_ON);
    }
    let taken_by_another = listing.state == ListingState::Failed
        && super::standing(tx, listing.product).await?.is_some();
    if taken_by_another {
        return Err(MOVED_ON);
    }
    wait(tx, job, &listing, listing.sent, None).await
}

/// Another relisting took its draft over: the listing is that draft, or a later one.
fn is_spent(job: &Job, listing: &Listing) -> bool {
    if job.kind != JobKind::Vinted(VintedAction::Relist) {
        return false;
    }
    let draft = job.kept.draft.as_ref();
    draft.is_none_or(|draft| (draft.reference == listing.reference) != is_a_draft(job))
}
