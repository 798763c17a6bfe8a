//! Sums, means and maxima.

use crate::Var;
use numeric::{Float, sum};
use tensor::{Shape, Tensor};

/// A shape seen from one of its axes: how much lies before it, its length, how much lies within.
#[derive(Clone, Copy)]
pub(crate) struct AxisSplit {
    pub outer: usize,
    pub len: usize,
    pub inner: usize,
}

impl AxisSplit {
    /// # Panics
    /// If there is no such axis; the message names `op`.
    #[track_caller]
    pub(crate) fn new(op: &str, shape: Shape, axis: usize) -> AxisSplit {
        assert!(axis < shape.rank(), "{op}: {shape:?} has no axis {axis}");
        let (outer, rest) = shape.dims().split_at(axis);
        AxisSplit { outer: outer.iter().product(), len: rest[0], inner: rest[1..].iter().product() }
    }
}

/// `shape` without its axis `axis`.
pub(crate) fn remove_axis(shape: Shape, axis: usize) -> Shape {
    let dims: Vec<usize> =
        shape.dims().iter().enumerate().filter(|(i, _)| *i != axis).map(|(_, dim)| *dim).collect();
    Shape::new(&dims).expect("fewer axes and numbers than a shape that exists")
}

impl<'t, T: Float> Var<'t, T> {
    /// The sum of all numbers, `y = Σ xᵢ`, so `∂xᵢ = dy`.
    #[track_caller]
    pub fn sum(self) -> Var<'t, T> {
        let x = self.expect_cpu("sum");
        let (y, shape) = (Tensor::scalar(sum(x.as_slice())), x.shape());
        self.tape().record("sum", y, [self], move |dy, [dx]| {
            dx.accumulate(|| Tensor::full(shape, dy.item()));
        })
    }

    /// The mean of all numbers, `y = (1/n)·Σ xᵢ`, so `∂xᵢ = dy/n`.
    ///
    /// # Panics
    /// If there are no numbers.
    #[track_caller]
    pub fn mean(self) -> Var<'t, T> {
        let x = self.expect_cpu("mean");
        assert!(!x.is_empty(), "mean: {:?} holds no numbers", x.shape());
        let (share, shape) = (T::of(1.0 / x.len() as f64), x.shape());
        let y = Tensor::scalar(sum(x.as_slice()) * share);
        self.tape().record("mean", y, [self], move |dy, [dx]| {
            dx.accumulate(|| Tensor::full(shape, dy.item() * share));
        })
    }

    /// The sums along one axis, which vanishes from the shape: `yₒᵢ = Σⱼ xₒⱼᵢ`, so `∂xₒⱼᵢ = dyₒᵢ`.
    ///
    /// # Panics
    /// If there is no such axis.
    #[track_caller]
    pub fn sum_dim(self, axis: usize) -> Var<'t, T> {
        let (x, along) =
            (self.expect_cpu("sum_dim"), AxisSplit::new("sum_dim", self.shape(), axis));
        let AxisSplit { outer, len, inner } = along;
        let mut y = Tensor::zeros(remove_axis(x.shape(), axis));
        let (numbers, sums) = (x.as_slice(), y.as_mut_slice());
        for o in 0..outer {
            for j in 0..len {
                let row = &numbers[(o * len + j) * inner..][..inner];
                for (y, x) in sums[o * inner..][..inner].iter_mut().zip(row) {
                    *y += *x;
                }
            }
        }
        let shape = x.shape();
        self.tape().record("sum_dim", y, [self], move |dy, [dx]| {
            dx.accumulate(|| {
                let mut dx = dy.new_empty(shape);
                for (n, row) in dx.as_mut_slice().chunks_exact_mut(inner.max(1)).enumerate() {
                    row.copy_from_slice(&dy.as_slice()[n / len * inner..][..inner]);
                }
                dx
            });
        })
    }

    /// The largest numbers along one axis, which vanishes from the shape: `yₒᵢ = maxⱼ xₒⱼᵢ`. The
    /// gradient goes to the first of the largest.
    ///
    /// # Panics
    /// If there is no such axis, or if its length is 0.
    #[track_caller]
    pub fn max_dim(self, axis: usize) -> Var<'t, T> {
        let (x, along) =
            (self.expect_cpu("max_dim"), AxisSplit::new("max_dim", self.shape(), axis));
        let AxisSplit { outer, len, inner } = along;
        assert!(len > 0, "max_dim: axis {axis} of {:?} is empty", x.shape());
        let (mut y, numbers) = (x.new_empty(remove_axis(x.shape(), axis)), x.as_slice());
        let mut winners = vec![0; outer * inner];
        for (n, (y, winner)) in y.as_mut_slice().iter_mut().zip(&mut winners).enumerate() {
            let place = |j: usize| (n / inner * len + j) * inner + n % inner;
            // A NaN wins: it must not be hidden by a number that compares with nothing.
            *winner = (1..len).map(place).fold(place(0), |best, i| {
                if numbers[i] > numbers[best] || numbers[i].as_f64().is_nan() { i } else { best }
            });
            *y = numbers[*winner];
        }
        let shape = x.shape();
        self.tape().record("max_dim", y, [self], move |dy, [dx]| {
            dx.accumulate(|| {
                let mut dx = Tensor::zeros(shape);
                for (winner, dy) in winners.iter().zip(dy.as_slice()) {
                    dx.as_mut_slice()[*winner] = *dy;
                }
                dx
            });
        })
    }
}
