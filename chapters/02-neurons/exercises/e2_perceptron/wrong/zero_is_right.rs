//! caught-by: zero_is_a_mistake
//! message: is a mistake, but nothing has changed (z = 0 is a mistake too: ≤, not <)

#[derive(Clone, Debug, PartialEq)]
pub struct Neuron {
    pub w: Vec<f64>,
    pub b: f64,
}

#[derive(Clone, Debug)]
pub struct Sample {
    pub x: Vec<f64>,
    pub t: f64,
}

/// Compares with `<`, so that a neuron of zeros never begins.
pub fn train_epoch(neuron: &mut Neuron, samples: &[Sample]) -> usize {
    let mut mistakes = 0;
    for Sample { x, t } in samples {
        let z = neuron.w.iter().zip(x).map(|(w, x)| w * x).sum::<f64>() + neuron.b;
        if t * z < 0.0 {
            neuron.w.iter_mut().zip(x).for_each(|(w, x)| *w += t * x);
            neuron.b += t;
            mistakes += 1;
        }
    }
    mistakes
}

pub fn train(neuron: &mut Neuron, samples: &[Sample], max_epochs: usize) -> Vec<usize> {
    let mut mistakes = Vec::new();
    while mistakes.len() < max_epochs && mistakes.last() != Some(&0) {
        mistakes.push(train_epoch(neuron, samples));
    }
    mistakes
}
