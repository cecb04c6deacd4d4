//! Listings that are drafts before they are public: made and looked at, then completed, kept, or put in the place of a
//! live listing. A chain of small commands of one job; what has been reached stands in its cursor.
//!
//! Until the draft is completed nothing of ours is public that was not before, so whoever stops earlier leaves the old
//! listing as it was and takes the draft away. From the completion on the draft is the listing.

pub(crate) mod turning;

use crate::backend::Backend;
use crate::channels::vinted::content::Content;
use crate::channels::vinted::{item, keepsakes, publish};
use crate::database::TenantTx;
use crate::error::Error;
use crate::jobs::judge::Ending;
use crate::jobs::kept::{DraftCursor, DraftStage, Made, Purpose};
use crate::jobs::queue;
use crate::jobs::rows::Job;
use crate::jobs::settle::{Intent, Verdict};
use crate::listings::offer::{self, Offer};
use crate::listings::rows::{Listing, Marks};
use crate::listings::written::{self, Written};
use crate::listings::{self, outcome, snapshots};
use crate::own_words::OwnWords;
use crate::products::Product;
use crate::wardrobe;
use std::mem;
use stoflow_wire::archive::TakenDown;
use stoflow_wire::ids::{ListingId, TenantId};
use stoflow_wire::jobs::Trouble;
use stoflow_wire::listings::ListingState;
use stoflow_wire::pricing::Channel;
use stoflow_wire::vinted::{
    CompleteOrder, DeleteOrder, DraftOrder, DraftedListing, PublishOrder, SeenItem, VintedOrder,
    VintedResult,
};

pub(crate) async fn prepare(
    backend: &Backend,
    tenant: TenantId,
    job: &Job,
    cursor: &DraftCursor,
) -> Result<Verdict, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let listing = listings::rows::of_job(&mut tx, job.listing).await?;
    let Some(stage) = stage_now(cursor, &listing) else {
        return Ok(Verdict::Done);
    };
    if stage == DraftStage::Replace {
        snapshots::keep(&mut tx, listing.id, TakenDown::Withdrawn).await?;
    }
    let Offer {
        product,
        photos,
        own,
    } = offer::read(&mut tx, Channel::Vinted, listing.product).await?;
    let written = written::get(&mut tx, listing.id).await?;
    tx.commit().await?;
    let (order, version, hash) = match stage {
        DraftStage::Make => {
            let reference = publish::reference_of(&cursor.reference)?;
            let sent = publish::made_now(&product, &own, &photos, &reference)?;
            let order = DraftOrder {
                listing: PublishOrder {
                    item: sent.item,
                    reference: reference.line(),
                    upload_session: cursor.upload_session.clone(),
                    photos: publish::to_upload(backend, tenant, &photos),
                    look_first: cursor.sent && cursor.draft.is_none(),
                    sent_at: None,
                    uploaded: publish::still_wanted(&job.kept.uploaded, &photos),
                },
                draft: cursor.draft,
            };
            (VintedOrder::Draft(order), sent.version, sent.hash)
        }
        DraftStage::Replace => {
            let vinted_id = old_beside(cursor, &listing)?;
            Box::pin(keepsakes::keep(backend, tenant, &listing)).await?;
            let order = VintedOrder::Delete(DeleteOrder { vinted_id });
            (order, product.version, None)
        }
        DraftStage::Complete => {
            let made = match &cursor.made {
                Some(made) => made.clone(),
                None => as_it_is_now(&product, &own, &listing, written)?,
            };
            let order = CompleteOrder {
                vinted_id: listing.vinted_id()?,
                item: made.item,
                upload_session: listing.upload_session.clone(),
            };
            (VintedOrder::Complete(order), made.version, made.hash)
        }
        DraftStage::Discard { .. } => {
            let vinted_id = known(cursor)?;
            let order = VintedOrder::DeleteDraft(DeleteOrder { vinted_id });
            (order, product.version, None)
        }
    };
    Ok(Verdict::AwaitExecutor(Box::new(Intent {
        order,
        version,
        hash,
    })))
}

/// What comes next; `None` where nothing does. Of a listing that was sold meanwhile only the draft is left to go.
fn stage_now(cursor: &DraftCursor, listing: &Listing) -> Option<DraftStage> {
    match listing.state {
        ListingState::Creating | ListingState::InDoubt | ListingState::Relisting => {
            Some(cursor.stage.clone())
        }
        _ if is_over(cursor, listing) && cursor.draft.is_some() => {
            Some(DraftStage::Discard { why: None })
        }
        _ => None,
    }
}

