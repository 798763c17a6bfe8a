//! The products of a step: weighted sums of inputs and states, for a few samples.

use crate::cell::CellKind;
use crate::packed::{Packed, Rows, Tile, for_each_tile, multiply_add};
use numeric::Float;
use numeric::lanes::{LANES, Lanes};

/// The parameters of one layer in one direction, as the tensors have them.
#[derive(Clone, Copy)]
pub(crate) struct Weights<'a, T> {
    pub cell: CellKind,
    /// `[input_size, gates · hidden_size]`.
    pub w_ih: &'a [T],
    /// `[hidden_size, gates · hidden_size]`.
    pub w_hh: &'a [T],
    /// `[gates · hidden_size]`.
    pub b_ih: &'a [T],
    /// `[gates · hidden_size]`.
    pub b_hh: &'a [T],
}

impl<T> Weights<'_, T> {
    pub fn hidden_size(&self) -> usize {
        self.b_ih.len() / self.cell.gates()
    }

    pub fn input_size(&self) -> usize {
        self.w_ih.len() / self.b_ih.len()
    }
}

/// Some gates of a layer, packed.
pub(crate) struct Gates<T: Float> {
    count: usize,
    units: usize,
    input_size: usize,
    w_ih: Packed<T>,
    w_hh: Packed<T>,
    /// The biases of both, where their sums are chained.
    b: Packed<T>,
    b_hh: Packed<T>,
    /// Whether the last gate's sum of states is kept apart from its sum of inputs, behind it.
    split_last: bool,
}

impl<T: Float> Gates<T> {
    /// The gates `first..first + V` of a layer.
    fn new<const V: usize>(weights: &Weights<'_, T>, first: usize, split_last: bool) -> Self {
        let (units, width) = (weights.hidden_size(), weights.b_ih.len());
        let starts: [usize; V] = std::array::from_fn(|v| (first + v) * units);
        let mut b = Packed::gates(weights.b_ih, width, units, starts);
        let b_hh = Packed::gates(weights.b_hh, width, units, starts);
        b.add_vectors(&b_hh, V, V - usize::from(split_last));
        Gates {
            count: V,
            units,
            input_size: weights.input_size(),
            w_ih: Packed::gates(weights.w_ih, width, units, starts),
            w_hh: Packed::gates(weights.w_hh, width, units, starts),
            b,
            b_hh,
            split_last,
        }
    }

    /// Writes `x·W + b + h·U + c` for each sample: gate `v` from element `starts[row] + dst + v·units`
    /// of `z` on.
    pub fn sums(&self, x: Rows<'_, T>, h: Rows<'_, T>, z: &mut [T], starts: &[usize], dst: usize) {
        let samples = starts.len();
        let panels = self.w_hh.len();
        match self.count {
            1 => for_each_tile(
                panels,
                samples,
                &mut SumsTile::<T, 1> { gates: self, x, h, z, starts, dst },
            ),
            2 => for_each_tile(
                panels,
                samples,
                &mut SumsTile::<T, 2> { gates: self, x, h, z, starts, dst },
            ),
            3 => for_each_tile(
                panels,
                samples,
                &mut SumsTile::<T, 3> { gates: self, x, h, z, starts, dst },
            ),
            _ => for_each_tile(
                panels,
                samples,
                &mut SumsTile::<T, 4> { gates: self, x, h, z, starts, dst },
            ),
        }
    }
}

struct SumsTile<'a, T: Float, const V: usize> {
    gates: &'a Gates<T>,
    x: Rows<'a, T>,
    h: Rows<'a, T>,
    z: &'a mut [T],
    starts: &'a [usize],
    dst: usize,
}

impl<T: Float, const V: usize> Tile for SumsTile<'_, T, V> {
    // ANCHOR: sums
    #[inline(always)]
    fn run<const R: usize>(&mut self, panel: usize, first: usize) {
        let gates = self.gates;
        let x = self.x.tile::<R>(first, gates.input_size);
        let b = gates.b.vectors::<V>(panel);
        let mut sums = multiply_add(gates.w_ih.panel(panel), x, [b; R]);
        if gates.split_last {
            let b_hh = gates.b_hh.vectors::<V>(panel)[V - 1];
            for r in 0..R {
                self.store(first + r, panel, V - 1, sums[r][V - 1]);
                sums[r][V - 1] = b_hh;
            }
        }
        let h = self.h.tile::<R>(first, gates.units);
        let sums = multiply_add(gates.w_hh.panel(panel), h, sums);
        for r in 0..R {
            for v in 0..V {
                let is_apart = gates.split_last && v == V - 1;
                self.store(first + r, panel, v + usize::from(is_apart), sums[r][v]);
            }
        }
    }
    // ANCHOR_END: sums
}

