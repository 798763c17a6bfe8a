//! Cumulative sums.

use crate::Var;
use crate::reduction::AxisSplit;
use numeric::{ELEMENT_COST, Float, par_row_chunks};
#[cfg(feature = "cuda")]
use tensor::Device;
use tensor::Tensor;

#[cfg(feature = "cuda")]
mod cuda;

/// What a cumulative sum adds up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cumulative {
    /// Each sum is that of the elements before, without the element itself.
    pub exclusive: bool,
    /// From the end of the axis to its beginning.
    pub reverse: bool,
}

impl<'t, T: Float> Var<'t, T> {
    /// The cumulative sum along axis `axis`, `yⱼ = Σₖ≤ⱼ xₖ`, so `∂xⱼ = Σₖ≥ⱼ dyₖ`. It is added up in
    /// `f64`.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([3], vec![1.0, 2.0, 4.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).cumsum(0));
    /// assert_eq!(y.as_slice(), [1.0, 3.0, 7.0]);
    /// ```
    ///
    /// # Panics
    /// If there is no such axis.
    #[track_caller]
    pub fn cumsum(self, axis: usize) -> Var<'t, T> {
        self.cumsum_with(axis, Cumulative::default())
    }

    /// As [`cumsum`](Self::cumsum), from the other end or without the element itself.
    ///
    /// ```
    /// use autograd::{Cumulative, Tape};
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([3], vec![1.0, 2.0, 4.0]);
    /// let reverse = Cumulative { reverse: true, exclusive: true };
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).cumsum_with(0, reverse));
    /// assert_eq!(y.as_slice(), [6.0, 4.0, 0.0]);
    /// ```
    ///
    /// # Panics
    /// If there is no such axis.
    #[track_caller]
    pub fn cumsum_with(self, axis: usize, which: Cumulative) -> Var<'t, T> {
        let split = AxisSplit::new("cumsum", self.shape(), axis);
        let y = cumulative_sum(&self.value(), split, which);
        self.tape().record("cumsum", y, [self], move |dy, [dx]| {
            let back = Cumulative { reverse: !which.reverse, ..which };
            dx.accumulate(|| cumulative_sum(&dy, split, back));
        })
    }
}

/// The columns that are added up at once.
const TILE: usize = 64;

fn cumulative_sum<T: Float>(x: &Tensor<T>, split: AxisSplit, which: Cumulative) -> Tensor<T> {
    #[cfg(feature = "cuda")]
    if let Device::Cuda(gpu) = x.device() {
        return cuda::cumulative_sum(&gpu, x, split, which);
    }
    let AxisSplit { len, inner, .. } = split;
    let (mut y, slab) = (x.new_empty(x.shape()), len * inner);
    let src = x.as_slice();
    par_row_chunks(y.as_mut_slice(), slab, slab * ELEMENT_COST, &|start, slabs| {
        let src = &src[start * slab..][..slabs.len()];
        for (y, x) in slabs.chunks_exact_mut(slab).zip(src.chunks_exact(slab)) {
            if inner == 1 {
                add_up_row(x, y, which);
            } else {
                for start in (0..inner).step_by(TILE) {
                    add_up_columns(x, y, [start, inner], which);
                }
            }
        }
    });
    y
}

fn add_up_row<T: Float>(x: &[T], y: &mut [T], which: Cumulative) {
    let mut sum = 0.0;
    let mut add = |(y, x): (&mut T, &T)| {
        let before = sum;
        sum += x.as_f64();
        *y = T::of(if which.exclusive { before } else { sum });
    };
    match which.reverse {
        false => y.iter_mut().zip(x).for_each(add),
        true => y.iter_mut().zip(x).rev().for_each(&mut add),
    }
}

/// The columns of a tile from `start` on, in rows of `inner` elements.
fn add_up_columns<T: Float>(x: &[T], y: &mut [T], [start, inner]: [usize; 2], which: Cumulative) {
    let (width, rows) = (TILE.min(inner - start), x.len() / inner);
    let mut sums = [0.0; TILE];
    for i in 0..rows {
        let row = if which.reverse { rows - 1 - i } else { i } * inner + start;
        let sums = sums[..width].iter_mut();
        for ((sum, y), x) in sums.zip(&mut y[row..][..width]).zip(&x[row..][..width]) {
            let before = *sum;
            *sum += x.as_f64();
            *y = T::of(if which.exclusive { before } else { *sum });
        }
    }
}
