//! # 19.3 The report: an accuracy that depends on the batch
//!
//! A user of the program in `exercise.rs` writes:
//!
//! > I evaluate one and the same network, whose weights do not change any more, on 10,000 test
//! > images. With a batch of 250 the accuracy is 52.31 %. With 32 it is 52.34 %, with 3,000 it is
//! > 52.77 %. With 1 it is 52.31 % again. The loss wanders in the same way. I thought a batch is
//! > only there to make it faster.
//!
//! It is. Run the tests, find out for which batch sizes all is well, and why, before you change
//! anything. Then mend it; the samples are still to go through the network batch by batch.

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
    let (mut loss, mut accuracy, mut batches) = (0.0, 0.0, 0.0);
    for batch in samples.chunks(batch_size) {
        let metrics = of_batch(&network(batch), batch);
        loss += metrics.loss;
        accuracy += metrics.accuracy;
        batches += 1.0;
    }
    Metrics { loss: loss / batches, accuracy: accuracy / batches }
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
    let max = logits[argmax(logits)];
    let sum: f64 = logits.iter().map(|z| (z - max).exp()).sum();
    sum.ln() + max - logits[sample.class]
}

/// The class of the largest logit.
fn argmax(logits: &[f64]) -> usize {
    (1..logits.len()).fold(0, |best, class| if logits[class] > logits[best] { class } else { best })
}
