//! What the header of a safetensors file says beside its tensors: whose layout it has, and names that
//! it tells twice.

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use std::collections::{HashMap, HashSet};
use std::fmt;

/// The key of the free text in the header's metadata, which only our own files have.
const TEXT: &str = "gradus";
/// The key of the format, for files without a text.
const FORMAT: &str = "format";
const GRADUS: &str = "gradus";
const PYTORCH: &str = "pt";

/// The library whose names and axes the tensors of a file have.
///
/// ```
/// use nn::checkpoint::{FileFormat, StateDict};
///
/// assert_eq!(StateDict::<f32>::default().format, FileFormat::Gradus);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileFormat {
    /// Ours: weights `[inputs, outputs]`. The header's metadata say `format: gradus`, or have a text
    /// under the key `gradus`.
    #[default]
    Gradus,
    /// PyTorch's: weights `[outputs, inputs]`. The header's metadata say `format: pt`.
    PyTorch,
    /// The file does not say.
    Unknown,
}

impl FileFormat {
    /// The format of a file with these metadata.
    pub(super) fn of(metadata: Option<&HashMap<String, String>>) -> Self {
        let Some(metadata) = metadata else { return FileFormat::Unknown };
        match metadata.get(FORMAT).map(String::as_str) {
            _ if metadata.contains_key(TEXT) => FileFormat::Gradus,
            Some(GRADUS) => FileFormat::Gradus,
            Some(PYTORCH) => FileFormat::PyTorch,
            _ => FileFormat::Unknown,
        }
    }

    /// The metadata of a file in this format. One key at most: of several the order would be another
    /// in each file.
    pub(super) fn metadata(self, text: Option<&str>) -> Option<HashMap<String, String>> {
        let (key, value) = match (self, text) {
            (FileFormat::Gradus, Some(text)) => (TEXT, text),
            (FileFormat::Gradus, None) => (FORMAT, GRADUS),
            (FileFormat::PyTorch, _) => (FORMAT, PYTORCH),
            (FileFormat::Unknown, _) => return None,
        };
        Some(HashMap::from([(key.into(), value.into())]))
    }
}

/// The free text of our own files.
pub(super) fn text(metadata: Option<&HashMap<String, String>>) -> Option<String> {
    metadata.and_then(|all| all.get(TEXT)).cloned()
}

/// The first name that the header of these bytes tells twice. Of a header that cannot be read it says
/// nothing: the reader will.
pub(super) fn duplicate_name(bytes: &[u8]) -> Option<String> {
    let (length, rest) = bytes.split_first_chunk::<8>()?;
    let header = rest.get(..usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
    serde_json::from_slice::<DuplicateName>(header).ok()?.0
}

/// A JSON object, of which only the first key that is there twice is kept.
struct DuplicateName(Option<String>);

impl<'de> Deserialize<'de> for DuplicateName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Keys;
        impl<'de> Visitor<'de> for Keys {
            type Value = DuplicateName;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<DuplicateName, A::Error> {
                let (mut seen, mut duplicate) = (HashSet::new(), None);
                while let Some((name, IgnoredAny)) = map.next_entry::<String, _>()? {
                    if let Some(name) = seen.replace(name) {
                        duplicate.get_or_insert(name);
                    }
                }
                Ok(DuplicateName(duplicate))
            }
        }
        deserializer.deserialize_map(Keys)
    }
}
