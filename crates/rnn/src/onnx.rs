//! Weights from ONNX and back.
//!
//! A node `RNN`, `LSTM` or `GRU` of ONNX is one layer in one direction or in both. Its weights are
//! PyTorch's `[outputs, inputs]`, its gates `i`, `o`, `f`, `c` in an LSTM and `z`, `r`, `h` in a GRU. The
//! attribute `linear_before_reset` says which GRU it is: 1 is `reset_after`, 0 (the default) is not.
//!
//! Clipping, peepholes, and other activations than the default have no counterpart here. In `X` and `Y`
//! the steps come first.

use crate::cell::{Cell, CellKind};
use crate::layout::{LayoutError, reorder};
use crate::params::CellParams;
use crate::recurrent::RecurrentLayer;
use autograd::Param;
use numeric::Float;
use tensor::{Shape, Tensor, transpose};

/// The inputs `W`, `R` and `B` of a node.
#[derive(Clone, Debug)]
pub struct OnnxWeights<T: Float = f32> {
    /// `[directions, gates · hidden_size, input_size]`.
    pub w: Tensor<T>,
    /// `[directions, gates · hidden_size, hidden_size]`.
    pub r: Tensor<T>,
    /// `[directions, 2 · gates · hidden_size]`: the biases of the inputs' sums, then those of the states'.
    pub b: Tensor<T>,
}

/// For each of our gates, which of ONNX's it is.
fn ours(kind: CellKind) -> &'static [usize] {
    match kind {
        CellKind::Rnn(_) => &[0],
        CellKind::Lstm => &[0, 2, 3, 1],
        CellKind::GruResetAfter | CellKind::GruResetBefore => &[1, 0, 2],
    }
}

/// For each of ONNX's gates, which of ours it is.
fn theirs(kind: CellKind) -> &'static [usize] {
    match kind {
        CellKind::Lstm => &[0, 3, 1, 2],
        kind => ours(kind),
    }
}

/// A layer from the weights of a node with this cell, in one direction or in both.
///
/// ```
/// use rnn::{LstmCell, onnx};
/// use tensor::Tensor;
///
/// let weights = onnx::OnnxWeights {
///     w: Tensor::new([1, 4, 1], vec![0.1, 0.2, 0.3, 0.4]),              // i, o, f, c
///     r: Tensor::zeros([1, 4, 1]),
///     b: Tensor::zeros([1, 8]),
/// };
/// let layer = onnx::import(LstmCell, &weights)?;
/// assert_eq!(layer.forward.weight_ih.value.as_slice(), [0.1, 0.3, 0.4, 0.2]);
/// assert!(layer.reverse.is_none());
/// # Ok::<(), rnn::LayoutError>(())
/// ```
///
/// # Errors
/// If the shape of an array does not fit.
pub fn import<T: Float, C: Cell>(
    cell: C,
    weights: &OnnxWeights<T>,
) -> Result<RecurrentLayer<T>, LayoutError> {
    let OnnxWeights { w, r, b } = weights;
    let &[directions @ 1..=2, width, units] = r.shape().dims() else {
        let expected = format!("[1 or 2, {} · hidden_size, hidden_size]", C::GATES);
        return Err(LayoutError::new(C::NAME, "R", expected, r.shape()));
    };
    LayoutError::check(C::NAME, "R", [directions, C::GATES * units, units].into(), r)?;
    let input_size = w.shape().dims().get(2).copied().unwrap_or(0);
    LayoutError::check(C::NAME, "W", [directions, width, input_size].into(), w)?;
    LayoutError::check(C::NAME, "B", [directions, 2 * width].into(), b)?;

    // ONNX's rows are gates, and so the blocks that change places are of whole rows.
    let reordered = |values: &[T], row: usize| reorder(values, units * row, ours(cell.kind()));
    let direction = |i: usize| {
        let weight = |array: &Tensor<T>, columns: usize| {
            let own = &array.as_slice()[i * width * columns..][..width * columns];
            let own = Tensor::new([width, columns], reordered(own, columns));
            Param::weight(transpose(&own, 0, 1))
        };
        let bias = |start: usize| {
            let own = &b.as_slice()[2 * i * width + start..][..width];
            Param::new(Tensor::new([width], reordered(own, 1)))
        };
        CellParams {
            weight_ih: weight(w, input_size),
            weight_hh: weight(r, units),
            bias_ih: bias(0),
            bias_hh: bias(width),
        }
    };
    Ok(RecurrentLayer { forward: direction(0), reverse: (directions == 2).then(|| direction(1)) })
}

/// The weights of a node that computes what this layer does.
///
/// ```
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use rnn::{Gru, onnx};
///
/// let gru = Gru::<f32>::new(3, 2, &mut ChaCha8Rng::seed_from_u64(1));
/// let weights = onnx::export(gru.cell, &gru.layers[0]);
/// assert_eq!(weights.w.shape().dims(), [1, 3 * 2, 3]);
/// assert_eq!(weights.b.shape().dims(), [1, 2 * 3 * 2]);
/// ```
///
/// # Panics
/// If the parameters are not of such a cell.
#[track_caller]
pub fn export<T: Float, C: Cell>(cell: C, layer: &RecurrentLayer<T>) -> OnnxWeights<T> {
    let [units, width] = layer.forward.hidden_and_width::<C>();
    let input_size = layer.forward.weight_ih.value.shape().dims()[0];
    let reordered = |values: &[T], row: usize| reorder(values, units * row, theirs(cell.kind()));
    let weight = |param: &Param<T>| {
        let there = transpose(&param.value, 0, 1);
        reordered(there.as_slice(), there.shape().last_dim())
    };
    let bias = |param: &Param<T>| reordered(param.value.as_slice(), 1);
    let directions = layer.directions().count();
    let stacked = |shape: Shape, of: &dyn Fn(&CellParams<T>) -> Vec<T>| {
        Tensor::new(shape, layer.directions().flat_map(of).collect())
    };
    OnnxWeights {
        w: stacked([directions, width, input_size].into(), &|params| weight(&params.weight_ih)),
        r: stacked([directions, width, units].into(), &|params| weight(&params.weight_hh)),
        b: stacked([directions, 2 * width].into(), &|params| {
            [bias(&params.bias_ih), bias(&params.bias_hh)].concat()
        }),
    }
}
