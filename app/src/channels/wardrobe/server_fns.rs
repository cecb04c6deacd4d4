//! What the wardrobe's page asks of the server. Each says who asks, makes one call into the domain, and leads plain
//! forms back to where they were sent from.

use crate::error::AppError;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};
use stoflow_wire::archive::KeepsakeList;
use stoflow_wire::ids::{ProductId, SnapshotId};
use stoflow_wire::socket::VintedConnection;
use stoflow_wire::wardrobe::{BulkReport, SyncView, WardrobeCounts, WardrobeFilter, WardrobeList};

/// The addresses of the acts, for buttons of one form with different ends.
pub const SYNC: &str = "/fn/sync_wardrobe";
pub const ATTACH: &str = "/fn/attach_listing";
pub const DETACH: &str = "/fn/detach_listing";
pub const RELIST: &str = "/fn/relist_wardrobe_listing";
pub const TAKE: &str = "/fn/take_suggestions";
pub const TAKE_ALL: &str = "/fn/take_all_suggestions";
pub const MAKE: &str = "/fn/make_items";
pub const MAKE_ALL: &str = "/fn/make_all_items";
pub const LIST_AGAIN: &str = "/fn/list_again";

/// One page of the wardrobe, and how the channel stands that it is read through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wardrobe {
    pub list: WardrobeList,
    pub connection: VintedConnection,
}

/// The wardrobe in a few numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    pub counts: WardrobeCounts,
    pub sync: SyncView,
}

#[server(prefix = "/fn", endpoint = "read_wardrobe", input = Json)]
pub async fn read_wardrobe(filter: WardrobeFilter) -> Result<Wardrobe, AppError> {
    use stoflow_domain::{executors, wardrobe};

    let mut tx = crate::request::tenant_tx().await?;
    let list = wardrobe::list(&mut tx, &filter).await?;
    let connection = executors::connection(&mut tx).await?;
    tx.commit().await?;
    Ok(Wardrobe { list, connection })
}

#[server(prefix = "/fn", endpoint = "read_wardrobe_standing", input = Json)]
pub async fn read_wardrobe_standing() -> Result<Standing, AppError> {
    use stoflow_domain::wardrobe;

    let mut tx = crate::request::tenant_tx().await?;
    let list = wardrobe::list(&mut tx, &WardrobeFilter::default()).await?;
    tx.commit().await?;
    Ok(Standing {
        counts: list.counts,
        sync: list.sync,
    })
}

/// Asks for the wardrobe to be read.
#[server(prefix = "/fn", endpoint = "sync_wardrobe")]
pub async fn sync_wardrobe(#[server(default)] back: String) -> Result<(), AppError> {
    use crate::request;
    use crate::visit::Notice;
    use stoflow_domain::wardrobe;

    let seller = request::signed_in()?;
    let asked = wardrobe::sync(&request::backend()?, seller.tenant).await;
    lead(&back, asked.map(|_| ()), |()| Notice::SyncAsked)
}

/// Says that a listing is an item's.
#[server(prefix = "/fn", endpoint = "attach_listing")]
pub async fn attach_listing(
    listing: i64,
    product: ProductId,
    #[server(default)] back: String,
) -> Result<(), AppError> {
    use crate::request;
    use crate::visit::Notice;
    use stoflow_domain::wardrobe;

    let seller = request::signed_in()?;
    let attached = wardrobe::attach(&request::backend()?, seller.tenant, listing, product).await;
    lead(&back, attached, |()| Notice::Attached)
}

/// Says that a listing is nobody's.
#[server(prefix = "/fn", endpoint = "detach_listing")]
pub async fn detach_listing(listing: i64, #[server(default)] back: String) -> Result<(), AppError> {
    use crate::request;
    use crate::visit::Notice;
    use stoflow_domain::wardrobe;

    let seller = request::signed_in()?;
    let detached = wardrobe::detach(&request::backend()?, seller.tenant, listing).await;
    lead(&back, detached, |()| Notice::Detached)
}

/// Asks for an item's listing to be put up anew. `request` is what its form was made with: the same form sent again gets
/// the first answer.
#[server(prefix = "/fn", endpoint = "relist_wardrobe_listing")]
pub async fn relist_wardrobe_listing(
    listing: i64,
    #[server(default)] request: String,
    #[server(default)] back: String,
) -> Result<(), AppError> {
    use crate::request;
    use crate::visit::Notice;
    use stoflow_domain::jobs::requests::Request;
    use stoflow_domain::wardrobe;

    let once = Request::read(&request);
    let seller = request::signed_in()?;
    let backend = request::backend()?;
    let asked = wardrobe::relist(&backend, seller.tenant, listing, once.as_ref()).await;
    lead(&back, asked.map(|_| ()), |()| Notice::Relisting)
}

