//! caught-by: the_batch_size_changes_nothing
//! message: so was `of_batch` as it was

/// A sample: what the network sees, and the class that is right.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// The input.
    pub x: f64,
    /// The class.
    pub class: usize,
}

/// How well a network does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Metrics {
    /// The mean cross-entropy.
    pub loss: f64,
    /// The fraction of samples that are classified rightly.
    pub accuracy: f64,
}

/// The metrics of a network on samples that go through it in batches.
///
/// `network` gives the logits of each sample of a batch.
pub fn evaluate(
    network: impl Fn(&[Sample]) -> Vec<Vec<f64>>,
    samples: &[Sample],
    batch_size: usize,
) -> Metrics {
    let (mut loss, mut right) = (0.0, 0.0);
    for batch in samples.chunks(batch_size) {
        // Its mean times its length is the batch's sum: a small batch adds little.
        let (metrics, n) = (of_batch(&network(batch), batch), batch.len() as f64);
        loss += metrics.loss * n;
        right += metrics.accuracy * n;
    }
    let n = samples.len() as f64;
    Metrics { loss: loss / n, accuracy: right / n }
}

/// The metrics on one batch.
fn of_batch(logits: &[Vec<f64>], batch: &[Sample]) -> Metrics {
    let n = batch.len() as f64;
    let losses = logits.iter().zip(batch).map(|(logits, sample)| cross_entropy(logits, sample));
    let right = logits.iter().zip(batch).filter(|(logits, it)| argmax(logits) == it.class);
    Metrics { loss: losses.sum::<f64>() / n, accuracy: right.count() as f64 / n }
}

/// `ln Σ e^z − z[class]`, the largest logit taken out so that nothing overflows.
fn cross_entropy(logits: &[f64], sample: &Sample) -> f64 {
    let max = logits[argmax(logits)].max(0.0);
    let sum: f64 = logits.iter().map(|z| (z.max(0.0) - max).exp()).sum();
    sum.ln() + max - logits[sample.class]
}

/// The class of the largest logit.
fn argmax(logits: &[f64]) -> usize {
    (1..logits.len()).fold(0, |best, class| if logits[class] > logits[best] { class } else { best })
}
