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
/// # Panics
/// If `most` is negative or not a number.
///
/// ```
/// use autograd::{Param, Tape};
/// use optimizers::clip_grad_norm;
/// use tensor::Tensor;
///
/// let w = Param::new(Tensor::new([2], vec![3.0, 4.0]));
/// let mut gradients = Tape::<f64>::new().gradients(|tape| (tape.param(&w) * tape.param(&w)).sum());
/// assert_eq!(clip_grad_norm(&mut gradients, 1.0), 10.0);                 // the gradient was (6, 8)
/// let clipped = gradients.get(&w).unwrap().as_slice();
/// assert!((clipped[0] - 0.6).abs() < 1e-12 && (clipped[1] - 0.8).abs() < 1e-12);
/// ```
#[track_caller]
pub fn clip_grad_norm<T: Float>(gradients: &mut Gradients<T>, most: f64) -> f64 {
    assert!(most >= 0.0, "clip_grad_norm: the bound must not be negative, but is {most}");
    let norm = norm(gradients);
    if norm > most && norm.is_finite() {
        let factor = T::of(most / norm);
        for gradient in gradients.iter_mut() {
            gradient.as_mut_slice().iter_mut().for_each(|g| *g *= factor);
        }
    }
    norm
}

/// `√Σ gᵢ²`.
fn norm<T: Float>(gradients: &mut Gradients<T>) -> f64 {
    let squares = gradients.iter_mut().map(|g| dot(g.as_slice(), g.as_slice()).as_f64());
    let squares: f64 = squares.sum();
    let least = T::MIN_POSITIVE.as_f64() / f64::EPSILON;
    if squares >= least && squares.is_finite() { squares.sqrt() } else { scaled_norm(gradients) }
}

/// The same where squares are too large or too small for the number type, as those of a gradient
/// that explodes or vanishes: of the numbers over the largest of them.
fn scaled_norm<T: Float>(gradients: &mut Gradients<T>) -> f64 {
    let mut sizes = |f: &mut dyn FnMut(f64)| {
        for gradient in gradients.iter_mut() {
            gradient.as_slice().iter().for_each(|g| f(g.as_f64().abs()));
        }
    };
    let (mut largest, mut squares) = (0.0, 0.0);
    // Written as a comparison, for a NaN must stay one.
    sizes(&mut |g| largest = if g <= largest || f64::is_nan(largest) { largest } else { g });
    if largest == 0.0 || !largest.is_finite() {
        return largest;
    }
    sizes(&mut |g| squares += (g / largest).powi(2));
    largest * squares.sqrt()
}

/// Brings every number of every parameter's gradient between `−most` and `most`. A NaN stays.
///
/// # Panics
/// If `most` is negative or not a number.
#[track_caller]
pub fn clip_grad_value<T: Float>(gradients: &mut Gradients<T>, most: f64) {
    assert!(most >= 0.0, "clip_grad_value: the bound must not be negative, but is {most}");
    let most = T::of(most);
    for gradient in gradients.iter_mut() {
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