/// Links listings to the items that were suggested for them.
#[server(prefix = "/fn", endpoint = "take_suggestions")]
pub async fn take_suggestions(
    #[server(default)] listings: Vec<i64>,
    #[server(default)] back: String,
) -> Result<BulkReport, AppError> {
    use crate::request;
    use crate::visit::Notice;
    use stoflow_domain::wardrobe;

    let seller = request::signed_in()?;
    let listings = bounded(listings)?;
    let taken = wardrobe::accept(&request::backend()?, seller.tenant, &listings).await;
    lead(&back, taken, Notice::SuggestionsTaken)
}

/// The same for every listing that has a suggestion.
#[server(prefix = "/fn", endpoint = "take_all_suggestions")]
pub async fn take_all_suggestions(#[server(default)] back: String) -> Result<BulkReport, AppError> {
    use crate::request;
    use crate::visit::Notice;
    use stoflow_domain::wardrobe;

    let seller = request::signed_in()?;
    let taken = wardrobe::accept_all(&request::backend()?, seller.tenant).await;
    lead(&back, taken, Notice::SuggestionsTaken)
}

/// Asks for items to be made from listings.
#[server(prefix = "/fn", endpoint = "make_items")]
pub async fn make_items(
    #[server(default)] listings: Vec<i64>,
    #[server(default)] back: String,
) -> Result<BulkReport, AppError> {
    use crate::request;
    use crate::visit::Notice;
    use stoflow_domain::wardrobe;

    let seller = request::signed_in()?;
    let listings = bounded(listings)?;
    let asked = wardrobe::make(&request::backend()?, seller.tenant, &listings).await;
    lead(&back, asked, Notice::ItemsAsked)
}

/// The same for every listing that is nobody's and has no suggestion.
#[server(prefix = "/fn", endpoint = "make_all_items")]
pub async fn make_all_items(#[server(default)] back: String) -> Result<BulkReport, AppError> {
    use crate::request;
    use crate::visit::Notice;
    use stoflow_domain::wardrobe;

    let seller = request::signed_in()?;
    let asked = wardrobe::make_all(&request::backend()?, seller.tenant).await;
    lead(&back, asked, Notice::ItemsAsked)
}

/// One page of the listings that are gone from Vinted, as they were.
#[server(prefix = "/fn", endpoint = "read_archive", input = Json)]
pub async fn read_archive(after: Option<SnapshotId>) -> Result<KeepsakeList, AppError> {
    use stoflow_domain::listings;

    let mut tx = crate::request::tenant_tx().await?;
    let list = listings::archive(&mut tx, after).await?;
    tx.commit().await?;
    Ok(list)
}

/// Leads to the item with which a listing that is gone can be listed again.
#[server(prefix = "/fn", endpoint = "list_again")]
pub async fn list_again(
    snapshot: SnapshotId,
    #[server(default)] back: String,
) -> Result<ProductId, AppError> {
    use crate::visit::{Form, Notice};
    use crate::{paths, request};
    use stoflow_domain::listings;

    let seller = request::signed_in()?;
    match listings::revive(&request::backend()?, seller.tenant, snapshot).await {
        Ok(product) => {
            request::done(Notice::ListedAgain, &paths::product(product));
            Ok(product)
        }
        Err(error) => Err(request::refuse(
            Form::Other,
            request::own_path(&back),
            &[],
            error.into(),
        )),
    }
}

/// More than a page ever sends is somebody's experiment.
#[cfg(feature = "ssr")]
fn bounded(listings: Vec<i64>) -> Result<Vec<i64>, AppError> {
    use stoflow_wire::problem::{FieldProblem, Problem};

    const MOST: u32 = 500;
    if listings.len() <= MOST as usize {
        return Ok(listings);
    }
    Err(AppError::Invalid {
        fields: vec![FieldProblem::new(
            "listings",
            Problem::TooMany { max: MOST },
        )],
    })
}

/// Leads a plain form back with what was done, or with why not.
#[cfg(feature = "ssr")]
pub(crate) fn lead<T: Copy>(
    back: &str,
    acted: Result<T, stoflow_domain::error::Error>,
    notice: impl FnOnce(T) -> crate::visit::Notice,
) -> Result<T, AppError> {
    use crate::request;
    use crate::visit::Form;

    let back = request::own_path(back);
    match acted {
        Ok(done) => {
            request::done(notice(done), back);
            Ok(done)
        }
        Err(error) => Err(request::refuse(Form::Other, back, &[], error.into())),
    }
}
