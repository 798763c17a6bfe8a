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
    let file = file.as_ref();
    let bytes = read(file)?;
    let is_wanted = |name: &str| !name.ends_with("num_batches_tracked");
    let state = StateDict::<T>::parse_elements(&bytes, file, Elements::Widened, is_wanted)?;
    if state.format == FileFormat::Gradus {
        return Err(CheckpointErrorKind::NotPyTorch.of(file));
    }
    let mut shapes: BTreeMap<String, Shape> = BTreeMap::new();
    model.visit(&mut Path::torch_names(), &mut |path, leaf| {
        shapes.insert(path.to_string(), to_torch_layout(leaf).shape());
    });
    if let Some(name) = state.tensors.keys().find(|name| !shapes.contains_key(*name)) {
        return Err(CheckpointErrorKind::Unexpected { name: name.clone() }.of(file));
    }
    for (name, shape) in shapes {
        state.get(&name, shape)?;
    }
    model.visit_mut(&mut Path::torch_names(), &mut |path, leaf| {
        let there = &state.tensors[path.as_str()];
        let is_transposed = matches!(&leaf, LeafMut::Parameter(param) if is_transposed(param));
        let here = leaf.tensor();
        let tensor = if is_transposed { transpose(there, 0, 1) } else { there.clone() };
        *here = tensor.to(&here.device());
    });
    Ok(())
}
