use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};

fn class_weights(weights: &[f64], ignored: Option<usize>) -> ClassWeights {
    ClassWeights { weights: weights.to_vec(), ignored }
}

/// The weight of a sample.
fn weight(weights: &[f64], ignored: Option<usize>, class: usize) -> f64 {
    if ignored == Some(class) { 0.0 } else { weights[class] }
}

/// Divisors that are taken in place of the right one, and what to say about them.
fn divisor_slips(
    weights: &[f64],
    ignored: Option<usize>,
    classes: &[usize],
) -> [(f64, &'static str); 5] {
    let counting = classes.iter().filter(|class| ignored != Some(**class)).count();
    let of_all = classes.iter().filter_map(|class| weights.get(*class)).sum();
    let of_classes = (0..weights.len()).map(|class| weight(weights, ignored, class)).sum();
    let total: f64 = classes.iter().map(|class| weight(weights, ignored, *class)).sum();
    [
        (
            classes.len() as f64,
            "is the sum divided by the number of samples? Those that weigh more, and those that do \
             not count, are then counted as 1 each",
        ),
        (
            counting as f64,
            "that divides by the number of samples that count; they do not all have the weight 1",
        ),
        (
            of_all,
            "the weights of ignored samples are in the divisor: they count neither above nor below",
        ),
        (
            of_classes,
            "that divides by the sum over the classes, each once; it is to be one over the samples",
        ),
        (
            total.max(1.0),
            "the divisor is held at 1 or more, but weights may be smaller than 1, and their sum too",
        ),
    ]
}

/// Compares the mean and the scales with what is expected, and names the slip if it can.
#[track_caller]
fn check_both(
    (weights, ignored): (&[f64], Option<usize>),
    losses: &[f64],
    classes: &[usize],
    mean: f64,
    scales: &[f64],
) {
    let given = format!("of the classes {classes:?}, weights {weights:?}, ignored: {ignored:?}");
    let by = class_weights(weights, ignored);
    let found = guarded(|| format!("`mean` {given}"), || by.mean(losses, classes));
    let name = format!("the mean {given}");
    let mismatch = compare(&name, &[], &[found], &[mean], Tolerance::F64_GOLDEN);
    let total: f64 = classes.iter().map(|class| weight(weights, ignored, *class)).sum();
    let is = |value: f64| Tolerance::F64_GOLDEN.is_close(found, value);
    let slips = divisor_slips(weights, ignored, classes);
    let counting = || losses.iter().zip(classes).filter(|(_, class)| ignored != Some(**class));
    let unweighted =
        counting().map(|(loss, _)| loss).sum::<f64>() / counting().count().max(1) as f64;
    assert_or_name_slip(mismatch, || {
        if found.is_nan() {
            return Some("0/0 is NaN: where no sample counts the loss is 0, as it was");
        }
        if is(unweighted) {
            return Some("the weights are gone: that is the mean in which every sample counts 1");
        }
        let fits = |(divisor, _): &&(f64, &str)| is(mean * total / divisor);
        slips.iter().find(fits).map(|(_, words)| *words)
    });
    let found = guarded(|| format!("`scales` {given}"), || by.scales(classes));
    let name = format!("the scales {given}");
    let mismatch = compare(&name, &[classes.len()], &found, scales, Tolerance::F64_GOLDEN);
    assert_or_name_slip(mismatch, || {
        if found.iter().any(|scale| scale.is_nan()) {
            return Some("0/0 is NaN: where no sample counts every scale is 0, as it was");
        }
        let with = |divisor: f64| -> Vec<f64> {
            classes.iter().map(|class| weight(weights, ignored, *class) / divisor).collect()
        };
        let fits = |divisor| {
            compare("", &[scales.len()], &found, &with(divisor), Tolerance::F64_GOLDEN).is_ok()
        };
        if fits(classes.len() as f64) {
            return Some(
                "the mean is right now, but the scales are still divided by the number of samples: \
                 both need the same divisor",
            );
        }
        slips.iter().find(|(divisor, _)| fits(*divisor)).map(|(_, words)| *words)
    });
}

const LOSSES: [f64; 5] = [
    0.09198578059196878,
    0.8114488975945139,
    0.34901221676818633,
    1.9752781960613617,
    1.551444713932051,
];
const CLASSES: [usize; 5] = [2, 0, 1, 0, 1];

#[test]
fn without_weights_and_padding_it_is_the_mean() {
    let (losses, scales) = ([1.0, 4.0, 0.5, 0.5], [0.25; 4]);
    check_both((&[1.0, 1.0], None), &losses, &[1, 0, 0, 1], 1.5, &scales);
    check_both((&[1.0, 1.0], None), &[3.0], &[1], 3.0, &[1.0]);
}

#[test]
fn padding_changes_nothing() {
    let weights = [1.5, 0.5, 7.0];
    check_both((&weights, Some(2)), &[2.0, 6.0], &[0, 1], 3.0, &[0.75, 0.25]);
    let (losses, scales) = ([2.0, 9.0, 6.0, 5.0], [0.75, 0.0, 0.25, 0.0]);
    check_both((&weights, Some(2)), &losses, &[0, 2, 1, 2], 3.0, &scales);
}

/// Its index need not be below the number of classes.
#[test]
fn padding_needs_no_weight() {
    let classes = class_weights(&[1.0, 1.0], Some(99));
    let scales = guarded(|| "`scales` of the classes [99, 0]".into(), || classes.scales(&[99, 0]));
    assert!(
        scales.first() == Some(&0.0),
        "class 99 is ignored, so the first scale is 0, as it was, but the scales are {scales:?}"
    );
}

#[test]
fn only_the_ratio_of_the_weights_counts() {
    for factor in [1.0, 10.0, 0.01] {
        let weights = [factor, 3.0 * factor];
        let (losses, scales) = ([4.0, 8.0, 1.0], [0.2, 0.2, 0.6]);
        check_both((&weights, None), &losses, &[0, 0, 1], 3.0, &scales);
    }
}

#[test]
fn equal_losses_are_their_own_mean() {
    let scales = [0.1, 0.4, 0.1, 0.0, 0.4];
    let classes = [0, 2, 0, 1, 2];
    check_both((&[0.25, 5.0, 1.0], Some(1)), &[2.0; 5], &classes, 2.0, &scales);
}

#[test]
fn the_scales_add_up_to_one() {
    let classes = class_weights(&[0.5, 2.0, 0.25], Some(1));
    let scales = guarded(|| format!("`scales` of {CLASSES:?}"), || classes.scales(&CLASSES));
    let sum: f64 = scales.iter().sum();
    assert!(
        Tolerance::F64_GOLDEN.is_close(sum, 1.0),
        "the scales add up to {sum}, expected 1: in a mean every loss has a part, and the parts are \
         one whole. If the mean is right already, the scales are still divided by the number of \
         samples"
    );
}

/// The numbers of PyTorch 2.15, of `nll_loss` with `weight` and `ignore_index`.
#[test]
fn it_agrees_with_pytorch() {
    let weights = [0.5, 2.0, 0.25];
    let scales = [0.25, 0.5, 2.0, 0.5, 2.0].map(|weight| weight / 5.25);
    check_both((&weights, None), &LOSSES, &CLASSES, 0.9937664482621723, &scales);
    let scales = [0.2, 0.4, 0.0, 0.4, 0.0];
    check_both((&weights, Some(1)), &LOSSES, &CLASSES, 1.133087993580744, &scales);
    let scales = [1.0 / 3.0, 0.0, 1.0 / 3.0, 0.0, 1.0 / 3.0];
    check_both((&[1.0; 3], Some(0)), &LOSSES, &CLASSES, 0.6641475704307355, &scales);
}

#[test]
fn ignored_samples_have_no_gradient() {
    let classes = class_weights(&[0.5, 2.0, 0.25], Some(1));
    let scales = guarded(|| format!("`scales` of {CLASSES:?}"), || classes.scales(&CLASSES));
    let is_zero: Vec<bool> = scales.iter().map(|scale| *scale == 0.0).collect();
    assert!(
        is_zero == [false, false, true, false, true],
        "the samples of class 1 are ignored, and no others, so their scales are 0, as they were; \
         the scales of {CLASSES:?} are {scales:?}"
    );
}

#[test]
fn where_no_sample_counts_the_loss_is_zero() {
    check_both((&[1.0, 2.0], Some(1)), &[3.0, 5.0], &[1, 1], 0.0, &[0.0, 0.0]);
    check_both((&[0.0, 2.0], Some(1)), &[3.0, 5.0], &[0, 1], 0.0, &[0.0, 0.0]);
    check_both((&[1.0, 2.0], Some(1)), &[], &[], 0.0, &[]);
}
