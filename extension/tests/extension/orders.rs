//! Commands as a server would send them, and a run driven to its end.

use crate::fake_vinted::{FakeVinted, MEMBER};
use stoflow_extension::dice::Moment;
use stoflow_extension::vinted::run::step::Step;
use stoflow_extension::vinted::run::{Permission, Run};
use stoflow_wire::executor::{Command, CommandId, Outcome, Pace};
use stoflow_wire::ids::JobId;
use stoflow_wire::listings::ListingField;
use stoflow_wire::money::Money;
use stoflow_wire::vinted::{
    CompleteOrder, DeleteOrder, DraftOrder, NewPhotos, PhotoToUpload, PhotoUpdate, PublishOrder,
    PublishedListing, UpdateOrder, UploadedPhoto, VintedItem, VintedOrder, VintedResult,
};
use stoflow_wire::wardrobe::{DetailsOrder, WardrobeOrder};

pub(crate) const REFERENCE: &str = "Réf. SF-7K2";

/// No waiting, as in every test that is not about waiting.
pub(crate) const AT_ONCE: Pace = Pace {
    read_ms: (0, 0),
    write_ms: (0, 0),
    delete_ms: (0, 0),
    look_again_ms: 0,
    rest_every: (0, 0),
    rest_ms: (0, 0),
};

pub(crate) fn item() -> VintedItem {
    VintedItem {
        title: "Jean Levi's 501 brut".to_owned(),
        description: format!("Un jean solide.\n\n{REFERENCE}"),
        price: Money::euros_from_cents(2450),
        catalog_id: 1816,
        brand_id: Some(10),
        brand: "Levi's".to_owned(),
        size_id: Some(207),
        status_id: 2,
        colour_ids: vec![9, 12],
        material_ids: vec![303],
        package_size_id: 1,
        is_unisex: false,
        measurement_width: None,
        measurement_length: None,
    }
}

pub(crate) fn photos(count: u32) -> Vec<PhotoToUpload> {
    (1..=count)
        .map(|number| PhotoToUpload {
            key: format!("photo-{number}"),
            path: format!("/photos/signed/1/{number}/1790000000/abcdef"),
            content_type: "image/jpeg".to_owned(),
        })
        .collect()
}

pub(crate) fn publish_order() -> PublishOrder {
    PublishOrder {
        item: item(),
        reference: REFERENCE.to_owned(),
        upload_session: "2f9b6c1e-1111-4222-8333-444455556666".to_owned(),
        photos: photos(3),
        look_first: false,
        sent_at: None,
        uploaded: Vec::new(),
    }
}

pub(crate) fn command(number: u32, order: VintedOrder) -> Command {
    Command {
        id: CommandId(format!("{number:032x}")),
        job: JobId(70),
        fence: i64::from(number),
        order,
        account: Some(MEMBER),
        pace: AT_ONCE,
    }
}

pub(crate) fn publish() -> Command {
    command(1, VintedOrder::Publish(publish_order()))
}

/// Writes the price, and leaves the photos as they are.
pub(crate) fn update(vinted_id: i64, item: VintedItem) -> Command {
    update_fields(vinted_id, item, &[ListingField::Price])
}

pub(crate) fn update_fields(vinted_id: i64, item: VintedItem, changed: &[ListingField]) -> Command {
    let order = UpdateOrder {
        vinted_id,
        item,
        changed: changed.to_vec(),
        photos: PhotoUpdate::Keep,
    };
    command(1, VintedOrder::Update(order))
}

/// Sends photos, and writes nothing else.
pub(crate) fn update_photos(vinted_id: i64, photos: NewPhotos) -> Command {
    let order = UpdateOrder {
        vinted_id,
        item: item(),
        changed: Vec::new(),
        photos: PhotoUpdate::Replace(photos),
    };
    command(1, VintedOrder::Update(order))
}

pub(crate) fn delete(vinted_id: i64) -> Command {
    command(1, VintedOrder::Delete(DeleteOrder { vinted_id }))
}

pub(crate) fn draft() -> Command {
    command(1, VintedOrder::Draft(draft_order()))
}

pub(crate) fn draft_order() -> DraftOrder {
    DraftOrder {
        listing: publish_order(),
        draft: None,
    }
}

pub(crate) fn complete(vinted_id: i64) -> Command {
    let order = CompleteOrder {
        vinted_id,
        item: item(),
        upload_session: publish_order().upload_session,
    };
    command(2, VintedOrder::Complete(order))
}

pub(crate) fn read_wardrobe(page: u32) -> Command {
    let per_page = 96;
    command(
        1,
        VintedOrder::ReadWardrobe(WardrobeOrder { page, per_page }),
    )
}

pub(crate) fn read_details(vinted_ids: &[i64]) -> Command {
    let vinted_ids = vinted_ids.to_vec();
    command(1, VintedOrder::ReadDetails(DetailsOrder { vinted_ids }))
}

/// A publication that waits for a minute before each call.
pub(crate) fn slow() -> Command {
    let minute = (60_000, 60_000);
    Command {
        pace: Pace {
            read_ms: minute,
            write_ms: minute,
            delete_ms: minute,
            look_again_ms: 60_000,
            ..AT_ONCE
        },
        ..publish()
    }
}

pub(crate) fn moment(now_ms: u64) -> Moment {
    Moment {
        now_ms,
        random: 0x5eed,
    }
}

/// Runs a command to its end; the permit is granted, every wait is over at once.
pub(crate) fn run(command: Command, vinted: &mut FakeVinted) -> Outcome {
    let mut run = Run::begin(command);
    let mut now_ms = 0;
    for _ in 0..500 {
        match run.step(moment(now_ms)) {
            Step::Ask { request, photo } => {
                let reply = vinted.answer(&request, photo.as_ref().map(|photo| photo.key.as_str()));
                run.hear_page(&reply);
            }
            Step::Permit => run.hear_permit(Permission::Granted),
            Step::Wait { ms } => now_ms += ms,
            Step::Listen => panic!("every question was answered"),
            Step::Done => return run.outcome().expect("an outcome").clone(),
        }
    }
    panic!("the run did not end");
}

/// The next command a careful server sends after this end, or `None` where it is over.
pub(crate) fn next_attempt(number: u32, first: &VintedOrder, last: &Outcome) -> Option<Command> {
    let (look_first, uploaded) = match last {
        Outcome::Done(_) => return None,
        Outcome::Stopped { uploaded, .. } | Outcome::Cancelled { uploaded } => (false, uploaded),
        Outcome::InDoubt { uploaded, .. } => (true, uploaded),
    };
    let order = PublishOrder {
        look_first,
        uploaded: uploaded.clone(),
        ..publish_order()
    };
    let order = match first {
        VintedOrder::Publish(_) => VintedOrder::Publish(order),
        VintedOrder::Draft(draft) => VintedOrder::Draft(DraftOrder {
            listing: order,
            draft: draft.draft,
        }),
        other => other.clone(),
    };
    Some(command(number, order))
}

pub(crate) fn published(outcome: &Outcome) -> &PublishedListing {
    match outcome {
        Outcome::Done(VintedResult::Published(listing)) => listing,
        other => panic!("not published: {other:?}"),
    }
}

pub(crate) fn uploaded(outcome: &Outcome) -> Vec<UploadedPhoto> {
    match outcome {
        Outcome::Stopped { uploaded, .. }
        | Outcome::InDoubt { uploaded, .. }
        | Outcome::Cancelled { uploaded } => uploaded.clone(),
        Outcome::Done(_) => panic!("it was done"),
    }
}
