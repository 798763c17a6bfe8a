//! Floating-point values in a checkpoint's JSON as text, since JSON has no NaN and no infinity.

use serde::{Deserialize, Deserializer, Serializer, de};

/// Writes the shortest decimal that reads back as the same value.
pub(crate) fn serialize<S: Serializer>(x: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(x)
}

/// Reads what [`serialize`] wrote.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
}
