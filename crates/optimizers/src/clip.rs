//! Gradients, bounded before a step.

use autograd::Gradients;
use numeric::{Float, dot};

/// Shortens the gradient of all parameters together to at most `most`, keeping its direction; what
/// its length was, `‖g‖ = √Σ gᵢ²` over every number of every parameter (Pascanu, Mikolov and Bengio,
/// 2013, algorithm 1).
///
/// A length that is not a number, or infinite, is returned and the gradients are left as they are:
/// no factor would mend them.
///
/// ```
/// use autograd::{Param, Tape};
/// use optimizers::clip_norm;
/// use tensor::Tensor;
///
/// let w = Param::new(Tensor::new([2], vec![3.0, 4.0]));
/// let mut gradients = Tape::<f64>::new().gradients(|tape| (tape.param(&w) * tape.param(&w)).sum());
/// assert_eq!(clip_norm(&mut gradients, 1.0), 10.0);                 // the gradient was (6, 8)
/// let clipped = gradients.get(&w).unwrap().as_slice();
/// assert!((clipped[0] - 0.6).abs() < 1e-12 && (clipped[1] - 0.8).abs() < 1e-12);
/// ```
pub fn clip_norm<T: Float>(gradients: &mut Gradients<T>, most: f64) -> f64 {
    let squares = gradients.params_mut().map(|g| dot(g.as_slice(), g.as_slice()).as_f64());
    let norm = squares.sum::<f64>().sqrt();
    if norm > most && norm.is_finite() {
        let factor = T::of(most / norm);
        for gradient in gradients.params_mut() {
            gradient.as_mut_slice().iter_mut().for_each(|g| *g *= factor);
        }
    }
    norm
}

/// Brings every number of every parameter's gradient between `−most` and `most`. A NaN stays.
///
/// # Panics
/// If `most` is negative.
pub fn clip_value<T: Float>(gradients: &mut Gradients<T>, most: f64) {
    assert!(most >= 0.0, "clip_value: the bound must not be negative, but is {most}");
    let most = T::of(most);
    for gradient in gradients.params_mut() {
        for g in gradient.as_mut_slice() {
            *g = if *g > most {
                most
            } else if *g < -most {
                -most
            } else {
                *g
            };
        }
    }
}
