//! What the pages of sales ask of the server. Each says who asks, makes one call into the domain, and leads plain forms
//! back to where they were sent from.

use crate::error::AppError;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};
use stoflow_wire::ids::SaleId;
use stoflow_wire::one_sale::SaleDetail;
use stoflow_wire::receipts::Receipts;
use stoflow_wire::revenue::MonthView;
use stoflow_wire::sales::{LabelsAsked, PickList, SaleFilter, SaleList};
use stoflow_wire::socket::VintedConnection;

/// The addresses of the acts, for buttons of one form with different ends.
pub const READ: &str = "/fn/read_sales_now";
pub const FETCH: &str = "/fn/fetch_labels";
pub const FETCH_ALL: &str = "/fn/fetch_all_labels";
pub const PACK: &str = "/fn/pack_sale";
pub const UNPACK: &str = "/fn/unpack_sale";
pub const TAKE_BACK: &str = "/fn/take_sale_back";
pub const LEAVE: &str = "/fn/leave_sale_sold";

/// One page of sales, and how the channel stands that they are read through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sales {
    pub list: SaleList,
    pub connection: VintedConnection,
}

#[server(prefix = "/fn", endpoint = "list_sales", input = Json)]
pub async fn list_sales(filter: SaleFilter) -> Result<Sales, AppError> {
    use stoflow_domain::{executors, sales};

    let mut tx = crate::request::tenant_tx().await?;
    let list = sales::list(&mut tx, &filter).await?;
    let connection = executors::connection(&mut tx).await?;
    tx.commit().await?;
    Ok(Sales { list, connection })
}

#[server(prefix = "/fn", endpoint = "open_sale", input = Json)]
pub async fn open_sale(sale: SaleId) -> Result<SaleDetail, AppError> {
    use stoflow_domain::sales;

    let mut tx = crate::request::tenant_tx().await?;
    let detail = sales::get(&mut tx, sale).await?;
    tx.commit().await?;
    Ok(detail)
}

#[server(prefix = "/fn", endpoint = "read_pick_list", input = Json)]
pub async fn read_pick_list() -> Result<PickList, AppError> {
    use stoflow_domain::sales;

    let mut tx = crate::request::tenant_tx().await?;
    let list = sales::pick_list(&mut tx).await?;
    tx.commit().await?;
    Ok(list)
}

/// A month in sums, by its name such as `2026-11`; any other text is the newest.
#[server(prefix = "/fn", endpoint = "read_month", input = Json)]
pub async fn read_month(month: String) -> Result<MonthView, AppError> {
    use stoflow_domain::sales;

    let mut tx = crate::request::tenant_tx().await?;
    let view = sales::month(&mut tx, super::month::read(&month)).await?;
    tx.commit().await?;
    Ok(view)
}

/// How fast sold items were gone elsewhere.
#[server(prefix = "/fn", endpoint = "read_receipts", input = Json)]
pub async fn read_receipts() -> Result<Receipts, AppError> {
    use stoflow_domain::listings;

    let mut tx = crate::request::tenant_tx().await?;
    let receipts = listings::receipts(&mut tx).await?;
    tx.commit().await?;
    Ok(receipts)
}

/// What was in a sale that was called off is in stock again.
#[server(prefix = "/fn", endpoint = "take_sale_back")]
pub async fn take_sale_back(sale: SaleId, #[server(default)] back: String) -> Result<(), AppError> {
    use crate::channels::wardrobe::server_fns::lead;
    use crate::request;
    use crate::visit::Notice;
    use stoflow_domain::sales;

    let seller = request::signed_in()?;
    let taken = sales::take_back(&request::backend()?, seller.tenant, sale).await;
    lead(&back, taken, |()| Notice::SaleTakenBack)
}

/// What was in a sale that was called off stays sold.
#[server(prefix = "/fn", endpoint = "leave_sale_sold")]
pub async fn leave_sale_sold(
    sale: SaleId,
    #[server(default)] back: String,
) -> Result<(), AppError> {
    use crate::channels::wardrobe::server_fns::lead;
    use crate::request;
    use crate::visit::Notice;
    use stoflow_domain::sales;

    let seller = request::signed_in()?;
    let left = sales::leave_sold(&request::backend()?, seller.tenant, sale).await;
    lead(&back, left, |()| Notice::SaleLeft)
}

/// Asks for the sales to be read.
#[server(prefix = "/fn", endpoint = "read_sales_now")]
pub async fn read_sales_now(#[server(default)] back: String) -> Result<(), AppError> {
    use crate::channels::wardrobe::server_fns::lead;
    use crate::request;
    use crate::visit::Notice;
    use stoflow_domain::sales;

    let seller = request::signed_in()?;
    let asked = sales::read(&request::backend()?, seller.tenant).await;
    lead(&back, asked.map(|_| ()), |()| Notice::SalesAsked)
}

/// Asks for the labels of these sales.
#[server(prefix = "/fn", endpoint = "fetch_labels")]
pub async fn fetch_labels(
    #[server(default)] ids: Vec<SaleId>,
    #[server(default)] back: String,
) -> Result<LabelsAsked, AppError> {
    use crate::channels::wardrobe::server_fns::lead;
    use crate::request;
    use crate::visit::Notice;
    use stoflow_domain::sales::labels;
    use stoflow_wire::problem::{FieldProblem, Problem};

    /// More than two pages of sales is somebody's experiment.
    const MOST: u32 = 100;
    let seller = request::signed_in()?;
    if ids.len() > MOST as usize {
        let fields = vec![FieldProblem::new("ids", Problem::TooMany { max: MOST })];
        return Err(AppError::Invalid { fields });
    }
    let asked = labels::ask(&request::backend()?, seller.tenant, &ids).await;
    lead(&back, asked, Notice::LabelsAsked)
}

/// The same for every parcel that is still to be sent.
#[server(prefix = "/fn", endpoint = "fetch_all_labels")]
pub async fn fetch_all_labels(#[server(default)] back: String) -> Result<LabelsAsked, AppError> {
    use crate::channels::wardrobe::server_fns::lead;
    use crate::request;
    use crate::visit::Notice;
    use stoflow_domain::sales::labels;

    let seller = request::signed_in()?;
    let asked = labels::ask_all(&request::backend()?, seller.tenant).await;
    lead(&back, asked, Notice::LabelsAsked)
}

/// Ticks a parcel off.
#[server(prefix = "/fn", endpoint = "pack_sale")]
pub async fn pack_sale(sale: SaleId, #[server(default)] back: String) -> Result<(), AppError> {
    use crate::channels::wardrobe::server_fns::lead;
    use crate::request;
    use crate::visit::Notice;
    use stoflow_domain::sales;

    let seller = request::signed_in()?;
    let packed = sales::pack(&request::backend()?, seller.tenant, sale).await;
    lead(&back, packed, |()| Notice::SalePacked)
}

/// Takes the tick off again.
#[server(prefix = "/fn", endpoint = "unpack_sale")]
pub async fn unpack_sale(sale: SaleId, #[server(default)] back: String) -> Result<(), AppError> {
    use crate::channels::wardrobe::server_fns::lead;
    use crate::request;
    use crate::visit::Notice;
    use stoflow_domain::sales;

    let seller = request::signed_in()?;
    let unpacked = sales::unpack(&request::backend()?, seller.tenant, sale).await;
    lead(&back, unpacked, |()| Notice::SaleUnpacked)
}
