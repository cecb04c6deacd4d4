//! How the upload form of a category takes condition and size: as fields of their own, or among the newer attributes.
//! Facts `marketplace-apis.md` section 4.3: both are in use, and the site itself says which.

use super::fields::id;
use super::replies::Answer;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use stoflow_wire::jobs::Trouble;

/// The older field and the newer attribute of each of them.
pub const MOVED: [(&str, &str); 2] = [("status_id", "condition"), ("size_id", "size")];

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormStyle {
    /// `status_id` and `size_id`.
    #[default]
    Fields,
    /// Among `item_attributes`.
    Attributes,
}

impl FormStyle {
    /// What the site says of a category, in answer to [`super::requests::attributes`]. A site that does not know the
    /// question has the older form. Whatever would stop any other call stops the work.
    pub fn told_by(answer: Answer) -> Result<Self, Trouble> {
        match answer {
            Answer::Said(answer) => Ok(Self::configured_in(&answer)),
            Answer::Gone | Answer::No(Trouble::Refused { .. } | Trouble::Unreadable { .. }) => {
                Ok(Self::Fields)
            }
            other => Err(other.into_trouble("attributes")),
        }
    }

    /// The style a live listing is in; `None` where it shows neither.
    pub fn of_listing(item: &Value) -> Option<Self> {
        let moved = MOVED
            .iter()
            .any(|(field, code)| id(item.get(*field)).is_none() && attribute(item, code).is_some());
        if moved {
            return Some(Self::Attributes);
        }
        id(item.get("status_id")).map(|_| Self::Fields)
    }

    fn configured_in(answer: &Value) -> Self {
        let attributes = answer.get("attributes").and_then(Value::as_array);
        let configured = attributes.into_iter().flatten().any(|attribute| {
            let code = attribute.get("code").and_then(Value::as_str);
            let moved = MOVED.iter().any(|(_, moved)| code == Some(*moved));
            moved && attribute.get("configuration").is_some_and(Value::is_object)
        });
        if configured {
            Self::Attributes
        } else {
            Self::Fields
        }
    }
}

/// One of a listing's newer fields.
pub fn attribute<'a>(item: &'a Value, code: &str) -> Option<&'a Value> {
    let attributes = item.get("item_attributes").and_then(Value::as_array);
    let mut attributes = attributes.into_iter().flatten();
    attributes.find(|attribute| attribute.get("code").and_then(Value::as_str) == Some(code))
}
