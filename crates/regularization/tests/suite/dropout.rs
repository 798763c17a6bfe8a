//! The fraction that is dropped, and the same mask in the backward pass.

use autograd::Tape;
use nn::Forward;
use numeric::Float;
use regularization::Dropout;
use regularization::prelude::*;
use rstest::rstest;
use tensor::Tensor;

const LEN: usize = 100_000;

/// The output of a dropout layer for ones, and its gradient, in step `step` of a run with this
/// seed.
fn masks<T: Float>(p: f64, seed: u64, step: u64) -> [Vec<f64>; 2] {
    let (mut tape, ones, mut y) = (Tape::new(), Tensor::full([LEN], T::one()), None);
    tape.set_rng_state(seed, step);
    let gradients = tape.gradients(|tape| {
        let dropped = Dropout::new(p).forward(tape.leaf(&ones));
        y = Some(dropped.value());
        dropped.sum()
    });
    let values = |t: &Tensor<T>| t.as_slice().iter().map(|x| x.as_f64()).collect();
    [values(&y.unwrap()), values(gradients.leaf(0).unwrap())]
}

#[rstest]
fn a_fraction_is_dropped_and_the_remainder_scaled(#[values(0.1, 0.5, 0.9, 0.999)] p: f64) {
    let [y, dx] = masks::<f64>(p, 1, 0);
    assert_eq!(y, dx, "the same mask in the backward pass");
    let dropped = y.iter().filter(|y| **y == 0.0).count() as f64 / LEN as f64;
    let deviation = (p * (1.0 - p) / LEN as f64).sqrt();
    assert!((dropped - p).abs() < 4.0 * deviation, "{dropped} for {p}");
    assert!(y.iter().all(|y| *y == 0.0 || *y == 1.0 / (1.0 - p)));
}

#[test]
fn masks_depend_on_seed_and_step_but_not_on_the_number_type() {
    let [mask, _] = masks::<f64>(0.5, 1, 0);
    assert_eq!(mask, masks::<f64>(0.5, 1, 0)[0]);
    assert_eq!(mask, masks::<f32>(0.5, 1, 0)[0]);
    for [other, _] in [masks::<f64>(0.5, 2, 0), masks::<f64>(0.5, 1, 1)] {
        let equal = mask.iter().zip(&other).filter(|(a, b)| a == b).count() as f64 / LEN as f64;
        assert!(
            (equal - 0.5).abs() < 0.01,
            "unrelated masks agree at half of the elements: {equal}"
        );
    }
}

#[test]
fn threads_do_not_change_the_mask() {
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| masks::<f32>(0.3, 1, 5))
    };
    assert!(with(1) == with(2) && with(1) == with(3));
}

#[test]
fn each_layer_and_each_step_drops_others() {
    let (mut tape, ones, mut seen) = (Tape::<f32>::new(), Tensor::full([64], 1.0), Vec::new());
    for _ in 0..2 {
        tape.gradients(|tape| {
            let x = tape.constant(&ones);
            let both = [x.dropout(0.5), x.dropout(0.5)];
            seen.extend(both.map(|y| y.value().as_slice().to_vec()));
            both[0].sum()
        });
    }
    for (i, a) in seen.iter().enumerate() {
        assert!(seen[..i].iter().all(|b| a != b), "mask {i}");
    }
}

#[test]
fn dropout_is_the_identity_in_evaluation_mode() {
    let (layer, x, mut tape) = (Dropout::new(0.9), Tensor::new([2], vec![3.0, -1.0]), Tape::new());
    let y = tape.no_grad(|tape| layer.forward(tape.constant(&x)));
    assert_eq!(y.as_slice(), [3.0, -1.0]);
    let gradients = tape.eval_gradients(|tape| layer.forward(tape.leaf(&x)).sum());
    assert_eq!(gradients.leaf(0).unwrap().as_slice(), [1.0, 1.0]);
    let nothing = tape.gradients(|tape| tape.leaf(&x).dropout(0.0).sum());
    assert_eq!(nothing.loss(), 2.0);
}

#[test]
fn dropout_that_is_always_on_drops_in_evaluation_mode_too() {
    let (layer, x, mut tape) = (Dropout::new(0.5).always(), Tensor::full([64], 1.0), Tape::new());
    let pass = |step| {
        let mut tape = Tape::new();
        tape.set_rng_state(1, step);
        tape.no_grad(|tape| layer.forward(tape.constant(&x))).as_slice().to_vec()
    };
    assert!(pass(0).iter().all(|y| [0.0f32, 2.0].contains(y)) && pass(0).contains(&0.0));
    assert!(pass(0) == pass(0) && pass(0) != pass(1));
    tape.set_rng_state(1, 0);
    let gradients = tape.eval_gradients(|tape| layer.forward(tape.leaf(&x)).sum());
    assert_eq!(
        gradients.leaf(0).unwrap().as_slice(),
        pass(0),
        "the same mask in the backward pass"
    );
}

#[rstest]
#[should_panic(expected = "dropout: p must be at least 0 and below 1, but is")]
fn an_invalid_probability_is_refused(#[values(1.0, -0.1, f64::NAN)] p: f64) {
    Dropout::new(p);
}