/// Somebody bought the listing that was to be replaced, or took it away.
fn is_over(cursor: &DraftCursor, listing: &Listing) -> bool {
    cursor.purpose == Purpose::Replace
        && cursor.stage != DraftStage::Complete
        && matches!(listing.state, ListingState::Sold | ListingState::Removed)
}

/// Whether the order goes on its listing's record. What a draft is to hold its job keeps: until the draft takes the
/// listing's place, the record is of what is live.
pub(crate) fn put_on_record(job: &mut Job, intent: &Intent) -> bool {
    match (&intent.order, job.kept.draft.as_mut()) {
        (VintedOrder::Draft(order), Some(cursor)) => {
            cursor.made = Some(Made {
                item: order.listing.item.clone(),
                version: intent.version,
                hash: intent.hash.clone(),
                photos: Vec::new(),
            });
            cursor.purpose != Purpose::Replace
        }
        (order, _) => matches!(
            order,
            VintedOrder::Publish(_) | VintedOrder::Update(_) | VintedOrder::Complete(_)
        ),
    }
}

/// The job of a relisting always has its draft.
pub(crate) async fn relist(
    backend: &Backend,
    tenant: TenantId,
    job: &Job,
) -> Result<Verdict, Error> {
    match &job.kept.draft {
        Some(cursor) => prepare(backend, tenant, job, cursor).await,
        None => Err(Error::internal("relisting", "the job has no draft")),
    }
}

/// The listing that goes; the draft that takes its place is another one.
fn old_beside(cursor: &DraftCursor, listing: &Listing) -> Result<i64, Error> {
    let old = listing.vinted_id()?;
    if cursor.draft.is_none() || cursor.draft == Some(old) {
        return Err(Error::internal(
            "replacing a listing",
            "there is no draft beside it",
        ));
    }
    Ok(old)
}

fn known(cursor: &DraftCursor) -> Result<i64, Error> {
    cursor
        .draft
        .ok_or_else(|| Error::internal("reading a draft's id", "it has none"))
}

/// The product as it is now, with the photos the draft has.
fn as_it_is_now(
    product: &Product,
    own: &OwnWords,
    listing: &Listing,
    written: Written,
) -> Result<Made, Error> {
    let reference = publish::reference_of(&listing.reference)?;
    let item = item::order(&product.fields, own, &reference).map_err(Error::NotReady)?;
    let content = Content {
        item,
        photos: written.photos.into_iter().map(|photo| photo.hash).collect(),
    };
    Ok(Made {
        hash: Some(content.hash()?).filter(|_| !content.photos.is_empty()),
        item: content.item,
        version: product.version,
        photos: Vec::new(),
    })
}

/// Stores what a command reached, moves the cursor, and says how the attempt ends.
pub(crate) async fn take_in(
    tx: &mut TenantTx,
    job: &mut Job,
    result: Box<VintedResult>,
) -> Result<Ending, Error> {
    let Some(mut cursor) = job.kept.draft.take() else {
        return Ok(match *result {
            VintedResult::Published(_) => Ending::Finished(result),
            _ => unreadable(job),
        });
    };
    let listing = listings::rows::of_job(tx, job.listing).await?;
    let ending = match (&cursor.stage, &*result) {
        _ if is_over(&cursor, &listing) => left_over(job, &mut cursor, &result),
        (DraftStage::Make, VintedResult::Drafted(drafted)) => {
            drafted_now(tx, job, &mut cursor, drafted).await?
        }
        (DraftStage::Replace, VintedResult::FoundSold) => {
            sold(tx, &mut cursor, &listing).await?;
            Ending::Continued
        }
        (DraftStage::Replace, VintedResult::Deleted)
            if wardrobe::shows_sold(tx, listing.id).await? =>
        {
            sold(tx, &mut cursor, &listing).await?;
            Ending::Continued
        }
        (DraftStage::Replace, VintedResult::Deleted) => {
            replaced(tx, job, &mut cursor).await?;
            Ending::Continued
        }
        (DraftStage::Complete, VintedResult::Published(_)) => Ending::Finished(result),
        (DraftStage::Discard { why }, VintedResult::Deleted) => {
            let ending = match why.clone() {
                Some(why) => Ending::Failed(why),
                None => Ending::Cancelled,
            };
            cursor.draft = None;
            cursor.stage = DraftStage::Make;
            cursor.sent = false;
            ending
        }
        _ => unreadable(job),
    };
    job.kept.draft = Some(cursor);
    Ok(ending)
}

