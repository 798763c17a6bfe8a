//! The launch of a step's updates.

use super::{UpdateKernel, Updates};
use numeric::Float;
use std::sync::Arc;
use tensor::gpu::{Gpu, Row, Text};
use tensor::{Device, Tensor};

/// The elements that a block updates: `CHUNK` of the kernel.
pub(crate) const CHUNK: usize = 2048;

/// The threads of a block.
pub(crate) const THREADS: usize = 256;

/// The updates of one launch: by one kernel, on one GPU.
pub(crate) struct Group {
    gpu: Arc<Gpu>,
    source: &'static str,
    states: usize,
    rows: Vec<Row>,
    coefficients: Vec<f64>,
}

impl<'a, T: Float> Updates<'a, T> {
    /// Adds an update of `value`, whose `states` must be there until the launch.
    #[track_caller]
    pub(crate) fn push(
        &mut self,
        gpu: &Arc<Gpu>,
        kernel: UpdateKernel,
        value: &'a mut Tensor<T>,
        gradient: &'a Tensor<T>,
        states: &mut [Tensor<T>],
    ) {
        let row = Row::new(value.len()).output(gpu, value).input(gpu, gradient);
        let row = states.iter_mut().fold(row, |row, state| row.output(gpu, state));
        let (states, UpdateKernel { source, coefficients, .. }) = (states.len(), kernel);
        let fits = |group: &&mut Group| {
            std::ptr::eq(group.source, source)
                && group.states == states
                && Arc::ptr_eq(&group.gpu, gpu)
        };
        match self.groups.iter_mut().find(fits) {
            Some(group) => {
                group.rows.push(row);
                group.coefficients.extend(coefficients);
            }
            None => {
                let (gpu, rows) = (gpu.clone(), vec![row]);
                self.groups.push(Group { gpu, source, states, rows, coefficients });
            }
        }
    }

    #[track_caller]
    pub(super) fn launch_groups(self) {
        for Group { gpu, source, states, rows, coefficients } in self.groups {
            let defines = [["STATES 0", "STATES 1", "STATES 2", "STATES 3"][states], ""];
            let table = gpu.table(&rows, CHUNK);
            let coefficients: Vec<T> = coefficients.into_iter().map(T::of).collect();
            let coefficients = Tensor::new([coefficients.len()], coefficients);
            let coefficients = coefficients.to(&Device::Cuda(gpu.clone()));
            let launch = gpu.kernel::<T>(Text { source, defines }, "step");
            let launch = launch.table(&table).input(&coefficients);
            // SAFETY: the arguments are those of `step`: a row, and as many coefficients as its rule has,
            // for each parameter. It stays below each row's length, which its tensors have; the
            // parameters and gradients are borrowed until now, the states belong to the caller.
            unsafe { launch.blocks([table.chunks(), 1, 1], THREADS) };
        }
    }
}
