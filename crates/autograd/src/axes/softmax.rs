//! Softmax and log-softmax along any axis.

use super::columns::{column_max, column_sums, tiles};
use crate::Var;
use crate::reduction::AxisSplit;
use numeric::{ELEMENT_COST, Float, par_row_chunks};
use tensor::{Device, Tensor};

#[cfg(feature = "cuda")]
mod cuda;

impl<'t, T: Float> Var<'t, T> {
    /// The softmax along axis `axis`, `pⱼ = e^zⱼ / Σₖ e^zₖ`; so `∂zⱼ = pⱼ·(dpⱼ − Σₖ dpₖ·pₖ)`.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// // Class scores on axis 0, two pixels.
    /// let x = Tensor::new([2, 2], vec![0.0, 0.0, 3f64.ln(), 0.0]);
    /// let y = Tape::new().no_grad(|tape| tape.constant(&x).softmax_dim(0));
    /// let expected = [0.25, 0.5, 0.75, 0.5];
    /// assert!(y.as_slice().iter().zip(expected).all(|(y, p)| (y - p).abs() < 1e-12));
    /// ```
    ///
    /// # Panics
    /// If there is no such axis.
    #[track_caller]
    pub fn softmax_dim(self, axis: usize) -> Var<'t, T> {
        let (x, split) = (self.value(), AxisSplit::new("softmax_dim", self.shape(), axis));
        if axis + 1 == self.shape().rank() {
            return self.softmax();
        }
        #[cfg(feature = "cuda")]
        let kept = x.shape().with_dim(axis, 1);
        let y = match x.device() {
            Device::Cpu => map_slabs(&x, split, softmax_columns),
            #[cfg(feature = "cuda")]
            Device::Cuda(_) => cuda::softmax(&x, kept, false),
        };
        let out = y.clone();
        self.tape().record("softmax_dim", y, [self], move |dy, [dx]| {
            dx.accumulate(|| match dy.device() {
                Device::Cpu => zip_slabs(dy, &out, split, softmax_columns_backward),
                #[cfg(feature = "cuda")]
                Device::Cuda(_) => cuda::softmax_backward(&dy, &out, kept, false),
            });
        })
    }

    /// The logarithm of [`softmax_dim`](Self::softmax_dim), exact where a probability is tiny:
    /// `yⱼ = zⱼ − ln Σₖ e^zₖ`; so `∂zⱼ = dyⱼ − e^yⱼ·Σₖ dyₖ`.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([2, 1], vec![0.0, 1000.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).log_softmax_dim(0));
    /// assert_eq!(y.as_slice(), [-1000.0, 0.0]);
    /// ```
    ///
    /// # Panics
    /// If there is no such axis.
    #[track_caller]
    pub fn log_softmax_dim(self, axis: usize) -> Var<'t, T> {
        let split = AxisSplit::new("log_softmax_dim", self.shape(), axis);
        let x = self.value();
        if axis + 1 == self.shape().rank() {
            return self.log_softmax();
        }
        #[cfg(feature = "cuda")]
        let kept = x.shape().with_dim(axis, 1);
        let y = match x.device() {
            Device::Cpu => map_slabs(&x, split, log_softmax_columns),
            #[cfg(feature = "cuda")]
            Device::Cuda(_) => cuda::softmax(&x, kept, true),
        };
        let out = y.clone();
        self.tape().record("log_softmax_dim", y, [self], move |dy, [dx]| {
            dx.accumulate(|| match dy.device() {
                Device::Cpu => zip_slabs(dy, &out, split, log_softmax_columns_backward),
                #[cfg(feature = "cuda")]
                Device::Cuda(_) => cuda::softmax_backward(&dy, &out, kept, true),
            });
        })
    }
}

/// `f(x, y, inner)` of the elements `[len, inner]` of each index before the axis.
fn map_slabs<T: Float>(
    x: &Tensor<T>,
    split: AxisSplit,
    f: impl Fn(&[T], &mut [T], usize) + Sync,
) -> Tensor<T> {
    let mut y = x.new_empty(x.shape());
    for_each_slab(&mut y, split, &|slab, y, inner| {
        f(&x.as_slice()[slab * y.len()..][..y.len()], y, inner);
    });
    y
}

