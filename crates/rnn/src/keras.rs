//! Weights from Keras and back.
//!
//! Keras's `SimpleRNN`, `LSTM` and `GRU` have one bias where PyTorch has two, but for a GRU with
//! `reset_after=True`, whose bias has a row for the inputs and one for the states. The gates of its LSTM
//! are `i`, `f`, `c`, `o`, which are `i`, `f`, `g`, `o` here; those of its GRU are `z`, `r`, `h`, which
//! are the second, the first and the third here.
//!
//! ```
//! use rnn::{LstmCell, Recurrent, RecurrentLayer, keras};
//! use tensor::Tensor;
//!
//! let weights = keras::KerasWeights {                                   // of LSTM(2) for 3 features
//!     kernel: Tensor::<f32>::zeros([3, 8]),
//!     recurrent_kernel: Tensor::zeros([2, 8]),
//!     bias: Tensor::zeros([8]),
//! };
//! let layer = RecurrentLayer { forward: keras::import(LstmCell, &weights)?, reverse: None };
//! let lstm = Recurrent { cell: LstmCell, layers: vec![layer], dropout: 0.0 };
//! assert_eq!((lstm.input_size(), lstm.hidden_size()), (3, 2));
//! # Ok::<(), rnn::LayoutError>(())
//! ```
//!
//! The `backward_layer` of a `Bidirectional` is `reverse`.
//!
//! Over masked steps a layer of Keras repeats its last output (inside `Bidirectional` it gives zeros),
//! where there are zeros here; its final state is the same.

use crate::cell::{Cell, CellKind};
use crate::layout::{LayoutError, reorder};
use crate::params::CellParams;
use autograd::Param;
use numeric::Float;
use tensor::Tensor;

/// The arrays of a recurrent layer in one direction, as Keras's `layer.get_weights()` gives them.
#[derive(Clone, Debug)]
pub struct KerasWeights<T: Float = f32> {
    /// `[input_size, gates · hidden_size]`.
    pub kernel: Tensor<T>,
    /// `[hidden_size, gates · hidden_size]`.
    pub recurrent_kernel: Tensor<T>,
    /// `[gates · hidden_size]`; for a GRU that resets after the product
    /// `[2, gates · hidden_size]`. Zeros for a layer with `use_bias=False`.
    pub bias: Tensor<T>,
}

/// The order of Keras's gates by ours, which is also that of ours by Keras's.
fn order(kind: CellKind) -> &'static [usize] {
    match kind {
        CellKind::Rnn(_) => &[0],
        CellKind::Lstm => &[0, 1, 2, 3],
        CellKind::GruResetAfter | CellKind::GruResetBefore => &[1, 0, 2],
    }
}

/// Parameters from the arrays of a Keras layer with this cell: `SimpleRNN` for an RNN, `LSTM`, `GRU`
/// with the same `reset_after`.
///
/// ```
/// use rnn::{GruCell, keras};
/// use tensor::Tensor;
///
/// let weights = keras::KerasWeights {
///     kernel: Tensor::new([1, 3], vec![0.1, 0.2, 0.3]),                 // z, r, h
///     recurrent_kernel: Tensor::new([1, 3], vec![0.4, 0.5, 0.6]),
///     bias: Tensor::zeros([2, 3]),
/// };
/// let params = keras::import(GruCell { reset_after: true }, &weights)?;
/// assert_eq!(params.weight_ih.value.as_slice(), [0.2, 0.1, 0.3]);       // r, z, n
/// # Ok::<(), rnn::LayoutError>(())
/// ```
///
/// # Errors
/// If the shape of an array does not fit.
pub fn import<T: Float, C: Cell>(
    cell: C,
    weights: &KerasWeights<T>,
) -> Result<CellParams<T>, LayoutError> {
    let KerasWeights { kernel, recurrent_kernel, bias } = weights;
    let &[units, width] = recurrent_kernel.shape().dims() else {
        let expected = format!("[hidden_size, {} · hidden_size]", C::GATES);
        let found = recurrent_kernel.shape();
        return Err(LayoutError::new(C::NAME, "recurrent_kernel", expected, found));
    };
    let kind = cell.kind();
    LayoutError::check(
        C::NAME,
        "recurrent_kernel",
        [units, C::GATES * units].into(),
        recurrent_kernel,
    )?;
    let input_size = kernel.shape().dims().first().copied().unwrap_or(0);
    LayoutError::check(C::NAME, "kernel", [input_size, width].into(), kernel)?;
    let has_two = kind == CellKind::GruResetAfter;
    let expected = if has_two { [2, width].into() } else { [width].into() };
    LayoutError::check(C::NAME, "bias", expected, bias)?;

    let ours = |values: &[T]| reorder(values, units, order(kind));
    let vector = |values: Vec<T>| Param::new(Tensor::new([width], values));
    let (bias_ih, bias_hh) = bias.as_slice().split_at(width);
    let bias_hh = if has_two { ours(bias_hh) } else { vec![T::zero(); width] };
    Ok(CellParams {
        weight_ih: Param::weight(Tensor::new([input_size, width], ours(kernel.as_slice()))),
        weight_hh: Param::weight(Tensor::new([units, width], ours(recurrent_kernel.as_slice()))),
        bias_ih: vector(ours(bias_ih)),
        bias_hh: vector(bias_hh),
    })
}

/// The arrays with which a Keras layer computes what this one does: for `layer.set_weights`. Two biases
/// are added where Keras has one.
///
/// ```
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use rnn::{Lstm, keras};
///
/// let lstm = Lstm::<f32>::new(3, 2, &mut ChaCha8Rng::seed_from_u64(1));
/// let weights = keras::export(lstm.cell, &lstm.layers[0].forward);
/// assert_eq!(weights.bias.shape().dims(), [4 * 2]);
/// assert_eq!(weights.kernel.as_slice(), lstm.layers[0].forward.weight_ih.value.as_slice());
/// ```
///
/// # Panics
/// If the parameters are not of such a cell.
#[track_caller]
pub fn export<T: Float, C: Cell>(cell: C, params: &CellParams<T>) -> KerasWeights<T> {
    let kind = cell.kind();
    let [units, width] = params.hidden_and_width::<C>();
    let theirs = |param: &Param<T>| reorder(param.value.as_slice(), units, order(kind));
    let (bias_ih, bias_hh) = (theirs(&params.bias_ih), theirs(&params.bias_hh));
    let bias = if kind == CellKind::GruResetAfter {
        Tensor::new([2, width], [bias_ih, bias_hh].concat())
    } else {
        let sums = bias_ih.iter().zip(&bias_hh).map(|(a, b)| *a + *b);
        Tensor::new([width], sums.collect())
    };
    KerasWeights {
        kernel: Tensor::new(params.weight_ih.value.shape(), theirs(&params.weight_ih)),
        recurrent_kernel: Tensor::new([units, width], theirs(&params.weight_hh)),
        bias,
    }
}
