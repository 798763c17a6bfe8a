//! Saving and loading: a model's tensors under their dotted names, in a safetensors file.
//!
//! The format is Hugging Face's: eight bytes for the length of a JSON header, the header (name,
//! type, shape and place of each tensor, and free text), then the numbers. Weights are saved as
//! they are used here, `[inputs, outputs]`; [`export_pytorch`] writes a file for PyTorch.
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

mod error;
mod export;
mod state_dict;

pub use error::CheckpointError;
pub use export::export_pytorch;
pub use state_dict::StateDict;

use crate::{Module, Path, state_dict};
use numeric::Float;
use std::collections::HashSet;

/// Saves a model.
///
/// # Errors
/// If the file cannot be written; a file that was there before is then still whole.
pub fn save<T: Float>(
    model: &(impl Module<T> + ?Sized),
    path: impl AsRef<std::path::Path>,
) -> Result<(), CheckpointError> {
    let mut archive = StateDict::default();
    archive.add_module("", model);
    archive.write(path.as_ref())
}

/// Loads into `model` what [`save`] wrote. If anything does not fit, nothing is changed.
///
/// # Errors
/// If the file cannot be read or is damaged, if a tensor of the model is not in it, has another
/// shape or type, or if the file holds a tensor that the model has no place for.
pub fn load<T: Float>(
    model: &mut (impl Module<T> + ?Sized),
    path: impl AsRef<std::path::Path>,
) -> Result<(), CheckpointError> {
    let archive = StateDict::<T>::read(path.as_ref())?;
    let known: HashSet<String> = state_dict(model).into_iter().map(|(name, _)| name).collect();
    if let Some(name) = archive.tensors.keys().find(|name| !known.contains(*name)) {
        let (file, name) = (path.as_ref().to_path_buf(), name.clone());
        return Err(CheckpointError::Unexpected { file, name });
    }
    archive.load_into("", model)
}

impl<T: Float> StateDict<T> {
    /// Puts in a model's tensors, their names behind `prefix`. The numbers are shared.
    pub fn add_module(&mut self, prefix: &str, model: &(impl Module<T> + ?Sized)) {
        for (name, tensor) in state_dict(model) {
            self.tensors.insert(format!("{prefix}{name}"), tensor.clone());
        }
    }

    /// Takes a model's tensors from here, their names behind `prefix`. If any does not fit,
    /// nothing is changed.
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
        model.visit_mut(&mut Path::default(), &mut |path, state| {
            let tensor = state.tensor();
            let name = format!("{prefix}{path}");
            *tensor = self.tensors[&name].to(&tensor.device());
        });
        Ok(())
    }
}
