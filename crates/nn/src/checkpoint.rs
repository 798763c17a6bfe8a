//! Saving and loading: a model's tensors under their dotted names, in a safetensors file.
//!
//! The format is Hugging Face's: eight bytes for the length of a JSON header, the header (name,
//! type, shape and byte range of each tensor, and metadata), then the elements. Weights are saved as
//! they are used here, `[inputs, outputs]`; [`export_pytorch`] writes a file for PyTorch, and
//! [`import_pytorch`] reads one from there. The header says which of the two it is: [`FileFormat`].
//!
//! ```
//! use nn::{Dense, checkpoint};
//! use rand::{SeedableRng, rngs::ChaCha8Rng};
//!
//! let mut rng = ChaCha8Rng::seed_from_u64(1);
//! let saved = Dense::<f32>::linear(3, 2, &mut rng);
//! let mut loaded = Dense::<f32>::linear(3, 2, &mut rng);
//! let file = std::env::temp_dir().join("gradus-dense.safetensors");
//! checkpoint::save(&saved, &file)?;
//! checkpoint::load(&mut loaded, &file)?;
//! assert_eq!(saved.weight.value.as_slice(), loaded.weight.value.as_slice());
//! # Ok::<(), checkpoint::CheckpointError>(())
//! ```

mod element;
mod error;
mod export;
mod header;
mod import;
mod state_dict;

pub use error::{CheckpointError, CheckpointErrorKind};
pub use export::export_pytorch;
pub use header::FileFormat;
pub use import::import_pytorch;
pub use state_dict::{StateDict, write_atomically};

use crate::{Leaf, Module, Path, state_dict};
use numeric::Float;
use std::collections::HashSet;

/// Saves a model's parameters and buffers.
///
/// ```
/// use nn::{Dense, checkpoint};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let model = Dense::<f32>::linear(3, 2, &mut ChaCha8Rng::seed_from_u64(1));
/// let file = std::env::temp_dir().join("gradus-save.safetensors");
/// checkpoint::save(&model, &file)?;
/// assert_eq!(checkpoint::StateDict::<f32>::read(&file)?.tensors.len(), 2);
/// # Ok::<(), checkpoint::CheckpointError>(())
/// ```
///
/// # Errors
/// If the file cannot be written; a file that was there before is then still whole.
pub fn save<T: Float>(
    model: &(impl Module<T> + ?Sized),
    path: impl AsRef<std::path::Path>,
) -> Result<(), CheckpointError> {
    let mut state = StateDict::default();
    state.add_module("", model);
    state.write(path.as_ref())
}

/// Loads into `model` what [`save`] wrote. If anything does not fit, nothing is changed.
///
/// ```
/// use nn::{Buffer, checkpoint};
/// use tensor::Tensor;
///
/// let file = std::env::temp_dir().join("gradus-load.safetensors");
/// checkpoint::save(&Buffer::new(Tensor::new([1], vec![2.5f32])), &file)?;
/// let mut loaded = Buffer::new(Tensor::<f32>::zeros([1]));
/// checkpoint::load(&mut loaded, &file)?;
/// assert_eq!(loaded.value.item(), 2.5);
/// # Ok::<(), checkpoint::CheckpointError>(())
/// ```
///
/// # Errors
/// If the file cannot be read or is damaged, if a tensor of the model is not in it, has another
/// shape or type, or if the file holds a tensor that the model does not have. If the weights are
/// PyTorch's, `[outputs, inputs]`, or may be: if the file does not say whose they are, and all weights
/// are square, so that their shapes do not tell it either.
pub fn load<T: Float>(
    model: &mut (impl Module<T> + ?Sized),
    path: impl AsRef<std::path::Path>,
) -> Result<(), CheckpointError> {
    let state = StateDict::<T>::read(path.as_ref())?;
    let names: HashSet<String> = state_dict(model).into_iter().map(|(name, _)| name).collect();
    if let Some(name) = state.tensors.keys().find(|name| !names.contains(*name)) {
        return Err(CheckpointErrorKind::Unexpected { name: name.clone() }.of(path.as_ref()));
    }
    check_layout(model, state.format).map_err(|kind| kind.of(path.as_ref()))?;
    state.load_into("", model)
}

/// Checks that a file of this format has the axes of weights in our order.
fn check_layout<T: Float>(
    model: &(impl Module<T> + ?Sized),
    format: FileFormat,
) -> Result<(), CheckpointErrorKind> {
    let (mut square, mut oblong) = (None, false);
    model.visit(&mut Path::default(), &mut |path, leaf| {
        let Leaf::Parameter(param) = leaf else { return };
        match *param.value.shape().dims() {
            [inputs, outputs, ..] if export::is_transposed(param) && inputs.max(outputs) > 1 => {
                let is_square = inputs == outputs;
                oblong |= !is_square;
                square = square.take().or(is_square.then(|| path.to_string()));
            }
            _ => {}
        }
    });
    match (format, square) {
        (FileFormat::PyTorch, _) => Err(CheckpointErrorKind::PyTorch),
        (FileFormat::Unknown, Some(name)) if !oblong => {
            Err(CheckpointErrorKind::UnknownLayout { name })
        }
        _ => Ok(()),
    }
}

impl<T: Float> StateDict<T> {
    /// Adds a model's tensors, their names after `prefix`. The elements are shared, not copied.
    ///
    /// ```
    /// use nn::{Buffer, checkpoint::StateDict};
    /// use tensor::Tensor;
    ///
    /// let mut state = StateDict::<f32>::default();
    /// state.add_module("mean", &Buffer::new(Tensor::scalar(0.5)));
    /// assert_eq!(state.tensors["mean"].item(), 0.5);
    /// ```
    pub fn add_module(&mut self, prefix: &str, model: &(impl Module<T> + ?Sized)) {
        for (name, tensor) in state_dict(model) {
            self.tensors.insert(format!("{prefix}{name}"), tensor.clone());
        }
    }

    /// Loads a model's tensors from here, their names after `prefix`. If any does not fit, nothing is
    /// changed.
    ///
    /// ```
    /// use nn::{Buffer, checkpoint::StateDict};
    /// use tensor::Tensor;
    ///
    /// let mut state = StateDict::<f32>::default();
    /// state.tensors.insert("mean".into(), Tensor::scalar(0.5));
    /// let mut mean = Buffer::new(Tensor::scalar(0.0));
    /// state.load_into("mean", &mut mean)?;
    /// assert_eq!(mean.value.item(), 0.5);
    /// # Ok::<(), nn::checkpoint::CheckpointError>(())
    /// ```
    ///
    /// # Errors
    /// If a tensor is missing or has another shape than the model's.
    pub fn load_into(
        &self,
        prefix: &str,
        model: &mut (impl Module<T> + ?Sized),
    ) -> Result<(), CheckpointError> {
        for (name, tensor) in state_dict(model) {
            self.get(&format!("{prefix}{name}"), tensor.shape())?;
        }
        model.visit_mut(&mut Path::default(), &mut |path, leaf| {
            let tensor = leaf.tensor();
            let name = format!("{prefix}{path}");
            *tensor = self.tensors[&name].to(&tensor.device());
        });
        Ok(())
    }
}
