//! # 13.3 The report: the class depends on the batch
//!
//! A batch is one tensor, so its sequences must be equally long. They are not; the shorter ones are
//! filled up at their ends, with steps that mean nothing: *padding*. A user of the layer below writes:
//!
//! > My classifier reads sentences, and takes either the final state or the mean of the states. By
//! > itself a sentence always gets the same class. In a batch the class depends on which other
//! > sentences are in it! It is worst for short sentences beside a very long one. I looked at the
//! > states, and they are right: after the end of each sentence they are zero, as they should be.
//! > My padding is zeros, so it cannot do any harm.
//!
//! Run the tests, and find the faults (there is more than one) before you change anything. What does
//! the cell make of an input of zeros? Follow the sequence of one step beside one of three, with a
//! bias of one, on paper.
//!
//! Then mend it: the states after the end of a sequence are zero, its final state is that after its own
//! last step, its mean is over its own steps. Whatever the padding holds, even NaN, must not matter. A
//! sequence of length zero ends as it began, in a state of zeros, and so is its mean.

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
            for t in 0..steps {
                let x = x.as_slice()[i * steps + t];
                h = f64::tanh(self.w * x + self.u * h + self.b);
                if t < *length {
                    states.as_mut_slice()[i * steps + t] = h;
                }
            }
            last[i] = h;
            mean[i] = states.as_slice()[i * steps..][..steps].iter().sum::<f64>() / steps as f64;
        }
        Outputs { states, last, mean }
    }
}
