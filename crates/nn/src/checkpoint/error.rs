//! Why a checkpoint cannot be read or written.

use std::path::{Path, PathBuf};
use std::{error, fmt, io};

/// A checkpoint file that cannot be read or written.
///
/// ```
/// use nn::checkpoint::{CheckpointErrorKind, StateDict};
///
/// let error = StateDict::<f32>::parse(b"no safetensors", "w.safetensors".as_ref()).unwrap_err();
/// assert!(matches!(error.kind, CheckpointErrorKind::Corrupt { .. }));
/// assert!(error.to_string().starts_with("w.safetensors: this is not a whole safetensors file"));
/// ```
#[derive(Debug)]
pub struct CheckpointError {
    /// The file.
    pub file: PathBuf,
    /// What is wrong.
    pub kind: CheckpointErrorKind,
}

/// What is wrong with a checkpoint file.
#[derive(Debug, thiserror::Error)]
pub enum CheckpointErrorKind {
    /// The operating system refused to read.
    #[error("cannot be read: {source}")]
    Read {
        /// The operating system's error.
        source: io::Error,
    },
    /// The operating system refused to write.
    #[error(
        "cannot be written: {source}; a file that was there before is unchanged: see whether \
         the folder may be written to and the disk has room"
    )]
    Write {
        /// The operating system's error.
        source: io::Error,
    },
    /// The file is no safetensors file, or is damaged.
    #[error("this is not a whole safetensors file ({reason}): delete it and save it again")]
    Corrupt {
        /// What is wrong.
        reason: String,
    },
    /// A tensor of the model is missing.
    #[error("the tensor `{name}` is missing: was this file saved from another model?")]
    Missing {
        /// The tensor's name.
        name: String,
    },
    /// A tensor in the file does not belong to the model.
    #[error(
        "the tensor `{name}` has no place in this model: was this file saved from another one?"
    )]
    Unexpected {
        /// The tensor's name.
        name: String,
    },
    /// The file is PyTorch's.
    #[error(
        "this file has PyTorch's names and axes, weights as [outputs, inputs]: read it by \
         `import_pytorch`"
    )]
    PyTorch,
    /// The file was saved here, and not by PyTorch.
    #[error("this file was not saved by PyTorch, but by `save`: read it by `load`")]
    NotPyTorch,
    /// The order of the axes cannot be known.
    #[error(
        "the file does not say whether its weights are [inputs, outputs], as here, or [outputs, inputs], \
         as PyTorch's, and `{name}` is square: read it by `import_pytorch` if it comes from PyTorch, \
         else by `StateDict::read` and `load_into`"
    )]
    UnknownLayout {
        /// A weight whose shape is the same in both.
        name: String,
    },
    /// A tensor has another shape.
    #[error(
        "the tensor `{name}` has the shape {found:?}, but the model's has {expected:?}: was this \
         file saved with other settings, or by PyTorch (`import_pytorch`)?"
    )]
    Shape {
        /// The tensor's name.
        name: String,
        /// The shape in the file.
        found: Vec<usize>,
        /// The shape in the model.
        expected: Vec<usize>,
    },
    /// A tensor has another element type, or more axes than a tensor may have.
    #[error("the tensor `{name}` is {found}, but {expected} is needed")]
    Type {
        /// The tensor's name.
        name: String,
        /// What is in the file.
        found: String,
        /// What is needed.
        expected: String,
    },
}

impl CheckpointErrorKind {
    /// The error for this file.
    pub(crate) fn of(self, file: &Path) -> CheckpointError {
        CheckpointError { file: file.into(), kind: self }
    }
}

/// The file, then what is wrong with it.
impl fmt::Display for CheckpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file.display(), self.kind)
    }
}

impl error::Error for CheckpointError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        self.kind.source()
    }
}
