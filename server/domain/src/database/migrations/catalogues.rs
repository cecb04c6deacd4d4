//! Publishes the catalogue into `product_attributes`, where people's own queries, exports and reports find it.
//!
//! The files under `data/catalogue` are the source: the server itself reads them compiled in, so a database that is
//! behind misleads nobody but its reader. A file is taken over when it changed. Rows are added and mended, never removed.

use crate::catalogue::table;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::photos::intake::sha256;
use sqlx::Connection;
use sqlx::postgres::PgConnection;
use sqlx::types::Json;
use std::collections::BTreeMap;

/// A file of the catalogue and the statement that takes its rows over.
struct Table {
    name: &'static str,
    text: &'static str,
    upsert: &'static str,
}

/// The first column is the key. A text is stored as what its column is: a number, yes or no, a list parted by `|`.
macro_rules! table {
    ($name:literal, $key:literal: $of_key:literal $(, $column:literal: $kind:tt)+) => {
        Table {
            name: $name,
            text: include_str!(concat!("../../../data/catalogue/", $name, ".csv")),
            upsert: concat!(
                "insert into product_attributes.", $name, " (", $key, $(", ", quoted!($column)),+, ")",
                " select told.", $key, "::", $of_key, $(", ", value!($column, $kind)),+,
                " from jsonb_to_recordset($1) as told (", $key, " text", $(", ", quoted!($column), " text"),+, ")",
                " on conflict (", $key, ") do update set ",
                $(quoted!($column), " = excluded.", quoted!($column), ", ",)+
                $key, " = excluded.", $key,
            ),
        }
    };
}

macro_rules! quoted {
    ($column:literal) => {
        concat!("\"", $column, "\"")
    };
}

macro_rules! value {
    ($column:literal, "text") => {
        concat!("told.", quoted!($column))
    };
    ($column:literal, "text[]") => {
        concat!("string_to_array(told.", quoted!($column), ", '|')")
    };
    ($column:literal, $kind:literal) => {
        concat!("nullif(told.", quoted!($column), ", '')::", $kind)
    };
}

/// A list of words with their labels in the seven languages of the sites.
macro_rules! words {
    ($name:literal $(, $column:literal: $kind:tt)*) => {
        table!(
            $name, "key": "text" $(, $column: $kind)*
            , "fr": "text", "en": "text", "de": "text", "it": "text", "es": "text", "nl": "text", "pl": "text"
        )
    };
}

const TABLES: &[Table] = &[
    words!("attributes", "most": "smallint", "shown_for": "text[]"),
    words!("bag_sizes"),
    table!("brands", "key": "text", "name": "text", "aliases": "text[]"),
    words!("categories", "parent": "text", "genders": "text[]", "sizes": "text[]"),
    words!("closures"),
    words!("colours", "hex": "text"),
    words!("condition_details"),
    table!("conditions", "note": "smallint", "fr": "text", "en": "text", "de": "text", "it": "text", "es": "text", "nl": "text", "pl": "text"),
    words!("decades", "coefficient": "numeric"),
    words!("fits", "coefficient": "numeric"),
    words!("genders"),
    words!("heel_heights", "centimetres": "smallint"),
    words!("heel_types"),
    table!("inseams", "key": "text", "centimetres": "smallint"),
    words!("lengths"),
    words!("linings"),
    words!("materials"),
    words!("measurements", "categories": "text[]"),
    words!("metals"),
    words!("necklines"),
    words!("origins", "coefficient": "numeric", "premium": "boolean"),
    words!("patterns"),
    words!("rises"),
    words!("seasons"),
    words!("shaft_heights"),
    table!("size_equivalents", "size": "text", "fr": "text", "uk": "text", "us": "text", "it": "text"),
    table!("sizes", "key": "text", "group": "text", "centimetres": "smallint", "fr": "text", "en": "text"),
    words!("sleeve_lengths"),
    words!("soles"),
    words!("sports"),
    words!("straps"),
    words!("stretches"),
    words!("toe_shapes"),
    words!("trends", "coefficient": "numeric"),
    words!("unique_features", "coefficient": "numeric"),
];

/// Takes over the files that changed since the database last saw them. Answers which. One at a time: the caller holds
/// the migrations' lock.
pub(super) async fn publish(connection: &mut PgConnection) -> Result<Vec<&'static str>, Error> {
    let seen: Vec<(String, String)> =
        sqlx::query_as("select catalogue, version from product_attributes.catalogue_versions")
            .fetch_all(&mut *connection)
            .await
            .attempted("reading which catalogues were published")?;
    let mut published = Vec::new();
    for table in TABLES {
        let version = sha256(table.text.as_bytes());
        let is_seen = seen
            .iter()
            .any(|(name, at)| name == table.name && *at == version);
        if !is_seen {
            take_over(connection, table, &version).await?;
            published.push(table.name);
        }
    }
    Ok(published)
}

async fn take_over(
    connection: &mut PgConnection,
    table: &Table,
    version: &str,
) -> Result<(), Error> {
    let rows: Vec<BTreeMap<String, String>> = table::rows(table.name, table.text);
    let mut tx = connection.begin().await.attempted(table.name)?;
    sqlx::query(table.upsert)
        .bind(Json(rows))
        .execute(&mut *tx)
        .await
        .attempted(table.name)?;
    sqlx::query(
        "insert into product_attributes.catalogue_versions (catalogue, version) values ($1, $2)
        on conflict (catalogue) do update set version = excluded.version, published_at = now()",
    )
    .bind(table.name)
    .bind(version)
    .execute(&mut *tx)
    .await
    .attempted(table.name)?;
    tx.commit().await.attempted(table.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    const LANGUAGES: [&str; 7] = ["fr", "en", "de", "it", "es", "nl", "pl"];

    #[test]
    fn every_file_is_published() {
        let published: HashSet<&str> = TABLES.iter().map(|table| table.name).collect();
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/catalogue");
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "csv") {
                let name = path.file_stem().unwrap().to_str().unwrap();
                assert!(published.contains(name), "{name} is not published");
            }
        }
        assert_eq!(published.len(), TABLES.len());
    }

    #[test]
    fn every_word_is_said_in_every_language() {
        for table in TABLES {
            let rows: Vec<BTreeMap<String, String>> = table::rows(table.name, table.text);
            assert!(!rows.is_empty(), "{} is empty", table.name);
            let spoken = rows.iter().any(|row| row.contains_key("de"));
            for (row, language) in rows
                .iter()
                .flat_map(|row| LANGUAGES.map(|language| (row, language)))
            {
                let label = row.get(language).map_or("", String::as_str);
                assert!(
                    !spoken || !label.trim().is_empty(),
                    "{} {row:?} in {language}",
                    table.name
                );
            }
        }
    }

    #[test]
    fn attributes_are_shown_for_categories_there_are() {
        let attributes = TABLES
            .iter()
            .find(|table| table.name == "attributes")
            .unwrap();
        let rows: Vec<BTreeMap<String, String>> = table::rows(attributes.name, attributes.text);
        for row in rows {
            for group in row["shown_for"].split('|') {
                assert!(
                    crate::catalogue::category(group).is_some_and(|node| !node.is_leaf()),
                    "{group}"
                );
            }
        }
    }
}
