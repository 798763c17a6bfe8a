use super::exercise::*;
use check::guarded;
use tensor::Tensor;

const CELL: Cell = Cell { w: 0.75, u: -0.5, b: 0.25 };

/// Lengths of all kinds, the longest among them and none.
const LENGTHS: [usize; 6] = [3, 6, 1, 0, 5, 2];

/// The steps of the longest.
const STEPS: usize = 6;

/// A batch whose padding is filled with this.
fn batch(padding: f64) -> Tensor<f64> {
    let of = |i: usize, length: usize| {
        (0..STEPS).map(move |t| {
            if t < length { f64::from((i * 5 + t * 3 + 1) as u8 % 7) / 4.0 - 0.75 } else { padding }
        })
    };
    let values = LENGTHS.into_iter().enumerate().flat_map(|(i, length)| of(i, length));
    Tensor::new([LENGTHS.len(), STEPS], values.collect())
}

/// The states of one sequence, without any padding.
fn states_of(i: usize) -> Vec<f64> {
    let mut h = 0.0;
    let x = batch(0.0);
    let x = &x.as_slice()[i * STEPS..][..LENGTHS[i]];
    let states = x.iter().map(|x| {
        h = f64::tanh(CELL.w * x + CELL.u * h + CELL.b);
        h
    });
    states.collect()
}

fn is_close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-12
}

/// What the reader's cell gives, in the right shapes.
#[track_caller]
fn run(x: &Tensor<f64>, lengths: &[usize]) -> Outputs {
    let given = || format!("`run` of a batch {:?}, lengths {lengths:?}", x.shape());
    let found = guarded(given, || CELL.run(x, lengths));
    assert!(
        found.states.shape() == x.shape(),
        "{}: the states are {:?}, expected one for each step of each sequence",
        given(),
        found.states.shape()
    );
    for (name, count) in [("final states", found.last.len()), ("means", found.mean.len())] {
        let n = lengths.len();
        assert!(count == n, "{}: there are {count} {name}, expected one for each of {n}", given());
    }
    found
}

/// The outputs as they should be: states, final states, means.
fn expected() -> [Vec<f64>; 3] {
    let all: Vec<Vec<f64>> = (0..LENGTHS.len()).map(states_of).collect();
    let padded = |states: &Vec<f64>| [&states[..], &vec![0.0; STEPS - states.len()]].concat();
    let mean = |states: &Vec<f64>| states.iter().sum::<f64>() / states.len().max(1) as f64;
    let last = |states: &Vec<f64>| states.last().copied().unwrap_or(0.0);
    [
        all.iter().flat_map(padded).collect(),
        all.iter().map(last).collect(),
        all.iter().map(mean).collect(),
    ]
}

#[test]
fn states_are_right_up_to_the_end_and_then_zero() {
    let states = run(&batch(0.0), &LENGTHS).states;
    for (i, length) in LENGTHS.into_iter().enumerate() {
        let (found, expected) = (&states.as_slice()[i * STEPS..][..STEPS], states_of(i));
        for (t, found) in found.iter().enumerate() {
            let expected = expected.get(t).copied().unwrap_or(0.0);
            let note = if t >= length { ": after the end of a sequence it is zero" } else { "" };
            assert!(
                is_close(*found, expected),
                "sequence {i} has {length} steps: its state after step index {t} is {found}, expected \
                 {expected}{note}"
            );
        }
    }
}

#[test]
fn the_final_state_is_that_of_the_last_step() {
    let Outputs { states, last, .. } = run(&batch(0.0), &LENGTHS);
    for (i, (found, length)) in last.into_iter().zip(LENGTHS).enumerate() {
        let expected = states_of(i).last().copied().unwrap_or(0.0);
        let mut h = expected;
        let ran_on = (length..STEPS).any(|_| {
            h = f64::tanh(CELL.u * h + CELL.b);
            is_close(found, h)
        });
        let slip = if is_close(found, expected) {
            ""
        } else if ran_on {
            ": the state ran on through the padding"
        } else if is_close(found, states.as_slice()[i * STEPS + STEPS - 1]) {
            ": this is the last state of the batch, which belongs to the padding"
        } else if states_of(i).iter().rev().nth(1).is_some_and(|before| is_close(found, *before)) {
            ": this is the state one step before the last"
        } else {
            ""
        };
        assert!(
            is_close(found, expected),
            "sequence {i} has {length} of {STEPS} steps: its final state is {found}, expected \
             {expected}{slip}"
        );
    }
}

