//! Losses for a GPU.

use std::borrow::Cow;

/// A loss for a GPU: the text of its kernel, and what the kernel reads beside the outputs.
///
/// ```
/// use losses::{CudaTarget, Huber, Loss};
///
/// let cuda = Huber { delta: 0.5 }.cuda(&[1.0f32, 2.0]).unwrap();
/// assert_eq!(cuda.parameters[0], 0.5);
/// assert!(matches!(cuda.target, CudaTarget::Values([1.0, 2.0])));
/// ```
#[derive(Clone, Debug)]
pub struct CudaLoss<'a, T> {
    /// CUDA C++ of the kernel `loss`, in which `T` is the element type: what all losses
    /// have, and `sample_loss` of this one.
    pub source: &'static str,
    /// The targets.
    pub target: CudaTarget<'a, T>,
    /// The loss's settings; zeros where there are fewer.
    pub parameters: [f64; 4],
    /// A weight for each class, if the loss has them.
    pub class_weights: Option<&'a [f64]>,
}

/// The targets of a [`CudaLoss`].
///
/// ```
/// use losses::{CrossEntropy, CudaTarget, IgnoreIndex, Loss};
///
/// let loss = IgnoreIndex { loss: CrossEntropy, index: 9 };
/// let target = Loss::<f32>::cuda(&loss, &[2, 9]).unwrap().target;
/// let CudaTarget::Classes(classes) = target else { panic!("not classes") };
/// assert_eq!(*classes, [2, CudaTarget::<f32>::IGNORED]);
/// ```
#[derive(Clone, Debug)]
pub enum CudaTarget<'a, T> {
    /// A value for each output.
    Values(&'a [T]),
    /// A class for each sample.
    Classes(Cow<'a, [usize]>),
}

impl<T> CudaTarget<'_, T> {
    /// The class of a sample that is ignored.
    pub const IGNORED: usize = i32::MAX as usize;
}

impl<'a, T> CudaLoss<'a, T> {
    /// A loss that has a target for each output.
    ///
    /// ```
    /// let cuda = losses::CudaLoss::of_values("", &[0.5, 1.5], [0.0; 4]);
    /// assert!(cuda.class_weights.is_none());
    /// ```
    pub fn of_values(source: &'static str, target: &'a [T], parameters: [f64; 4]) -> Self {
        CudaLoss { source, target: CudaTarget::Values(target), parameters, class_weights: None }
    }

    /// A loss that has a class for each sample.
    ///
    /// ```
    /// let cuda = losses::CudaLoss::<f32>::of_classes("", &[2, 0], [0.0; 4]);
    /// assert!(matches!(cuda.target, losses::CudaTarget::Classes(_)));
    /// ```
    pub fn of_classes(source: &'static str, classes: &'a [usize], parameters: [f64; 4]) -> Self {
        let target = CudaTarget::Classes(classes.into());
        CudaLoss { source, target, parameters, class_weights: None }
    }
}

/// The text of a loss's kernel, of literals that define `sample_loss`: it returns the loss of one sample
/// and writes its gradient, if that is asked for.
macro_rules! cuda_source {
    ($($text:expr),+) => {
        concat!(
            include_str!("kernels/sample.cu"),
            $($text, "\n",)+
            include_str!("kernels/loss.cu")
        )
    };
}
pub(crate) use cuda_source;
