use super::exercise::*;
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

#[test]
fn states_are_right_up_to_the_end_and_then_zero() {
    let states = CELL.run(&batch(0.0), &LENGTHS).states;
    assert!(states.shape() == [LENGTHS.len(), STEPS].into(), "the states are {:?}", states.shape());
    for (i, length) in LENGTHS.into_iter().enumerate() {
        let (found, expected) = (&states.as_slice()[i * STEPS..][..STEPS], states_of(i));
        for (t, found) in found.iter().enumerate() {
            let expected = expected.get(t).copied().unwrap_or(0.0);
            assert!(
                is_close(*found, expected),
                "sequence {i} has {length} steps: its state after step index {t} is {found}, expected \
                 {expected}"
            );
        }
    }
}

#[test]
fn the_final_state_is_that_of_the_last_step() {
    let Outputs { states, last, .. } = CELL.run(&batch(0.0), &LENGTHS);
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
    let mean = CELL.run(&batch(0.0), &LENGTHS).mean;
    for (i, (found, length)) in mean.into_iter().zip(LENGTHS).enumerate() {
        let sum: f64 = states_of(i).iter().sum();
        let expected = if length == 0 { 0.0 } else { sum / length as f64 };
        let slip = if length == 0 && found.is_nan() {
            ": a sequence of length zero divides zero by zero"
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
    let expected = CELL.run(&batch(0.0), &LENGTHS);
    for padding in [1e3, f64::INFINITY, f64::NAN] {
        let found = CELL.run(&batch(padding), &LENGTHS);
        for (name, found, expected) in [
            ("states", found.states.as_slice(), expected.states.as_slice()),
            ("final states", &found.last, &expected.last),
            ("means", &found.mean, &expected.mean),
        ] {
            let hint = if found.iter().any(|x| x.is_nan()) {
                ": 0 times NaN is NaN, a mask that is multiplied keeps nothing out"
            } else {
                ""
            };
            assert!(
                found == expected,
                "with {padding} in the padding in place of 0 the {name} are {found:?}, expected \
                 {expected:?}{hint}"
            );
        }
    }
}

#[test]
fn a_sequence_does_not_depend_on_its_batch() {
    let x = batch(0.0);
    let together = CELL.run(&x, &LENGTHS);
    for (i, length) in LENGTHS.into_iter().enumerate().filter(|it| it.1 > 0) {
        let x = x.as_slice()[i * STEPS..][..length].to_vec();
        let alone = CELL.run(&Tensor::new([1, length], x), &[length]);
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
    let Outputs { last, mean, .. } = CELL.run(&x, &[2, 2]);
    let first = [1.0, -1.0].map(|x| f64::tanh(CELL.w * x + CELL.b));
    let second: [f64; 2] =
        [0, 1].map(|i| f64::tanh(CELL.w * [0.0, 0.5][i] + CELL.u * first[i] + CELL.b));
    for i in [0, 1] {
        assert!(
            is_close(last[i], second[i]),
            "the final state is {}, expected {}",
            last[i],
            second[i]
        );
        let expected = (first[i] + second[i]) / 2.0;
        assert!(is_close(mean[i], expected), "the mean is {}, expected {expected}", mean[i]);
    }
}
