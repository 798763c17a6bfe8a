//! The elastic net: L1 and L2 penalties around any optimizer, and the proximal operator of L1.

use nn::{Leaf, Module, Path};
use numeric::Float;
use optimizers::{Common, Optimizer, SettingError};
use std::mem;
#[cfg(feature = "cuda")]
use tensor::zip_broadcast;
use tensor::{Device, Shape, Tensor, pointwise};

/// The elastic net: an optimizer that adds to the loss the penalty
///
/// ```text
/// l1·Σ|w| + l2/2·Σw²
/// ```
///
/// - **L2** has the gradient `l2·w`, which is added to the loss's. With plain gradient descent that
///   is weight decay: each step takes the fraction `η·l2` off a weight. With Adam it is not: the
///   penalty passes through the moments like every gradient, and weights with large gradients
///   hardly feel it. For this reason [`optimizers::AdamW`] decouples the weight decay from the
///   gradient.
/// - **L1** has a kink at 0, where weights come to rest: they become exactly 0. A step along its
///   subgradient would jump over the kink to and fro. So after the optimizer's step each weight is
///   shrunk towards zero by `η·l1`, and stops there: [`soft_threshold`], the proximal step of ISTA.
///   `η` is the learning rate of that parameter, groups included; around an optimizer with a step
///   size of its own for every element, such as Adam, all weights of a parameter are still shrunk
///   by the same `η·l1`.
///
/// Sources: H. Zou and T. Hastie, "Regularization and variable selection via the elastic net",
/// Journal of the Royal Statistical Society, Series B 67 (2005); A. Beck and M. Teboulle, "A fast
/// iterative shrinkage-thresholding algorithm for linear inverse problems", SIAM Journal on Imaging
/// Sciences 2 (2009).
///
/// It is an optimizer itself: its settings and state, for schedules and checkpoints, are those of
/// the inner one.
///
/// ```
/// use autograd::{Param, Tape};
/// use nn::impl_module;
/// use optimizers::{Optimizer, Sgd};
/// use regularization::ElasticNet;
/// use tensor::Tensor;
///
/// struct Model {
///     weight: Param,
/// }
/// impl_module!(Model { weight });
///
/// let mut model = Model { weight: Param::new(Tensor::new([2], vec![1.0, 0.25])) };
/// let mut lasso = ElasticNet::l1(Sgd::new(0.5), 1.0);
/// let gradients = Tape::new().gradients(|tape| tape.param(&model.weight).sum() * 0.0);
/// lasso.step(&mut model, &gradients);                       // shrinks by 0.5·1.0
/// assert_eq!(model.weight.value.as_slice(), [0.5, 0.0]);
/// ```
#[derive(Clone, Debug)]
pub struct ElasticNet<O> {
    /// The inner optimizer.
    pub optimizer: O,
    /// The coefficient of the L1 penalty.
    pub l1: f64,
    /// The coefficient of the L2 penalty.
    pub l2: f64,
    /// Which parameters are penalized, by their dotted names: [`is_not_bias`].
    pub filter: fn(&str) -> bool,
}

/// Whether a parameter is not a bias: whether the last part of its dotted name does not begin with
/// `bias`. A bias shifts a neuron's threshold and cannot overfit much by itself; there is nothing
/// to gain in penalizing it.
///
/// ```
/// use regularization::is_not_bias;
///
/// assert!(is_not_bias("blocks.0.weight") && is_not_bias("bias_net.weight"));
/// assert!(!is_not_bias("blocks.0.bias") && !is_not_bias("bias"));
/// ```
pub fn is_not_bias(name: &str) -> bool {
    !name.rsplit('.').next().is_some_and(|last| last.starts_with("bias"))
}

impl<O> ElasticNet<O> {
    /// Both penalties, on everything but biases.
    ///
    /// ```
    /// use optimizers::{Adam, Optimizer};
    /// use regularization::ElasticNet;
    ///
    /// let elastic_net = ElasticNet::new(Adam::<f32>::new(0.01), 1e-5, 1e-4);
    /// assert_eq!(elastic_net.common().learning_rate, 0.01);
    /// ```
    pub fn new(optimizer: O, l1: f64, l2: f64) -> Self {
        ElasticNet { optimizer, l1, l2, filter: is_not_bias }
    }

    /// The L1 penalty alone: the lasso.
    ///
    /// ```
    /// use optimizers::Sgd;
    /// use regularization::ElasticNet;
    ///
    /// let lasso = ElasticNet::l1(Sgd::<f32>::new(0.1), 0.5);
    /// assert_eq!((lasso.l1, lasso.l2), (0.5, 0.0));
    /// ```
    pub fn l1(optimizer: O, l1: f64) -> Self {
        Self::new(optimizer, l1, 0.0)
    }

    /// The L2 penalty alone: ridge regression.
    ///
    /// ```
    /// use autograd::{Param, Tape};
    /// use optimizers::{Optimizer, Sgd};
    /// use regularization::ElasticNet;
    /// use tensor::Tensor;
    ///
    /// let mut weight = Param::new(Tensor::<f32>::scalar(8.0));
    /// let gradients = Tape::new().gradients(|tape| tape.param(&weight) * 0.0);
    /// ElasticNet::l2(Sgd::new(0.5), 0.25).step(&mut weight, &gradients);
    /// assert_eq!(weight.value.item(), 7.0);            // 8 − 0.5·0.25·8
    /// ```
    pub fn l2(optimizer: O, l2: f64) -> Self {
        Self::new(optimizer, 0.0, l2)
    }

