//! Dropout.

use autograd::Var;
use nalgebra::DMatrixViewMut;
use nn::{Forward, Layer, Leaf, LeafMut, Module, Path};
use numeric::{Float, par_column_chunks};
use rand::{Rng, SeedableRng, rngs::ChaCha8Rng};
#[cfg(feature = "cuda")]
use tensor::Device;
use tensor::Tensor;

#[cfg(feature = "cuda")]
mod cuda;

/// Dropout: in each training step every element is set to 0 with probability `p`, and the others
/// are divided by `1 − p`, so that the mean stays what it was. In evaluation mode it is the
/// identity. No neuron can rely on another one being there. PyTorch's `Dropout`.
///
/// The tape's generator ([`autograd::Tape::rng`]) draws the mask: another one in each step and for
/// each layer, but the same for equal seed and step, with any number of threads. On a GPU the same seed
/// and step give another mask: there it is drawn by Philox 4×32-10, element by element, in no order.
///
/// Source: N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever and R. Salakhutdinov, "Dropout: a
/// simple way to prevent neural networks from overfitting", Journal of Machine Learning Research 15
/// (2014).
///
/// ```
/// use autograd::Tape;
/// use nn::Forward;
/// use regularization::Dropout;
/// use tensor::Tensor;
///
/// let x = Tensor::full([1000], 1.0f32);
/// let gradients = Tape::new().gradients(|tape| Dropout::new(0.2).forward(tape.leaf(&x)).mean());
/// assert!((gradients.loss() - 1.0).abs() < 0.1);
/// let passed = gradients.leaf(0).unwrap().as_slice().iter().filter(|dx| **dx > 0.0).count();
/// assert!((750..850).contains(&passed));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dropout {
    p: f64,
    always: bool,
}

impl Dropout {
    /// A layer that drops each element with probability `p`.
    ///
    /// # Panics
    /// If `p` is not at least 0 and below 1.
    ///
    /// ```
    /// use nn::Layer;
    /// use regularization::Dropout;
    ///
    /// assert_eq!(Layer::<f32>::name(&Dropout::new(0.25)), "Dropout (0.25)");
    /// ```
    #[track_caller]
    pub fn new(p: f64) -> Self {
        check(p);
        Dropout { p, always: false }
    }

    /// The layer that drops in evaluation mode as well: for Monte-Carlo dropout, where several
    /// passes of a trained network give several predictions, whose spread is looked at.
    ///
    /// Passes in evaluation mode do not advance the tape's generator: before each,
    /// [`set_rng_state`](autograd::Tape::set_rng_state) selects the masks.
    ///
    /// Source: Y. Gal and Z. Ghahramani, "Dropout as a Bayesian approximation: representing model
    /// uncertainty in deep learning", International Conference on Machine Learning (2016).
    ///
    /// ```
    /// use autograd::Tape;
    /// use nn::Forward;
    /// use regularization::Dropout;
    /// use tensor::Tensor;
    ///
    /// let (dropout, x) = (Dropout::new(0.5).always(), Tensor::full([8], 1.0f32));
    /// let mut tape = Tape::new();
    /// let mut pass = |n| {
    ///     tape.set_rng_state(1, n);
    ///     tape.no_grad(|tape| dropout.forward(tape.constant(&x))).as_slice().to_vec()
    /// };
    /// assert!(pass(0) == pass(0) && pass(0) != pass(1));
    /// ```
    pub fn always(self) -> Self {
        Dropout { always: true, ..self }
    }
}

#[track_caller]
fn check(p: f64) {
    assert!((0.0..1.0).contains(&p), "dropout: p must be at least 0 and below 1, but is {p}");
}

/// Dropout of a variable on the tape. `use regularization::prelude::*` brings it into scope.
pub trait DropoutOps<'t, T: Float>: Sized {
    /// Dropout: in training, each element 0 with probability `p` and otherwise divided by `1 − p`;
    /// in evaluation mode, the identity. See [`Dropout`].
    ///
    /// # Panics
    /// If `p` is not at least 0 and below 1.
    ///
    /// ```
    /// use autograd::Tape;
    /// use regularization::prelude::*;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::full([100], 1.0f32);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).dropout(0.5).sum());
    /// assert!(gradients.leaf(0).unwrap().as_slice().iter().all(|dx| [0.0, 2.0].contains(dx)));
    /// ```
    #[track_caller]
    fn dropout(self, p: f64) -> Var<'t, T>;
}

impl<'t, T: Float> DropoutOps<'t, T> for Var<'t, T> {
    fn dropout(self, p: f64) -> Var<'t, T> {
        check(p);
        if self.tape().is_training() { drop_elements(self, p) } else { self }
    }
}

// ANCHOR: drop
/// Multiplies by a mask of 0 and `1/(1 − p)`, whatever the mode; the backward pass by the same one.
#[track_caller]
fn drop_elements<T: Float>(x: Var<'_, T>, p: f64) -> Var<'_, T> {
    if p == 0.0 {
        return x;
    }
    let value = x.value();
    #[cfg(feature = "cuda")]
    if let Device::Cuda(_) = value.device() {
        return cuda::drop_elements(x, p);
    }
    let mut mask = value.new_empty(value.shape());
    sample_mask(x.tape().rng(), p, &mut mask);
    let y = value.zip_map(&mask, |x, scale| x * scale);
    x.tape().record("dropout", y, [x], move |dy, [dx]| {
        dx.accumulate(|| dy.zip_map(&mask, |dy, scale| dy * scale));
    })
}
// ANCHOR_END: drop

/// The cost of one random number, in multiply-adds.
const COST: usize = 64;

// ANCHOR: draw
/// Fills `mask` with 0, with probability `p`, and `1/(1 − p)`.
///
/// Element `i` is determined by word `i` of the generator's stream: a chunk of the mask begins at
/// its own position in the stream, whichever thread works on it.
fn sample_mask<T: Float>(rng: ChaCha8Rng, p: f64, mask: &mut Tensor<T>) {
    let (zero, keep_scale) = (T::zero(), T::of(1.0 / (1.0 - p)));
    let threshold = (p * 2f64.powi(32)) as u32;
    let len = mask.len();
    let mask = DMatrixViewMut::from_slice(mask.as_mut_slice(), 1, len);
    par_column_chunks(mask, COST, &|start, mut mask| {
        let mut rng = ChaCha8Rng::from_seed(rng.get_seed());
        rng.set_word_pos(start as u128);
        for scale in mask.iter_mut() {
            *scale = if rng.next_u32() < threshold { zero } else { keep_scale };
        }
    });
}
// ANCHOR_END: draw

impl<T: Float> Forward<T> for Dropout {
    #[track_caller]
    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        if self.always { drop_elements(x, self.p) } else { x.dropout(self.p) }
    }
}

impl<T: Float> Module<T> for Dropout {
    fn visit<'a>(&'a self, _: &mut Path, _: &mut dyn FnMut(&Path, Leaf<'a, T>)) {}
    fn visit_mut<'a>(&'a mut self, _: &mut Path, _: &mut dyn FnMut(&Path, LeafMut<'a, T>)) {}
}

impl<T: Float> Layer<T> for Dropout {
    fn name(&self) -> String {
        format!("Dropout ({}{})", self.p, if self.always { ", always" } else { "" })
    }
}