/// The old listing was sold before it could go: its draft is not wanted any more.
async fn sold(tx: &mut TenantTx, cursor: &mut DraftCursor, listing: &Listing) -> Result<(), Error> {
    Box::pin(outcome::found_sold(tx, listing)).await?;
    cursor.sent = false;
    cursor.stage = DraftStage::Discard { why: None };
    Ok(())
}

/// What comes after a command of a listing that was sold meanwhile: the draft goes, if one is there.
fn left_over(job: &Job, cursor: &mut DraftCursor, result: &VintedResult) -> Ending {
    if let VintedResult::Drafted(drafted) = result {
        cursor.draft = Some(drafted.vinted_id);
    }
    let order = job.command.as_ref().map(|command| &command.order);
    if matches!(order, Some(VintedOrder::DeleteDraft(_))) {
        cursor.draft = None;
    }
    cursor.sent = false;
    cursor.stage = DraftStage::Discard { why: None };
    match cursor.draft {
        Some(_) => Ending::Continued,
        None => Ending::Done,
    }
}

fn unreadable(job: &Job) -> Ending {
    let trouble = Trouble::Unreadable {
        what: "draft".to_owned(),
    };
    if job.attempts_left() {
        Ending::TryAgain(trouble)
    } else {
        Ending::Failed(trouble)
    }
}

/// The draft is there. It goes on only with every photo in its place.
async fn drafted_now(
    tx: &mut TenantTx,
    job: &mut Job,
    cursor: &mut DraftCursor,
    drafted: &DraftedListing,
) -> Result<Ending, Error> {
    cursor.draft = Some(drafted.vinted_id);
    cursor.sent = false;
    let Some(seen) = &drafted.read_back.seen else {
        return Ok(unreadable(job));
    };
    if let Some(trouble) = photos_differ(seen) {
        cursor.stage = DraftStage::Discard { why: Some(trouble) };
        return Ok(Ending::Continued);
    }
    if mem::take(&mut job.cancel_requested) {
        cursor.stage = DraftStage::Discard { why: None };
        return Ok(Ending::Continued);
    }
    let id = job.listing.ok_or(Error::NotFound { what: "listing" })?;
    if let Some(made) = &mut cursor.made {
        made.photos.clone_from(&drafted.read_back.photos);
    }
    match cursor.purpose {
        Purpose::Replace => cursor.stage = DraftStage::Replace,
        Purpose::Publish => {
            become_listing(tx, id, cursor).await?;
            cursor.stage = DraftStage::Complete;
        }
        Purpose::Keep => {
            become_listing(tx, id, cursor).await?;
            return Ok(Ending::Finished(Box::new(VintedResult::Drafted(
                drafted.clone(),
            ))));
        }
    }
    Ok(Ending::Continued)
}

fn photos_differ(seen: &SeenItem) -> Option<Trouble> {
    let count = |ids: &[i64]| u32::try_from(ids.len()).unwrap_or(u32::MAX);
    (seen.photo_ids != seen.assigned_photo_ids).then(|| Trouble::PhotosDiffer {
        sent: count(&seen.assigned_photo_ids),
        seen: count(&seen.photo_ids),
    })
}

/// From here on the listing is the draft, with its marks and photos.
async fn become_listing(
    tx: &mut TenantTx,
    id: ListingId,
    cursor: &DraftCursor,
) -> Result<(), Error> {
    let marks = Marks {
        reference: cursor.reference.clone(),
        upload_session: cursor.upload_session.clone(),
    };
    listings::kept_drafts::become_draft(tx, id, known(cursor)?, &marks).await?;
    let product = listings::rows::get(tx, id).await?.product;
    let made = cursor.made.as_ref();
    let photos = made.map_or(&[][..], |made| &made.photos);
    written::note_photos(tx, id, product, photos).await
}

/// The old listing is gone: the draft is the listing now, and nothing goes before its completion.
async fn replaced(tx: &mut TenantTx, job: &mut Job, cursor: &mut DraftCursor) -> Result<(), Error> {
    let id = job.listing.ok_or(Error::NotFound { what: "listing" })?;
    wardrobe::let_go(tx, id).await?;
    become_listing(tx, id, cursor).await?;
    queue::urge(tx, job.id).await?;
    job.cancel_requested = false;
    cursor.sent = false;
    cursor.stage = DraftStage::Complete;
    Ok(())
}

/// A draft is kept on Vinted, as its seller asked.
pub(crate) async fn keep(
    tx: &mut TenantTx,
    listing: &Listing,
    drafted: &DraftedListing,
) -> Result<(), Error> {
    let seen = drafted.read_back.seen.as_deref();
    listings::kept_drafts::keep(tx, listing.id, seen).await?;
    outcome::back_to_draft(tx, listing.product).await
}
