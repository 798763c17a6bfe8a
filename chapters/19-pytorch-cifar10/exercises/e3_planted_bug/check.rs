use super::exercise::*;
use check::guarded;

/// Its prediction is class 0 for negative inputs and class 1 for others, always as sure; its logits
/// have both signs.
fn network(batch: &[Sample]) -> Vec<Vec<f64>> {
    batch.iter().map(|it| if it.x < 0.0 { vec![-2.0, -3.0] } else { vec![-0.5, 0.5] }).collect()
}

/// `n` samples, of which the network is wrong about every one whose index is in `wrong`.
fn samples(count: usize, wrong: &[usize]) -> Vec<Sample> {
    let class = |i: usize| usize::from(i.is_multiple_of(3) != wrong.contains(&i));
    let x = |i: usize| if i.is_multiple_of(3) { 1.0 } else { -1.0 };
    (0..count).map(|i| Sample { x: x(i), class: class(i) }).collect()
}

/// What the reader makes of these samples.
#[track_caller]
fn metrics(samples: &[Sample], batch_size: usize) -> Metrics {
    let given = || format!("`evaluate` of {} samples in batches of {batch_size}", samples.len());
    guarded(given, || evaluate(network, samples, batch_size))
}

#[test]
fn the_batch_size_changes_nothing() {
    // Of ten, the last two are wrong.
    let samples = samples(10, &[8, 9]);
    let [right, wrong] = [1.0f64, -1.0].map(|z| (1.0 + (-z).exp()).ln());
    let losses = [vec![right; 8], vec![wrong; 2]].concat();
    let mean = |losses: &[f64]| losses.iter().sum::<f64>() / losses.len() as f64;
    let loss = mean(&losses);
    for batch_size in [1, 2, 3, 4, 6, 7, 9, 10, 100] {
        let metrics = metrics(&samples, batch_size);
        assert!(
            (metrics.accuracy - 0.8).abs() < 1e-9,
            "8 of 10 are right; in batches of {batch_size} the accuracy is {:.4}, expected 0.8",
            metrics.accuracy
        );
        let means: Vec<f64> = losses.chunks(batch_size).map(mean).collect();
        let note = if (metrics.loss - mean(&means)).abs() < 1e-9 {
            ": the accuracy is right, and the loss goes the same way"
        } else if batch_size == 1 {
            ": batches of one were right before, and so was `of_batch` as it was"
        } else {
            ""
        };
        assert!(
            (metrics.loss - loss).abs() < 1e-9,
            "In batches of {batch_size} the loss is {:.4}, expected {loss:.4}{note}",
            metrics.loss
        );
    }
}

#[test]
fn every_sample_counts_the_same() {
    // 33 samples in batches of 32: the last one is alone. It matters as much as any other.
    for wrong in [32, 15, 0] {
        let metrics = metrics(&samples(33, &[wrong]), 32);
        let expected = 32.0 / 33.0;
        let note = match metrics.accuracy {
            1.0 => ": the last batch is left out",
            // The largest accuracy that full weight for each batch could give is 64 of 33.
            accuracy if accuracy > 64.0 / 33.0 => {
                ": no more than all can be right; by what is the sum divided?"
            }
            accuracy if accuracy > 1.0 => ": a batch that is not full counts like a full one",
            0.5 => ": the last sample alone counts as much as the 32 others together",
            accuracy if accuracy < 0.1 => {
                ": what is added up is already a mean; how much does each of them weigh?"
            }
            _ => "",
        };
        assert!(
            (metrics.accuracy - expected).abs() < 1e-9,
            "Of 33 samples only sample {wrong} is wrong; the accuracy is {:.4}, expected \
             {expected:.4}{note}",
            metrics.accuracy
        );
    }
}

#[test]
fn batches_that_are_all_full_are_right() {
    let metrics = metrics(&samples(64, &[1, 40, 41, 63]), 32);
    assert!(
        (metrics.accuracy - 60.0 / 64.0).abs() < 1e-9,
        "60 of 64 are right, and both batches are full; the accuracy is {:.4}, expected 0.9375",
        metrics.accuracy
    );
}

#[test]
fn all_right_is_one_and_all_wrong_is_zero() {
    let all: Vec<usize> = (0..10).collect();
    for (wrong, expected, what) in [(&all[..0], 1.0, "right"), (&all, 0.0, "wrong")] {
        let found = metrics(&samples(10, wrong), 4).accuracy;
        assert!(
            found == expected,
            "All ten are {what}, but the accuracy is {found}, expected {expected}"
        );
    }
}

#[test]
fn the_network_sees_batches() {
    let max = std::cell::Cell::new(0);
    let watched = |batch: &[Sample]| {
        max.set(max.get().max(batch.len()));
        network(batch)
    };
    evaluate(watched, &samples(10, &[]), 4);
    let max = max.get();
    let note = if max == 10 { ": all go through it at once, so a batch is of no use" } else { "" };
    assert!(max == 4, "The network saw {max} samples at a time, asked for 4{note}");
}
