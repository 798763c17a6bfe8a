//! The errors of reading and writing a tokenizer.

use std::error::Error;
use std::fmt;
use std::io;

use thiserror::Error;

/// Why a tokenizer could not be read or written: the file, and what is wrong with it.
///
/// ```
/// use text::{Bpe, TokenizerErrorKind};
///
/// let error = Bpe::parse_gpt2(b"{}", b"", "model").unwrap_err();
/// assert!(matches!(error.kind, TokenizerErrorKind::MissingByte { byte: 0 }));
/// assert!(error.to_string().starts_with("model: no token for the byte 0x00"));
/// ```
#[derive(Debug)]
pub struct TokenizerError {
    /// The file, or the folder of several.
    pub file: String,
    /// What is wrong with it.
    pub kind: TokenizerErrorKind,
}

impl fmt::Display for TokenizerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.kind)
    }
}

impl Error for TokenizerError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.kind.source()
    }
}

/// What is wrong with a file of a tokenizer.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TokenizerErrorKind {
    /// The operating system refused to open, read or write the file.
    #[error("cannot be read or written; check that its folder exists and that you may")]
    Io {
        /// The operating system's error.
        source: io::Error,
    },

    /// The text is not JSON, or not of the form that is needed.
    #[error("not the JSON of a tokenizer; check that it is the file its name says")]
    Json {
        /// What is wrong, and in which line.
        source: serde_json::Error,
    },

    /// A line is not two tokens.
    #[error("line {line}: found {found:?} where two tokens with one space between are expected")]
    Line {
        /// The number of the line, counted from 1.
        line: usize,
        /// What it holds.
        found: String,
    },

    /// A setting has a value that gives other tokens than this crate computes.
    #[error("`{field}` is {found}, which is not supported; expected {expected}")]
    Unsupported {
        /// The setting, with the names around it.
        field: String,
        /// Its value, as JSON.
        found: String,
        /// What it may be.
        expected: String,
    },

    /// A setting is unknown, so that it may change the tokens in unknown ways.
    #[error(
        "`{field}` is a setting that is not known here, so that the tokens may not be the right ones"
    )]
    UnknownField {
        /// The setting, with the names around it.
        field: String,
    },

    /// The tokens are not numbered from 0 on.
    #[error("the token {token:?} has the number {id} where {expected} is the next one")]
    Ids {
        /// The first token that is numbered wrongly.
        token: String,
        /// Its number.
        id: u64,
        /// The number that is missing, or there twice before it.
        expected: u64,
    },

    /// A merge needs a token that is not in the vocabulary.
    #[error("merge {rank} needs the token {token:?}, which is not in the vocabulary")]
    Merge {
        /// The merge, counted from 0.
        rank: usize,
        /// The token.
        token: String,
    },

    /// A token has a character that stands for no byte: the tokenizer is not of the byte-level kind.
    #[error(
        "the character {character:?} of the token {token:?} stands for no byte; only byte-level \
             tokenizers can be read"
    )]
    NotByteLevel {
        /// The token.
        token: String,
        /// The character.
        character: char,
    },

    /// A byte has no token, so that texts with it could not be encoded.
    #[error("no token for the byte {byte:#04x}; only tokenizers with all 256 bytes can be read")]
    MissingByte {
        /// The byte.
        byte: u8,
    },

    /// A special token is spelt as files write the bytes of another.
    #[error("the special token {token:?} may be read as other bytes; give it a spelling in ASCII")]
    Special {
        /// The token.
        token: String,
    },
}

impl TokenizerErrorKind {
    /// The error of this kind for a file of this name.
    pub(crate) fn in_file(self, file: impl fmt::Display) -> TokenizerError {
        TokenizerError { file: file.to_string(), kind: self }
    }
}
