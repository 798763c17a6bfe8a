//! Files, read whole and written whole.

use std::fs;
use std::path::Path;

use crate::bpe::byte_table::token_text;
use crate::bpe::{Bpe, TokenizerError, TokenizerErrorKind};

/// The bytes of a file.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, TokenizerError> {
    fs::read(path).map_err(|source| TokenizerErrorKind::Io { source }.in_file(path.display()))
}

/// Writes a file beside its final name first, so that an older one is whole until the new one is.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), TokenizerError> {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    let written = fs::write(&name, text).and_then(|()| fs::rename(&name, path));
    written.map_err(|source| TokenizerErrorKind::Io { source }.in_file(path.display()))
}

impl Bpe {
    /// The tokens as files write them, by number.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.tokens.iter().map(|token| token_text(token)).collect();
        for (spelling, id) in &self.special {
            names[*id as usize].clone_from(spelling);
        }
        names
    }
}

/// The tokens with their numbers, in the order of these, as a JSON object.
pub(crate) struct Numbered<'a>(pub &'a [String]);

impl serde::Serialize for Numbered<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().zip(0u32..))
    }
}
