//! eBay's published documents (OpenAPI), where they lie beside the checkout: what the simulator answers is held against
//! them.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

/// Named as required although the real interfaces leave them out where nothing is known (marketplace facts, section 0).
const NOT_SAID: [&str; 2] = ["phone", "stateOrProvince"];

/// One document.
pub(crate) struct Document(Value);

impl Document {
    /// `None`, with a note, where the documents are not there.
    pub(crate) fn open(name: &str) -> Option<Self> {
        let Some(folder) = folder() else {
            eprintln!(
                "eBay's documents are not beside this checkout: {name} is not held against them"
            );
            return None;
        };
        let text = fs::read_to_string(folder.join(name)).unwrap();
        Some(Self(serde_json::from_str(&text).unwrap()))
    }

    /// Holds an answer against what the document says of it.
    pub(crate) fn check(&self, method: &str, path: &str, status: u16, answer: &Value) {
        let responses = &self.0["paths"][path][method]["responses"];
        assert!(
            responses.is_object(),
            "{method} {path} is not in the document"
        );
        let response = &responses[status.to_string()];
        assert!(
            response.is_object(),
            "{method} {path} never answers {status}"
        );
        let schema = &response["content"]["application/json"]["schema"];
        if schema.is_null() {
            return;
        }
        let mut complaints = Vec::new();
        self.compare(schema, answer, "answer", &mut complaints);
        assert!(complaints.is_empty(), "{method} {path}: {complaints:?}");
    }

    /// Whether a refusal has one of the numbers the document knows for it.
    pub(crate) fn knows_error(&self, method: &str, path: &str, status: u16, id: u64) {
        let response = &self.0["paths"][path][method]["responses"][status.to_string()];
        let known = &response["x-response-codes"]["errors"][id.to_string()];
        assert!(
            known.is_object(),
            "{method} {path} never answers {status} with {id}"
        );
    }

    fn compare(&self, schema: &Value, value: &Value, at: &str, complaints: &mut Vec<String>) {
        let schema = self.resolved(schema);
        if let Some(properties) = schema["properties"].as_object() {
            match value.as_object() {
                Some(fields) => self.compare_fields(schema, properties, fields, at, complaints),
                None => complaints.push(format!("{at} is no object")),
            }
            return;
        }
        let fits = match schema["type"].as_str() {
            Some("array") => match value.as_array() {
                Some(entries) => {
                    for (place, entry) in entries.iter().enumerate() {
                        self.compare(
                            &schema["items"],
                            entry,
                            &format!("{at}[{place}]"),
                            complaints,
                        );
                    }
                    true
                }
                None => false,
            },
            Some("string") => value.is_string(),
            Some("integer") => value.is_i64() || value.is_u64(),
            Some("number") => value.is_number(),
            Some("boolean") => value.is_boolean(),
            // Words of a list are written as objects without fields there.
            _ => true,
        };
        if !fits {
            complaints.push(format!("{at} is {value}, not {}", schema["type"]));
        }
    }

    fn compare_fields(
        &self,
        schema: &Value,
        properties: &Map<String, Value>,
        fields: &Map<String, Value>,
        at: &str,
        complaints: &mut Vec<String>,
    ) {
        for (name, value) in fields {
            match properties.get(name) {
                Some(property) => {
                    self.compare(property, value, &format!("{at}.{name}"), complaints);
                }
                None => complaints.push(format!("{at}.{name} is not in the document")),
            }
        }
        let required = schema["required"].as_array().into_iter().flatten();
        for name in required.filter_map(Value::as_str) {
            if !fields.contains_key(name) && !NOT_SAID.contains(&name) {
                complaints.push(format!("{at}.{name} is missing"));
            }
        }
    }

    fn resolved<'schema>(&'schema self, schema: &'schema Value) -> &'schema Value {
        match schema["$ref"].as_str() {
            Some(reference) => {
                self.resolved(self.0.pointer(reference.trim_start_matches('#')).unwrap())
            }
            None => schema,
        }
    }
}

/// `shared/specs/ebay` in the checkout or beside it.
fn folder() -> Option<PathBuf> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    above
        .map(|folder| folder.join("shared/specs/ebay"))
        .find(|folder| folder.is_dir())
}
