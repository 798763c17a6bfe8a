//! Weights in the order in which the inner loop reads them, and the inner loop.
//!
//! A step of a recurrent layer multiplies the same weights with a few vectors, the states of the
//! samples. General matrix products rearrange the weights at each call, which here would be at each
//! step. So they are rearranged, *packed*, once for all steps: a *panel* holds the weights of as many
//! outputs as two vector registers have lanes, the two registers of each input side by side.

use numeric::lanes::{HAS_32_REGISTERS, LANES, Lanes};
use numeric::{Float, par_for_each};
use tensor::Tensor;

/// Vectors of a panel.
const V: usize = 2;

/// Outputs of a panel.
const PANEL: usize = V * LANES;

/// The maximum number of samples that are computed at once. Each needs `V` registers for its sums, and
/// the more samples share a weight, the less often it is read.
const ROW_TILE: usize = if HAS_32_REGISTERS { 14 } else { 6 };

/// The inputs that are transposed at once.
const TRANSPOSED_BLOCK: usize = 64;

/// Packed weights, `[panels, inputs, V, LANES]`.
pub(crate) struct Packed<T: Float> {
    panels: Tensor<T>,
    inputs: usize,
}

impl<T: Float> Packed<T> {
    /// The columns `first..first + outputs` of `w`, `[inputs, width]`.
    pub fn columns(w: &[T], width: usize, first: usize, outputs: usize) -> Self {
        let mut packed = Self::zeros(w.len() / width, outputs);
        packed.for_each_panel(&|i, panel| {
            let columns = i * PANEL..outputs.min((i + 1) * PANEL);
            for (vectors, row) in panel.chunks_exact_mut(PANEL).zip(w.chunks_exact(width)) {
                vectors[..columns.len()].copy_from_slice(&row[first..][columns.clone()]);
            }
        });
        packed
    }

    /// The transpose of the columns `first..first + inputs` of `w`, `[outputs, width]`: for the backward
    /// pass.
    pub fn transposed(w: &[T], width: usize, first: usize, inputs: usize) -> Self {
        let mut packed = Self::zeros(inputs, w.len() / width);
        packed.for_each_panel(&|i, panel| {
            let rows = w[i * PANEL * width..].chunks_exact(width).take(PANEL);
            // A block of the panel stays in the cache while output after output is written into it.
            for (i, block) in panel.chunks_mut(TRANSPOSED_BLOCK * PANEL).enumerate() {
                for (output, row) in rows.clone().enumerate() {
                    let column = block[output..].iter_mut().step_by(PANEL);
                    let row = &row[first + i * TRANSPOSED_BLOCK..];
                    column.zip(row).for_each(|(packed, w)| *packed = *w);
                }
            }
        });
        packed
    }

    fn zeros(inputs: usize, outputs: usize) -> Self {
        Packed { panels: Tensor::zeros([outputs.next_multiple_of(PANEL) * inputs]), inputs }
    }

    /// Calls `f` with each panel and its number, in parallel.
    fn for_each_panel(&mut self, f: &(impl Fn(usize, &mut [T]) + Sync)) {
        let panel_len = self.inputs * PANEL;
        let panels = self.panels.as_mut_slice().chunks_exact_mut(panel_len).enumerate().collect();
        par_for_each(panels, &|(i, panel): (usize, &mut [T])| f(i, panel));
    }

    #[inline(always)]
    fn panel(&self, i: usize) -> &[T] {
        let len = self.inputs * PANEL;
        &self.panels.as_slice()[i * len..][..len]
    }
}

/// Some rows of a block of memory, each of which begins at its own index.
#[derive(Clone, Copy)]
pub(crate) struct Rows<'a, T> {
    pub data: &'a [T],
    pub starts: &'a [usize],
}

/// A weighted sum of inputs of one or more kinds, packed.
pub(crate) struct Product<T: Float> {
    /// The weights of each kind of input.
    terms: Vec<Packed<T>>,
    /// Without biases the products are added to what is there.
    bias: Option<Vec<T>>,
    outputs: usize,
}

