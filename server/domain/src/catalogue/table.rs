//! Reads the CSV tables that are compiled into the binary. Knows nothing of what they say.

use serde::de::DeserializeOwned;

/// The rows of one table. The text is part of the binary and a test reads every table, so a broken one cannot reach
/// anybody but its author: it stops the process with its name.
pub(crate) fn rows<T: DeserializeOwned>(name: &str, text: &str) -> Vec<T> {
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .unwrap_or_else(|error| panic!("the compiled-in table {name} cannot be read: {error}"))
}
