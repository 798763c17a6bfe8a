//! The logarithm of a sum of exponentials.

use super::Reduced;
use super::columns::{column_max, column_sums, tiles};
use crate::Var;
use numeric::{ELEMENT_COST, Float, max, par_row_chunks, sum_map};
use tensor::{Device, Shape, Tensor, broadcast_to, permute, pointwise};

#[cfg(feature = "cuda")]
mod cuda;

impl<'t, T: Float> Var<'t, T> {
    /// `y = ln Σ eˣ` along several axes, or along all if `axes` is empty, so `∂x = dy·eˣ⁻ʸ`, the
    /// softmax. The maximum is subtracted before, so that nothing overflows. `keepdim` as in
    /// [`sum_dims`](Self::sum_dims).
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([2], vec![1000.0, 1000.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).logsumexp(&[0], false));
    /// assert_eq!(y.item(), 1000.0 + 2f64.ln());
    /// ```
    ///
    /// # Panics
    /// If there is no such axis, if one is named twice, or if there is nothing along them.
    #[track_caller]
    pub fn logsumexp(self, axes: &[usize], keepdim: bool) -> Var<'t, T> {
        let (x, shape) = (self.value(), self.shape());
        let Reduced { kept, output, count } = Reduced::new("logsumexp", shape, axes, keepdim);
        assert!(count > 0, "logsumexp: {shape:?} holds no elements along {axes:?}");
        let y = match x.device() {
            Device::Cpu => log_sum_exp(&x, kept),
            #[cfg(feature = "cuda")]
            Device::Cuda(_) => cuda::log_sum_exp(&x, kept),
        };
        self.tape().record("logsumexp", y.clone().reshape(output), [self], move |dy, [dx]| {
            dx.accumulate(|| {
                let softmax = pointwise!(|y, x| (x - y).fast_exp(), "exp(x - y)");
                let softmax = broadcast_to(&y, shape).binary(&x, softmax);
                let dy = broadcast_to(&dy.reshape(kept), shape);
                softmax.binary(&dy, pointwise!(|p, dy| p * dy))
            });
        })
    }
}

/// `ln Σ eˣ` in the shape `kept`, in which the axes reduced have length 1.
fn log_sum_exp<T: Float>(x: &Tensor<T>, kept: Shape) -> Tensor<T> {
    let shape = x.shape();
    let dims = shape.dims();
    let is_reduced = |axis: &usize| dims[*axis] != kept.dims()[*axis];
    let (reduced, mut others): (Vec<usize>, Vec<usize>) = (0..dims.len()).partition(is_reduced);
    let (Some(first), Some(last)) = (reduced.first(), reduced.last()) else { return x.clone() };
    if last - first >= reduced.len() {
        // Not adjacent: as the last axes they are.
        let permuted_kept = others.iter().map(|axis| dims[*axis]).chain(reduced.iter().map(|_| 1));
        let permuted_kept: Vec<usize> = permuted_kept.collect();
        others.extend(&reduced);
        let permuted_kept = Shape::new(&permuted_kept).expect("as many axes as before");
        return log_sum_exp(&permute(x, &others), permuted_kept).reshape(kept);
    }
    let (inner, slab): (usize, usize) =
        (dims[last + 1..].iter().product(), dims[*first..].iter().product());
    let mut y = x.new_empty(kept);
    par_row_chunks(y.as_mut_slice(), inner, slab * ELEMENT_COST, &|start, rows| {
        for (i, y) in rows.chunks_exact_mut(inner).enumerate() {
            let z = &x.as_slice()[(start + i) * slab..][..slab];
            if let [y] = y { *y = of_row(z) } else { of_columns(z, y) }
        }
    });
    y
}

/// What is subtracted from the exponents: no infinite maximum, since ∞ − ∞ is no number.
fn finite<T: Float>(max: T) -> T {
    if max.as_f64().is_infinite() { T::zero() } else { max }
}

fn of_row<T: Float>(z: &[T]) -> T {
    let max = finite(max(z));
    sum_map([z], [max], &|[z], [max]| (z - max).fast_exp()).ln() + max
}

fn of_columns<T: Float>(z: &[T], y: &mut [T]) {
    let inner = y.len();
    for (start, width) in tiles(inner) {
        let max = column_max(z, inner, start, width).map(finite);
        let sum = column_sums(z.len() / inner, width, |row, sums: &mut [T]| {
            let z = &z[row * inner + start..][..width];
            for ((z, max), sum) in z.iter().zip(&max).zip(sums) {
                *sum += (*z - *max).fast_exp();
            }
        });
        for ((y, sum), max) in y[start..][..width].iter_mut().zip(sum).zip(max) {
            *y = sum.fast_ln() + max;
        }
    }
}
