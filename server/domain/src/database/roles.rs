//! The 64 roles that act for sellers. Roles belong to the whole cluster: other databases in it may be making the
//! same ones at this moment.

use super::ddl::run;
use super::rows::Attempted;
use super::schema::Bucket;
use crate::error::Error;
use sqlx::postgres::PgConnection;
use sqlx::{Executor, Row};
use std::collections::HashSet;

/// Makes the roles that are missing and makes the login role a member of each.
pub(super) async fn ensure(connection: &mut PgConnection) -> Result<(), Error> {
    let present = usable(connection).await?;
    for role in Bucket::all().filter(|role| !present.contains(&role.to_string())) {
        create(connection, role).await?;
        join(connection, role).await?;
    }
    Ok(())
}

/// Lets every seller read the shared catalogues.
pub(super) async fn open_catalogues(connection: &mut PgConnection) -> Result<(), Error> {
    let everybody = Bucket::all()
        .map(|role| role.to_string())
        .collect::<Vec<_>>()
        .join(", ");
    for grant in [
        format!("grant usage on schema product_attributes to {everybody}"),
        format!("grant select on all tables in schema product_attributes to {everybody}"),
    ] {
        run(connection, grant)
            .await
            .attempted("opening the shared catalogues to sellers")?;
    }
    Ok(())
}

/// Roles the login role may act as already. PostgreSQL 16 tells acting as a role from being its member.
async fn usable(connection: &mut PgConnection) -> Result<HashSet<String>, Error> {
    let modern = connection
        .server_version_num()
        .is_some_and(|version| version >= 160_000);
    let names = sqlx::query_scalar::<_, String>(
        "select rolname::text from pg_catalog.pg_roles
        where rolname like 'stoflow\\_bucket\\_%' and pg_has_role(current_user, oid, $1)",
    )
    .bind(if modern { "set" } else { "member" })
    .fetch_all(connection)
    .await
    .attempted("reading the sellers' roles")?;
    Ok(names.into_iter().collect())
}

async fn create(connection: &mut PgConnection, role: Bucket) -> Result<(), Error> {
    match run(connection, format!("create role {role} nologin")).await {
        Err(error) if state(&error) == DUPLICATE_ROLE || state(&error) == LOST_RACE => Ok(()),
        Err(error) if state(&error) == NOT_ALLOWED => Err(not_allowed(connection, error).await),
        done => done.attempted("making the sellers' roles"),
    }
}

/// Two databases joining the same role at once collide on one catalogue row; the loser tries again.
async fn join(connection: &mut PgConnection, role: Bucket) -> Result<(), Error> {
    for _ in 0..20 {
        match run(connection, format!("grant {role} to current_user")).await {
            Err(error) if state(&error) == COLLISION || state(&error) == LOST_RACE => {}
            Err(error) if state(&error) == NOT_ALLOWED => {
                return Err(not_allowed(connection, error).await);
            }
            done => return done.attempted("joining the sellers' roles"),
        }
    }
    Err(Error::internal(
        "joining the sellers' roles",
        "other databases kept changing them",
    ))
}

const DUPLICATE_ROLE: &str = "42710";
const LOST_RACE: &str = "23505";
const COLLISION: &str = "XX000";
const NOT_ALLOWED: &str = "42501";

fn state(error: &sqlx::Error) -> String {
    error
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::code)
        .unwrap_or_default()
        .into_owned()
}

async fn not_allowed(connection: &mut PgConnection, error: sqlx::Error) -> Error {
    let who = match connection.fetch_one("select current_user::text").await {
        Ok(row) => row.try_get::<String, _>(0).unwrap_or_default(),
        Err(_) => String::new(),
    };
    Error::internal(
        "making the sellers' roles",
        format!(
            "{error}. StoFlow keeps sellers apart with 64 roles named stoflow_bucket_00 to stoflow_bucket_63 and makes \
             them itself. Let it: run `alter role {who} createrole` as a superuser, or as a superuser create them and \
             grant each to {who}."
        ),
    )
}
