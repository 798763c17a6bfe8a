//! A state dict: the content of a safetensors file in memory.

use super::{CheckpointError, CheckpointErrorKind};
use numeric::Float;
use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensors};
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use tensor::{Device, Shape, Tensor};

/// The key of the metadata in the file's header.
const METADATA_KEY: &str = "gradus";

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
    /// Free text, stored in the file's header.
    pub metadata: Option<String>,
    /// The file that this was read from, for messages.
    file: PathBuf,
}

impl<T: Float> Default for StateDict<T> {
    fn default() -> Self {
        StateDict { tensors: BTreeMap::new(), metadata: None, file: "(not yet saved)".into() }
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
        let bytes =
            std::fs::read(file).map_err(|source| CheckpointErrorKind::Read { source }.of(file))?;
        Self::parse(&bytes, file)
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
        let corrupt = |error: safetensors::SafeTensorError| {
            CheckpointErrorKind::Corrupt { reason: error.to_string() }.of(file)
        };
        let parsed = SafeTensors::deserialize(bytes).map_err(corrupt)?;
        let (_, header) = SafeTensors::read_metadata(bytes).map_err(corrupt)?;
        let metadata = header.metadata().as_ref().and_then(|all| all.get(METADATA_KEY)).cloned();
        let mut tensors = BTreeMap::new();
        for (name, view) in parsed.iter() {
            let tensor = tensor_of(&view).map_err(|(found, expected)| {
                CheckpointErrorKind::Type { name: name.into(), found, expected }.of(file)
            })?;
            tensors.insert(name.to_string(), tensor);
        }
        Ok(StateDict { tensors, metadata, file: file.into() })
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
            .map(|(name, tensor)| (name, tensor.shape(), to_bytes(&tensor.to(&Device::Cpu))))
            .collect();
        let views = here.iter().map(|(name, shape, bytes)| {
            let view = TensorView::new(dtype::<T>(), shape.dims().to_vec(), bytes);
            (name.as_str(), view.expect("the bytes were made from this shape"))
        });
        let metadata =
            self.metadata.as_ref().map(|text| HashMap::from([(METADATA_KEY.into(), text.clone())]));
        safetensors::serialize(views, metadata).expect("names are distinct and sizes agree")
    }
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

fn dtype<T: Float>() -> Dtype {
    if size_of::<T>() == 4 { Dtype::F32 } else { Dtype::F64 }
}

/// The tensor of a view, or what was found and what is needed.
fn tensor_of<T: Float>(view: &TensorView<'_>) -> Result<Tensor<T>, (String, String)> {
    if view.dtype() != dtype::<T>() {
        return Err((format!("of type {}", view.dtype()), T::NAME.into()));
    }
    let Some(shape) = Shape::new(view.shape()) else {
        return Err((format!("of shape {:?}", view.shape()), "at most six axes".into()));
    };
    let data = view.data().chunks_exact(size_of::<T>()).map(|bytes| match *bytes {
        [a, b, c, d] => T::of(f32::from_le_bytes([a, b, c, d]).into()),
        [a, b, c, d, e, f, g, h] => T::of(f64::from_le_bytes([a, b, c, d, e, f, g, h])),
        _ => unreachable!("elements of four or eight bytes"),
    });
    Ok(Tensor::new(shape, data.collect()))
}

fn to_bytes<T: Float>(tensor: &Tensor<T>) -> Vec<u8> {
    let data = tensor.as_slice().iter().map(|x| x.as_f64());
    if size_of::<T>() == 4 {
        data.flat_map(|x| (x as f32).to_le_bytes()).collect()
    } else {
        data.flat_map(f64::to_le_bytes).collect()
    }
}
