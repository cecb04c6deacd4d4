//! Where the site wants condition and size: it was seen with fields of their own, and with both among the attributes
//! (marketplace facts, section 4.3). Which of the two a listing's writer has to ask.

use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::ItemForm;
use crate::vinted::errors::FieldError;

/// Ordered with `PUT control/placement`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Placement {
    /// Either place is taken, whatever headers come with it; the editor shows the fields.
    #[default]
    Either,
    /// Only the attributes are taken, and only with the headers that announce them; the editor shows nothing else.
    Attributes,
}

const MOVED: [(&str, &str); 2] = [("status_id", "condition"), ("size_id", "size")];

impl Placement {
    /// Complains of a form that has them where they do not belong.
    pub(super) fn judge(self, item: &ItemForm, headers: &HeaderMap) -> Result<(), FieldError> {
        if self == Self::Either {
            return Ok(());
        }
        let refuse = |field, why| Err(FieldError::new(field, why));
        if item.status_id.is_some() || item.size_id.is_some() {
            return refuse("item_attributes", "L'état et la taille sont des attributs");
        }
        for (_, attribute) in MOVED {
            let header = format!("x-enable-dynamic-attribute-{attribute}");
            if !item.attribute(attribute).is_empty() && !headers.contains_key(header) {
                return refuse(attribute, "Attribut inconnu");
            }
        }
        Ok(())
    }

    /// The editor's view of a listing as this site shows it.
    pub(crate) fn show(self, mut view: Value) -> Value {
        if self == Self::Either {
            return view;
        }
        for (field, code) in MOVED {
            let id = view[field].take();
            let Some(attributes) = view["item_attributes"].as_array_mut() else {
                continue;
            };
            attributes.retain(|attribute| attribute["code"] != code);
            if !id.is_null() {
                attributes.push(json!({ "code": code, "ids": [id] }));
            }
        }
        view
    }
}
