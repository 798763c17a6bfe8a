//! A safetensors file in memory.

use super::CheckpointError;
use numeric::Float;
use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensors};
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use tensor::{Device, Shape, Tensor};

/// The name of the note in the file's header.
const METADATA_KEY: &str = "gradus";

/// Named tensors and a note, read from a file or to be written to one.
#[derive(Clone, Debug)]
pub struct StateDict<T: Float = f32> {
    /// The tensors by name.
    pub tensors: BTreeMap<String, Tensor<T>>,
    /// Free text that travels in the file's header.
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
    /// # Errors
    /// If it is missing or has another shape.
    pub fn get(&self, name: &str, expected: Shape) -> Result<&Tensor<T>, CheckpointError> {
        let (file, name) = (self.file.clone(), name.to_string());
        match self.tensors.get(&name) {
            None => Err(CheckpointError::Missing { file, name }),
            Some(tensor) if tensor.shape() != expected => {
                let (found, expected) = (tensor.shape().dims().to_vec(), expected.dims().to_vec());
                Err(CheckpointError::Shape { file, name, found, expected })
            }
            Some(tensor) => Ok(tensor),
        }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// If it cannot be read, is damaged, or holds numbers of another type than `T`.
    pub fn read(file: &Path) -> Result<Self, CheckpointError> {
        let bytes = std::fs::read(file)
            .map_err(|source| CheckpointError::Read { file: file.into(), source })?;
        Self::parse(&bytes, file)
    }

    /// Reads the bytes of a file; `file` is its name in messages.
    ///
    /// # Errors
    /// If they are damaged, or hold numbers of another type than `T`.
    pub fn parse(bytes: &[u8], file: &Path) -> Result<Self, CheckpointError> {
        let damaged = |error: safetensors::SafeTensorError| CheckpointError::Corrupt {
            file: file.into(),
            reason: error.to_string(),
        };
        let parsed = SafeTensors::deserialize(bytes).map_err(damaged)?;
        let (_, header) = SafeTensors::read_metadata(bytes).map_err(damaged)?;
        let note = header.metadata().as_ref().and_then(|notes| notes.get(METADATA_KEY)).cloned();
        let mut tensors = BTreeMap::new();
        for (name, view) in parsed.iter() {
            let tensor = tensor_of(&view).map_err(|(found, expected)| CheckpointError::Type {
                file: file.into(),
                name: name.into(),
                found,
                expected,
            })?;
            tensors.insert(name.to_string(), tensor);
        }
        Ok(StateDict { tensors, metadata: note, file: file.into() })
    }

    /// Writes a file: first to another name beside it, then, when all is on the disk, under its
    /// own. So there is never half a file, and a full disk or a power cut leaves the old one whole.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn write(&self, file: &Path) -> Result<(), CheckpointError> {
        write_atomically(file, &self.to_bytes())
            .map_err(|source| CheckpointError::Write { file: file.into(), source })
    }

    /// The bytes of the file: the same for the same content.
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
        let note =
            self.metadata.as_ref().map(|note| HashMap::from([(METADATA_KEY.into(), note.clone())]));
        safetensors::serialize(views, note).expect("names are distinct and sizes agree")
    }
}

fn write_atomically(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut beside = file.as_os_str().to_owned();
    beside.push(".partial");
    let written = File::create(&beside)
        .and_then(|mut partial| partial.write_all(bytes).and_then(|()| partial.sync_all()))
        .and_then(|()| std::fs::rename(&beside, file));
    if written.is_err() {
        // Nobody needs half a file; if even that fails, the first error is the one to report.
        let _ = std::fs::remove_file(&beside);
    }
    written
}

fn dtype<T: Float>() -> Dtype {
    if size_of::<T>() == 4 { Dtype::F32 } else { Dtype::F64 }
}

/// The tensor that a view holds, or what was found and what is needed.
fn tensor_of<T: Float>(view: &TensorView<'_>) -> Result<Tensor<T>, (String, String)> {
    if view.dtype() != dtype::<T>() {
        return Err((format!("of type {}", view.dtype()), T::NAME.into()));
    }
    let Some(shape) = Shape::new(view.shape()) else {
        return Err((format!("of shape {:?}", view.shape()), "at most four axes".into()));
    };
    let numbers = view.data().chunks_exact(size_of::<T>()).map(|bytes| match *bytes {
        [a, b, c, d] => T::of(f32::from_le_bytes([a, b, c, d]).into()),
        [a, b, c, d, e, f, g, h] => T::of(f64::from_le_bytes([a, b, c, d, e, f, g, h])),
        _ => unreachable!("numbers of four or eight bytes"),
    });
    Ok(Tensor::new(shape, numbers.collect()))
}

fn to_bytes<T: Float>(tensor: &Tensor<T>) -> Vec<u8> {
    let numbers = tensor.as_slice().iter().map(|x| x.as_f64());
    if size_of::<T>() == 4 {
        numbers.flat_map(|x| (x as f32).to_le_bytes()).collect()
    } else {
        numbers.flat_map(f64::to_le_bytes).collect()
    }
}
