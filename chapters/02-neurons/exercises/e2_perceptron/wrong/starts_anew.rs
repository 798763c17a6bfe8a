//! caught-by: training_goes_on_from_the_neuron_it_is_given
//! message: it began with zeros of its own

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

pub fn train_epoch(neuron: &mut Neuron, samples: &[Sample]) -> usize {
    let mut mistakes = 0;
    for Sample { x, t } in samples {
        let z = neuron.w.iter().zip(x).map(|(w, x)| w * x).sum::<f64>() + neuron.b;
        if t * z <= 0.0 {
            neuron.w.iter_mut().zip(x).for_each(|(w, x)| *w += t * x);
            neuron.b += t;
            mistakes += 1;
        }
    }
    mistakes
}

/// Throws away what the neuron had learnt.
pub fn train(neuron: &mut Neuron, samples: &[Sample], max_epochs: usize) -> Vec<usize> {
    neuron.w.fill(0.0);
    neuron.b = 0.0;
    let mut mistakes = Vec::new();
    while mistakes.len() < max_epochs && mistakes.last() != Some(&0) {
        mistakes.push(train_epoch(neuron, samples));
    }
    mistakes
}
