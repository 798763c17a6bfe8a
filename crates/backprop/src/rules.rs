//! The four rules.

use nalgebra::{DMatrixView, DMatrixViewMut};
use neurons::Activation;
use numeric::{ELEMENT_COST, Float, par_chunks, par_matmul, transposed};

// ANCHOR: rules
/// `δ = dy ∘ f'(z)`, in place: `dy` comes in, `δ` goes out. `z` may be `y` again for an activation
/// that does not look at it ([`Activation::DERIVATIVE_NEEDS_INPUT`]).
///
/// # Panics
/// If the lengths differ.
#[track_caller]
pub fn activation_backward<T: Float, A: Activation<T>>(f: A, z: &[T], y: &[T], dy: &mut [T]) {
    assert!(z.len() == dy.len() && y.len() == dy.len(), "delta: z, y and dy are equally long");
    par_chunks(dy, ELEMENT_COST, &|first, dy| {
        for ((d, z), y) in dy.iter_mut().zip(&z[first..]).zip(&y[first..]) {
            *d *= f.derivative(*z, *y);
        }
    });
}

/// `∂W = δ·Xᵀ`: each weight is to blame as much as its input and its neuron's `δ` went together.
///
/// # Shapes
/// `delta`: `neurons × samples`, `x`: `inputs × samples`, `dw`: `neurons × inputs`.
#[track_caller]
pub fn weight_gradient<T: Float>(
    delta: DMatrixView<'_, T>,
    x: DMatrixView<'_, T>,
    dw: DMatrixViewMut<'_, T>,
) {
    par_matmul(&delta, &transposed(x), dw);
}

/// `∂b = Σ δ`, over the samples.
///
/// # Shapes
/// `delta`: `neurons × samples`, `db`: `neurons`.
#[track_caller]
pub fn bias_gradient<T: Float>(delta: DMatrixView<'_, T>, db: &mut [T]) {
    assert_eq!(delta.nrows(), db.len(), "bias_gradient: one bias for each neuron");
    // A block of neurons goes through all samples, so each sum is added in the samples' order.
    par_chunks(db, REDUCTION_COST * delta.ncols(), &|first, db| {
        db.fill(T::zero());
        for sample in delta.rows(first, db.len()).column_iter() {
            for (db, d) in db.iter_mut().zip(sample.as_slice()) {
                *db += *d;
            }
        }
    });
}

/// `∂X = Wᵀ·δ`: what flowed in is to blame for each sum it took part in, by its weight there.
///
/// # Shapes
/// `w`: `neurons × inputs`, `delta`: `neurons × samples`, `dx`: `inputs × samples`.
#[track_caller]
pub fn input_gradient<T: Float>(
    w: DMatrixView<'_, T>,
    delta: DMatrixView<'_, T>,
    dx: DMatrixViewMut<'_, T>,
) {
    par_matmul(&transposed(w), &delta, dx);
}
// ANCHOR_END: rules

/// What it costs to fetch a number and add it, in multiply-adds of a matrix product.
const REDUCTION_COST: usize = 16;
