//! What the tests share.

use attention::{AttentionOps, AttentionOptions, reference};
use autograd::{Tape, Var};
use numeric::Float;
use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};
use tensor::{Shape, Tensor};

/// A tensor of values from −1.5 to 1.5.
pub fn draw<T: Float>(seed: u64, shape: &[usize]) -> Tensor<T> {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    Tensor::from_fn(Shape::new(shape).unwrap(), || T::of(rng.random_range(-1.5..1.5)))
}

/// The bits of all elements.
pub fn bits<T: Float>(tensor: &Tensor<T>) -> Vec<u64> {
    tensor.as_slice().iter().map(|x| x.as_f64().to_bits()).collect()
}

/// The output of `f` and its gradients with respect to these inputs, for a loss in which each element of
/// the output has another weight.
pub fn output_and_gradients<T: Float>(
    inputs: &[Tensor<T>],
    f: impl for<'t> Fn(&[Var<'t, T>]) -> Var<'t, T>,
) -> Vec<Tensor<T>> {
    let mut output = None;
    let gradients = Tape::new().gradients(|tape| {
        let y = f(&inputs.iter().map(|x| tape.leaf(x)).collect::<Vec<_>>());
        output = Some(y.value());
        (y * &draw(77, y.shape().dims())).sum()
    });
    let of_inputs = (0..inputs.len()).map(|i| gradients.leaf(i).unwrap().clone());
    output.into_iter().chain(of_inputs).collect()
}

/// The greatest distance between elements of two lists of tensors.
pub fn distance<T: Float>(found: &[Tensor<T>], expected: &[Tensor<T>]) -> f64 {
    let mut largest = 0.0f64;
    for (found, expected) in found.iter().zip(expected) {
        assert_eq!(found.shape(), expected.shape());
        for (found, expected) in found.as_slice().iter().zip(expected.as_slice()) {
            let distance = (found.as_f64() - expected.as_f64()).abs();
            largest = if distance <= largest { largest } else { distance };
        }
    }
    largest
}

/// The operation, and the composition of matrix products and a softmax, on queries, keys, values.
pub fn both<T: Float>(
    inputs: &[Tensor<T>],
    heads: usize,
    options: AttentionOptions<'_, T>,
) -> [Vec<Tensor<T>>; 2] {
    [
        output_and_gradients(inputs, |x| x[0].attention(x[1], x[2], heads, options)),
        output_and_gradients(inputs, |x| reference::attention(x[0], x[1], x[2], heads, options)),
    ]
}
