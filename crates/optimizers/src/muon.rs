//! Muon: a matrix's momentum, orthogonalized.

#[cfg(feature = "cuda")]
mod cuda;
mod newton_schulz;
mod symmetric_product;

pub use newton_schulz::{NEWTON_SCHULZ, newton_schulz};

use crate::adam::AdamStep;
use crate::denormal::flush_denormal;
use crate::setting::{check_decay_rate, check_not_negative};
use crate::{Common, Optimizer, ParamGroup, SettingError, UpdateKernel};
use numeric::{ELEMENT_COST, Float, par_zip_chunks};
#[cfg(feature = "cuda")]
use tensor::Device;
use tensor::{Shape, Tensor};

/// Muon (Jordan and others, 2024), for matrices: the momentum's singular values all become about 1
/// before the step, by [`newton_schulz`], so that rare directions are learnt as fast as common ones:
///
/// ```text
/// m ← μ·m + (1 − μ)·G        O = newton_schulz((1 − μ)·G + μ·m)        P ← P − η·(s·O + λ·P)
/// ```
///
/// The form is PyTorch's (`torch.optim.Muon`), with the scale `s` of [`MuonScale`]. PyTorch's
/// orthogonalization rounds to `bfloat16`; this one works in the element type, with fewer
/// multiplications (see [`newton_schulz`]). A parameter with two axes is a matrix
/// `[inputs, outputs]`, one with more a convolution's kernels, `[outputs, …]`, which are a matrix of
/// `outputs` rows, as in the authors' program.
///
/// Biases, embeddings and the output layer are no matrices between hidden layers. They are left to
/// AdamW: give [`adamw`](Muon::adamw).
///
/// ```
/// use autograd::{Param, Tape};
/// use optimizers::{Muon, Optimizer};
/// use tensor::Tensor;
///
/// // The gradient has the singular values 8 and 2, the step 1 and 1, but for 30 %.
/// let mut w = Param::new(Tensor::<f64>::zeros([2, 2]));
/// let g = Tensor::new([2, 2], vec![8.0, 0.0, 0.0, -2.0]);
/// let gradients = Tape::new().gradients(|tape| (tape.param(&w) * &g).sum());
/// Muon::new(0.1).step(&mut w, &gradients);
/// let w = w.value.as_slice();
/// assert!((w[0] + 0.1).abs() < 0.03 && (w[3] - 0.1).abs() < 0.03);
/// ```
#[derive(Clone, Debug)]
pub struct Muon<T: Float = f32> {
    /// Learning rate (0.001), weight decay (0.1), groups and state.
    pub common: Common<T>,
    /// The decay rate of the momentum, `μ`: 0.95.
    pub momentum: f64,
    /// Whether the momentum is Nesterov's, `(1 − μ)·G + μ·m` instead of `m`: yes.
    pub nesterov: bool,
    /// The coefficients of the iteration: [`NEWTON_SCHULZ`].
    pub ns_coefficients: [f64; 3],
    /// The number of its steps: 5.
    pub ns_steps: usize,
    /// The minimum norm that the momentum is divided by: 1e-7.
    pub epsilon: f64,
    /// The scale of the step, `s`: [`MuonScale::Original`].
    pub scale: MuonScale,
    /// What updates the parameters that are no matrices, and those it names: nothing.
    pub adamw: Option<AuxiliaryAdamW>,
}

/// The factor of Muon's steps, by the shape of the matrix. PyTorch's `adjust_lr_fn`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MuonScale {
    /// `√max(1, outputs/inputs)`, as in the authors' program.
    Original,
    /// `0.2·√max(outputs, inputs)`: an element's step is about as long as AdamW's, so that AdamW's
    /// learning rate and weight decay serve (Liu and others, 2025).
    MatchRmsAdamW,
}

