//! Batch normalization has two modes. What comes of the wrong one, and how the running averages that
//! the right one needs come about.
//!
//! ```text
//! cargo run --release -p ch09 --example modes
//! ```

use anyhow::Result;
use autograd::Tape;
use ch09::{Activate, Normalization, Recipe, deep_mlp};
use clap::Parser;
use data::{Batch, Dataset, LabelledImages};
use figures::{LineChart, Series};
use nn::{Forward, Initialization, Sequential};
use normalization::BatchNorm;
use optimizers::{Optimizer, Sgd};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rand_distr::{Distribution, StandardNormal};
use tensor::Tensor;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Evaluates a network in the wrong mode, and watches running averages
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch09/modes")?;
    let mut numbers = ResultsFile::default();
    wrong_mode(common.seed, &mut numbers);
    running(common.seed, &mut results, &mut numbers);
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

/// A trained network reads the test images: in evaluation mode, and in training mode by mistake.
fn wrong_mode(seed: u64, numbers: &mut ResultsFile) {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let weights = Initialization::HeNormal;
    let mut model = deep_mlp(4, Activate::Relu, weights, Normalization::Batch, rng);
    Recipe { rate: 0.01, batch: 32, epochs: 10 }.train(&mut model, seed);
    let test = data::digits().test;
    let in_order: Vec<u32> = (0..test.len() as u32).collect();
    let mut by_class = in_order.clone();
    by_class.sort_by_key(|i| test.labels()[*i as usize]);

    say("the mode, and the batches           test accuracy, per cent");
    let mut row = |key: &str, text: &str, order: &[u32], size: usize, training: bool| {
        let right = accuracy(&model, &test, order, size, training);
        say(format_args!("{text:<36}{:>10.1}", 100.0 * right));
        numbers.add(key, right);
    };
    row("evaluation", "evaluation, batches of 36", &in_order, 36, false);
    row("evaluation_1", "evaluation, single images", &in_order, 1, false);
    row("training_36", "training, batches of 36", &in_order, 36, true);
    row("training_2", "training, batches of 2", &in_order, 2, true);
    row("training_by_class", "training, 36, sorted by class", &by_class, 36, true);
}

// ANCHOR: wrong_mode
/// The accuracy on images in this order, in batches of `size`.
fn accuracy(
    model: &Sequential,
    images: &LabelledImages,
    order: &[u32],
    size: usize,
    training: bool,
) -> f64 {
    let mut right = 0;
    for indices in order.chunks(size) {
        let Batch { inputs, targets } = images.get_batch(indices);
        let mut tape = Tape::new();
        let mut logits = None;
        if training {
            // The mistake: the mode in which gradients are computed, to predict.
            tape.gradients(|tape| {
                let y = model.forward(tape.constant(&inputs));
                logits = Some(y.value());
                y.sum()
            });
        } else {
            logits = Some(tape.no_grad(|tape| model.forward(tape.constant(&inputs))));
        }
        right += correct(&logits.expect("the network was run"), &targets);
    }
    f64::from(right) / order.len() as f64
}
// ANCHOR_END: wrong_mode

fn correct(logits: &Tensor, classes: &[usize]) -> u32 {
    let rows = logits.as_slice().chunks(logits.shape().last_dim());
    let hits = rows.zip(classes).filter(|(row, class)| training::argmax(row) == **class);
    hits.count() as u32
}

/// One channel with mean 3 and variance 4, batches of four: the running variance over the steps.
fn running(seed: u64, results: &mut OutputDir, numbers: &mut ResultsFile) {
    const STEPS: usize = 1_000;
    const BATCH: usize = 4;
    say("");
    say(format_args!(
        "batches of {BATCH} from a distribution with variance 4: the running variance"
    ));
    say("settings                          after 10      100     1000   mean of the last 500");
    let settings = [
        ("PyTorch's: 0.1, unbiased", 0.1, true),
        ("0.1, biased", 0.1, false),
        ("0.01, unbiased", 0.01, true),
        ("Keras's: 0.01, biased", 0.01, false),
    ];
    let mut series = Vec::new();
    for (number, (name, momentum, unbiased)) in settings.into_iter().enumerate() {
        let rng = &mut ChaCha8Rng::seed_from_u64(seed);
        // ANCHOR: running
        let mut norm = BatchNorm::<f64> { momentum, unbiased, ..BatchNorm::new(1) };
        let mut variances = vec![norm.running_var.value.item()];
        for _ in 0..STEPS {
            let draw =
                || 3.0 + 2.0 * <StandardNormal as Distribution<f64>>::sample(&StandardNormal, rng);
            let x = Tensor::from_fn([BATCH, 1], draw);
            let gradients = Tape::new().gradients(|tape| norm.forward(tape.constant(&x)).sum());
            Sgd::new(0.0).step(&mut norm, &gradients);
            variances.push(norm.running_var.value.item());
        }
        // ANCHOR_END: running
        let late = ch09::mean(&variances[STEPS / 2..]);
        say(format_args!(
            "{name:<32}{:>10.2}{:>9.2}{:>9.2}{late:>15.2}",
            variances[10], variances[100], variances[STEPS]
        ));
        numbers.add(&format!("late_{}", number + 1), late);
        let points = (0..).map(f64::from).zip(variances).take(401).collect();
        let label = name.split(':').next().unwrap_or(name);
        series.push(Series { label: label.into(), points, color: None });
    }
    // Four lines that jitter would hide each other.
    series.swap_remove(2);
    series.swap_remove(1);
    series.push(Series {
        label: "the variance".into(),
        points: vec![(0.0, 4.0), (400.0, 4.0)],
        color: None,
    });
    let chart = LineChart {
        description:
            "The running variance over 400 batches of four. With momentum 0.1 it reaches the \
                      variance, 4, after some twenty batches, and then jumps around it. With \
                      momentum 0.01 and biased variances it rises slowly and smoothly, to about 3."
                .into(),
        x_label: "batch".into(),
        y_label: "running variance".into(),
        log_y: false,
        series,
    };
    results.write("running.svg", |path| chart.draw()?.save(path));
}
