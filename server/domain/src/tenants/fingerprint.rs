//! What a schema is made of, line by line, in words that do not name the schema: two shops at the same version must
//! read the same.

use crate::database::Database;
use crate::database::rows::Attempted;
use crate::database::schema::SchemaName;
use crate::error::Error;
use aws_lc_rs::digest;
use sqlx::postgres::PgConnection;
use stoflow_wire::ids::TenantId;

/// Columns, defaults, constraints, indexes, grants, sequences, triggers of one schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint(Vec<String>);

impl Fingerprint {
    /// SHA-256 over the lines.
    pub fn digest(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        bytes.copy_from_slice(
            digest::digest(&digest::SHA256, self.0.join("\n").as_bytes()).as_ref(),
        );
        bytes
    }

    /// What `self` has and `other` lacks.
    pub fn beyond(&self, other: &Self) -> Vec<String> {
        self.0
            .iter()
            .filter(|line| !other.0.contains(line))
            .cloned()
            .collect()
    }

    pub fn lines(&self) -> &[String] {
        &self.0
    }
}

/// The fingerprint of a shop.
pub async fn of_shop(database: &Database, shop: TenantId) -> Result<Fingerprint, Error> {
    let mut tx = database.shared().await?;
    let fingerprint = read(tx.conn(), SchemaName::of(shop)).await?;
    tx.commit().await?;
    Ok(fingerprint)
}

/// The fingerprint every shop at the newest version must have.
pub async fn of_template(database: &Database) -> Result<Fingerprint, Error> {
    let mut tx = database.shared().await?;
    let fingerprint = read(tx.conn(), SchemaName::template()).await?;
    tx.commit().await?;
    Ok(fingerprint)
}

/// A shop that is not made of what the template is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    pub shop: TenantId,
    /// What only the shop has.
    pub more: Vec<String>,
    /// What only the template has.
    pub less: Vec<String>,
}

/// Every shop that differs from the template. Those whose migrations are still to come are not among them.
pub async fn drifted(database: &Database) -> Result<Vec<Drift>, Error> {
    let template = of_template(database).await?;
    let mut drifted = Vec::new();
    for shop in super::up_to_date(database).await? {
        let own = of_shop(database, shop).await?;
        if own != template {
            drifted.push(Drift {
                shop,
                more: own.beyond(&template),
                less: template.beyond(&own),
            });
        }
    }
    Ok(drifted)
}

async fn read(connection: &mut PgConnection, schema: SchemaName) -> Result<Fingerprint, Error> {
    let lines = sqlx::query_scalar::<_, String>(LINES)
        .bind(schema.to_string())
        .bind(schema.role())
        .fetch_all(connection)
        .await
        .attempted("reading what a shop is made of")?;
    Ok(Fingerprint(lines))
}

const LINES: &str = include_str!("fingerprint.sql");
