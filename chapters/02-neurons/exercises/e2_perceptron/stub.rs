//! # 2.2 The perceptron's rule
//!
//! A perceptron sees one sample after another. It is right if the weighted sum
//! $`z = w \cdot x + b`$ has the sign of the target $`t = \pm 1`$. It learns from mistakes only:
//!
//! ```math
//! \text{if } t z \le 0: \qquad w \leftarrow w + t\,x, \qquad b \leftarrow b + t.
//! ```
//!
//! The sum $`z = 0`$ is a mistake whatever the target. A change takes effect at once: the next
//! sample meets the new weights. Write `train_epoch`, one walk over the samples, and `train`, which
//! repeats it until an epoch is free of mistakes.
//!
//! On paper first, from $`w = (0, 0)`$ and $`b = 0`$:
//!
//! | sample | $`x`$ | $`t`$ | | sample | $`x`$ | $`t`$ |
//! | --- | --- | --- | --- | --- | --- | --- |
//! | A | $`(1, 2)`$ | $`+1`$ | | C | $`(0, 1)`$ | $`+1`$ |
//! | B | $`(2, 0)`$ | $`-1`$ | | D | $`(1, 1)`$ | $`-1`$ |
//!
//! Sample A is a mistake and gives $`w = (1, 2)`$, $`b = 1`$. After the epoch you should have made
//! three mistakes and hold $`w = (-2, 1)`$, $`b = -1`$. The tests go on to real threes and fives,
//! and hold your mistakes against Novikoff's bound.

/// A neuron with one weight for each input.
#[derive(Clone, Debug, PartialEq)]
pub struct Neuron {
    /// The weights, one for each input.
    pub w: Vec<f64>,
    /// The bias.
    pub b: f64,
}

/// An input and the output it should give.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The inputs, as many as the neuron has weights.
    pub x: Vec<f64>,
    /// The target: +1 or −1.
    pub t: f64,
}

/// Shows the neuron all samples once, in their order, and changes it at each mistake.
///
/// Returns how many mistakes it made.
pub fn train_epoch(neuron: &mut Neuron, samples: &[Sample]) -> usize {
    todo!("2.2: an epoch of {} weights over {} samples", neuron.w.len(), samples.len())
}

/// Repeats [`train_epoch`] until one makes no mistake, but at most `max_epochs` times.
///
/// Returns the mistakes of each epoch that was made, the one without a mistake included.
pub fn train(neuron: &mut Neuron, samples: &[Sample], max_epochs: usize) -> Vec<usize> {
    let (inputs, count) = (neuron.w.len(), samples.len());
    todo!("2.2: at most {max_epochs} epochs of {inputs} weights over {count} samples")
}
