//! # 13.1 One step of an LSTM, by hand
//!
//! An LSTM keeps two vectors from step to step: the hidden state $`h`$, its output, and the cell state
//! $`c`$, its memory. A step reads an input $`x`$ and computes four *gates*, each as long as $`h`$:
//!
//! ```math
//! (a_i, a_f, a_g, a_o) = x W_{ih} + b_{ih} + h W_{hh} + b_{hh},
//! ```
//!
//! ```math
//! i = \sigma(a_i), \quad f = \sigma(a_f), \quad g = \tanh(a_g), \quad o = \sigma(a_o),
//! ```
//!
//! ```math
//! c' = f \circ c + i \circ g, \qquad h' = o \circ \tanh(c').
//! ```
//!
//! $`\circ`$ multiplies element by element, and $`\sigma(a) = 1/(1 + e^{-a})`$. All four gates lie side
//! by side in one matrix with `4 · hidden` columns, in PyTorch's order: `hidden` columns of the input
//! gate $`i`$, then those of the forget gate $`f`$, of the candidate $`g`$, of the output gate $`o`$.
//!
//! To test yourself with one input and one unit: let all eight weights and all biases be zero. From
//! $`c = 1`$, whatever $`x`$ and $`h`$ are, $`c' = 0.5`$ and $`h' = 0.5 \tanh 0.5 \approx 0.231`$.

use tensor::Tensor;

/// The parameters of an LSTM.
pub struct Lstm {
    /// The weights of the inputs, `[inputs, 4 · hidden]`.
    pub weight_ih: Tensor<f64>,
    /// The weights of the states, `[hidden, 4 · hidden]`.
    pub weight_hh: Tensor<f64>,
    /// The biases of the inputs' sums, `4 · hidden`.
    pub bias_ih: Vec<f64>,
    /// The biases of the states' sums, `4 · hidden`.
    pub bias_hh: Vec<f64>,
}

/// What an LSTM keeps from one step to the next.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The hidden state, which is also the output.
    pub h: Vec<f64>,
    /// The cell state, as long as `h`.
    pub c: Vec<f64>,
}

impl Lstm {
    /// One step for one sample: `c' = f∘c + i∘g`, `h' = o∘tanh(c')`.
    ///
    /// # Shapes
    /// `x`: `inputs`, `state` and the result: `hidden`.
    pub fn step(&self, x: &[f64], state: &State) -> State {
        todo!("13.1: the state after {state:?} and the input {x:?}")
    }
}
