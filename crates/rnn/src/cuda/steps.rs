//! The kernels of a step, for each cell.

use super::layer::{Layer, Saved};
use crate::cell::{CellKind, Nonlinearity};
use numeric::Float;
use tensor::Tensor;
use tensor::gpu::{GpuIndices, Launch, Text};

const RNN: &str = concat!(include_str!("step.cu"), include_str!("../cells/rnn.cu"));
const LSTM: &str = concat!(include_str!("step.cu"), include_str!("../cells/lstm.cu"));
const GRU: &str = concat!(include_str!("step.cu"), include_str!("../cells/gru.cu"));
const GRU_BEFORE: &str = concat!(include_str!("step.cu"), include_str!("../cells/gru_before.cu"));

/// The text of a cell whose step is one kernel, and the names of both.
fn kernels(cell: CellKind) -> (Text, [&'static str; 2]) {
    let rnn = |f, slope| Text { source: RNN, defines: [f, slope] };
    match cell {
        CellKind::Rnn(Nonlinearity::Tanh) => {
            (rnn("F(z) tanh(z)", "SLOPE(h) (1 - h * h)"), ["rnn_forward", "rnn_backward"])
        }
        CellKind::Rnn(Nonlinearity::Relu) => (
            rnn("F(z) (z < 0 ? 0 : z)", "SLOPE(h) (h > 0 ? 1 : 0)"),
            ["rnn_forward", "rnn_backward"],
        ),
        CellKind::Lstm => (LSTM.into(), ["lstm_forward", "lstm_backward"]),
        CellKind::GruResetAfter => (GRU.into(), ["gru_forward", "gru_backward"]),
        CellKind::GruResetBefore => unreachable!("its step is two kernels"),
    }
}

impl Layer {
    /// One step: the states after it, from the inputs' sums `x` (of each step, or rows of a table), the states'
    /// product `u` and the bias `b`.
    #[track_caller]
    pub fn forward_step<T: Float>(
        &self,
        k: usize,
        [x, u, b]: [&Tensor<T>; 3],
        rows: Option<&GpuIndices>,
        states: [&mut Tensor<T>; 3],
        saved: Option<&mut Saved<T>>,
    ) {
        let (text, [name, _]) = kernels(self.cell);
        let launch = states.into_iter().fold(self.gpu.kernel::<T>(text, name), Launch::output);
        let launch = match saved {
            Some(Saved { gates, h_prev, extra, .. }) => {
                launch.output(gates).output(h_prev).output(extra)
            }
            None => launch.none().none().none(),
        };
        let launch = indices(launch.input(x), rows).input(u).input(b);
        // SAFETY: the arguments are those of the cell's forward kernel, as `run` asks.
        unsafe { self.run(launch, k) };
    }

    /// One step back: the saved gates become the gradients with respect to the inputs' sums, `dz` that with
    /// respect to the states' sums of this step, `dh` and `dc` those with respect to the states before it, but
    /// for the product of `dz`.
    #[track_caller]
    pub fn backward_step<T: Float>(
        &self,
        k: usize,
        [dy, c0]: [&Tensor<T>; 2],
        gradients: [&mut Tensor<T>; 3],
        Saved { gates, h_prev, extra, .. }: &mut Saved<T>,
    ) {
        let (text, [_, name]) = kernels(self.cell);
        let launch = gradients.into_iter().fold(self.gpu.kernel::<T>(text, name), Launch::output);
        let launch = launch.output(gates).output(extra).input(dy).input(h_prev).input(c0);
        // SAFETY: the arguments are those of the cell's backward kernel, as `run` asks.
        unsafe { self.run(launch, k) };
    }

    /// The first half of a step of a GRU that resets before the product.
    #[track_caller]
    pub fn reset<T: Float>(
        &self,
        k: usize,
        [x, u, b, h]: [&Tensor<T>; 4],
        rows: Option<&GpuIndices>,
        reset: &mut Tensor<T>,
        Saved { gates, extra, .. }: &mut Saved<T>,
    ) {
        let launch = self.gpu.kernel::<T>(GRU_BEFORE, "gru_reset").output(reset).output(gates);
        let launch = indices(launch.output(extra).input(h).input(x), rows).input(u).input(b);
        // SAFETY: the arguments are those of `gru_reset`, as `run` asks.
        unsafe { self.run(launch, k) };
    }

    /// The second half.
    #[track_caller]
    pub fn after_reset<T: Float>(
        &self,
        k: usize,
        [x, u, b]: [&Tensor<T>; 3],
        rows: Option<&GpuIndices>,
        [y, h]: [&mut Tensor<T>; 2],
        Saved { gates, h_prev, .. }: &mut Saved<T>,
    ) {
        let launch = self.gpu.kernel::<T>(GRU_BEFORE, "gru_after_reset").output(y).output(h);
        let launch = indices(launch.output(gates).output(h_prev).input(x), rows).input(u).input(b);
        // SAFETY: the arguments are those of `gru_after_reset`, as `run` asks.
        unsafe { self.run(launch, k) };
    }

    /// Back through the second half.
    #[track_caller]
    pub fn backward_to_reset<T: Float>(
        &self,
        k: usize,
        dy: &Tensor<T>,
        [dz, dh]: [&mut Tensor<T>; 2],
        Saved { gates, h_prev, last_gate, .. }: &mut Saved<T>,
    ) {
        let last_gate = last_gate.as_mut().expect("it was made before the first step");
        let launch =
            self.gpu.kernel::<T>(GRU_BEFORE, "gru_backward_to_reset").output(dz).output(dh);
        let launch = launch.output(gates).output(last_gate).input(dy).input(h_prev);
        // SAFETY: the arguments are those of `gru_backward_to_reset`, as `run` asks.
        unsafe { self.run(launch, k) };
    }

    /// Back through the first half.
    #[track_caller]
    pub fn backward_reset<T: Float>(
        &self,
        k: usize,
        drh: &Tensor<T>,
        [dz, dh]: [&mut Tensor<T>; 2],
        Saved { gates, h_prev, .. }: &mut Saved<T>,
    ) {
        let launch = self.gpu.kernel::<T>(GRU_BEFORE, "gru_backward_reset").output(dz).output(dh);
        let launch = launch.output(gates).input(drh).input(h_prev);
        // SAFETY: the arguments are those of `gru_backward_reset`, as `run` asks.
        unsafe { self.run(launch, k) };
    }

    /// Launches the kernel of step `k`, whose last two parameters are the lengths and the sizes.
    ///
    /// # Safety
    /// The arguments before must be those of the kernel: tensors of the layer's sizes, and rows of a table that
    /// exist.
    #[track_caller]
    unsafe fn run(&self, launch: Launch<'_>, k: usize) {
        let sizes = [self.n, self.steps, self.units, k, usize::from(self.reverse)];
        let launch = indices(launch, self.lengths.as_ref()).ints(sizes.map(|n| n as isize));
        // SAFETY: no length is greater than `steps`; the rest is passed on to the caller.
        unsafe { launch.over(self.n * self.units) };
    }
}

/// Indices that a kernel may go without.
pub(super) fn indices<'a>(launch: Launch<'a>, indices: Option<&'a GpuIndices>) -> Launch<'a> {
    if let Some(indices) = indices { launch.indices(indices) } else { launch.none() }
}
