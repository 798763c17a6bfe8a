//! Dropout.

use autograd::Var;
use nalgebra::DMatrixViewMut;
use nn::{Forward, Layer, Leaf, LeafMut, Module, Path};
use numeric::{Float, par_column_chunks};
use rand::{Rng, SeedableRng, rngs::ChaCha8Rng};
use tensor::Tensor;

/// Dropout: in each training step every element is set to 0 with probability `p`, and the others
/// are divided by `1 − p`, so that the mean stays what it was. In evaluation mode it is the
/// identity. No neuron can rely on another one being there. PyTorch's `Dropout`.
///
/// The tape's generator ([`autograd::Tape::rng`]) draws the mask: another one in each step and for
/// each layer, but the same for equal seed and step, with any number of threads.
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
        Dropout { p }
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
        if !self.tape().is_training() || p == 0.0 {
            return self;
        }
        let x = self.expect_cpu("dropout");
        let mut mask = x.new_empty(x.shape());
        sample_mask(self.tape().rng(), p, &mut mask);
        let y = x.zip_map(&mask, |x, scale| x * scale);
        self.tape().record("dropout", y, [self], move |dy, [dx]| {
            dx.accumulate(|| dy.zip_map(&mask, |dy, scale| dy * scale));
        })
    }
}

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
        x.dropout(self.p)
    }
}

impl<T: Float> Module<T> for Dropout {
    fn visit<'a>(&'a self, _: &mut Path, _: &mut dyn FnMut(&Path, Leaf<'a, T>)) {}
    fn visit_mut<'a>(&'a mut self, _: &mut Path, _: &mut dyn FnMut(&Path, LeafMut<'a, T>)) {}
}

impl<T: Float> Layer<T> for Dropout {
    fn name(&self) -> String {
        format!("Dropout ({})", self.p)
    }
}
