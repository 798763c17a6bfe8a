//! A small network for digits, trained with any loss.

use activations::Relu;
use autograd::Tape;
use data::LabelledImages;
use losses::Loss;
use nn::{Dense, Forward, Sequential, sequential};
use optimizers::{Adam, Optimizer};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use tensor::Tensor;

/// Images of 8 × 8 pixels as rows of inputs, with their classes.
pub struct Digits {
    /// The pixels, from 0 to 1, `[n, 64]`.
    pub x: Tensor,
    /// The class of each.
    pub classes: Vec<usize>,
}

impl Digits {
    /// These of the images.
    ///
    /// ```
    /// let digits = ch04::Digits::of(&data::digits().train, &[0, 5]);
    /// assert_eq!((digits.x.shape().dims(), digits.classes.len()), (&[2, 64][..], 2));
    /// ```
    pub fn of(images: &LabelledImages, indices: &[u32]) -> Self {
        let images = images.subset(indices);
        let pixels = images.pixels().iter().map(|x| f32::from(*x) / 16.0).collect();
        let classes = images.labels().iter().map(|class| usize::from(*class)).collect();
        Digits { x: Tensor::new([indices.len(), 64], pixels), classes }
    }
}

/// How a network is trained.
#[derive(Clone, Copy, Debug)]
pub struct Network {
    /// Units of the hidden layer.
    pub hidden: usize,
    /// The classes.
    pub classes: usize,
    /// Steps of Adam, each over all samples.
    pub steps: u32,
    /// The seed of the first weights.
    pub seed: u64,
}

impl Network {
    // ANCHOR: train
    /// A network trained with `loss`.
    ///
    /// ```
    /// use losses::CrossEntropy;
    ///
    /// let digits = ch04::Digits::of(&data::digits().train, &[0, 1, 2, 3, 4, 5, 6, 7]);
    /// let network = ch04::Network { hidden: 16, classes: 10, steps: 100, seed: 1 };
    /// let log_p = ch04::log_probabilities(&network.train(&CrossEntropy, &digits), &digits.x);
    /// assert!(log_p[0][digits.classes[0]] > -0.5);
    /// ```
    pub fn train<L: Loss<f32, Target = [usize]>>(self, loss: &L, digits: &Digits) -> Sequential {
        let rng = &mut ChaCha8Rng::seed_from_u64(self.seed);
        let mut network = sequential![
            Dense::new(64, self.hidden, Relu, rng),
            Dense::linear(self.hidden, self.classes, rng),
        ];
        let (mut adam, mut tape) = (Adam::new(0.01), Tape::new());
        for _ in 0..self.steps {
            let gradients = tape.gradients(|tape| {
                network.forward(tape.constant(&digits.x)).loss(loss, &digits.classes)
            });
            adam.step(&mut network, &gradients);
        }
        network
    }
    // ANCHOR_END: train
}

/// The logarithms of the probabilities of each class, for each input.
///
/// ```
/// use losses::CrossEntropy;
///
/// let digits = ch04::Digits::of(&data::digits().train, &[0]);
/// let network = ch04::Network { hidden: 4, classes: 10, steps: 0, seed: 1 };
/// let log_p = ch04::log_probabilities(&network.train(&CrossEntropy, &digits), &digits.x);
/// let total: f64 = log_p[0].iter().map(|log_p| log_p.exp()).sum();
/// assert!((total - 1.0).abs() < 1e-6);
/// ```
pub fn log_probabilities(network: &Sequential, x: &Tensor) -> Vec<Vec<f64>> {
    let logits = Tape::new().no_grad(|tape| network.forward(tape.constant(x)));
    let classes = logits.shape().last_dim();
    let row = |z: &[f32]| {
        let mut z: Vec<f64> = z.iter().map(|z| f64::from(*z)).collect();
        activations::log_softmax(&mut z);
        z
    };
    logits.as_slice().chunks_exact(classes).map(row).collect()
}
