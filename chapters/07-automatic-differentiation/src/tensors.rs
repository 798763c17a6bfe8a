//! The small network once more, on the tape of tensors.

use crate::{Moons, SmallNetwork};
use activations::Tanh;
use autograd::{Param, Tape, Var};
use tensor::Tensor;

/// A [`SmallNetwork`] whose parameters are tensors.
#[derive(Clone, Debug)]
pub struct TensorNetwork {
    hidden: usize,
    /// Weights and biases of the hidden units, then of the output.
    params: [Param<f64>; 4],
}

impl TensorNetwork {
    /// With the parameters of [`SmallNetwork`], in its order.
    ///
    /// ```
    /// use ch07::{Moons, SmallNetwork, TensorNetwork};
    ///
    /// let (network, moons) = (SmallNetwork { hidden: 2 }, Moons::new(6, 1));
    /// let parameters = network.initial(1);
    /// let gradient = TensorNetwork::new(network, &parameters).gradient(&moons, 0.0);
    /// assert_eq!(gradient.len(), network.parameters());
    /// ```
    pub fn new(network: SmallNetwork, parameters: &[f64]) -> Self {
        let hidden = network.hidden;
        let (units, out) = parameters.split_at(3 * hidden);
        let part = |k: usize| units.chunks_exact(3).map(move |unit| unit[k]);
        let params = [
            Param::weight(Tensor::new([2, hidden], part(0).chain(part(1)).collect())),
            Param::new(Tensor::new([hidden], part(2).collect())),
            Param::weight(Tensor::new([hidden, 1], out[..hidden].to_vec())),
            Param::new(Tensor::new([1], out[hidden..].to_vec())),
        ];
        TensorNetwork { hidden, params }
    }

    // ANCHOR: loss
    /// The loss of [`SmallNetwork::loss`].
    ///
    /// ```
    /// use ch07::{Moons, SmallNetwork, TensorNetwork};
    ///
    /// let network = TensorNetwork::new(SmallNetwork { hidden: 1 }, &[0.0; 5]);
    /// let mut tape = autograd::Tape::new();
    /// let loss = tape.no_grad(|tape| network.loss(tape, &Moons::new(4, 1), 0.0));
    /// assert_eq!(loss.item(), 1.0);
    /// ```
    pub fn loss<'t>(&self, tape: &'t Tape<f64>, moons: &Moons, decay: f64) -> Var<'t, f64> {
        let [w1, b1, w2, b2] = &self.params;
        let n = moons.points.len();
        let x = Tensor::new([n, 2], moons.points.as_flattened().to_vec());
        let t = Tensor::new([n, 1], moons.targets.clone());
        let y = tape.constant(&x).affine(w1, b1, Tanh).affine(w2, b2, Tanh);
        let squares = self.params.each_ref().map(|w| tape.param(w).powi(2).sum());
        let [first, second, third, fourth] = squares;
        (y - &t).powi(2).mean() + (first + second + third + fourth) * decay
    }
    // ANCHOR_END: loss

    /// The gradient of the loss, in the order of the parameters of [`SmallNetwork`].
    ///
    /// ```
    /// use ch07::{Moons, SmallNetwork, TensorNetwork};
    ///
    /// let network = TensorNetwork::new(SmallNetwork { hidden: 1 }, &[0.0, 0.0, 0.0, 1.0, 0.0]);
    /// assert_eq!(network.gradient(&Moons::new(4, 1), 0.5)[3], 1.0);
    /// ```
    pub fn gradient(&self, moons: &Moons, decay: f64) -> Vec<f64> {
        let gradients = Tape::new().gradients(|tape| self.loss(tape, moons, decay));
        let of = |param| gradients.get(param).expect("each has a part").as_slice();
        let [w1, b1, w2, b2] = self.params.each_ref().map(of);
        let units = (0..self.hidden).flat_map(|i| [w1[i], w1[self.hidden + i], b1[i]]);
        units.chain(w2.iter().copied()).chain(b2.iter().copied()).collect()
    }
}
