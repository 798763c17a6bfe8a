//! Arrays of weights in the layouts of other libraries: what the conversions share.

use tensor::{Shape, Tensor};

/// An array of another library whose shape does not fit.
///
/// ```
/// use rnn::{LstmCell, keras};
/// use tensor::Tensor;
///
/// let weights = keras::KerasWeights {
///     kernel: Tensor::<f32>::zeros([3, 8]),
///     recurrent_kernel: Tensor::zeros([2, 8]),
///     bias: Tensor::zeros([2, 8]),
/// };
/// let error = keras::import(LstmCell, &weights).unwrap_err();
/// assert_eq!(error.name, "bias");
/// assert_eq!(error.to_string(), "LSTM: `bias` must have the shape [8], but has [2, 8]");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{cell}: `{name}` must have the shape {expected}, but has {found:?}")]
pub struct LayoutError {
    /// The cell's name.
    pub cell: &'static str,
    /// The array's name in that library.
    pub name: &'static str,
    /// The shape that it must have.
    pub expected: String,
    /// The shape that it has.
    pub found: Vec<usize>,
}

impl LayoutError {
    pub(crate) fn new(
        cell: &'static str,
        name: &'static str,
        expected: String,
        found: Shape,
    ) -> Self {
        LayoutError { cell, name, expected, found: found.dims().to_vec() }
    }

    /// An error, unless the array has this shape.
    pub(crate) fn check<T: numeric::Float>(
        cell: &'static str,
        name: &'static str,
        expected: Shape,
        array: &Tensor<T>,
    ) -> Result<(), Self> {
        let found = array.shape();
        let error = || Self::new(cell, name, format!("{expected:?}"), found);
        if found == expected { Ok(()) } else { Err(error()) }
    }
}

/// The blocks of `units` columns of each row, in another order: block `i` of the result is block
/// `order[i]`.
pub(crate) fn reorder<T: Copy>(values: &[T], units: usize, order: &[usize]) -> Vec<T> {
    // Without units there are no rows.
    let rows = values.chunks_exact((units * order.len()).max(1));
    let blocks = rows.flat_map(|row| order.iter().map(|gate| &row[gate * units..][..units]));
    blocks.flatten().copied().collect()
}
