//! Solution of 19.3.
//!
//! The mean of the batches' means is the mean of the samples only if all batches are equally large.
//! 250 and 1 divide 10,000; 32 and 3,000 leave a smaller last batch, whose samples counted more
//! than the others: with 3,000, three times as much.

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
pub struct Score {
    /// The mean cross-entropy.
    pub loss: f64,
    /// The share of samples that are classified rightly.
    pub accuracy: f64,
}

/// The score of a network on samples that go through it in batches.
///
/// `network` gives the logits of each sample of a batch.
pub fn evaluate(
    network: impl Fn(&[Sample]) -> Vec<Vec<f64>>,
    samples: &[Sample],
    batch_size: usize,
) -> Score {
    let (mut loss, mut right) = (0.0, 0.0);
    for batch in samples.chunks(batch_size) {
        // Its mean times its length is the batch's sum: a small batch adds little.
        let (score, n) = (of_batch(&network(batch), batch), batch.len() as f64);
        loss += score.loss * n;
        right += score.accuracy * n;
    }
    let n = samples.len() as f64;
    Score { loss: loss / n, accuracy: right / n }
}

/// The score on one batch.
fn of_batch(logits: &[Vec<f64>], batch: &[Sample]) -> Score {
    let n = batch.len() as f64;
    let losses = logits.iter().zip(batch).map(|(logits, sample)| cross_entropy(logits, sample));
    let right = logits.iter().zip(batch).filter(|(logits, it)| largest(logits) == it.class);
    Score { loss: losses.sum::<f64>() / n, accuracy: right.count() as f64 / n }
}

/// `ln Σ e^z − z[class]`, the largest logit taken out so that nothing overflows.
fn cross_entropy(logits: &[f64], sample: &Sample) -> f64 {
    let most = logits[largest(logits)];
    let sum: f64 = logits.iter().map(|z| (z - most).exp()).sum();
    sum.ln() + most - logits[sample.class]
}

/// The class of the largest logit.
fn largest(logits: &[f64]) -> usize {
    (1..logits.len()).fold(0, |best, class| if logits[class] > logits[best] { class } else { best })
}
