//! caught-by: negative_inputs_count_as_well
//! message: the negative inputs do not count

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
pub fn train_epoch(neuron: &mut Neuron, samples: &[Sample]) -> usize {
    let mut mistakes = 0;
    for Sample { x, t } in samples {
        let z = neuron.w.iter().zip(x).map(|(w, x)| w * x).sum::<f64>() + neuron.b;
        // With `<` in place of `<=`, a neuron of zeros would be right about everything and never
        // begin to learn.
        if t * z <= 0.0 {
            for (w, x) in neuron.w.iter_mut().zip(x) {
                *w += t * x.max(0.0);
            }
            // The bias is the weight of an input that is always 1.
            neuron.b += t;
            mistakes += 1;
        }
    }
    mistakes
}

/// Repeats [`train_epoch`] until one makes no mistake, but at most `max_epochs` times.
pub fn train(neuron: &mut Neuron, samples: &[Sample], max_epochs: usize) -> Vec<usize> {
    let mut mistakes = Vec::new();
    // After an epoch without a mistake nothing can ever change again.
    while mistakes.len() < max_epochs && mistakes.last() != Some(&0) {
        mistakes.push(train_epoch(neuron, samples));
    }
    mistakes
}
