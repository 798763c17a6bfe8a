//! `tokenizer.json`, the file of the library `tokenizers`: what of it is a byte-level BPE.

mod fields;
mod read;
mod write;

use std::path::Path;

use crate::bpe::{Bpe, TokenizerError, files};

impl Bpe {
    /// Reads the text of a `tokenizer.json` that holds a byte-level BPE as GPT-2's. Added tokens become special
    /// tokens, numbered as the library does: by the vocabulary, or else with the next free number, whatever
    /// number the file gives them. `name` is the file's name in errors.
    ///
    /// # Errors
    ///
    /// A [`TokenizerError`] if the file is not of this form, has a setting that would give other tokens (it is
    /// named), or parts that do not fit together.
    ///
    /// ```
    /// let bpe = text::BpeTrainer { vocabulary_size: 257, ..Default::default() }.train(["abab"]);
    /// let json = bpe.to_json();
    /// assert_eq!(text::Bpe::parse_json(json.as_bytes(), "tokenizer.json")?, bpe);
    ///
    /// let other = json.replace(r#""dropout":null"#, r#""dropout":0.1"#);
    /// let error = text::Bpe::parse_json(other.as_bytes(), "tokenizer.json").unwrap_err();
    /// assert!(error.to_string().contains("`model.dropout` is 0.1, which is not supported"));
    /// # Ok::<(), text::TokenizerError>(())
    /// ```
    pub fn parse_json(json: &[u8], name: &str) -> Result<Self, TokenizerError> {
        read::parse(json).map_err(|kind| kind.in_file(name))
    }

    /// Reads a `tokenizer.json`, as [`parse_json`](Self::parse_json).
    ///
    /// # Errors
    ///
    /// As there, and if the file cannot be read.
    ///
    /// ```
    /// let error = text::Bpe::load("no-such-file.json".as_ref()).unwrap_err();
    /// assert!(error.to_string().starts_with("no-such-file.json: cannot be read"));
    /// ```
    pub fn load(path: &Path) -> Result<Self, TokenizerError> {
        Self::parse_json(&files::read(path)?, &path.display().to_string())
    }

    /// The text of a `tokenizer.json`, which the library `tokenizers` reads.
    ///
    /// ```
    /// let bpe = text::BpeTrainer { vocabulary_size: 256, ..Default::default() }.train([]);
    /// assert!(bpe.to_json().starts_with(r#"{"version":"1.0","#));
    /// ```
    pub fn to_json(&self) -> String {
        write::to_json(self)
    }

    /// Writes a `tokenizer.json` into a folder that exists.
    ///
    /// # Errors
    ///
    /// A [`TokenizerError`] if the file cannot be written.
    ///
    /// ```
    /// let bpe = text::BpeTrainer { vocabulary_size: 256, ..Default::default() }.train([]);
    /// let path = tempfile::tempdir()?.path().join("tokenizer.json");
    /// assert!(bpe.save(&path).is_err());                           // its folder is gone
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn save(&self, path: &Path) -> Result<(), TokenizerError> {
        files::write(path, &self.to_json())
    }
}
