//! A state dict: the content of a safetensors file in memory.

use super::element::{Elements, dtype, tensor_of, to_bytes};
use super::header::{duplicate_name, text};
use super::{CheckpointError, CheckpointErrorKind, FileFormat};
use numeric::Float;
use safetensors::SafeTensors;
use safetensors::tensor::TensorView;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use tensor::{Shape, Tensor};

/// Named tensors and metadata, read from a file or to be written to one.
///
/// ```
/// use nn::checkpoint::StateDict;
/// use tensor::Tensor;
///
/// let mut state = StateDict::default();
/// state.tensors.insert("bias".into(), Tensor::new([2], vec![0.5f32, -0.5]));
/// state.metadata = Some("epoch 3".into());
/// let read = StateDict::<f32>::parse(&state.to_bytes(), "in memory".as_ref())?;
/// assert_eq!(read.tensors["bias"].as_slice(), [0.5, -0.5]);
/// assert_eq!(read.metadata.as_deref(), Some("epoch 3"));
/// # Ok::<(), nn::checkpoint::CheckpointError>(())
/// ```
#[derive(Clone, Debug)]
pub struct StateDict<T: Float = f32> {
    /// The tensors by name.
    pub tensors: BTreeMap<String, Tensor<T>>,
    /// Free text, stored in the header of our own files.
    pub metadata: Option<String>,
    /// Whose names and axes the tensors have: ours, unless a file that was read says otherwise.
    pub format: FileFormat,
    /// The file that this was read from, for messages.
    file: PathBuf,
}

impl<T: Float> Default for StateDict<T> {
    fn default() -> Self {
        let (tensors, file) = (BTreeMap::new(), "(not yet saved)".into());
        StateDict { tensors, metadata: None, format: FileFormat::default(), file }
    }
}

impl<T: Float> StateDict<T> {
    /// The tensor of this name, if it has this shape.
    ///
    /// ```
    /// use nn::checkpoint::StateDict;
    /// use tensor::{Shape, Tensor};
    ///
    /// let mut state = StateDict::<f32>::default();
    /// state.tensors.insert("bias".into(), Tensor::zeros([2]));
    /// assert!(state.get("bias", Shape::from([2])).is_ok());
    /// assert!(state.get("bias", Shape::from([3])).is_err());
    /// ```
    ///
    /// # Errors
    /// If it is missing or has another shape.
    pub fn get(&self, name: &str, expected: Shape) -> Result<&Tensor<T>, CheckpointError> {
        let name = name.to_string();
        match self.tensors.get(&name) {
            None => Err(CheckpointErrorKind::Missing { name }.of(&self.file)),
            Some(tensor) if tensor.shape() != expected => {
                let (found, expected) = (tensor.shape().dims().to_vec(), expected.dims().to_vec());
                Err(CheckpointErrorKind::Shape { name, found, expected }.of(&self.file))
            }
            Some(tensor) => Ok(tensor),
        }
    }

    /// The file that this was read from, for messages.
    ///
    /// ```
    /// use nn::checkpoint::StateDict;
    ///
    /// let bytes = StateDict::<f32>::default().to_bytes();
    /// let state = StateDict::<f32>::parse(&bytes, "w.safetensors".as_ref())?;
    /// assert_eq!(state.file().to_str(), Some("w.safetensors"));
    /// # Ok::<(), nn::checkpoint::CheckpointError>(())
    /// ```
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Reads a file.
    ///
    /// ```
    /// use nn::checkpoint::{StateDict, save};
    /// use tensor::Tensor;
    ///
    /// let file = std::env::temp_dir().join("gradus-read.safetensors");
    /// save(&nn::Buffer::new(Tensor::new([1], vec![2.5f32])), &file)?;
    /// assert_eq!(StateDict::<f32>::read(&file)?.tensors[""].item(), 2.5);
    /// # Ok::<(), nn::checkpoint::CheckpointError>(())
    /// ```
    ///
    /// # Errors
    /// If it cannot be read, is damaged, or holds elements of another type than `T`.
    pub fn read(file: &Path) -> Result<Self, CheckpointError> {
        Self::parse(&read(file)?, file)
    }

    /// Reads the bytes of a file; `file` is its name in errors.
    ///
    /// ```
    /// use nn::checkpoint::StateDict;
    ///
    /// let bytes = StateDict::<f64>::default().to_bytes();
    /// assert!(StateDict::<f64>::parse(&bytes, "a file".as_ref()).unwrap().tensors.is_empty());
    /// assert!(StateDict::<f64>::parse(&bytes[1..], "a file".as_ref()).is_err());
    /// ```
    ///
    /// # Errors
    /// If they are damaged, or hold elements of another type than `T`.
    pub fn parse(bytes: &[u8], file: &Path) -> Result<Self, CheckpointError> {
        Self::parse_elements(bytes, file, Elements::Same, |_| true)
    }

