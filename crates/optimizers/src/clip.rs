//! Gradient clipping.

use autograd::Gradients;
use numeric::{Float, dot};
use tensor::Tensor;

#[cfg(feature = "cuda")]
mod cuda;

/// Clips the gradient of all parameters together to the norm `max_norm`, keeping its direction, and
/// returns the norm it had: `‖g‖ = √Σ gᵢ²` over every element of every parameter (Pascanu, Mikolov
/// and Bengio, 2013, algorithm 1). PyTorch's `clip_grad_norm_`.
///
/// If the gradients are on a GPU, so is the norm, and nothing waits for it but its
/// [`item`](Tensor::item).
///
/// A norm that is NaN or infinite is returned and the gradients are left as they are: no factor
/// would mend them.
///
/// # Panics
/// If `max_norm` is negative or NaN.
///
/// ```
/// use autograd::{Param, Tape};
/// use optimizers::clip_grad_norm;
/// use tensor::Tensor;
///
/// let w = Param::new(Tensor::new([2], vec![3.0, 4.0]));
/// let mut gradients =
///     Tape::<f64>::new().gradients(|tape| (tape.param(&w) * tape.param(&w)).sum());
/// assert_eq!(clip_grad_norm(&mut gradients, 1.0).item(), 10.0);        // the gradient was (6, 8)
/// let clipped = gradients.get(&w).unwrap().as_slice();
/// assert!((clipped[0] - 0.6).abs() < 1e-12 && (clipped[1] - 0.8).abs() < 1e-12);
/// ```
#[track_caller]
pub fn clip_grad_norm<T: Float>(gradients: &mut Gradients<T>, max_norm: f64) -> Tensor<f64> {
    assert!(max_norm >= 0.0, "clip_grad_norm: max_norm must not be negative, but is {max_norm}");
    #[cfg(feature = "cuda")]
    if let Some(gpu) = cuda::gpu_of(gradients) {
        return cuda::clip_norm(&gpu, gradients, max_norm);
    }
    let norm = norm(gradients);
    if norm > max_norm && norm.is_finite() {
        let factor = T::of(max_norm / norm);
        for gradient in gradients.iter_mut() {
            gradient.as_mut_slice().iter_mut().for_each(|g| *g *= factor);
        }
    }
    Tensor::scalar(norm)
}

/// `√Σ gᵢ²`.
fn norm<T: Float>(gradients: &mut Gradients<T>) -> f64 {
    let squares = gradients.iter_mut().map(|g| dot(g.as_slice(), g.as_slice()).as_f64());
    let squares: f64 = squares.sum();
    let min_exact = T::MIN_POSITIVE.as_f64() / f64::EPSILON;
    if squares >= min_exact && squares.is_finite() {
        squares.sqrt()
    } else {
        scaled_norm(gradients)
    }
}

/// The same where squares overflow or underflow the number type, as those of a gradient that
/// explodes or vanishes: of the elements divided by their maximum.
fn scaled_norm<T: Float>(gradients: &mut Gradients<T>) -> f64 {
    let mut for_each_abs = |f: &mut dyn FnMut(f64)| {
        for gradient in gradients.iter_mut() {
            gradient.as_slice().iter().for_each(|g| f(g.as_f64().abs()));
        }
    };
    let (mut max, mut squares) = (0.0, 0.0);
    // Written as a comparison, for a NaN must stay one.
    for_each_abs(&mut |g| max = if g <= max || f64::is_nan(max) { max } else { g });
    if max == 0.0 || !max.is_finite() {
        return max;
    }
    for_each_abs(&mut |g| squares += (g / max).powi(2));
    max * squares.sqrt()
}

/// Clips every element of every parameter's gradient to the range from `−clip` to `clip`. A NaN
/// stays. PyTorch's `clip_grad_value_`.
///
/// # Panics
/// If `clip` is negative or NaN.
///
/// ```
/// use autograd::{Param, Tape};
/// use optimizers::clip_grad_value;
/// use tensor::Tensor;
///
/// let w = Param::new(Tensor::new([3], vec![-5.0, 0.25, 5.0]));
/// let mut gradients =
///     Tape::<f64>::new().gradients(|tape| (tape.param(&w) * tape.param(&w)).sum());
/// clip_grad_value(&mut gradients, 1.0);
/// assert_eq!(gradients.get(&w).unwrap().as_slice(), [-1.0, 0.5, 1.0]);
/// ```
#[track_caller]
pub fn clip_grad_value<T: Float>(gradients: &mut Gradients<T>, clip: f64) {
    assert!(clip >= 0.0, "clip_grad_value: clip must not be negative, but is {clip}");
    let clip = T::of(clip);
    #[cfg(feature = "cuda")]
    if let Some(gpu) = cuda::gpu_of(gradients) {
        return cuda::clip_value(&gpu, gradients, clip);
    }
    for gradient in gradients.iter_mut() {
        for g in gradient.as_mut_slice() {
            *g = if *g > clip {
                clip
            } else if *g < -clip {
                -clip
            } else {
                *g
            };
        }
    }
}
