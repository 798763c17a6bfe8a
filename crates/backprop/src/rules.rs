//! The four gradient rules of a fully connected layer.

use nalgebra::{DMatrixView, DMatrixViewMut};
use neurons::Activation;
use numeric::{ELEMENT_COST, Float, block_sum, fold_rows, par_chunks, par_matmul, transposed};

/// The gradient with respect to the weighted sums, `δ = dy ∘ f'(z)`, in place: `dy` comes in, `δ`
/// goes out. `z` may be `y` again for an activation that does not need it
/// ([`Activation::DERIVATIVE_NEEDS_INPUT`]).
///
/// # Panics
/// If the lengths differ, or if a setting of the activation is out of range.
///
/// ```
/// let (y, mut dy) = ([0.5, 0.5], [4.0, -8.0]);
/// backprop::activation_backward(activations::Sigmoid, &y, &y, &mut dy);
/// assert_eq!(dy, [1.0, -2.0]);        // times y·(1 − y)
/// ```
// ANCHOR: activation_backward
#[track_caller]
pub fn activation_backward<T: Float, A: Activation<T>>(f: A, z: &[T], y: &[T], dy: &mut [T]) {
    f.check_settings();
    let lengths = [z.len(), y.len(), dy.len()];
    assert!(
        lengths == [dy.len(); 3],
        "activation_backward: z, y, dy {lengths:?} do not fit: they must be equally long"
    );
    par_chunks(dy, ELEMENT_COST, &|start, dy| {
        for ((d, z), y) in dy.iter_mut().zip(&z[start..]).zip(&y[start..]) {
            *d *= f.derivative(*z, *y);
        }
    });
}
// ANCHOR_END: activation_backward

/// The gradient with respect to the weights, `∂W = δ·Xᵀ`.
///
/// # Shapes
/// `delta`: `neurons × samples`, `x`: `inputs × samples`, `dw`: `neurons × inputs`.
///
/// ```
/// let (delta, x) = (numeric::matrix([[1.0, 2.0]]), numeric::matrix([[3.0, 4.0]]));
/// let mut dw = numeric::matrix([[0.0]]);
/// backprop::weight_gradient(delta.as_view(), x.as_view(), dw.as_view_mut());
/// assert_eq!(dw[0], 11.0);        // 1·3 + 2·4
/// ```
// ANCHOR: weight_gradient
#[track_caller]
pub fn weight_gradient<T: Float>(
    delta: DMatrixView<'_, T>,
    x: DMatrixView<'_, T>,
    dw: DMatrixViewMut<'_, T>,
) {
    par_matmul(&delta, &transposed(x), dw);
}
// ANCHOR_END: weight_gradient

/// The gradient with respect to the biases, `∂b = Σ δ` over the samples.
///
/// # Shapes
/// `delta`: `neurons × samples`, `db`: `neurons`.
///
/// ```
/// let (delta, mut db) = (numeric::matrix([[1.0, 2.0]]), [f64::NAN]);
/// backprop::bias_gradient(delta.as_view(), &mut db);
/// assert_eq!(db, [3.0]);
/// ```
#[track_caller]
pub fn bias_gradient<T: Float>(delta: DMatrixView<'_, T>, db: &mut [T]) {
    let (shape, biases) = (delta.shape(), db.len());
    assert!(
        shape.0 == biases,
        "bias_gradient: delta {shape:?} and db ({biases}) do not fit: they must be (m, batch) and (m)"
    );
    // Each chunk of neurons goes through all samples, so each sum is in the order of the samples.
    par_chunks(db, REDUCTION_COST * delta.ncols(), &|start, db| {
        let delta = delta.rows(start, db.len());
        block_sum(delta.ncols(), db, &mut |samples, db| {
            fold_rows(samples, |sample| delta.column(sample).data.into_slice(), db, |db, d| db + d);
        });
    });
}

/// The gradient with respect to the input, `∂X = Wᵀ·δ`.
///
/// # Shapes
/// `w`: `neurons × inputs`, `delta`: `neurons × samples`, `dx`: `inputs × samples`.
///
/// ```
/// let (w, delta) = (numeric::matrix([[2.0, 3.0]]), numeric::matrix([[10.0]]));
/// let mut dx = numeric::matrix([[0.0], [0.0]]);
/// backprop::input_gradient(w.as_view(), delta.as_view(), dx.as_view_mut());
/// assert_eq!(dx, numeric::matrix([[20.0], [30.0]]));
/// ```
// ANCHOR: input_gradient
#[track_caller]
pub fn input_gradient<T: Float>(
    w: DMatrixView<'_, T>,
    delta: DMatrixView<'_, T>,
    dx: DMatrixViewMut<'_, T>,
) {
    par_matmul(&transposed(w), &delta, dx);
}
// ANCHOR_END: input_gradient

/// The cost of loading an element and adding it, in multiply-adds of a matrix product.
const REDUCTION_COST: usize = 16;