impl<T: Float> Product<T> {
    /// Sums that begin with a bias.
    pub fn new(terms: Vec<Packed<T>>, bias: Vec<T>) -> Self {
        Product { terms, outputs: bias.len(), bias: Some(bias) }
    }

    /// Sums that are added to what is there.
    pub fn accumulating(term: Packed<T>, outputs: usize) -> Self {
        Product { terms: vec![term], outputs, bias: None }
    }

    /// Writes the sums of each sample, from `starts[sample]` of `y` on; `inputs` are those of each term.
    /// With `first_terms` the sums begin with these instead.
    pub fn run(
        &self,
        first_terms: Option<Rows<'_, T>>,
        inputs: &[Rows<'_, T>],
        y: &mut [T],
        starts: &[usize],
    ) {
        let samples = starts.len();
        let tiles = samples.div_ceil(ROW_TILE);
        // A panel stays in the cache while tile after tile of samples is multiplied with it.
        for panel in 0..self.outputs.div_ceil(PANEL) {
            let mut first = 0;
            for i in 0..tiles {
                // As even as can be: 16 samples are 8 and 8.
                let next = samples * (i + 1) / tiles;
                let starts = &starts[first..next];
                macro_rules! tile_of {
                    ($($r:literal)*) => {
                        match next - first {
                            $($r => self.tile::<$r>(panel, first, first_terms, inputs, y, starts),)*
                            len => unreachable!("a tile of {len} samples"),
                        }
                    };
                }
                tile_of!(1 2 3 4 5 6 7 8 9 10 11 12 13 14);
                first = next;
            }
        }
    }

    // ANCHOR: tile
    /// The sums of `R` samples, from sample `first` on, and of the outputs of one panel.
    #[inline(always)]
    fn tile<const R: usize>(
        &self,
        panel: usize,
        first: usize,
        first_terms: Option<Rows<'_, T>>,
        inputs: &[Rows<'_, T>],
        y: &mut [T],
        starts: &[usize],
    ) {
        let output = |v: usize| {
            let first = (panel * PANEL + v * LANES).min(self.outputs);
            first..(first + LANES).min(self.outputs)
        };
        let load = |from: &[T]| std::array::from_fn(|v| Lanes::load(&from[output(v)]));
        let mut sums: [[Lanes<T>; V]; R] = match (first_terms, &self.bias) {
            (Some(rows), _) => std::array::from_fn(|r| load(&rows.data[rows.starts[first + r]..])),
            (None, Some(bias)) => [load(bias); R],
            (None, None) => std::array::from_fn(|r| load(&y[starts[r]..])),
        };
        for (weights, rows) in self.terms.iter().zip(inputs) {
            let rows: [&[T]; R] =
                std::array::from_fn(|r| &rows.data[rows.starts[first + r]..][..weights.inputs]);
            sums = multiply_add(weights.panel(panel), rows, sums);
        }
        for (sums, start) in sums.iter().zip(starts) {
            for (v, sums) in sums.iter().enumerate() {
                sums.store(&mut y[*start..][output(v)]);
            }
        }
    }
    // ANCHOR_END: tile
}

// ANCHOR: kernel
/// Adds to the sums of `R` samples the products of a panel with their rows of inputs.
///
/// Each sum is a chain of multiply-adds from the first input to the last, whatever `R` is: so the
/// bits of a sample do not depend on the samples beside it.
#[inline(always)]
fn multiply_add<T: Float, const R: usize>(
    panel: &[T],
    rows: [&[T]; R],
    mut sums: [[Lanes<T>; V]; R],
) -> [[Lanes<T>; V]; R] {
    for (k, weights) in panel.chunks_exact(PANEL).enumerate() {
        let w: [Lanes<T>; V] = std::array::from_fn(|v| Lanes::load(&weights[v * LANES..][..LANES]));
        for r in 0..R {
            let x = rows[r][k];
            for v in 0..V {
                sums[r][v] = sums[r][v].mul_add_scalar(x, w[v]);
            }
        }
    }
    sums
}
// ANCHOR_END: kernel
