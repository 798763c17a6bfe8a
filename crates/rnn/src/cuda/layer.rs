//! The loops over the steps, and the gradients that follow from all of them at once.

use super::Outputs;
use crate::cell::CellKind;
use crate::kernels::Sequences;
use numeric::Float;
use std::sync::Arc;
use tensor::gpu::{Gpu, GpuIndices, Product, Transpose::No, Transpose::Yes};
use tensor::{Shape, Tensor, sum_to};

/// The kernels between the steps and the tape.
pub(super) const LAYER: &str = include_str!("layer.cu");

/// A layer in one direction, and the sequences that it reads.
pub(super) struct Layer {
    pub gpu: Arc<Gpu>,
    pub cell: CellKind,
    pub n: usize,
    pub steps: usize,
    pub units: usize,
    pub reverse: bool,
    /// The length of each sequence; none if all have all steps.
    pub lengths: Option<GpuIndices>,
}

/// What the backward pass needs of each step, `[n, steps, …]`.
pub(super) struct Saved<T: Float> {
    /// The gates. In the backward pass they become the gradients with respect to the inputs' sums.
    pub gates: Tensor<T>,
    /// The states before the step.
    pub h_prev: Tensor<T>,
    /// Of an LSTM the cell states after the step. Of a GRU that resets after the product the states' sum of
    /// the last gate, which becomes the gradient with respect to it; of one that resets before it the states
    /// that were reset.
    pub extra: Tensor<T>,
    /// Of a GRU that resets before the product: the gradient with respect to the sum of the last gate, by
    /// itself.
    pub last_gate: Option<Tensor<T>>,
}

impl Layer {
    pub fn new(gpu: Arc<Gpu>, cell: CellKind, units: usize, sequences: &Sequences) -> Self {
        let &Sequences { ref lengths, steps, reverse } = sequences;
        let differ = lengths.iter().any(|len| *len != steps);
        let indices = differ.then(|| gpu.indices(lengths));
        Layer { gpu, cell, n: lengths.len(), steps, units, reverse, lengths: indices }
    }

    fn width(&self) -> usize {
        self.cell.gates() * self.units
    }

    /// The states after all steps, the final state and cell state, and what is saved.
    #[track_caller]
    pub fn forward<T: Float>(
        &self,
        [x, w, b]: [&Tensor<T>; 3],
        rows: Option<&GpuIndices>,
        [mut h, mut c]: [Tensor<T>; 2],
        save: bool,
    ) -> Outputs<T> {
        let (n, steps, units, width) = (self.n, self.steps, self.units, self.width());
        let is_before = self.cell == CellKind::GruResetBefore;
        let extra = if matches!(self.cell, CellKind::Rnn(_)) { 0 } else { units };
        let mut y = x.new_empty([n, steps, units]);
        // The two kernels of a step hand over what is saved.
        let mut saved = (save || is_before).then(|| Saved {
            gates: x.new_empty([n, steps, width]),
            h_prev: x.new_empty([n, steps, units]),
            extra: x.new_empty([n, steps, extra]),
            last_gate: None,
        });
        let mut sums = x.new_empty([n, width]);
        let mut reset = x.new_empty([if is_before { n } else { 0 }, units]);
        let product = Product::new([width, units, n], [No, No]);
        for k in 0..steps {
            self.gpu.matmul(product, w, &h, &mut sums);
            match &mut saved {
                Some(saved) if is_before => {
                    self.reset(k, [x, &sums, b, &h], rows, &mut reset, saved);
                    // Of these sums the last gate's are read: one product is as fast as a narrower one.
                    self.gpu.matmul(product, w, &reset, &mut sums);
                    self.after_reset(k, [x, &sums, b], rows, [&mut y, &mut h], saved);
                }
                saved => {
                    let states = [&mut y, &mut h, &mut c];
                    self.forward_step(k, [x, &sums, b], rows, states, saved.as_mut());
                }
            }
        }
        (y, h, c, saved)
    }