impl MuonScale {
    /// The factor for this many outputs and inputs.
    ///
    /// ```
    /// use optimizers::MuonScale;
    ///
    /// let scales = [MuonScale::Original, MuonScale::MatchRmsAdamW].map(|scale| scale.of(400, 100));
    /// assert_eq!(scales, [2.0, 4.0]);
    /// ```
    pub fn of(self, outputs: usize, inputs: usize) -> f64 {
        let (outputs, inputs) = (outputs as f64, inputs as f64);
        match self {
            MuonScale::Original => (outputs / inputs).max(1.0).sqrt(),
            MuonScale::MatchRmsAdamW => 0.2 * outputs.max(inputs).sqrt(),
        }
    }
}

/// AdamW inside of [`Muon`], for vectors and for the parameters whose names match a pattern.
/// Schedule, weight decay and groups are Muon's.
///
/// ```
/// use optimizers::{AuxiliaryAdamW, Muon};
///
/// let adamw = AuxiliaryAdamW::new(&["embedding", "output"]);
/// let muon = Muon::<f32> { adamw: Some(adamw), ..Muon::default() };
/// assert!(muon.uses_adamw("output.weight", [8, 4].into()));
/// assert!(muon.uses_adamw("hidden.bias", [8].into()));
/// assert!(!muon.uses_adamw("hidden.weight", [8, 8].into()));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct AuxiliaryAdamW {
    /// Parts of dotted names, as in [`ParamGroup::pattern`]: matrices that are AdamW's too.
    pub patterns: Vec<String>,
    /// AdamW's learning rate over Muon's: 1.
    pub lr_scale: f64,
    /// The decay rates of the moments, `β₁` and `β₂`: 0.9 and 0.999.
    pub betas: (f64, f64),
    /// Added to the denominator, `ε`: 1e-8.
    pub epsilon: f64,
}

impl AuxiliaryAdamW {
    /// AdamW for vectors and for the parameters that match one of `patterns`.
    ///
    /// ```
    /// let adamw = optimizers::AuxiliaryAdamW::new(&["output"]);
    /// assert_eq!((adamw.lr_scale, adamw.betas), (1.0, (0.9, 0.999)));
    /// ```
    pub fn new(patterns: &[&str]) -> Self {
        let patterns = patterns.iter().map(|pattern| pattern.to_string()).collect();
        AuxiliaryAdamW { patterns, lr_scale: 1.0, betas: (0.9, 0.999), epsilon: 1e-8 }
    }
}

impl<T: Float> Muon<T> {
    /// Muon with this learning rate, and PyTorch's defaults for all else.
    ///
    /// ```
    /// let muon = optimizers::Muon::<f32>::new(0.5);
    /// assert_eq!((muon.common.learning_rate, muon.common.weight_decay), (0.5, 0.1));
    /// ```
    pub fn new(learning_rate: f64) -> Self {
        Muon {
            common: Common { weight_decay: 0.1, ..Common::new(learning_rate) },
            momentum: 0.95,
            nesterov: true,
            ns_coefficients: NEWTON_SCHULZ,
            ns_steps: 5,
            epsilon: 1e-7,
            scale: MuonScale::Original,
            adamw: None,
        }
    }

    /// Whether [`adamw`](Muon::adamw) updates the parameter of this name and shape.
    ///
    /// ```
    /// assert!(!optimizers::Muon::<f32>::default().uses_adamw("bias", [8].into()));   // nothing does
    /// ```
    pub fn uses_adamw(&self, name: &str, shape: Shape) -> bool {
        self.adamw.as_ref().is_some_and(|adamw| {
            let is_named = |pattern: &String| ParamGroup::new(pattern.as_str()).matches(name);
            shape.dims().len() < 2 || adamw.patterns.iter().any(is_named)
        })
    }

    /// AdamW's coefficients for a parameter that it updates.
    fn adamw_step(&self, name: &str, shape: Shape) -> Option<AdamStep<T>> {
        let adamw = self.adamw.as_ref().filter(|_| self.uses_adamw(name, shape))?;
        let (rate, decay) = self.common.rates_for(name);
        let rate = rate * adamw.lr_scale;
        let moments = (adamw.betas.0, adamw.betas.1, adamw.epsilon);
        let step = AdamStep::new(rate, moments, false, self.common.state.steps);
        Some(step.with_decoupled(rate * decay))
    }

