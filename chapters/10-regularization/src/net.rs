//! The network of the chapter's experiments.

use crate::Digits;
use activations::Relu;
use autograd::{Tape, Var};
use nn::{Dense, Forward, impl_module};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use regularization::Dropout;
use tensor::Tensor;
use training::accuracy;

/// 64 pixels, 128 hidden neurons, dropout, ten logits: 9,610 parameters.
#[derive(Clone)]
pub struct Net {
    /// From the pixels to the hidden neurons.
    pub hidden: Dense<f32, Relu>,
    /// Between the two.
    pub dropout: Dropout,
    /// From the hidden neurons to the logits.
    pub output: Dense<f32>,
}

impl_module!(Net { hidden, dropout, output });

impl Forward for Net {
    fn forward<'t>(&self, x: Var<'t, f32>) -> Var<'t, f32> {
        self.output.forward(self.dropout.forward(self.hidden.forward(x)))
    }
}

impl Net {
    /// A network with the initial weights of this seed.
    ///
    /// ```
    /// assert_eq!(nn::parameter_count(&ch10::Net::new(0.5, 1)), 9_610);
    /// ```
    pub fn new(dropout: f64, seed: u64) -> Self {
        let rng = &mut ChaCha8Rng::seed_from_u64(seed);
        Net {
            hidden: Dense::new(64, 128, Relu, rng),
            dropout: Dropout::new(dropout),
            output: Dense::linear(128, 10, rng),
        }
    }

    /// The logits of these images, in evaluation mode.
    ///
    /// ```
    /// let (net, digits) = (ch10::Net::new(0.5, 1), ch10::Parts::draw(1, 1).test);
    /// assert_eq!(net.logits(&digits.x).shape().dims(), [360, 10]);
    /// ```
    pub fn logits(&self, x: &Tensor<f32>) -> Tensor<f32> {
        Tape::new().no_grad(|tape| self.forward(tape.constant(x)))
    }

    /// Loss (cross-entropy) and accuracy in evaluation mode.
    ///
    /// ```
    /// let (net, digits) = (ch10::Net::new(0.5, 1), ch10::Parts::draw(1, 1).test);
    /// let [loss, accuracy] = net.evaluate(&digits);
    /// assert!(loss > 2.0 && accuracy < 0.3);                  // it has learnt nothing yet
    /// ```
    pub fn evaluate(&self, digits: &Digits) -> [f64; 2] {
        let logits = self.logits(&digits.x);
        let right = accuracy(&logits, &digits.classes).value();
        let loss =
            Tape::new().no_grad(|tape| tape.constant(&logits).cross_entropy(&digits.classes));
        [f64::from(loss.item()), right]
    }
}
