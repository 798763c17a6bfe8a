//! A batch's loss and metric on their way from the device that computed them.

use crate::{Mean, Metric, Totals};
use numeric::Float;
use std::borrow::Borrow;
use tensor::{Device, Download, Tensor};

/// What is kept of a batch's outputs. Metrics are computed on the CPU: outputs on a GPU are brought there when the
/// whole step has been launched.
pub(crate) enum Outputs<T: Float> {
    Measured(Mean),
    #[cfg_attr(not(feature = "cuda"), expect(dead_code, reason = "the CPU measures at once"))]
    OnDevice(Tensor<T>),
}

impl<T: Float> Outputs<T> {
    #[track_caller]
    pub fn new<Y: ?Sized>(outputs: Tensor<T>, metric: Metric<T, Y>, targets: &Y) -> Self {
        match outputs.device() {
            Device::Cpu => Outputs::Measured(metric(&outputs, targets)),
            #[cfg(feature = "cuda")]
            Device::Cuda(_) => Outputs::OnDevice(outputs),
        }
    }
}

/// A batch whose loss and metric have perhaps not been computed yet.
pub(crate) struct Pending<T: Float, B> {
    loss: Download<T>,
    divisor: f64,
    outputs: Result<Mean, Download<T>>,
    targets: B,
}

impl<T: Float, B> Pending<T, B> {
    /// Starts to bring them to the CPU.
    #[track_caller]
    pub fn new(loss: &Tensor<T>, divisor: f64, outputs: Outputs<T>, targets: B) -> Self {
        let outputs = match outputs {
            Outputs::Measured(mean) => Ok(mean),
            Outputs::OnDevice(outputs) => Err(outputs.start_download()),
        };
        Pending { loss: loss.start_download(), divisor, outputs, targets }
    }

    /// Adds loss and metric to `totals`; waits for them on a GPU.
    #[track_caller]
    pub fn add_to<Y: ?Sized>(self, totals: &mut Totals, metric: Metric<T, Y>)
    where
        B: Borrow<Y>,
    {
        let mean = match self.outputs {
            Ok(mean) => mean,
            Err(outputs) => metric(&outputs.finish(), self.targets.borrow()),
        };
        totals.add(self.loss.finish().item().as_f64(), self.divisor, mean);
    }
}