    /// The tensors whose names `is_wanted`, of the element types `elements`.
    pub(super) fn parse_elements(
        bytes: &[u8],
        file: &Path,
        elements: Elements,
        is_wanted: impl Fn(&str) -> bool,
    ) -> Result<Self, CheckpointError> {
        let corrupt = |error: safetensors::SafeTensorError| {
            CheckpointErrorKind::Corrupt { reason: error.to_string() }.of(file)
        };
        if let Some(name) = duplicate_name(bytes) {
            let reason = format!("its header has the name `{name}` twice");
            return Err(CheckpointErrorKind::Corrupt { reason }.of(file));
        }
        let parsed = SafeTensors::deserialize(bytes).map_err(corrupt)?;
        let (_, header) = SafeTensors::read_metadata(bytes).map_err(corrupt)?;
        let metadata = header.metadata().as_ref();
        let (format, metadata) = (FileFormat::of(metadata), text(metadata));
        let mut tensors = BTreeMap::new();
        for (name, view) in parsed.iter().filter(|(name, _)| is_wanted(name)) {
            let tensor = tensor_of(&view, elements).map_err(|(found, expected)| {
                CheckpointErrorKind::Type { name: name.into(), found, expected }.of(file)
            })?;
            tensors.insert(name.to_string(), tensor);
        }
        Ok(StateDict { tensors, metadata, format, file: file.into() })
    }

    /// Writes a file, by [`write_atomically`].
    ///
    /// ```
    /// use nn::checkpoint::StateDict;
    /// use tensor::Tensor;
    ///
    /// let file = std::env::temp_dir().join("gradus-write.safetensors");
    /// let mut state = StateDict::default();
    /// state.tensors.insert("mean".into(), Tensor::scalar(0.1f64));
    /// state.write(&file)?;
    /// assert_eq!(StateDict::<f64>::read(&file)?.tensors["mean"].item(), 0.1);
    /// # Ok::<(), nn::checkpoint::CheckpointError>(())
    /// ```
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn write(&self, file: &Path) -> Result<(), CheckpointError> {
        write_atomically(file, &self.to_bytes())
            .map_err(|source| CheckpointErrorKind::Write { source }.of(file))
    }

    /// The bytes of the file: the same for the same content.
    ///
    /// ```
    /// use nn::checkpoint::StateDict;
    ///
    /// let state = StateDict::<f32>::default();
    /// assert_eq!(state.to_bytes(), state.clone().to_bytes());
    /// ```
    pub fn to_bytes(&self) -> Vec<u8> {
        let here: Vec<(&String, Shape, Vec<u8>)> = self
            .tensors
            .iter()
            .map(|(name, tensor)| (name, tensor.shape(), to_bytes(tensor)))
            .collect();
        let views = here.iter().map(|(name, shape, bytes)| {
            let view = TensorView::new(dtype::<T>(), shape.dims().to_vec(), bytes);
            (name.as_str(), view.expect("the bytes were made from this shape"))
        });
        let metadata = self.format.metadata(self.metadata.as_deref());
        safetensors::serialize(views, metadata).expect("names are distinct and sizes agree")
    }
}

/// The bytes of a file.
pub(super) fn read(file: &Path) -> Result<Vec<u8>, CheckpointError> {
    std::fs::read(file).map_err(|source| CheckpointErrorKind::Read { source }.of(file))
}

/// Writes a file atomically: first under another name in the same folder, then, when all is on the
/// disk, renamed. So there is never half a file, and a full disk or a power cut leaves an old one
/// whole.
///
/// ```
/// let file = std::env::temp_dir().join("gradus-atomically.txt");
/// nn::checkpoint::write_atomically(&file, b"text")?;
/// assert_eq!(std::fs::read(&file)?, b"text");
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// If it cannot be written.
pub fn write_atomically(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut partial = file.as_os_str().to_owned();
    partial.push(".partial");
    let written = File::create(&partial)
        .and_then(|mut open| open.write_all(bytes).and_then(|()| open.sync_all()))
        .and_then(|()| std::fs::rename(&partial, file));
    if written.is_err() {
        // Half a file is of no use; if even that fails, the first error is the one to report.
        let _ = std::fs::remove_file(&partial);
    }
    written
}