#[test]
fn the_mean_is_over_the_steps_of_a_sequence() {
    let mean = run(&batch(0.0), &LENGTHS).mean;
    for (i, (found, length)) in mean.into_iter().zip(LENGTHS).enumerate() {
        let sum: f64 = states_of(i).iter().sum();
        let expected = if length == 0 { 0.0 } else { sum / length as f64 };
        let slip = if length == 0 && found.is_nan() {
            ": a sequence of length zero divides zero by zero"
        } else if is_close(found, sum) {
            ": this is their sum, divided by nothing"
        } else if states_of(i).last().is_some_and(|last| is_close(found, *last)) {
            ": this is the last state alone; all of the sequence count"
        } else if is_close(found, sum / STEPS as f64) {
            ": the sum is divided by the steps of the batch, not by those of the sequence"
        } else {
            ""
        };
        assert!(
            is_close(found, expected),
            "sequence {i} has {length} of {STEPS} steps: the mean of its states is {found}, expected \
             {expected}{slip}"
        );
    }
}

#[test]
fn padding_is_never_looked_at() {
    for padding in [1e3, f64::INFINITY, f64::NAN] {
        let found = run(&batch(padding), &LENGTHS);
        let found = [found.states.as_slice().to_vec(), found.last, found.mean];
        let names = ["states", "final states", "means"];
        for ((name, found), expected) in names.into_iter().zip(found).zip(expected()) {
            let hint = if found.iter().any(|x| x.is_nan()) {
                ": 0 times NaN is NaN, a mask that is multiplied keeps nothing out"
            } else {
                ""
            };
            assert!(
                found.iter().zip(&expected).all(|(found, expected)| is_close(*found, *expected)),
                "with {padding} in the padding the {name} are {found:?}, expected {expected:?}{hint}"
            );
        }
    }
}

#[test]
fn a_sequence_does_not_depend_on_its_batch() {
    let x = batch(0.0);
    let together = run(&x, &LENGTHS);
    for (i, length) in LENGTHS.into_iter().enumerate().filter(|it| it.1 > 0) {
        let x = x.as_slice()[i * STEPS..][..length].to_vec();
        let alone = run(&Tensor::new([1, length], x), &[length]);
        let (found, expected) =
            ([together.last[i], together.mean[i]], [alone.last[0], alone.mean[0]]);
        assert!(
            found == expected,
            "sequence {i} has {length} steps: in a batch of {STEPS} steps its final state and its mean \
             are {found:?}, by itself {expected:?}"
        );
    }
}

#[test]
fn sequences_of_equal_length_have_no_padding() {
    let x = Tensor::new([2, 2], vec![1.0, 0.0, -1.0, 0.5]);
    let Outputs { last, mean, .. } = run(&x, &[2, 2]);
    let first = [1.0, -1.0].map(|x| f64::tanh(CELL.w * x + CELL.b));
    let second: [f64; 2] =
        [0, 1].map(|i| f64::tanh(CELL.w * [0.0, 0.5][i] + CELL.u * first[i] + CELL.b));
    for i in [0, 1] {
        assert!(
            is_close(last[i], second[i]),
            "sequence {i} of two steps, of which none is padding: the final state is {}, expected {}",
            last[i],
            second[i]
        );
        let expected = (first[i] + second[i]) / 2.0;
        assert!(
            is_close(mean[i], expected),
            "sequence {i} of two steps, of which none is padding: the mean is {}, expected {expected}",
            mean[i]
        );
    }
}
