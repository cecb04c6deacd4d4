//! The questions a seller keeps as tabs of the list: a column of the row that counts the products.
//!
//! They stand in that row itself, which has to stay short; this room sees to it.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::wording::plain::one_line;
use sqlx::types::Json;
use stoflow_wire::filters::SavedView;
use stoflow_wire::problem::Problem;
use stoflow_wire::products::ProductFilter;

/// More tabs than this hide each other.
const MOST: u32 = 12;
/// Characters of a name.
const LONGEST_NAME: u32 = 40;
/// Characters of the words looked for, and of a brand.
const LONGEST_WORDS: u32 = 60;
/// Bytes of one as it is kept: twelve of them fit into a page of PostgreSQL.
const ROOM: usize = 560;

/// In the order they were kept in.
pub async fn list(tx: &mut TenantTx) -> Result<Vec<SavedView>, Error> {
    let views: Option<Json<Vec<SavedView>>> =
        sqlx::query_scalar("select views from product_counts")
            .fetch_optional(tx.conn())
            .await
            .attempted("reading the tabs of the list")?;
    Ok(views.map(|views| views.0).unwrap_or_default())
}

/// Keeps a question under a name; one of this name, in whatever letters, is replaced. [`Error::Invalid`] at `name`
/// where it is missing, too long or one too many, at `filter` where its words are too long.
pub async fn keep(tx: &mut TenantTx, name: &str, filter: &ProductFilter) -> Result<(), Error> {
    let view = checked(name, filter)?;
    let mut views = locked(tx).await?;
    match views.iter_mut().find(|kept| is_called(kept, &view.name)) {
        Some(kept) => *kept = view,
        None => views.push(view),
    }
    if views.len() > MOST as usize {
        return Err(Error::field("name", Problem::TooMany { max: MOST }));
    }
    write(tx, &views).await
}

/// Takes one away. What is not there is gone already.
pub async fn forget(tx: &mut TenantTx, name: &str) -> Result<(), Error> {
    let mut views = locked(tx).await?;
    views.retain(|kept| !is_called(kept, name));
    write(tx, &views).await
}

/// Nobody else writes them before this transaction ends.
async fn locked(tx: &mut TenantTx) -> Result<Vec<SavedView>, Error> {
    let views: Json<Vec<SavedView>> = sqlx::query_scalar(
        "insert into product_counts (one) values (true) on conflict (one) do update set one = excluded.one \
         returning views",
    )
    .fetch_one(tx.conn())
    .await
    .attempted("locking the tabs of the list")?;
    Ok(views.0)
}

async fn write(tx: &mut TenantTx, views: &[SavedView]) -> Result<(), Error> {
    sqlx::query("update product_counts set views = $1")
        .bind(Json(views))
        .execute(tx.conn())
        .await
        .attempted("keeping the tabs of the list")?;
    Ok(())
}

fn is_called(view: &SavedView, name: &str) -> bool {
    view.name.to_lowercase() == name.to_lowercase()
}

fn checked(name: &str, filter: &ProductFilter) -> Result<SavedView, Error> {
    let name = one_line(name);
    if name.is_empty() {
        return Err(Error::field("name", Problem::Missing));
    }
    let filter = ProductFilter {
        search: one_line(&filter.search),
        category: one_line(&filter.category),
        brand: one_line(&filter.brand),
        after: None,
        ..filter.clone()
    };
    fits("name", &name, LONGEST_NAME)?;
    fits("filter", &filter.search, LONGEST_WORDS)?;
    fits("filter", &filter.brand, LONGEST_WORDS)?;
    let view = SavedView { name, filter };
    if serde_json::to_vec(&view).map_or(usize::MAX, |text| text.len()) > ROOM {
        let max = LONGEST_WORDS / 2;
        return Err(Error::field("filter", Problem::TooLong { max }));
    }
    Ok(view)
}

fn fits(field: &str, text: &str, max: u32) -> Result<(), Error> {
    if text.chars().count() > max as usize {
        return Err(Error::field(field, Problem::TooLong { max }));
    }
    Ok(())
}
