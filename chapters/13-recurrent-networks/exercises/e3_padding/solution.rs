//! Solution of 13.3.

use tensor::Tensor;

/// A plain recurrent cell with one input and one unit: `h' = tanh(w·x + u·h + b)`.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    /// The weight of the input.
    pub w: f64,
    /// The weight of the state.
    pub u: f64,
    /// The bias.
    pub b: f64,
}

/// What the cell gives for a batch of sequences.
#[derive(Clone, Debug)]
pub struct Outputs {
    /// The state after each step, zero after the end of a sequence, `[n, steps]`.
    pub states: Tensor<f64>,
    /// For each sequence the state after its last step, `n`.
    pub last: Vec<f64>,
    /// For each sequence the mean of its states, `n`.
    pub mean: Vec<f64>,
}

impl Cell {
    /// Reads a batch of sequences, of which number `i` has `lengths[i]` steps; what follows is padding.
    /// Each begins in the state zero.
    ///
    /// # Shapes
    /// `x`: `[n, steps]`, `lengths`: `n`, none greater than `steps`.
    pub fn run(self, x: &Tensor<f64>, lengths: &[usize]) -> Outputs {
        let [n, steps] = x.dims();
        let mut states = Tensor::zeros([n, steps]);
        let (mut last, mut mean) = (vec![0.0; n], vec![0.0; n]);
        for (i, length) in lengths.iter().enumerate() {
            let mut h = 0.0;
            // It ends where the sequence ends. A bias moves the state on even if the input is zero, and
            // so does the state itself: a step of zeros is not a step of nothing.
            for t in 0..*length {
                let x = x.as_slice()[i * steps + t];
                h = f64::tanh(self.w * x + self.u * h + self.b);
                states.as_mut_slice()[i * steps + t] = h;
                mean[i] += h;
            }
            last[i] = h;
            // No step, no division: 0/0 would be NaN.
            mean[i] /= (*length).max(1) as f64;
        }
        Outputs { states, last, mean }
    }
}
