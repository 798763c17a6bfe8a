//! Dropout.

use autograd::Var;
use nalgebra::DMatrixViewMut;
use nn::{Forward, Layer, Leaf, LeafMut, Module, Path};
use numeric::{Float, par_column_chunks};
use rand::{Rng, SeedableRng, rngs::ChaCha8Rng};
use tensor::Tensor;

/// Dropout: in each step of training every number is set to 0 with probability `p`, and the others
/// are divided by `1 − p`, so that the mean stays what it was. In evaluation everything passes as it
/// is. No neuron can rely on another one being there.
///
/// What is dropped is decided by the tape's generator ([`autograd::Tape::rng`]): another mask in each
/// step and for each layer, but the same whenever seed and step are, with any number of threads.
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
    /// A layer that drops each number with probability `p`.
    ///
    /// # Panics
    /// If `p` is not at least 0 and below 1.
    #[track_caller]
    pub fn new(p: f64) -> Self {
        check(p);
        Dropout { p }
    }
}

#[track_caller]
fn check(p: f64) {
    assert!((0.0..1.0).contains(&p), "dropout: a share is at least 0 and below 1, but p is {p}");
}

/// Dropout of a value on the tape. `use regularization::prelude::*` brings it into view.
pub trait DropoutOps<'t, T: Float>: Sized {
    /// In training, each number 0 with probability `p` and otherwise divided by `1 − p`; in
    /// evaluation, the value as it is. See [`Dropout`].
    ///
    /// # Panics
    /// If `p` is not at least 0 and below 1.
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
        let mut factors = x.new_empty(x.shape());
        sample_mask(self.tape().rng(), p, &mut factors);
        let y = x.zip_map(&factors, |x, factor| x * factor);
        self.tape().record("dropout", y, [self], move |dy, [dx]| {
            dx.accumulate(|| dy.zip_map(&factors, |dy, factor| dy * factor));
        })
    }
}

/// What one random number costs, in multiply-adds.
const WORK: usize = 64;

// ANCHOR: draw
/// Fills `factors` with 0, with probability `p`, and `1/(1 − p)`.
///
/// Number `i` is decided by word `i` of the generator's stream: a block of them begins at its own
/// place in the stream, whichever thread works on it.
fn sample_mask<T: Float>(rng: ChaCha8Rng, p: f64, factors: &mut Tensor<T>) {
    let (dropped, kept) = (T::zero(), T::of(1.0 / (1.0 - p)));
    let threshold = (p * 2f64.powi(32)) as u32;
    let len = factors.len();
    let factors = DMatrixViewMut::from_slice(factors.as_mut_slice(), 1, len);
    par_column_chunks(factors, WORK, &|first, mut factors| {
        let mut rng = ChaCha8Rng::from_seed(rng.get_seed());
        rng.set_word_pos(first as u128);
        for factor in factors.iter_mut() {
            *factor = if rng.next_u32() < threshold { dropped } else { kept };
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
