//! Why a file of weights cannot be used.

use std::path::PathBuf;

/// Why a file of weights cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum CheckpointError {
    /// The system refused to read.
    #[error("{}: cannot be read: {source}", file.display())]
    Read {
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The system refused to write.
    #[error(
        "{}: cannot be written: {source}; a file that was there before is unchanged: see whether \
         the folder may be written to and the disk has room",
        file.display()
    )]
    Write {
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is no safetensors file, or is damaged.
    #[error("{}: this is not a whole safetensors file ({reason}): delete it and save it again", file.display())]
    Corrupt {
        /// The file.
        file: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A tensor is missing.
    #[error("{}: the tensor `{name}` is missing: was this file saved from another model?", file.display())]
    Missing {
        /// The file.
        file: PathBuf,
        /// The tensor's name.
        name: String,
    },
    /// There is a tensor too many.
    #[error("{}: the tensor `{name}` has no place in this model: was this file saved from another one?", file.display())]
    Unexpected {
        /// The file.
        file: PathBuf,
        /// The tensor's name.
        name: String,
    },
    /// A tensor has another shape.
    #[error(
        "{}: the tensor `{name}` has the shape {found:?}, but the model's has {expected:?}: was \
         this file saved with other settings?",
        file.display()
    )]
    Shape {
        /// The file.
        file: PathBuf,
        /// The tensor's name.
        name: String,
        /// The shape in the file.
        found: Vec<usize>,
        /// The shape in the model.
        expected: Vec<usize>,
    },
    /// A tensor has numbers of another type, or more axes than a tensor has here.
    #[error("{}: the tensor `{name}` is {found}, but {expected} is needed", file.display())]
    Type {
        /// The file.
        file: PathBuf,
        /// The tensor's name.
        name: String,
        /// What is in the file.
        found: String,
        /// What is needed.
        expected: String,
    },
}
