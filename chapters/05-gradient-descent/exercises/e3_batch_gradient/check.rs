use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded, small_integers};
use std::collections::BTreeSet;

/// The mean of these samples' gradients, times `scale`.
fn mean_of(gradients: &[Vec<f64>], samples: &[usize], scale: f64) -> Vec<f64> {
    let sum = |i: usize| samples.iter().map(|sample| gradients[*sample][i]).sum::<f64>();
    (0..gradients[0].len()).map(|i| scale * sum(i) / samples.len() as f64).collect()
}

/// What to say about NaN and infinity.
const NOT_FINITE: &str =
    "not all elements are finite: is the sum of a batch of one divided by B − 1 = 0?";

/// Names the slip that gives this gradient, if one does.
fn slip(gradients: &[Vec<f64>], batch: &[usize], found: &[f64]) -> Option<&'static str> {
    if found.iter().any(|x| !x.is_finite()) {
        return Some(NOT_FINITE);
    }
    let is =
        |slip: Vec<f64>| compare("", &[slip.len()], found, &slip, Tolerance::F64_GOLDEN).is_ok();
    let (all, size) = (gradients.len() as f64, batch.len() as f64);
    let unique: Vec<usize> = batch.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
    let with = |scale: f64| mean_of(gradients, batch, scale);
    let every: Vec<usize> = (0..gradients.len()).collect();
    let first: Vec<usize> = (0..gradients.len().min(batch.len())).collect();
    Some(if size == 2.0 && is(with(size)) {
        "that is the sum over the batch, divided by nothing or by B − 1 = 1: divide by its size B"
    } else if is(with(size)) {
        "that is the sum over the batch: divide by its size"
    } else if is(with(size / (size - 1.0))) {
        "that was divided by B − 1: divide by the size B of the batch"
    } else if is(with(size / all)) {
        "that was divided by the number N of all samples; the mean is over the batch"
    } else if is(with(all)) {
        "that is the estimate of the sum over all samples; the one of their mean is asked for"
    } else if is(with(1.0 / size)) {
        "that was divided by the size of the batch twice"
    } else if is(with(-1.0)) {
        "every sign is turned: this is the gradient, not the step"
    } else if is(with(1.0 / gradients[0].len() as f64)) {
        "that was also divided by the number of elements of a gradient"
    } else if is(mean_of(gradients, &unique, 1.0)) {
        "an index that comes twice is to be counted twice"
    } else if is(mean_of(gradients, &unique, unique.len() as f64 / size)) {
        "an index that comes twice is counted once in the sum, but twice in the size"
    } else if is(mean_of(gradients, &every, 1.0)) {
        "that is the mean over all samples; only those of the batch are asked for"
    } else if is(mean_of(gradients, &first, 1.0)) {
        "those are the first samples, not those whose indices are in the batch"
    } else if is(running_mean(gradients, batch)) {
        "the mean so far was averaged with the next sample, so that the last one counts most"
    } else {
        return None;
    })
}

/// The gradients averaged one after another, each with what there is so far.
fn running_mean(gradients: &[Vec<f64>], batch: &[usize]) -> Vec<f64> {
    let element = |i: usize| {
        let values = batch.iter().map(|sample| gradients[*sample][i]);
        values.reduce(|mean, value| (mean + value) / 2.0).unwrap_or_default()
    };
    (0..gradients[0].len()).map(element).collect()
}

/// The reader's gradient.
#[track_caller]
fn found(gradients: &[Vec<f64>], batch: &[usize]) -> Vec<f64> {
    let given = || format!("the gradient of the batch {batch:?}, of {} samples", gradients.len());
    guarded(given, || batch_gradient(gradients, batch))
}

/// Compares the gradient of a batch with what is expected.
#[track_caller]
fn check_batch(gradients: &[Vec<f64>], batch: &[usize], expected: &[f64]) {
    let found = found(gradients, batch);
    let name = format!("the gradient of the batch {batch:?}, of {} samples", gradients.len());
    let mismatch = compare(&name, &[expected.len()], &found, expected, Tolerance::F64_GOLDEN);
    assert_or_name_slip(mismatch, || slip(gradients, batch, &found));
}

/// Compares the mean over these batches of one size with the mean over all samples.
#[track_caller]
fn check_unbiased(gradients: &[Vec<f64>], batches: &[Vec<usize>], name: &str) {
    let (all, size) = (gradients.len() as f64, batches[0].len() as f64);
    let mut mean = vec![0.0; gradients[0].len()];
    for batch in batches {
        for (mean, element) in mean.iter_mut().zip(found(gradients, batch)) {
            *mean += element / batches.len() as f64;
        }
    }
    let every: Vec<usize> = (0..gradients.len()).collect();
    let with = |scale: f64| mean_of(gradients, &every, scale);
    let tolerance = Tolerance { absolute: 1e-12, relative: 1e-12 };
    let is = |slip: Vec<f64>| compare("", &[slip.len()], &mean, &slip, tolerance).is_ok();
    let name = format!("the mean over {name} of size {size}, of {all} samples");
    assert_or_name_slip(compare(&name, &[mean.len()], &mean, &with(1.0), tolerance), || {
        Some(if mean.iter().any(|x| !x.is_finite()) {
            NOT_FINITE
        } else if is(with(size / all)) {
            "it is B/N times the gradient of all samples: the sum over a batch is divided by N"
        } else if size == 2.0 && is(with(size)) {
            "it is twice the gradient of all samples: is the sum over a batch divided by nothing, or by B − 1?"
        } else if is(with(size)) {
            "it is B times the gradient of all samples: the sum over a batch is not divided by B"
        } else if is(with(size / (size - 1.0))) {
            "it is B/(B − 1) times the gradient of all samples: the sum over a batch is divided by B − 1"
        } else {
            "the estimate is biased: does every sample count the same in the long run, also one that \
             comes twice in a batch?"
        })
    });
}

