//! Export of weights to PyTorch.

use super::{CheckpointError, StateDict};
use crate::{Leaf, Module};
use autograd::{Param, WeightLayout};
use numeric::Float;
use tensor::{Device, Tensor, transpose};

/// Saves a model as a PyTorch state dict: weights as `[outputs, inputs]`, under the names that a
/// PyTorch model of the same structure gives them. In a [`Sequential`](crate::Sequential) an
/// activation counts as a module of its own, as it does there.
///
/// ```
/// use activations::Relu;
/// use nn::{Dense, Flatten, checkpoint, sequential};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let model = sequential![
///     Flatten,
///     Dense::new(64, 32, Relu, rng),
///     Dense::<f32>::linear(32, 10, rng),
/// ];
/// let file = std::env::temp_dir().join("gradus-digits-for-pytorch.safetensors");
/// checkpoint::export_pytorch(&model, &file)?;
/// # let state = checkpoint::StateDict::<f32>::read(&file)?;
/// # assert_eq!(state.tensors["1.weight"].shape().dims(), [32, 64]);
/// # assert!(state.tensors.contains_key("3.bias"));
/// # Ok::<(), checkpoint::CheckpointError>(())
/// ```
///
/// and there:
///
/// ```python
/// model = Sequential(Flatten(), Linear(64, 32), ReLU(), Linear(32, 10))
/// model.load_state_dict(safetensors.torch.load_file("gradus-digits-for-pytorch.safetensors"))
/// ```
///
/// # Errors
/// If the file cannot be written; a file that was there before is then still whole.
pub fn export_pytorch<T: Float>(
    model: &(impl Module<T> + ?Sized),
    file: impl AsRef<std::path::Path>,
) -> Result<(), CheckpointError> {
    let mut state = StateDict::default();
    state.add_pytorch(model);
    state.write(file.as_ref())
}

/// Whether PyTorch has the axes of this parameter in the other order.
pub(super) fn is_transposed<T: Float>(param: &Param<T>) -> bool {
    param.layout() == WeightLayout::TorchTransposed
}

/// The tensor with its axes in PyTorch's order.
pub(super) fn to_torch_layout<T: Float>(leaf: Leaf<'_, T>) -> Tensor<T> {
    let tensor = leaf.tensor().to(&Device::Cpu);
    match leaf {
        Leaf::Parameter(param) if is_transposed(param) => transpose(&tensor, 0, 1),
        _ => tensor,
    }
}
