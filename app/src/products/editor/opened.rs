//! What a product's page opens with.

use serde::{Deserialize, Serialize};
use stoflow_wire::fit::Fit;
use stoflow_wire::products::ProductEditor;

/// A product with all that its form shows beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    pub editor: ProductEditor,
    /// Of the form as it is opened.
    pub fit: Fit,
}