/// `f(y, dy, inner)` of the elements `[len, inner]` of each index before the axis, changing `dy` in place.
fn zip_slabs<T: Float>(
    mut dy: Tensor<T>,
    y: &Tensor<T>,
    split: AxisSplit,
    f: impl Fn(&[T], &mut [T], usize) + Sync,
) -> Tensor<T> {
    for_each_slab(&mut dy, split, &|slab, dy, inner| {
        f(&y.as_slice()[slab * dy.len()..][..dy.len()], dy, inner);
    });
    dy
}

/// Runs `f(slab, elements, inner)` on the elements `[len, inner]` of each index before the axis.
fn for_each_slab<T: Float>(
    x: &mut Tensor<T>,
    AxisSplit { len, inner, .. }: AxisSplit,
    f: &(dyn Fn(usize, &mut [T], usize) + Sync),
) {
    let slab = len * inner;
    par_row_chunks(x.as_mut_slice(), slab, slab * ELEMENT_COST, &|start, slabs| {
        for (i, elements) in slabs.chunks_exact_mut(slab).enumerate() {
            f(start + i, elements, inner);
        }
    });
}

fn softmax_columns<T: Float>(z: &[T], y: &mut [T], inner: usize) {
    for (start, width) in tiles(inner) {
        let max = column_max(z, inner, start, width);
        let sum = column_sums(z.len() / inner, width, |row, sums: &mut [T]| {
            let first = row * inner + start;
            let both = y[first..][..width].iter_mut().zip(&z[first..]);
            for (((y, z), max), sum) in both.zip(&max).zip(sums) {
                *y = (*z - *max).fast_exp();
                *sum += *y;
            }
        });
        let scale = sum.map(|sum| T::one() / sum);
        for row in y.chunks_exact_mut(inner) {
            for (y, scale) in row[start..][..width].iter_mut().zip(&scale) {
                *y *= *scale;
            }
        }
    }
}

fn softmax_columns_backward<T: Float>(p: &[T], dp: &mut [T], inner: usize) {
    let len = dp.len() / inner;
    for (start, width) in tiles(inner) {
        let dot = column_sums(len, width, |row, sums: &mut [T]| {
            let [p, dp] = [p, &*dp].map(|x| &x[row * inner + start..][..width]);
            for ((p, dp), sum) in p.iter().zip(dp).zip(sums) {
                *sum += *p * *dp;
            }
        });
        for row in 0..len {
            let first = row * inner + start;
            for ((d, p), dot) in dp[first..][..width].iter_mut().zip(&p[first..]).zip(&dot) {
                *d = *p * (*d - *dot);
            }
        }
    }
}

fn log_softmax_columns<T: Float>(z: &[T], y: &mut [T], inner: usize) {
    for (start, width) in tiles(inner) {
        let max = column_max(z, inner, start, width);
        let sum = column_sums(z.len() / inner, width, |row, sums: &mut [T]| {
            let z = &z[row * inner + start..][..width];
            for ((z, max), sum) in z.iter().zip(&max).zip(sums) {
                *sum += (*z - *max).fast_exp();
            }
        });
        let log_sum = sum.map(T::fast_ln);
        for (y, z) in y.chunks_exact_mut(inner).zip(z.chunks_exact(inner)) {
            let both = y[start..][..width].iter_mut().zip(&z[start..]);
            for (((y, z), max), log_sum) in both.zip(&max).zip(&log_sum) {
                *y = (*z - *max) - *log_sum;
            }
        }
    }
}

fn log_softmax_columns_backward<T: Float>(y: &[T], dy: &mut [T], inner: usize) {
    let len = dy.len() / inner;
    for (start, width) in tiles(inner) {
        let total = column_sums(len, width, |row, sums: &mut [T]| {
            for (dy, sum) in dy[row * inner + start..][..width].iter().zip(sums) {
                *sum += *dy;
            }
        });
        for row in 0..len {
            let first = row * inner + start;
            for ((d, y), total) in dy[first..][..width].iter_mut().zip(&y[first..]).zip(&total) {
                *d -= y.fast_exp() * *total;
            }
        }
    }
}
