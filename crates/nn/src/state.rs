//! A model's parameters and buffers, by name.

use crate::{Leaf, LeafMut, Module, Path};
use autograd::Gradients;
use numeric::Float;
use tensor::{Device, Shape, Tensor};

/// The tensors of a model, parameters and buffers, with their dotted names: PyTorch's `state_dict`.
///
/// ```
/// use nn::Dense;
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let layer = Dense::<f32>::linear(4, 3, &mut ChaCha8Rng::seed_from_u64(1));
/// let state = nn::state_dict(&layer);
/// assert_eq!((state[1].0.as_str(), state[1].1.as_slice()), ("bias", &[0.0; 3][..]));
/// ```
pub fn state_dict<T: Float>(model: &(impl Module<T> + ?Sized)) -> Vec<(String, &Tensor<T>)> {
    let mut tensors = Vec::new();
    model.visit(&mut Path::default(), &mut |path, leaf| {
        tensors.push((path.to_string(), leaf.tensor()));
    });
    tensors
}

/// The names and shapes of a model's parameters, in order.
///
/// ```
/// use nn::Dense;
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let layer = Dense::<f32>::linear(4, 3, &mut ChaCha8Rng::seed_from_u64(1));
/// let shapes = nn::named_parameter_shapes(&layer);
/// assert_eq!((shapes[0].0.as_str(), shapes[0].1.dims()), ("weight", &[4, 3][..]));
/// ```
pub fn named_parameter_shapes<T: Float>(model: &(impl Module<T> + ?Sized)) -> Vec<(String, Shape)> {
    let mut shapes = Vec::new();
    model.visit(&mut Path::default(), &mut |path, leaf| {
        if let Leaf::Parameter(param) = leaf {
            shapes.push((path.to_string(), param.value.shape()));
        }
    });
    shapes
}

/// The number of trainable parameters of a model, counted by elements.
///
/// ```
/// use nn::Dense;
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let layer = Dense::<f32>::linear(4, 3, &mut ChaCha8Rng::seed_from_u64(1));
/// assert_eq!(nn::parameter_count(&layer), 4 * 3 + 3);
/// ```
pub fn parameter_count<T: Float>(model: &(impl Module<T> + ?Sized)) -> usize {
    named_parameter_shapes(model).iter().map(|(_, shape)| shape.len()).sum()
}

/// Assigns a model's buffers the new values that the forward pass set, such as running statistics. An
/// optimizer's step does this; call it only where a step is skipped, say because a gradient is
/// infinite, and the batch's statistics are to count all the same.
///
/// ```
/// use autograd::{Buffer, Tape};
/// use tensor::Tensor;
///
/// let mut mean = Buffer::new(Tensor::<f64>::scalar(0.0));
/// let gradients = Tape::new().gradients(|tape| {
///     tape.update_buffer(&mean, Tensor::scalar(0.1));
///     tape.leaf(&Tensor::scalar(1.0))
/// });
/// nn::update_buffers(&mut mean, &gradients);
/// assert_eq!(mean.value.item(), 0.1);
/// ```
pub fn update_buffers<T: Float>(model: &mut (impl Module<T> + ?Sized), gradients: &Gradients<T>) {
    model.visit_mut(&mut Path::default(), &mut |_, leaf| {
        if let LeafMut::Buffer(buffer) = leaf
            && let Some(value) = gradients.buffer(buffer)
        {
            buffer.value.assign(value);
        }
    });
}

/// Moves a model's parameters and buffers to a device: PyTorch's `model.to(device)`. Its outputs for inputs
/// on that device are computed there.
///
/// ```
/// use nn::Dense;
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use tensor::Device;
///
/// let mut layer = Dense::<f32>::linear(4, 3, &mut ChaCha8Rng::seed_from_u64(1));
/// let device = Device::cuda(0).unwrap_or_default();             // the CPU where there is none
/// nn::to_device(&mut layer, &device);
/// assert!(layer.weight.value.to(&Device::Cpu).as_slice()[0] != 0.0);
/// ```
pub fn to_device<T: Float>(model: &mut (impl Module<T> + ?Sized), device: &Device) {
    model.visit_mut(&mut Path::default(), &mut |_, leaf| {
        let tensor = leaf.tensor();
        *tensor = tensor.to(device);
    });
}

/// The device that a model is on: that of its first tensor; the CPU if it has none.
///
/// ```
/// use nn::Dense;
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use tensor::Device;
///
/// let layer = Dense::<f32>::linear(4, 3, &mut ChaCha8Rng::seed_from_u64(1));
/// assert!(matches!(nn::device(&layer), Device::Cpu));
/// ```
pub fn device<T: Float>(model: &(impl Module<T> + ?Sized)) -> Device {
    let mut device = None;
    model.visit(&mut Path::default(), &mut |_, leaf| {
        device.get_or_insert_with(|| leaf.tensor().device());
    });
    device.unwrap_or_default()
}
