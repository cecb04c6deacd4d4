//! Many products put away at once, and brought back: a statement for all of them. Whoever calls holds them, and knows that
//! each can go where it goes; here they go, and are counted.

use crate::database::TenantTx;
use crate::database::rows::{self, Attempted};
use crate::error::Error;
use crate::products::arrivals::Standing;
use crate::products::{counts, row};
use std::collections::HashSet;
use stoflow_wire::ids::ProductId;
use stoflow_wire::problem::Problem;
use stoflow_wire::products::{ProductStatus, StatusCounts};

/// Puts held products away that are not; each keeps the status it had for when it comes back. Answers which.
pub(crate) async fn archive(
    tx: &mut TenantTx,
    products: &[ProductId],
) -> Result<Vec<ProductId>, Error> {
    if products.is_empty() {
        return Ok(Vec::new());
    }
    let gone: Vec<(i64, Option<String>)> = sqlx::query_as(
        "update products set status = 'archived', archived_from = status, updated_at = now()
        where id = any ($1) and status in ('draft', 'published', 'sold')
        returning id, archived_from",
    )
    .bind(numbers(products))
    .fetch_all(tx.conn())
    .await
    .attempted("putting products away")?;
    let mut change = StatusCounts::default();
    for (_, from) in &gone {
        let from = row::status(from.as_deref().unwrap_or_default())?;
        counts::tally(&mut change, from, -1);
        counts::tally(&mut change, ProductStatus::Archived, 1);
    }
    counts::add(tx, change).await?;
    Ok(gone.into_iter().map(|(id, _)| ProductId(id)).collect())
}

/// Brings held products back that are put away, each with the status it had. Answers which. [`Error::Invalid`] at `sku`
/// where another product took the SKU of one in this very moment.
pub(crate) async fn restore(
    tx: &mut TenantTx,
    products: &[ProductId],
) -> Result<Vec<ProductId>, Error> {
    if products.is_empty() {
        return Ok(Vec::new());
    }
    let back = sqlx::query_as::<_, (i64, String)>(
        "update products set archived_from = null, updated_at = now()
            , status = case when archived_from in ('published', 'sold') then archived_from else 'draft' end
        where id = any ($1) and status = 'archived'
        returning id, status",
    )
    .bind(numbers(products))
    .fetch_all(tx.conn())
    .await;
    let back = rows::on_unique(back, "bringing products back", || {
        Error::field("sku", Problem::AlreadyUsed)
    })?;
    let mut change = StatusCounts::default();
    for (_, to) in &back {
        counts::tally(&mut change, ProductStatus::Archived, -1);
        counts::tally(&mut change, row::status(to)?, 1);
    }
    counts::add(tx, change).await?;
    Ok(back.into_iter().map(|(id, _)| ProductId(id)).collect())
}

/// SKUs that are somebody's.
pub(crate) struct Taken {
    /// Of products of the list, of which each has its own.
    listed: HashSet<String>,
    /// Of those too that were put away, which keep theirs while another has it: one of them is known by it all the same.
    known: HashSet<String>,
}

/// Which SKUs are, of those that products come in with. What was put away is found by no index of SKUs: it is looked
/// through only where something comes in as that.
pub(crate) async fn taken(tx: &mut TenantTx, coming: &[(&str, Standing)]) -> Result<Taken, Error> {
    let skus: Vec<&str> = coming.iter().map(|(sku, _)| *sku).collect();
    let listed = listed(tx, &skus).await?;
    let away = coming
        .iter()
        .filter(|(_, standing)| matches!(standing, Standing::Archived { .. }));
    let away: Vec<&str> = away.map(|(sku, _)| *sku).collect();
    let mut known = put_away(tx, &away).await?;
    known.extend(listed.iter().cloned());
    Ok(Taken { listed, known })
}

/// The condition is word for word that of the index of SKUs: without it the whole table is read.
macro_rules! listed_skus {
    ($before:literal) => {
        concat!(
            $before,
            "select sku from products where sku = any ($1) and sku <> '' and status <> 'archived'"
        )
    };
}

/// Which of these SKUs products of the list have.
pub(crate) async fn listed(tx: &mut TenantTx, skus: &[&str]) -> Result<HashSet<String>, Error> {
    let listed: Vec<String> = sqlx::query_scalar(listed_skus!(""))
        .bind(skus)
        .fetch_all(tx.conn())
        .await
        .attempted("looking which references are taken")?;
    Ok(listed.into_iter().collect())
}

/// Which of these SKUs products have that were put away.
async fn put_away(tx: &mut TenantTx, skus: &[&str]) -> Result<HashSet<String>, Error> {
    if skus.is_empty() {
        return Ok(HashSet::new());
    }
    // What has a SKU was touched, and so an index parts it from the rest.
    let away: Vec<String> = sqlx::query_scalar(
        "select sku from products where touched and status = 'archived' and sku = any ($1) and sku <> ''",
    )
    .bind(skus)
    .fetch_all(tx.conn())
    .await
    .attempted("looking which references were put away")?;
    Ok(away.into_iter().collect())
}

impl Taken {
    /// Whether an item that comes in like this would be there twice.
    pub(crate) fn is(&self, sku: &str, standing: Standing) -> bool {
        match standing {
            Standing::Archived { .. } => self.known.contains(sku),
            Standing::Draft | Standing::Sold { .. } => self.listed.contains(sku),
        }
    }

    /// An item with this SKU comes in.
    pub(crate) fn take(&mut self, sku: &str, standing: Standing) {
        let whose = match standing {
            Standing::Archived { .. } => &mut self.known,
            Standing::Draft | Standing::Sold { .. } => &mut self.listed,
        };
        whose.insert(sku.to_owned());
    }
}

fn numbers(products: &[ProductId]) -> Vec<i64> {
    products.iter().map(|product| product.0).collect()
}

#[cfg(test)]
mod tests {
    use crate::database::testing;

    #[tokio::test]
    async fn references_are_found_by_their_index() {
        let database = testing::database().await;
        let shop = testing::shops(&database, 1).await[0];
        let mut tx = database.tenant(shop).await.unwrap();
        // As in a shop of a hundred thousand, where reading all of it costs more than anything else.
        sqlx::query("set local enable_seqscan = off")
            .execute(tx.conn())
            .await
            .unwrap();
        let plan: Vec<String> = sqlx::query_scalar(listed_skus!("explain "))
            .bind(vec!["R-1", "R-2"])
            .fetch_all(tx.conn())
            .await
            .unwrap();
        let plan = plan.join("\n");
        assert!(plan.contains("products_sku_once"), "{plan}");
    }
}
