//! caught-by: several_units
//! message: all sums take the h before the step

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
        let hidden = state.h.len();
        // All four gates at once: a matrix product does not care which column belongs to which.
        let sum = |h: &[f64], column: usize| {
            let of = |values: &[f64], weights: &Tensor<f64>| {
                let column = weights.as_slice()[column..].iter().step_by(4 * hidden);
                values.iter().zip(column).map(|(value, weight)| value * weight).sum::<f64>()
            };
            of(x, &self.weight_ih)
                + self.bias_ih[column]
                + of(h, &self.weight_hh)
                + self.bias_hh[column]
        };
        let mut next = state.clone();
        for unit in 0..hidden {
            let gate = |index: usize| sum(&next.h, index * hidden + unit);
            let (i, f, g, o) =
                (sigmoid(gate(0)), sigmoid(gate(1)), gate(2).tanh(), sigmoid(gate(3)));
            // A unit's memory is its own; only through h do units learn of each other.
            next.c[unit] = f * state.c[unit] + i * g;
            next.h[unit] = o * next.c[unit].tanh();
        }
        next
    }
}

/// `σ(a) = 1/(1 + e⁻ᵃ)`.
fn sigmoid(a: f64) -> f64 {
    1.0 / (1.0 + (-a).exp())
}