    // ANCHOR: muon
    /// One step of the matrix `p`, whose rows are `columns` long.
    fn step_matrix(
        &mut self,
        name: &str,
        p: &mut Tensor<T>,
        g: &Tensor<T>,
        columns: usize,
        s: f64,
    ) {
        let (rate, decay) = self.common.rates_for(name);
        let (mu, one_minus_mu) = (T::of(self.momentum), T::of(1.0 - self.momentum));
        let (g_coef, m_coef) =
            if self.nesterov { (one_minus_mu, mu) } else { (T::zero(), T::one()) };
        let [m] = self.common.state.get_or_zeros(name, p);
        let mut direction = Tensor::empty(p.shape());
        let average = |[m, direction]: [&mut [T]; 2], g: &[T]| {
            for ((m, direction), g) in m.iter_mut().zip(direction).zip(g) {
                *m = flush_denormal(mu * *m + one_minus_mu * *g);
                *direction = g_coef * *g + m_coef * *m;
            }
        };
        let slices = [m.as_mut_slice(), direction.as_mut_slice()];
        par_zip_chunks(slices, g.as_slice(), ELEMENT_COST, &average);
        let direction = direction.as_mut_slice();
        newton_schulz(direction, columns, self.ns_coefficients, self.ns_steps, self.epsilon);
        let (keep, rate) = (T::of(1.0 - rate * decay), T::of(rate * s));
        let step = |[p]: [&mut [T]; 1], direction: &[T]| {
            for (p, o) in p.iter_mut().zip(direction) {
                *p = keep * *p - rate * *o;
            }
        };
        par_zip_chunks([p.as_mut_slice()], direction, ELEMENT_COST, &step);
    }
    // ANCHOR_END: muon
}

impl<T: Float> Default for Muon<T> {
    fn default() -> Self {
        Self::new(0.001)
    }
}

impl<T: Float> Optimizer<T> for Muon<T> {
    /// # Panics
    /// If the parameter is a vector or a single value, and there is no [`adamw`](Muon::adamw).
    fn update(&mut self, name: &str, value: &mut Tensor<T>, gradient: &Tensor<T>) {
        if let Some(step) = self.adamw_step(name, value.shape()) {
            return step.apply(&mut self.common.state, false, name, value, gradient);
        }
        let (columns, outputs, inputs) = match value.shape().dims() {
            [inputs, outputs] => (*outputs, *outputs, *inputs),
            [outputs, rest @ ..] if rest.len() > 1 => {
                let inputs = rest.iter().product();
                (inputs, *outputs, inputs)
            }
            dims => panic!(
                "Muon is for matrices, but `{name}` has the shape {dims:?}: set the field `adamw`, \
                 so that AdamW updates vectors"
            ),
        };
        let scale = self.scale.of(outputs, inputs);
        #[cfg(feature = "cuda")]
        if let Device::Cuda(gpu) = value.device() {
            return self.step_matrix_on(&gpu, name, value, gradient, columns, scale);
        }
        self.step_matrix(name, value, gradient, columns, scale);
    }

    fn update_kernel(&self, name: &str, shape: Shape) -> Option<UpdateKernel> {
        self.adamw_step(name, shape).map(AdamStep::kernel)
    }

    fn validate(&self) -> Result<(), SettingError> {
        self.common.validate()?;
        check_decay_rate("momentum", self.momentum)?;
        check_not_negative("epsilon", self.epsilon)?;
        let Some(adamw) = &self.adamw else { return Ok(()) };
        check_decay_rate("beta1", adamw.betas.0)?;
        check_decay_rate("beta2", adamw.betas.1)?;
        check_not_negative("lr_scale", adamw.lr_scale)?;
        check_not_negative("epsilon", adamw.epsilon)
    }

    fn common(&self) -> &Common<T> {
        &self.common
    }

    fn common_mut(&mut self) -> &mut Common<T> {
        &mut self.common
    }

    fn state_keys(&self) -> &'static [&'static str] {
        &["momentum"]
    }

    fn state_keys_for(&self, name: &str, shape: Shape) -> &'static [&'static str] {
        if self.uses_adamw(name, shape) {
            AdamStep::<T>::state_keys(false)
        } else {
            self.state_keys()
        }
    }
}