impl<T: Float, const V: usize> SumsTile<'_, T, V> {
    #[inline(always)]
    fn store(&mut self, row: usize, panel: usize, gate: usize, sums: Lanes<T>) {
        let (units, unit) = (self.gates.units, panel * LANES);
        let start = self.starts[row] + self.dst + gate * units + unit;
        sums.store(&mut self.z[start..][..LANES.min(units - unit)]);
    }
}

/// All gates of a layer, packed: once for all steps and all samples.
pub(crate) struct PackedCell<T: Float> {
    pub cell: CellKind,
    pub input_size: usize,
    pub hidden_size: usize,
    pub gates: Gates<T>,
    /// What can be computed only once the reset gate has been: the GRU of the paper.
    pub after_reset: Option<Gates<T>>,
}

impl<T: Float> PackedCell<T> {
    pub fn new(weights: &Weights<'_, T>) -> Self {
        let cell = weights.cell;
        let gates = match cell {
            CellKind::Rnn(_) => Gates::new::<1>(weights, 0, false),
            CellKind::Lstm => Gates::new::<4>(weights, 0, false),
            CellKind::GruResetAfter => Gates::new::<3>(weights, 0, true),
            CellKind::GruResetBefore => Gates::new::<2>(weights, 0, false),
        };
        let is_before = cell == CellKind::GruResetBefore;
        PackedCell {
            cell,
            input_size: weights.input_size(),
            hidden_size: weights.hidden_size(),
            gates,
            after_reset: is_before.then(|| Gates::new::<1>(weights, 2, false)),
        }
    }
}

/// The recurrent weights of some gates, transposed and packed: they take the gradient from the sums of
/// a step back to the state before it.
pub(crate) struct Transposed<T: Float> {
    weights: Packed<T>,
    inputs: usize,
    outputs: usize,
}

/// Vectors of a panel.
const V: usize = 4;

impl<T: Float> Transposed<T> {
    /// Of the gates `first..first + count`.
    pub fn new(weights: &Weights<'_, T>, first: usize, count: usize) -> Self {
        let units = weights.hidden_size();
        let inputs = count * units;
        let packed =
            Packed::transposed::<V>(weights.w_hh, weights.b_hh.len(), first * units, inputs);
        Transposed { weights: packed, inputs, outputs: units }
    }

    /// Adds `dz·Uᵀ` to `dh`, in which a row has as many elements as there are units.
    pub fn accumulate(&self, dz: Rows<'_, T>, dh: &mut [T]) {
        let samples = dz.starts.len();
        for_each_tile(
            self.weights.len(),
            samples,
            &mut TransposedTile { transposed: self, dz, dh },
        );
    }
}

struct TransposedTile<'a, T: Float> {
    transposed: &'a Transposed<T>,
    dz: Rows<'a, T>,
    dh: &'a mut [T],
}

impl<T: Float> Tile for TransposedTile<'_, T> {
    #[inline(always)]
    fn run<const R: usize>(&mut self, panel: usize, first: usize) {
        let Transposed { weights, inputs, outputs } = self.transposed;
        let place = |r: usize, v: usize| {
            let unit = ((panel * V + v) * LANES).min(*outputs);
            let len = LANES.min(outputs - unit);
            (first + r) * outputs + unit..(first + r) * outputs + unit + len
        };
        let start: [[Lanes<T>; V]; R] =
            std::array::from_fn(|r| std::array::from_fn(|v| Lanes::load(&self.dh[place(r, v)])));
        let dz = self.dz.tile::<R>(first, *inputs);
        let sums = multiply_add(weights.panel(panel), dz, start);
        for (r, sums) in sums.iter().enumerate() {
            for (v, sums) in sums.iter().enumerate() {
                sums.store(&mut self.dh[place(r, v)]);
            }
        }
    }
}
