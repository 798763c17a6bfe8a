//! Why a Keras file cannot be read or written.

use std::path::{Path, PathBuf};
use std::{error, fmt, io};

/// A Keras file that cannot be read or written, or whose model has no counterpart here.
///
/// ```
/// use keras_files::{KerasFileErrorKind, KerasModel};
///
/// let error = KerasModel::parse(b"neither ZIP nor HDF5", "model.keras").unwrap_err();
/// assert!(matches!(error.kind, KerasFileErrorKind::Foreign));
/// assert!(error.to_string().starts_with("model.keras: this is no `.keras` file"));
/// ```
#[derive(Debug)]
pub struct KerasFileError {
    /// The file.
    pub file: PathBuf,
    /// What is wrong.
    pub kind: KerasFileErrorKind,
}

/// What is wrong with a Keras file.
#[derive(Debug, thiserror::Error)]
pub enum KerasFileErrorKind {
    /// The operating system refused to read.
    #[error("cannot be read: {source}")]
    Read {
        /// The operating system's error.
        source: io::Error,
    },
    /// The operating system refused to write.
    #[error("cannot be written: {source}")]
    Write {
        /// The operating system's error.
        source: io::Error,
    },
    /// The file has another format.
    #[error(
        "this is no `.keras` file (a ZIP archive) and no `.weights.h5` file (HDF5); Keras writes them \
         with `model.save(\"model.keras\")` and `model.save_weights(\"model.weights.h5\")`"
    )]
    Foreign,
    /// The file is of the right format, but damaged.
    #[error("the file is damaged ({reason}): copy it again, or save it again in Keras")]
    Damaged {
        /// What is wrong.
        reason: String,
    },
    /// The file holds weights without a model.
    #[error(
        "this file holds weights without the layers that they belong to: build the model, and read \
         them by `load_weights`"
    )]
    WeightsOnly,
    /// The layer has another number of variables.
    #[error(
        "layer `{layer}`: a {class_name} has {expected} variables, and the file holds {found}: was it \
         saved from another model?"
    )]
    VariableCount {
        /// The layer's name.
        layer: String,
        /// The layer's class.
        class_name: String,
        /// How many variables the layer has.
        expected: usize,
        /// How many are in the file.
        found: usize,
    },
    /// A group of the file belongs to no layer.
    #[error("`{group}` belongs to no layer of this model: was this file saved from another one?")]
    Unexpected {
        /// The group of the HDF5 file.
        group: String,
    },
    /// A variable has another shape.
    #[error("layer `{layer}`: the {variable} has the shape {found:?}, but {expected:?} is needed")]
    Shape {
        /// The layer's name.
        layer: String,
        /// The variable: `kernel`, `bias`, …
        variable: &'static str,
        /// The shape in the file.
        found: Vec<usize>,
        /// The shape that the layer's settings ask for.
        expected: Vec<usize>,
    },
    /// The elements of a variable are not read here.
    #[error(
        "`{variable}` has elements of type {found}; read are float32 and float64 (Keras would read \
         integers as weights of 0 without a word)"
    )]
    ElementType {
        /// The path of the variable in the HDF5 file.
        variable: String,
        /// The type in the file.
        found: String,
    },
    /// The model or a layer of it has no counterpart here.
    #[error("layer `{layer}`: {what} has no counterpart here")]
    Unsupported {
        /// The layer's name.
        layer: String,
        /// The class, or the setting with its value.
        what: String,
    },
    /// A setting is missing, or no value of its kind.
    #[error("layer `{layer}`: the setting `{setting}` is {found}, but {expected} is needed")]
    Setting {
        /// The layer's name.
        layer: String,
        /// The setting.
        setting: String,
        /// The value in the file.
        found: String,
        /// What is needed.
        expected: &'static str,
    },
}

impl KerasFileErrorKind {
    /// The error for this file.
    pub(crate) fn of(self, file: &Path) -> KerasFileError {
        KerasFileError { file: file.into(), kind: self }
    }

    pub(crate) fn damaged(reason: impl fmt::Display) -> Self {
        KerasFileErrorKind::Damaged { reason: reason.to_string() }
    }

    pub(crate) fn unsupported(layer: &str, what: impl Into<String>) -> Self {
        KerasFileErrorKind::Unsupported { layer: layer.into(), what: what.into() }
    }
}

/// The file, then what is wrong with it.
impl fmt::Display for KerasFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file.display(), self.kind)
    }
}

impl error::Error for KerasFileError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        self.kind.source()
    }
}
