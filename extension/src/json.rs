//! Reading JSON, always in two steps: the text becomes a value, the value a type. Straight from text to type as well
//! would compile every type's reader twice, and the worker loads all of it each time Chrome wakes it.

use serde::de::DeserializeOwned;
use serde_json::Value;

/// `None` where the text is no JSON, or not of this type.
pub fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    let value: Value = serde_json::from_str(text).ok()?;
    take(&value)
}

/// A value as a type.
pub fn take<T: DeserializeOwned>(value: &Value) -> Option<T> {
    T::deserialize(value).ok()
}
