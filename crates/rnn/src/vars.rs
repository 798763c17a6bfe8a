//! The parameters of a layer, on the tape.

use autograd::Var;
use numeric::Float;

/// The parameters of one layer in one direction, on the tape.
#[derive(Clone, Copy)]
pub struct CellVars<'t, T: Float> {
    /// The weights of the inputs, `[input_size, gates · hidden_size]`.
    pub weight_ih: Var<'t, T>,
    /// The weights of the states, `[hidden_size, gates · hidden_size]`.
    pub weight_hh: Var<'t, T>,
    /// The biases of the inputs' sums, `[gates · hidden_size]`.
    pub bias_ih: Var<'t, T>,
    /// The biases of the states' sums, `[gates · hidden_size]`.
    pub bias_hh: Var<'t, T>,
}
