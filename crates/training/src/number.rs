//! Numbers in a checkpoint's note, NaN and infinity included, which JSON's own numbers are not.

use serde::{Deserialize, Deserializer, Serializer, de};

/// Writes the shortest decimal that reads back as the same number.
pub(crate) fn serialize<S: Serializer>(x: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(x)
}

/// Reads what [`serialize`] wrote.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
}
