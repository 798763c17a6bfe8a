use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, cpu_time, guarded, small_integers};
use std::time::Duration;
use tensor::Tensor;

/// How many times as fast as the definition it has to be.
const TIMES: f64 = 3.0;

/// How often both are timed.
const ROUNDS: usize = 60;

/// Sequences, steps and inputs of the batch that is measured, and the units of its layer.
const MEASURED: ([usize; 3], usize) = ([8, 8, 32], 32);

fn whole<const N: usize>(shape: [usize; N], salt: usize) -> Tensor<f32> {
    Tensor::new(shape, small_integers(shape.iter().product(), salt))
}

/// A layer whose states are integers up to 100, and not always at the limit.
fn layer(inputs: usize, hidden: usize) -> Layer {
    let u = small_integers::<f32>(hidden * hidden, 4).into_iter();
    Layer {
        w: whole([inputs, hidden], 3),
        u: Tensor::new([hidden, hidden], u.map(|u| f32::trunc(u / 4.0)).collect()),
        b: small_integers(hidden, 1),
        limit: 100.0,
    }
}

/// What is different about a slip.
#[derive(Clone, Copy, Default)]
struct Slip {
    no_bias: bool,
    state_goes_on: bool,
    no_limit_inside: bool,
    no_loop: bool,
    by_steps: bool,
    no_lower_limit: bool,
    no_upper_limit: bool,
    weights_turned: bool,
}

/// The states by the definition, in the loops of the exercise as you found it: what yours are compared
/// with, and what your time is measured against.
fn by_definition(layer: &Layer, x: &Tensor<f32>) -> Tensor<f32> {
    let ([n, steps, inputs], [hidden, _]) = (x.dims(), layer.u.dims());
    let mut y = Vec::new();
    for sequence in x.as_slice().chunks_exact(steps * inputs) {
        let mut h = vec![0.0; hidden];
        for x in sequence.chunks_exact(inputs) {
            let mut next = Vec::new();
            for unit in 0..hidden {
                let mut sum = layer.b[unit];
                for (k, x) in x.iter().enumerate() {
                    sum += x * layer.w.as_slice()[k * hidden + unit];
                }
                for (k, h) in h.iter().enumerate() {
                    sum += h * layer.u.as_slice()[k * hidden + unit];
                }
                next.push(sum.clamp(-layer.limit, layer.limit));
            }
            y.extend_from_slice(&next);
            h = next;
        }
    }
    Tensor::new([n, steps, hidden], y)
}

impl Slip {
    /// The states with this slip.
    fn states(self, layer: &Layer, x: &Tensor<f32>) -> Vec<f32> {
        let ([n, steps, inputs], [hidden, _]) = (x.dims(), layer.u.dims());
        let (mut y, mut h) = (vec![0.0; n * steps * hidden], vec![0.0; hidden]);
        // In the order of memory; or, if the rows are taken step after step, in that order.
        let mut kept = vec![vec![0.0; hidden]; n];
        for at in 0..n * steps {
            let (sequence, t) =
                if self.by_steps { (at % n, at / n) } else { (at / steps, at % steps) };
            if self.by_steps {
                h = kept[sequence].clone();
            } else if t == 0 && !self.state_goes_on {
                h.fill(0.0);
            }
            let x = &x.as_slice()[at * inputs..][..inputs];
            let sum = |unit: usize| {
                let of = |values: &[f32], weights: &Tensor<f32>| -> f32 {
                    let weight = |k: usize| match self.weights_turned {
                        true => weights.as_slice()[unit * values.len() + k],
                        false => weights.as_slice()[k * hidden + unit],
                    };
                    values.iter().enumerate().map(|(k, value)| value * weight(k)).sum()
                };
                let bias = if self.no_bias { 0.0 } else { layer.b[unit] };
                bias + of(x, &layer.w) + if self.no_loop { 0.0 } else { of(&h, &layer.u) }
            };
            let sums: Vec<f32> = (0..hidden).map(sum).collect();
            let lower = if self.no_lower_limit { f32::NEG_INFINITY } else { -layer.limit };
            let upper = if self.no_upper_limit { f32::INFINITY } else { layer.limit };
            let limited = |sum: &f32| sum.clamp(lower, upper);
            let states: Vec<f32> = sums.iter().map(limited).collect();
            y[at * hidden..][..hidden].copy_from_slice(&states);
            h = if self.no_limit_inside { sums } else { states };
            kept[sequence].clone_from(&h);
        }
        y
    }
}

