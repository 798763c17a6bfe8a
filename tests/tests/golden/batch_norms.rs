//! Batch normalization, folded as PyTorch folds it, and with Keras's running averages.

use crate::support::Golden;
use autograd::Tape;
use check::Tolerance;
use cnn::{Conv2d, Conv2dOptions};
use neurons::Identity;
use nn::{Dense, Forward, Initialization, Layer};
use normalization::{BatchNorm, prelude::*};
use numeric::Float;
use optimizers::{Optimizer, Sgd};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use tensor::Tensor;

#[test]
fn folding_f32() {
    Golden::<f32>::test("folding", folding);
}

#[test]
fn folding_f64() {
    Golden::<f64>::test("folding", folding);
}

fn folding<T: Float>(golden: &mut Golden<T>) {
    // By its weights the folded layer rounds elsewhere than the two.
    if T::NAME == "F32" {
        golden.tolerance = Tolerance { absolute: 1e-5, relative: 1e-5 };
    }
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    fold(golden, "dense", Dense::linear(5, 3, rng), 3);
    let options = Conv2dOptions { groups: 2, ..Conv2dOptions::default() };
    let zeros = Initialization::Zeros;
    fold(golden, "conv", Conv2d::with_init([4, 6], [3, 2], options, Identity, zeros, rng), 6);
    let no_bias = Conv2d { bias: None, ..Conv2d::new(2, 3, 3, Identity, rng) };
    fold(golden, "no_bias", no_bias, 3);
}

fn fold<T: Float, L>(golden: &mut Golden<T>, case: &str, mut layer: L, channels: usize)
where
    L: FoldBatchNorm<T> + Layer<T>,
{
    let mut norm = BatchNorm::new(channels);
    golden.restore(&format!("{case}.layer."), &mut layer);
    golden.restore(&format!("{case}.norm."), &mut norm);
    let (folded, x) = (layer.fold_batch_norm(&norm), golden.tensor(&format!("{case}.x")));
    golden.check_model(&format!("{case}.fused."), &folded);
    let two = Tape::new().no_grad(|tape| norm.forward(layer.forward(tape.constant(&x))));
    let one = Tape::new().no_grad(|tape| folded.forward(tape.constant(&x)));
    golden.check(&format!("{case}.y"), &two);
    golden.check(&format!("{case}.y"), &one);
}

#[test]
fn keras_batch_norm_f32() {
    Golden::<f32>::test("keras_batch_norm", |golden| {
        running(golden, "default", BatchNorm::keras(3));
        let settings = BatchNorm { momentum: 0.25, epsilon: 0.125, ..BatchNorm::keras(3) };
        running(golden, "images", settings);
    });
}

/// A step that only updates the running averages: the gradients are zero.
fn running(golden: &mut Golden<f32>, case: &str, mut norm: BatchNorm<f32>) {
    let x = golden.tensor(&format!("{case}.x"));
    let shape = x.shape().with_dim(0, x.shape().dims()[0] / 5);
    let batches: Vec<Tensor<f32>> =
        x.as_slice().chunks(shape.len()).map(|part| Tensor::new(shape, part.to_vec())).collect();
    let mut tape = Tape::new();
    for (step, x) in batches.iter().enumerate() {
        let mut y = None;
        let gradients = tape.gradients(|tape| {
            let output = norm.forward(tape.constant(x));
            y = Some(output.value());
            (output * 0.0).sum()
        });
        Sgd::new(0.1).step(&mut norm, &gradients);
        let after = format!("{case}.after_{}", step + 1);
        golden.check(&format!("{after}.y"), &y.unwrap());
        golden.check(&format!("{after}.mean"), &norm.running_mean.value);
        golden.check(&format!("{after}.variance"), &norm.running_var.value);
    }
    let y = tape.no_grad(|tape| norm.forward(tape.constant(&batches[0])));
    golden.check(&format!("{case}.evaluation"), &y);
}