    /// The gradients with respect to the initial states and cell states, from `dy` and from that with respect
    /// to the final cell states, `dc`.
    #[track_caller]
    pub fn backward<T: Float>(
        &self,
        w: &Tensor<T>,
        saved: &mut Saved<T>,
        [dy, c0]: [&Tensor<T>; 2],
        mut dc: Tensor<T>,
        needs_dh0: bool,
    ) -> [Tensor<T>; 2] {
        let (n, units, width) = (self.n, self.units, self.width());
        let is_before = self.cell == CellKind::GruResetBefore;
        let mut dh = dy.new_full([n, units], T::zero());
        let mut dz = dy.new_empty([n, width]);
        let mut drh = dy.new_empty([if is_before { n } else { 0 }, units]);
        saved.last_gate = is_before.then(|| dy.new_empty(saved.extra.shape()));
        let product = Product::new([units, width, n], [Yes, No]);
        let added = Product { accumulate: true, ..product };
        for k in (0..self.steps).rev() {
            if is_before {
                self.backward_to_reset(k, dy, [&mut dz, &mut dh], saved);
                self.gpu.matmul(product, w, &dz, &mut drh);
                self.backward_reset(k, &drh, [&mut dz, &mut dh], saved);
            } else {
                self.backward_step(k, [dy, c0], [&mut dz, &mut dh, &mut dc], saved);
            }
            if k > 0 || needs_dh0 {
                self.gpu.matmul(added, w, &dz, &mut dh);
            }
        }
        [dh, dc]
    }

    /// `∂L/∂U = h_prevᵀ·dz` over all steps; the last gate of a GRU has a sum of its own.
    #[track_caller]
    pub fn weight_gradient<T: Float>(&self, saved: &Saved<T>, shape: Shape) -> Tensor<T> {
        let Saved { gates, h_prev, extra, last_gate } = saved;
        let (units, all) = (self.units, self.n * self.steps);
        let mut dw = gates.new_empty(shape);
        let product = |width| Product::new([width, all, units], [No, Yes]);
        self.gpu.matmul(product(self.width()), gates, h_prev, &mut dw);
        let (dz, h) = match (self.cell, last_gate) {
            (CellKind::GruResetAfter, _) => (extra, h_prev),
            (_, Some(last_gate)) => (last_gate, extra),
            _ => return dw,
        };
        let mut last = gates.new_empty([units, units]);
        self.gpu.matmul(product(units), dz, h, &mut last);
        self.write_last_third(&mut dw, &last);
        dw
    }

    /// `∂L/∂c = Σ dz`.
    #[track_caller]
    pub fn bias_gradient<T: Float>(&self, saved: &Saved<T>) -> Tensor<T> {
        let sum = |dz: &Tensor<T>, width: usize| {
            sum_to(dz.clone().reshape([self.n * self.steps, width]), Shape::from([width]))
        };
        let mut db = sum(&saved.gates, self.width());
        if self.cell == CellKind::GruResetAfter {
            self.write_last_third(&mut db, &sum(&saved.extra, self.units));
        }
        db
    }

    #[track_caller]
    fn write_last_third<T: Float>(&self, dst: &mut Tensor<T>, src: &Tensor<T>) {
        let launch = self.gpu.kernel::<T>(LAYER, "write_last_third").output(dst).input(src);
        // SAFETY: the arguments are those of `write_last_third`: `dst` has three times the elements of `src`,
        // whose rows have `units`.
        unsafe { launch.int(self.units).int(src.len()).over(src.len()) };
    }
}

/// Which row of a table each step reads.
pub(super) struct Reads {
    pub rows: GpuIndices,
    /// The steps in the order of the rows that they read, and where those of each row begin; if there will be
    /// a backward pass.
    sorted: Option<[GpuIndices; 2]>,
}

impl Reads {
    #[track_caller]
    pub fn new(gpu: &Arc<Gpu>, tokens: &[usize], rows: usize, save: bool) -> Self {
        let sorted = save.then(|| {
            let mut steps: Vec<usize> = (0..tokens.len()).collect();
            steps.sort_by_key(|step| tokens[*step]);
            let start_of = |row| steps.partition_point(|step| tokens[*step] < row);
            let starts: Vec<usize> = (0..=rows).map(start_of).collect();
            [gpu.indices(&steps), gpu.indices(&starts)]
        });
        Reads { rows: gpu.indices(tokens), sorted }
    }

    /// `∂L/∂table`: for each row, `Σ dz` over the steps that read it.
    #[track_caller]
    pub fn table_gradient<T: Float>(&self, dz: &Tensor<T>, table: Shape) -> Tensor<T> {
        let [steps, starts] = self.sorted.as_ref().expect("a step with a backward pass sorts them");
        let (gpu, mut dtable) = (dz.gpu(), dz.new_empty(table));
        let (width, len) = (table.last_dim(), table.len());
        let launch = gpu.kernel::<T>(LAYER, "table_gradient").output(&mut dtable).input(dz);
        let launch = launch.indices(steps).indices(starts).int(width).int(len);
        // SAFETY: the arguments are those of `table_gradient`: `starts` has one more element than the table
        // has rows, and ends with the number of steps.
        unsafe { launch.over(len) };
        dtable
    }
}
