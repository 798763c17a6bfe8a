//! Mixup: convex combinations of samples and of their targets.

use numeric::Float;
use rand::{Rng, RngExt, seq::SliceRandom};
use rand_distr::Beta;
#[cfg(feature = "cuda")]
use tensor::Device;
use tensor::Tensor;

#[cfg(feature = "cuda")]
mod cuda;

/// Mixup: replaces every sample of a batch by a convex combination of it and another one,
/// `λ·x + (1 − λ)·x'`, and its target likewise, `λ·t + (1 − λ)·t'`. The coefficient `λ` is drawn from
/// the distribution Beta(α, α), once for the batch, and the other samples are the batch in a random
/// order. So between two samples the network is asked to go straight from one target to the other.
///
/// The smaller `α`, the nearer is `λ` to 0 or 1; the authors advise 0.1 to 0.4 for ImageNet. The
/// loss must accept mixed targets: `SoftCrossEntropy` of crate `losses`, or a squared error.
///
/// Source: H. Zhang, M. Cisse, Y. N. Dauphin and D. Lopez-Paz, "mixup: beyond empirical risk
/// minimization", International Conference on Learning Representations (2018).
///
/// ```
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use regularization::Mixup;
/// use tensor::Tensor;
///
/// let inputs = Tensor::new([2, 3], vec![0.0f64, 0.0, 0.0, 1.0, 1.0, 1.0]);
/// let one_hot = Tensor::new([2, 2], vec![1.0, 0.0, 0.0, 1.0]);
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let (inputs, targets) = Mixup { alpha: 0.2 }.apply(&inputs, &one_hot, rng);
/// assert_eq!(inputs.as_slice()[0], targets.as_slice()[1]);    // as much of sample 1 as of class 1
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mixup {
    /// `α` of the distribution Beta(α, α) of `λ`: 0.2 by default.
    pub alpha: f64,
}

impl Default for Mixup {
    fn default() -> Self {
        Mixup { alpha: 0.2 }
    }
}

impl Mixup {
    /// The mixed inputs and targets of a batch.
    ///
    /// # Shapes
    /// `inputs`: `[n, …]`; `targets`: `[n, …]`, such as probabilities `[n, classes]`.
    ///
    /// # Panics
    /// If `alpha` is not finite and above 0, `inputs` or `targets` is a scalar, or the lengths of
    /// the first axes differ.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    /// use regularization::Mixup;
    /// use tensor::Tensor;
    ///
    /// let ones = Tensor::full([4, 2], 1.0f32);
    /// let (inputs, _) =
    ///     Mixup::default().apply(&ones, &ones, &mut ChaCha8Rng::seed_from_u64(1));
    /// assert!(inputs.as_slice().iter().all(|x| (x - 1.0).abs() < 1e-6));     // λ + (1 − λ)
    /// ```
    #[track_caller]
    pub fn apply<T: Float>(
        &self,
        inputs: &Tensor<T>,
        targets: &Tensor<T>,
        rng: &mut impl Rng,
    ) -> (Tensor<T>, Tensor<T>) {
        let alpha = self.alpha;
        assert!(
            alpha > 0.0 && alpha.is_finite(),
            "mixup: alpha must be finite and above 0, but is {alpha}"
        );
        let axes = [inputs, targets].map(|of| of.shape().dims().first().copied());
        let [Some(n), Some(targets_n)] = axes else {
            panic!("mixup: a scalar has no axis of samples");
        };
        assert!(n == targets_n, "mixup: {n} inputs, but {targets_n} targets");
        // ANCHOR: mixup
        let lambda = rng.sample(Beta::new(alpha, alpha).expect("alpha is above 0"));
        let mut partners: Vec<usize> = (0..n).collect();
        partners.shuffle(rng);
        (mix(inputs, &partners, lambda), mix(targets, &partners, lambda))
        // ANCHOR_END: mixup
    }
}

/// Combines every sample with its partner: `λ·x + (1 − λ)·x[partner]`.
fn mix<T: Float>(x: &Tensor<T>, partners: &[usize], lambda: f64) -> Tensor<T> {
    #[cfg(feature = "cuda")]
    if let Device::Cuda(_) = x.device() {
        return cuda::mix(x, partners, lambda);
    }
    let len = x.len() / partners.len().max(1);
    let mut other = x.new_empty(x.shape());
    for (dst, &partner) in other.as_mut_slice().chunks_exact_mut(len.max(1)).zip(partners) {
        dst.copy_from_slice(&x.as_slice()[partner * len..][..len]);
    }
    let (own, rest) = (T::of(lambda), T::of(1.0 - lambda));
    x.clone().zip_map(&other, |x, other| own * x + rest * other)
}
