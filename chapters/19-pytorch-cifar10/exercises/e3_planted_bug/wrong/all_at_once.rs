//! caught-by: the_network_sees_batches
//! message: asked for 4

#[derive(Clone, Copy, Debug)]
pub struct Sample {
    pub x: f64,
    pub class: usize,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Metrics {
    pub loss: f64,
    pub accuracy: f64,
}

/// Gives up batches.
pub fn evaluate(
    network: impl Fn(&[Sample]) -> Vec<Vec<f64>>,
    samples: &[Sample],
    batch_size: usize,
) -> Metrics {
    assert!(batch_size > 0, "a batch has at least one sample");
    of_batch(&network(samples), samples)
}

fn of_batch(logits: &[Vec<f64>], batch: &[Sample]) -> Metrics {
    let n = batch.len() as f64;
    let losses = logits.iter().zip(batch).map(|(logits, sample)| cross_entropy(logits, sample));
    let right = logits.iter().zip(batch).filter(|(logits, it)| argmax(logits) == it.class);
    Metrics { loss: losses.sum::<f64>() / n, accuracy: right.count() as f64 / n }
}

fn cross_entropy(logits: &[f64], sample: &Sample) -> f64 {
    let max = logits[argmax(logits)];
    let sum: f64 = logits.iter().map(|z| (z - max).exp()).sum();
    sum.ln() + max - logits[sample.class]
}

fn argmax(logits: &[f64]) -> usize {
    (1..logits.len()).fold(0, |best, class| if logits[class] > logits[best] { class } else { best })
}