/// Gradients of whole numbers, which are not zero on average.
fn example(samples: usize, elements: usize) -> Vec<Vec<f64>> {
    let gradient = |sample: usize| {
        let values: Vec<f64> = small_integers(elements, 5 * sample + 1);
        values.iter().map(|value| value + sample as f64).collect()
    };
    (0..samples).map(gradient).collect()
}

/// All batches of this size: in rising order of their indices, or with replacement in any order.
fn all_batches(samples: usize, size: usize, with_replacement: bool) -> Vec<Vec<usize>> {
    let mut batches = vec![vec![]];
    for _ in 0..size {
        let extended = batches.iter().flat_map(|batch: &Vec<usize>| {
            let first = if with_replacement { 0 } else { batch.last().map_or(0, |last| last + 1) };
            (first..samples).map(|sample| [batch.as_slice(), &[sample]].concat())
        });
        batches = extended.collect();
    }
    batches
}

#[test]
fn agrees_with_paper() {
    let gradients = [vec![2.0, 0.0], vec![4.0, -2.0], vec![-3.0, 8.0]];
    check_batch(&gradients, &[0, 1], &[3.0, -1.0]);
    check_batch(&gradients, &[0, 2], &[-0.5, 4.0]);
    check_batch(&gradients, &[1, 2], &[0.5, 3.0]);
    check_batch(&gradients, &[2, 1], &[0.5, 3.0]);
}

#[test]
fn a_batch_of_one_is_this_sample() {
    let gradients = example(5, 3);
    for (sample, gradient) in gradients.iter().enumerate() {
        check_batch(&gradients, &[sample], gradient);
    }
}

#[test]
fn the_batch_of_all_is_the_mean() {
    let gradients = [vec![1.0, -4.0, 0.0], vec![3.0, 4.0, -6.0], vec![2.0, 3.0, 3.0]];
    check_batch(&gradients, &[0, 1, 2], &[2.0, 1.0, -1.0]);
    check_batch(&gradients, &[2, 0, 1], &[2.0, 1.0, -1.0]);
}

#[test]
fn an_index_that_comes_twice_counts_twice() {
    let gradients = [vec![3.0], vec![-6.0], vec![9.0], vec![0.0]];
    check_batch(&gradients, &[0, 1, 0], &[0.0]);
    check_batch(&gradients, &[2, 2], &[9.0]);
    check_batch(&gradients, &[2, 1, 2, 2, 1], &[3.0]);
}

/// For every size, the mean over all subsets is the gradient of all samples.
#[test]
fn over_all_subsets_it_is_unbiased() {
    let gradients = example(6, 3);
    for size in 1..=6 {
        check_unbiased(&gradients, &all_batches(6, size, false), "all subsets");
    }
}

/// The same where each sample of a batch is drawn from all.
#[test]
fn over_all_draws_with_replacement_it_is_unbiased() {
    let gradients = example(4, 2);
    for size in 1..=5 {
        check_unbiased(&gradients, &all_batches(4, size, true), "all batches with replacement");
    }
}

/// 20 000 batches of 4 out of 50 samples: their mean is within five standard errors.
#[test]
fn over_many_random_batches_it_is_nearly_right() {
    let gradients = example(50, 2);
    let mut state: u64 = 1;
    let mut draw = || {
        // The upper bits of a linear congruential generator.
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % 50
    };
    let mut sum = [0.0; 2];
    for _ in 0..20_000 {
        let batch = [draw(), draw(), draw(), draw()];
        for (sum, element) in sum.iter_mut().zip(found(&gradients, &batch)) {
            *sum += element;
        }
    }
    let every: Vec<usize> = (0..50).collect();
    for (i, expected) in mean_of(&gradients, &every, 1.0).into_iter().enumerate() {
        let variance = gradients.iter().map(|g| (g[i] - expected).powi(2)).sum::<f64>() / 50.0;
        let allowed = 5.0 * (variance / 80_000.0).sqrt();
        let mean = sum[i] / 20_000.0;
        let slip = match mean / expected {
            ratio if (ratio - 0.08).abs() < 0.004 => ": that is B/N times as much, 4/50",
            ratio if (ratio - 4.0).abs() < 0.2 => ": that is B times as much, 4",
            ratio if (ratio - 4.0 / 3.0).abs() < 0.07 => ": that is B/(B − 1) times as much, 4/3",
            _ => "",
        };
        assert!(
            (mean - expected).abs() < allowed,
            "20 000 random batches of 4 out of 50 samples: element {i} is {mean:.3} on average, \
             expected {expected:.3} (within {allowed:.3}){slip}"
        );
    }
}
