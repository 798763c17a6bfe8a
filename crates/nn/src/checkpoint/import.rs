//! Import of weights from PyTorch.

use super::element::Elements;
use super::export::{is_transposed, to_torch_layout};
use super::state_dict::read;
use super::{CheckpointError, CheckpointErrorKind, FileFormat, StateDict};
use crate::{LeafMut, Module, Path};
use numeric::Float;
use std::collections::BTreeMap;
use tensor::{Shape, transpose};

/// Loads a PyTorch state dict into a model of the same structure: the names and axes of
/// [`export_pytorch`](super::export_pytorch), the other way round. If anything does not fit, nothing
/// is changed.
///
/// Elements of the types F16 and BF16 are widened. How many batches a batch normalization has seen,
/// `num_batches_tracked`, an integer that no model here has, is passed over.
///
/// ```python
/// safetensors.torch.save_file(model.state_dict(), "from-pytorch.safetensors")
/// ```
///
/// and here:
///
/// ```
/// use nn::{Dense, checkpoint};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// # use tensor::Tensor;
///
/// let mut model = Dense::<f32>::linear(3, 1, &mut ChaCha8Rng::seed_from_u64(1));
/// let file = std::env::temp_dir().join("gradus-from-pytorch.safetensors");
/// # let mut state = checkpoint::StateDict::default();
/// # state.format = checkpoint::FileFormat::PyTorch;
/// # state.tensors.insert("weight".into(), Tensor::new([1, 3], vec![1.0f32, 2.0, 3.0]));
/// # state.tensors.insert("bias".into(), Tensor::new([1], vec![0.5]));
/// # state.write(&file)?;
/// checkpoint::import_pytorch(&mut model, &file)?;
/// assert_eq!(model.weight.value.shape().dims(), [3, 1]);
/// assert_eq!(model.weight.value.as_slice(), [1.0, 2.0, 3.0]);
/// # Ok::<(), checkpoint::CheckpointError>(())
/// ```
///
/// # Errors
/// If the file cannot be read or is damaged, if a tensor of the model is not in it, has another
/// shape or type, if the file holds a tensor that the model does not have, or if it was saved by
/// [`save`](super::save).
pub fn import_pytorch<T: Float>(
    model: &mut (impl Module<T> + ?Sized),
    file: impl AsRef<std::path::Path>,
) -> Result<(), CheckpointError> {
    let is_wanted = |name: &str| !name.ends_with("num_batches_tracked");
    StateDict::read_pytorch(file.as_ref(), is_wanted)?.import_into(model)
}

impl<T: Float> StateDict<T> {
    /// Reads those tensors of a PyTorch state dict whose names `is_wanted`. Elements of the types F16 and
    /// BF16 are widened.
    ///
    /// ```
    /// use nn::checkpoint::{FileFormat, StateDict};
    /// use tensor::Tensor;
    ///
    /// let mut state = StateDict::<f32>::default();
    /// state.format = FileFormat::PyTorch;
    /// for name in ["weight", "mask"] {
    ///     state.tensors.insert(name.into(), Tensor::zeros([1]));
    /// }
    /// let file = std::env::temp_dir().join("gradus-read-pytorch.safetensors");
    /// state.write(&file)?;
    /// let read = StateDict::<f32>::read_pytorch(&file, |name| name != "mask")?;
    /// assert_eq!(read.tensors.len(), 1);
    /// # Ok::<(), nn::checkpoint::CheckpointError>(())
    /// ```
    ///
    /// # Errors
    /// If the file cannot be read or is damaged, if a wanted tensor has another type, or if the file was
    /// saved by [`save`](super::save).
    pub fn read_pytorch(
        file: &std::path::Path,
        is_wanted: impl Fn(&str) -> bool,
    ) -> Result<Self, CheckpointError> {
        let state = Self::parse_elements(&read(file)?, file, Elements::Widened, is_wanted)?;
        if state.format == FileFormat::Gradus {
            return Err(CheckpointErrorKind::NotPyTorch.of(file));
        }
        Ok(state)
    }

    /// Loads tensors with PyTorch's names and axes into a model of the same structure. If anything does not
    /// fit, nothing is changed.
    ///
    /// ```
    /// use nn::checkpoint::StateDict;
    /// use nn::{Buffer, impl_module};
    /// use tensor::Tensor;
    ///
    /// struct Model {
    ///     mean: Buffer,
    /// }
    /// impl_module!(Model { mean });
    ///
    /// let mut state = StateDict::default();
    /// state.tensors.insert("mean".into(), Tensor::scalar(0.5));
    /// let mut model = Model { mean: Buffer::new(Tensor::scalar(0.0)) };
    /// state.import_into(&mut model)?;
    /// assert_eq!(model.mean.value.item(), 0.5);
    /// # Ok::<(), nn::checkpoint::CheckpointError>(())
    /// ```
    ///
    /// # Errors
    /// If a tensor of the model is missing or has another shape, or if there is one that the model does not
    /// have.
    pub fn import_into(
        &self,
        model: &mut (impl Module<T> + ?Sized),
    ) -> Result<(), CheckpointError> {
        let mut shapes: BTreeMap<String, Shape> = BTreeMap::new();
        model.visit(&mut Path::torch_names(), &mut |path, leaf| {
            shapes.insert(path.to_string(), to_torch_layout(leaf).shape());
        });
        if let Some(name) = self.tensors.keys().find(|name| !shapes.contains_key(*name)) {
            return Err(CheckpointErrorKind::Unexpected { name: name.clone() }.of(self.file()));
        }
        for (name, shape) in shapes {
            self.get(&name, shape)?;
        }
        model.visit_mut(&mut Path::torch_names(), &mut |path, leaf| {
            let there = &self.tensors[path.as_str()];
            let is_transposed = matches!(&leaf, LeafMut::Parameter(param) if is_transposed(param));
            let here = leaf.tensor();
            let tensor = if is_transposed { transpose(there, 0, 1) } else { there.clone() };
            *here = tensor.to(&here.device());
        });
        Ok(())
    }

    /// Adds a model's tensors with the names and axes that PyTorch gives them, as
    /// [`export_pytorch`](super::export_pytorch) does.
    ///
    /// ```
    /// use nn::Dense;
    /// use nn::checkpoint::StateDict;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let mut state = StateDict::<f32>::default();
    /// state.add_pytorch(&Dense::linear(3, 2, &mut ChaCha8Rng::seed_from_u64(1)));
    /// assert_eq!(state.tensors["weight"].shape().dims(), [2, 3]);
    /// ```
    pub fn add_pytorch(&mut self, model: &(impl Module<T> + ?Sized)) {
        self.format = FileFormat::PyTorch;
        model.visit(&mut Path::torch_names(), &mut |path, leaf| {
            self.tensors.insert(path.to_string(), to_torch_layout(leaf));
        });
    }
}