/// The slips that people make here.
fn slips() -> [(Slip, &'static str); 8] {
    let none = Slip::default();
    [
        (Slip { no_bias: true, ..none }, "the bias is missing (does the product overwrite it?)"),
        (
            Slip { state_goes_on: true, ..none },
            "a sequence begins with the last state of the one before, not with zeros",
        ),
        (
            Slip { no_limit_inside: true, ..none },
            "the state that the next step reads is the sum: it should be limited first",
        ),
        (Slip { no_loop: true, ..none }, "the states before are missing"),
        (
            Slip { by_steps: true, ..none },
            "the rows of x are taken for step after step, but they lie sequence after sequence",
        ),
        (Slip { no_lower_limit: true, ..none }, "states end at −m as well, not only at m"),
        (Slip { no_upper_limit: true, ..none }, "states end at m as well, not only at −m"),
        (
            Slip { weights_turned: true, ..none },
            "w and u are read as their transposes: a row belongs to an input, a column to a unit",
        ),
    ]
}

/// Compares the states with the definition's, and names the slip if it can.
#[track_caller]
fn check(shape: [usize; 3], hidden: usize) {
    check_layer(&layer(shape[2], hidden), &whole(shape, 8));
}

#[track_caller]
fn check_layer(layer: &Layer, x: &Tensor<f32>) {
    let ([n, steps, inputs], hidden) = (x.dims(), layer.b.len());
    let given = || format!("{n} sequences of {steps} steps, {inputs} inputs, {hidden} units");
    let (y, expected) = (guarded(given, || layer.forward(x)), by_definition(layer, x));
    let about = format!("h, entry [sequence, step, unit] ({})", given());
    let (found, wanted) = (y.shape(), expected.shape());
    assert!(
        found == wanted,
        "{about}: the shape is {found:?}, expected {wanted:?}: sequences, then steps, then units"
    );
    let (y, expected) = (y.as_slice(), expected.as_slice());
    let result = compare(&about, wanted.dims(), y, expected, Tolerance::EXACT);
    assert_or_name_slip(result, || {
        slips().into_iter().find(|(slip, _)| slip.states(layer, x) == y).map(|it| it.1)
    });
}

/// Both are timed in turns, by the time that the processor spends on them, and of each the best time
/// counts: what else the machine does decides nothing.
#[test]
fn it_is_three_times_as_fast() {
    let (shape, hidden) = MEASURED;
    let layer = layer(shape[2], hidden);
    let mut best = [Duration::MAX; 2];
    for turn in 0..ROUNDS {
        // No two turns see the same batch: remembering an output is not computing it.
        let x = whole(shape, turn);
        let times = [cpu_time(|| by_definition(&layer, &x)), cpu_time(|| layer.forward(&x))];
        best = [best[0].min(times[0]), best[1].min(times[1])];
    }
    let [definition, yours] = best.map(|time| 1e3 * time.as_secs_f64());
    let times = definition / yours;
    let note = match times {
        ..0.8 => "something costs more than before: is much allocated or copied in the loops?",
        0.8..1.4 => "the sums are still made one by one; which of them need not wait for a state?",
        _ => "one half is quick; what is left of a step can be done for all sequences together",
    };
    assert!(
        times >= TIMES,
        "Yours takes {yours:.2} ms of the processor for 131 072 multiplications, the definition \
         {definition:.2} ms: it is {times:.1} times as fast, expected at least {TIMES}; {note}"
    );
}

#[test]
fn it_is_right_on_the_batch_that_is_measured() {
    check(MEASURED.0, MEASURED.1);
}

#[test]
fn it_is_right_at_odd_sizes() {
    for (shape, hidden) in [
        ([1, 1, 1], 1),
        ([1, 5, 3], 2),
        ([4, 1, 3], 5),
        ([3, 4, 1], 1),
        ([2, 7, 9], 3),
        ([5, 3, 2], 17),
    ] {
        check(shape, hidden);
    }
}

/// Most of the states are within the limits, so that a wrong sum shows.
#[test]
fn states_within_the_limits() {
    let mut narrow = layer(3, 4);
    narrow.limit = 1e6;
    check_layer(&narrow, &whole([3, 4, 3], 2));
}