    /// The penalty `l1·Σ|w| + l2/2·Σw²` of a model, to be reported beside its loss.
    ///
    /// ```
    /// use autograd::Param;
    /// use optimizers::Sgd;
    /// use regularization::ElasticNet;
    /// use tensor::Tensor;
    ///
    /// let weight = Param::new(Tensor::new([2], vec![-1.0, 3.0]));
    /// let elastic_net = ElasticNet::new(Sgd::<f32>::default(), 0.5, 0.25);
    /// assert_eq!(elastic_net.penalty(&weight), 0.5 * 4.0 + 0.125 * 10.0);
    /// ```
    pub fn penalty<T: Float>(&self, model: &(impl Module<T> + ?Sized)) -> f64 {
        let mut penalty = 0.0;
        model.visit(&mut Path::default(), &mut |path, leaf| {
            if matches!(leaf, Leaf::Parameter(_)) && (self.filter)(path.as_str()) {
                let tensor = leaf.tensor().to(&Device::Cpu);
                let w = tensor.as_slice().iter().map(|w| w.as_f64());
                penalty += w.map(|w| self.l1 * w.abs() + self.l2 / 2.0 * w * w).sum::<f64>();
            }
        });
        penalty
    }
}

impl<T: Float, O: Optimizer<T>> Optimizer<T> for ElasticNet<O> {
    // ANCHOR: update
    fn update(&mut self, name: &str, value: &mut Tensor<T>, gradient: &Tensor<T>) {
        if !(self.filter)(name) {
            return self.optimizer.update_one(name, value, gradient);
        }
        if self.l2 == 0.0 {
            self.optimizer.update_one(name, value, gradient);
        } else {
            let of_both = pointwise!(|g, w; l2| g + l2 * w, [self.l2]);
            let gradient = gradient.clone().binary(value, of_both);
            self.optimizer.update_one(name, value, &gradient);
        }
        if self.l1 > 0.0 {
            let (learning_rate, _) = self.optimizer.common().rates_for(name);
            shrink(value, T::of(learning_rate * self.l1));
        }
    }
    // ANCHOR_END: update

    fn validate(&self) -> Result<(), SettingError> {
        self.optimizer.validate()?;
        for (setting, found) in [("l1", self.l1), ("l2", self.l2)] {
            if !(found >= 0.0 && found.is_finite()) {
                return Err(SettingError { setting, requirement: "finite and at least 0", found });
            }
        }
        Ok(())
    }

    fn common(&self) -> &Common<T> {
        self.optimizer.common()
    }

    fn common_mut(&mut self) -> &mut Common<T> {
        self.optimizer.common_mut()
    }

    fn state_keys(&self) -> &'static [&'static str] {
        self.optimizer.state_keys()
    }

    fn state_keys_for(&self, name: &str, shape: Shape) -> &'static [&'static str] {
        self.optimizer.state_keys_for(name, shape)
    }
}

// ANCHOR: shrink
/// [`soft_threshold`] of a parameter, on its device.
fn shrink<T: Float>(w: &mut Tensor<T>, t: T) {
    match w.device() {
        Device::Cpu => {
            let shrunk = pointwise!(|w; t| soft_thresholded(w, t), [t.as_f64()]);
            *w = mem::replace(w, Tensor::empty([0])).unary(shrunk);
        }
        // The threshold is uploaded, for it follows the learning rate, and `w` stays where it is:
        // so the step can be replayed.
        #[cfg(feature = "cuda")]
        Device::Cuda(_) => {
            let shrunk = pointwise!(
                |w, t| soft_thresholded(w, t),
                "fabs(w) - t <= 0 ? 0 : copysign(fabs(w) - t, w)"
            );
            let t = Tensor::scalar(t).to(&w.device());
            w.assign(&zip_broadcast(w.clone(), &t, shrunk));
        }
    }
}
// ANCHOR_END: shrink

// ANCHOR: soft_threshold
/// Soft thresholding: shrinks every element towards zero by `t`, and no further than zero:
/// `x ← sign(x)·max(|x| − t, 0)`. A NaN stays a NaN.
///
/// The result is the minimizer `p` of `t·|p| + (p − x)²/2`, the proximal operator of `t·|x|`: the
/// best compromise between a small penalty and a small distance from `x`.
///
/// Source: N. Parikh and S. Boyd, "Proximal algorithms", Foundations and Trends in Optimization 1
/// (2014).
///
/// ```
/// let mut x = [3.0, -0.5, 0.2, -2.0];
/// regularization::soft_threshold(&mut x, 1.0);
/// assert_eq!(x, [2.0, 0.0, 0.0, -1.0]);
/// ```
pub fn soft_threshold<T: Float>(x: &mut [T], t: T) {
    x.iter_mut().for_each(|x| *x = soft_thresholded(*x, t));
}

fn soft_thresholded<T: Float>(x: T, t: T) -> T {
    let magnitude = x.abs() - t;
    if magnitude <= T::zero() { T::zero() } else { magnitude.copysign(x) }
}
// ANCHOR_END: soft_threshold
