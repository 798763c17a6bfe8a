//! caught-by: every_sample_counts_the_same
//! message: a batch that is not full counts like a full one

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

/// Takes every batch for a full one.
pub fn evaluate(
    network: impl Fn(&[Sample]) -> Vec<Vec<f64>>,
    samples: &[Sample],
    batch_size: usize,
) -> Metrics {
    let (mut loss, mut right) = (0.0, 0.0);
    for batch in samples.chunks(batch_size) {
        let (metrics, n) = (of_batch(&network(batch), batch), batch_size as f64);
        loss += metrics.loss * n;
        right += metrics.accuracy * n;
    }
    let n = samples.len() as f64;
    Metrics { loss: loss / n, accuracy: right / n }
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
