//! Networks learn what they should: stated results from stated seeds.

use activations::{Relu, Tanh};
use autograd::Tape;
use data::Split;
use feedforward::Mlp;
use gradus_tests::draw;
use losses::CrossEntropy;
use nn::{Dense, Flatten, Forward, sequential};
use optimizers::{Adam, Optimizer, Sgd};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rayon::prelude::*;
use tensor::Tensor;
use training::{FitConfig, Trainer, accuracy};

/// The recipe of chapter 18; the accuracy on the test.
fn train(data: &Split, epochs: usize, seed: u64) -> f64 {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let format = data.train.format();
    let mut model = sequential![
        Flatten,
        Dense::<f32, _>::new(format.pixels(), 128, Relu, rng),
        Dense::linear(128, format.classes, rng),
    ];
    let adam = Adam { epsilon: 1e-7, ..Adam::default() };
    let mut trainer = Trainer::new(CrossEntropy, adam, accuracy);
    trainer.config = FitConfig { epochs, seed, ..FitConfig::default() };
    trainer.fit(&mut model, &data.train, &data.test, &mut ());
    trainer.evaluate(&model, &data.test).metric
}

/// The recipe with the seeds 1 to 5: the mean accuracy and the least.
fn five_seeds(data: &Split, epochs: usize) -> (f64, f64) {
    let seeds = [1, 2, 3, 4, 5];
    let accuracies: Vec<f64> = seeds.par_iter().map(|seed| train(data, epochs, *seed)).collect();
    println!("{}: {accuracies:?}", data.name);
    (accuracies.iter().sum::<f64>() / 5.0, accuracies.into_iter().fold(1.0, f64::min))
}

#[test]
fn the_embedded_digits_are_read() {
    let (mean, least) = five_seeds(&data::digits(), 30);
    assert!(mean >= 0.97 && least >= 0.96, "mean {mean}, least {least}");
}

#[test]
#[ignore = "slow: `cargo test -- --include-ignored` runs it"]
fn mnist_is_read() {
    let Some(folder) = data::data_dir() else {
        println!("skipped: GRADUS_DATA is not set");
        return;
    };
    let (mean, least) = five_seeds(&data::mnist(&folder.join("mnist")).unwrap(), 10);
    assert!(mean >= 0.976 && least >= 0.973, "mean {mean}, least {least}");
}

#[test]
fn a_line_is_found_by_descent() {
    let x: Tensor<f64> = draw(&[&[50, 3]], 1).remove(0);
    let truth = |x: &[f64]| 2.0 * x[0] - x[1] + 0.5 * x[2] + 3.0;
    let targets: Vec<f64> = x.as_slice().chunks_exact(3).map(truth).collect();
    let mut model = Dense::<f64>::linear(3, 1, &mut ChaCha8Rng::seed_from_u64(1));
    let mut sgd = Sgd { momentum: 0.5, ..Sgd::new(0.1) };
    let mut tape = Tape::new();
    for _ in 0..300 {
        let gradients =
            tape.gradients(|tape| model.forward(tape.constant(&x)).mean_squared_error(&targets));
        sgd.step(&mut model, &gradients);
    }
    let found = [model.weight.value.as_slice(), model.bias.value.as_slice()].concat();
    for (found, expected) in found.iter().zip([2.0, -1.0, 0.5, 3.0]) {
        assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
    }
}

#[test]
fn two_spirals_are_told_apart() {
    let points = (0..200).map(|i| (f64::from(i % 100) / 100.0, if i < 100 { 0.0 } else { 1.0 }));
    let (mut x, mut targets) = (Vec::new(), Vec::new());
    for (t, class) in points {
        let angle = 2.0 * std::f64::consts::PI * (t + class / 2.0);
        x.extend([(0.1 + t) * angle.cos(), (0.1 + t) * angle.sin()]);
        targets.push(class);
    }
    let x = Tensor::new([200, 2], x);
    let mut mlp = Mlp::new(&[2, 16, 16, 1], Tanh, &mut ChaCha8Rng::seed_from_u64(2));
    let (mut adam, mut tape) = (Adam::new(0.02), Tape::new());
    let mut loss = f64::NAN;
    for _ in 0..600 {
        let gradients = tape.gradients(|tape| {
            mlp.forward(tape.constant(&x)).binary_cross_entropy_with_logits(&targets)
        });
        adam.step(&mut mlp, &gradients);
        loss = gradients.loss();
    }
    assert!(loss < 0.02, "the loss is still {loss}");
}
