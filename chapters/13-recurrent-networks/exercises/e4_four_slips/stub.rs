//! # 13.4 The report: four slips in one LSTM
//!
//! A user of the LSTM below has four complaints:
//!
//! > 1. A new layer is to begin with its forget gates open: their biases are 1, all others 0. But mine
//! >    forgets within a few steps, and learns nothing over long distances.
//! > 2. I loaded a network that was trained with PyTorch. My outputs are not PyTorch's.
//! > 3. An output is a sigmoid times a tanh, so it lies between −1 and 1. I saw 3.7.
//! > 4. I gave it the same sequence twice, and got two outputs. My test set has another accuracy when I
//! >    shuffle it.
//!
//! Each complaint has a fault of its own, and all four are slips that people make again and again. None
//! of them stops a network from training; it only trains worse. Run the tests, which take the
//! complaints one by one, find each fault, and mend it. The formulas are those of exercise 13.1, with
//! one vector of biases: a gate's sums are $`x W_{ih} + h W_{hh} + b`$, and the gates lie in PyTorch's
//! order $`i, f, g, o`$.

use tensor::Tensor;

/// An LSTM and its state.
#[derive(Clone, Debug)]
pub struct Lstm {
    /// The weights of the inputs, `[inputs, 4 · hidden]`.
    pub weight_ih: Tensor<f64>,
    /// The weights of the states, `[hidden, 4 · hidden]`.
    pub weight_hh: Tensor<f64>,
    /// The biases, `4 · hidden`.
    pub bias: Vec<f64>,
    /// The hidden state, `hidden`.
    pub h: Vec<f64>,
    /// The cell state, `hidden`.
    pub c: Vec<f64>,
}

impl Lstm {
    /// A new layer with these weights: the biases of the forget gate are one, all others zero, and so is
    /// the state.
    ///
    /// # Shapes
    /// `weight_ih`: `[inputs, 4 · hidden]`, `weight_hh`: `[hidden, 4 · hidden]`.
    pub fn new(weight_ih: Tensor<f64>, weight_hh: Tensor<f64>) -> Lstm {
        let [hidden, width] = weight_hh.dims();
        let mut bias = vec![0.0; width];
        bias[2 * hidden..3 * hidden].fill(1.0);
        Lstm { weight_ih, weight_hh, bias, h: vec![0.0; hidden], c: vec![0.0; hidden] }
    }

    /// One step from the state that it is in: `c' = f∘c + i∘g`, `h' = o∘tanh(c')`. The result is the new
    /// hidden state.
    ///
    /// # Shapes
    /// `x`: `inputs`; the result: `hidden`.
    pub fn step(&mut self, x: &[f64]) -> Vec<f64> {
        let hidden = self.h.len();
        let mut sums = self.bias.clone();
        add_product(&mut sums, x, &self.weight_ih);
        add_product(&mut sums, &self.h, &self.weight_hh);
        for unit in 0..hidden {
            let [i, f, o, g] = [0, 1, 2, 3].map(|gate| sums[gate * hidden + unit]);
            self.c[unit] = sigmoid(f) * self.c[unit] + sigmoid(i) * g.tanh();
            self.h[unit] = sigmoid(o) * self.c[unit];
        }
        self.h.clone()
    }

    /// The hidden state after a whole sequence, which begins in a state of zeros.
    ///
    /// # Shapes
    /// `sequence`: steps of `inputs` each; the result: `hidden`.
    pub fn run(&mut self, sequence: &[Vec<f64>]) -> Vec<f64> {
        for x in sequence {
            self.step(x);
        }
        self.h.clone()
    }
}

/// `sums += x·weights`.
fn add_product(sums: &mut [f64], x: &[f64], weights: &Tensor<f64>) {
    for (x, row) in x.iter().zip(weights.as_slice().chunks_exact(sums.len())) {
        for (sum, weight) in sums.iter_mut().zip(row) {
            *sum += x * weight;
        }
    }
}

/// `σ(a) = 1/(1 + e⁻ᵃ)`.
fn sigmoid(a: f64) -> f64 {
    1.0 / (1.0 + (-a).exp())
}
