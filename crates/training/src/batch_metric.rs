//! A batch's metric.

use crate::{Mean, Metric};
use numeric::Float;
use tensor::{Device, Tensor};

/// The metric of a batch, from its outputs. Metrics are computed on the CPU: outputs on a GPU are brought
/// there last, when the whole step has been launched, for that waits for it.
pub(crate) struct BatchMetric<'a, T: Float, Y: ?Sized> {
    metric: Metric<T, Y>,
    targets: &'a Y,
    outputs: Option<Tensor<T>>,
    mean: Mean,
}

impl<'a, T: Float, Y: ?Sized> BatchMetric<'a, T, Y> {
    pub fn new(metric: Metric<T, Y>, targets: &'a Y) -> Self {
        BatchMetric { metric, targets, outputs: None, mean: Mean::default() }
    }

    /// Takes the outputs.
    #[track_caller]
    pub fn see(&mut self, outputs: Tensor<T>) {
        match outputs.device() {
            Device::Cpu => self.mean = (self.metric)(&outputs, self.targets),
            #[cfg(feature = "cuda")]
            Device::Cuda(_) => self.outputs = Some(outputs),
        }
    }

    /// The metric.
    #[track_caller]
    pub fn mean(self) -> Mean {
        match self.outputs {
            Some(outputs) => (self.metric)(&outputs.to(&Device::Cpu), self.targets),
            None => self.mean,
        }
    }
}
