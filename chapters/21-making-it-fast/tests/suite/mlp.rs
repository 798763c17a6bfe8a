//! The training step by hand against the crates.

use activations::Relu;
use autograd::Tape;
use ch21::ladder::RUNGS;
use ch21::mlp::Mlp;
use nn::{Dense, Forward};
use optimizers::{Optimizer, Sgd};
use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};
use tensor::Tensor;

const SIZES: [usize; 3] = [12, 7, 5];
const SAMPLES: usize = 9;
const RATE: f32 = 0.5;

/// Ten steps with each product give the losses of ten steps of layers, tape and optimizer.
#[test]
fn every_product_learns_as_the_crates_do() {
    let rng = &mut ChaCha8Rng::seed_from_u64(4);
    let x: Vec<f32> = (0..SAMPLES * SIZES[0]).map(|_| rng.random_range(-1.0..1.0)).collect();
    let classes: Vec<usize> = (0..SAMPLES).map(|i| i % SIZES[2]).collect();
    let start = Mlp::new(SIZES, rng);
    let expected = losses_by_the_crates(&start, &x, &classes);
    assert!(expected[9] < 0.6 * expected[0], "it learns: {expected:?}");
    for rung in RUNGS {
        let mut model = start.clone();
        for expected in &expected {
            let loss = model.step(rung.product, &x, &classes, RATE);
            assert!((loss - expected).abs() < 1e-4, "{}: {loss}, not {expected}", rung.name);
        }
    }
}

fn losses_by_the_crates(start: &Mlp, x: &[f32], classes: &[usize]) -> Vec<f32> {
    let [inputs, hidden, outputs] = SIZES;
    let rng = &mut ChaCha8Rng::seed_from_u64(5);
    let mut first = Dense::new(inputs, hidden, Relu, rng);
    let mut second = Dense::linear(hidden, outputs, rng);
    first.weight.value = Tensor::new([inputs, hidden], start.weights[0].clone());
    second.weight.value = Tensor::new([hidden, outputs], start.weights[1].clone());
    let (mut sgd, mut tape) = (Sgd::new(f64::from(RATE)), Tape::new());
    let x = Tensor::new([SAMPLES, inputs], x.to_vec());
    let step = |_| {
        let gradients = tape.gradients(|tape| {
            second.forward(first.forward(tape.constant(&x))).cross_entropy(classes)
        });
        sgd.step(&mut first, &gradients);
        sgd.step(&mut second, &gradients);
        gradients.loss()
    };
    (0..10).map(step).collect()
}
