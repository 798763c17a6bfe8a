//! caught-by: training_ends_with_a_pass_without_mistakes
//! message: the first epoch without a mistake is the last

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

/// Makes all epochs, though there is nothing left to learn.
pub fn train(neuron: &mut Neuron, samples: &[Sample], max_epochs: usize) -> Vec<usize> {
    (0..max_epochs).map(|_| train_epoch(neuron, samples)).collect()
}
