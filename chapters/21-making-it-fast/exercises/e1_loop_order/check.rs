use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, cpu_time, guarded, small_integers};
use std::time::Duration;

/// How many times as fast as the definition it has to be.
const TIMES: f64 = 3.0;

/// How often both are timed.
const ROUNDS: usize = 24;

/// Samples, inputs and outputs of the layer that is measured.
const MEASURED: [usize; 3] = [256, 128, 128];

/// Inputs and deltas whose sums are rounded: another order of adding gives other bits.
fn layer([samples, inputs, outputs]: [usize; 3], salt: usize) -> [Vec<f32>; 2] {
    let values = |count: usize, salt: usize| {
        let values = small_integers::<f32>(count, salt).into_iter().enumerate();
        values.map(|(at, value)| value / (3.0 + (at % 7) as f32)).collect()
    };
    [values(samples * inputs, salt), values(samples * outputs, salt + 5)]
}

/// The gradient by the definition, in the loops of the exercise as you found it: what yours is compared
/// with, and what your time is measured against.
fn by_definition(x: &[f32], delta: &[f32], dw: &mut [f32], [samples, inputs, outputs]: [usize; 3]) {
    for i in 0..inputs {
        for j in 0..outputs {
            let mut sum = 0.0;
            for s in 0..samples {
                sum += x[s * inputs + i] * delta[s * outputs + j];
            }
            dw[i * outputs + j] = sum;
        }
    }
}

/// The gradient with the samples in this order.
fn in_order(
    x: &[f32],
    delta: &[f32],
    [_, inputs, outputs]: [usize; 3],
    samples: impl Iterator<Item = usize> + Clone,
) -> Vec<f32> {
    let sum = |at: usize| {
        let (i, j) = (at / outputs, at % outputs);
        samples.clone().fold(0.0, |sum, s| sum + x[s * inputs + i] * delta[s * outputs + j])
    };
    (0..inputs * outputs).map(sum).collect()
}

/// The reader's gradient, in memory that held this before.
fn gradient(x: &[f32], delta: &[f32], sizes: [usize; 3], before: f32) -> Vec<f32> {
    let mut dw = vec![before; sizes[1] * sizes[2]];
    let [samples, inputs, outputs] = sizes;
    let given = || format!("{samples} samples, {inputs} inputs, {outputs} outputs");
    guarded(given, || weight_gradient(x, delta, &mut dw, sizes));
    dw
}

/// Compares the gradient with the definition's to the bit, and names the slip if it can.
#[track_caller]
fn check(sizes: [usize; 3]) {
    let [samples, inputs, outputs] = sizes;
    let [x, delta] = layer(sizes, 3);
    let dw = gradient(&x, &delta, sizes, 0.0);
    let mut expected = vec![0.0; inputs * outputs];
    by_definition(&x, &delta, &mut expected, sizes);
    let name = format!("dw, entry [input, output] ({samples} samples)");
    let shape = [inputs, outputs];
    let mismatch = compare(&name, &shape, &dw, &expected, Tolerance::EXACT);
    let nearly = compare(&name, &shape, &dw, &expected, Tolerance::F32_GOLDEN).is_ok();
    assert_or_name_slip(mismatch, || {
        if dw == in_order(&x, &delta, sizes, samples - 1..samples) {
            Some("only the last sample is left: add to dw, `+=`")
        } else if dw == in_order(&x, &delta, sizes, 0..samples - 1) {
            Some("the last sample is left out")
        } else if dw == in_order(&x, &delta, sizes, (0..samples).rev()) {
            Some("the samples are added up from the last to the first, which rounds differently")
        } else if nearly {
            Some(
                "only the last bits differ: the products are added up in another order, or rounded once where the formula rounds twice (is a sum cut into parts, is there a `mul_add`?)",
            )
        } else {
            None
        }
    });
}

/// Both are timed in turns, by the time that the processor spends on them, and of each the best time
/// counts: what else the machine does decides nothing.
#[test]
fn it_is_three_times_as_fast() {
    let mut best = [Duration::MAX; 2];
    for turn in 0..ROUNDS {
        // No two turns see the same batch: remembering a result is not computing it.
        let [x, delta] = layer(MEASURED, turn);
        let mut dw = vec![0.0; MEASURED[1] * MEASURED[2]];
        let times = [
            cpu_time(|| by_definition(&x, &delta, &mut dw, MEASURED)),
            cpu_time(|| gradient(&x, &delta, MEASURED, 0.0)),
        ];
        best = [best[0].min(times[0]), best[1].min(times[1])];
    }
    let [definition, yours] = best.map(|time| 1e3 * time.as_secs_f64());
    let times = definition / yours;
    let note = match times {
        ..0.8 => {
            "that order is worse than the one you found: does the innermost loop jump in `dw`, or is much copied?"
        }
        0.8..1.6 => {
            "the innermost loop still jumps from row to row; which index moves by one element only?"
        }
        _ => {
            "that is better; is the innermost loop still one sum, whose additions wait for each other, or does it check bounds for each element, where `zip` of two slices would not?"
        }
    };
    assert!(
        times >= TIMES,
        "Yours takes {yours:.2} ms of the processor for 4.2 million multiplications, the definition \
         {definition:.2} ms: it is {times:.1} times as fast, expected at least {TIMES}; {note}"
    );
}

#[test]
fn it_is_the_same_to_the_bit_on_the_layer_that_is_measured() {
    check(MEASURED);
}

#[test]
fn it_is_the_same_to_the_bit_at_odd_sizes() {
    for sizes in [[1, 1, 1], [2, 1, 1], [7, 3, 5], [5, 1, 9], [5, 9, 1], [33, 17, 31], [1, 20, 4]] {
        check(sizes);
    }
}

/// The gradient of the last step is still in the buffer.
#[test]
fn what_was_in_the_buffer_does_not_matter() {
    let sizes = [3, 4, 5];
    let [x, delta] = layer(sizes, 1);
    let [clean, used] = [0.0, 1e3].map(|before| gradient(&x, &delta, sizes, before));
    let mismatch =
        compare("dw, in a buffer that held 1000s", &[4, 5], &used, &clean, Tolerance::EXACT);
    assert_or_name_slip(mismatch, || {
        Some(
            "the sums begin with what the buffer held, the gradient of the step before: fill it with 0",
        )
    });
}
