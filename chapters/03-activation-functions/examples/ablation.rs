//! Which activation function? The same network with each of ten, three seeds each.
//!
//! ```text
//! cargo run --release -p ch03 --example ablation
//! cargo run --release -p ch03 --example ablation -- --layers 10 --seeds 5
//! ```

use activations::{
    Activation, Elu, Gelu, Identity, LeakyRelu, Mish, Relu, Selu, Sigmoid, Silu, Softplus, Tanh,
};
use anyhow::Result;
use ch03::deep_network;
use clap::Parser;
use data::Split;
use figures::{LineChart, Series};
use losses::CrossEntropy;
use nn::{Flatten, sequential};
use optimizers::Adam;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};
use training::{FitConfig, Summary, Trainer, accuracy};

/// Trains the same deep network with ten activation functions
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// How many networks with each function, from as many seeds
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..))]
    seeds: u64,
    /// How often each goes through the training images
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(2..))]
    epochs: u32,
    /// Hidden layers
    #[arg(long, default_value_t = 6, value_parser = clap::value_parser!(u8).range(1..=50))]
    layers: u8,
}

/// What the networks with one function gave.
struct Outcome {
    /// The test accuracies.
    right: Summary,
    /// The training losses of the epochs, each a mean over the seeds.
    losses: Vec<(f64, f64)>,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let common = &arguments.common;
    let mut results = OutputDir::new(common.out.as_deref(), "ch03/ablation")?;
    let mut numbers = ResultsFile::default();
    let data = data::digits();
    let Arguments { seeds, epochs, layers, .. } = arguments;
    say(format_args!(
        "{layers} hidden layers of 32 units, Adam, {epochs} epochs on {} images, {seeds} seeds",
        data.train.len()
    ));
    say("");
    say("activation      test, % right   training loss after 1, 2 and all epochs");
    let mut curves = Vec::new();
    let mut row = |name: &str, outcome: Outcome| {
        let loss = |epoch: usize| outcome.losses[epoch].1;
        let [first, second, last] = [0, 1, epochs as usize - 1].map(loss);
        say(format_args!(
            "{name:<14}  {:>13}   {first:>8.3} {second:>8.3} {last:>8.3}",
            outcome.right.to_string()
        ));
        let key = name.to_lowercase().replace(' ', "_");
        numbers.add(&key, outcome.right.mean);
        numbers.add(&format!("{key}_deviation"), outcome.right.std);
        numbers.add(&format!("{key}_first_loss"), first);
        if ["sigmoid", "tanh", "ReLU", "GELU", "none"].contains(&name) {
            curves.push(Series { label: name.into(), points: outcome.losses, color: None });
        }
    };
    row("none", train(Identity, &data, &arguments));
    row("sigmoid", train(Sigmoid, &data, &arguments));
    row("tanh", train(Tanh, &data, &arguments));
    row("softplus", train(Softplus::default(), &data, &arguments));
    row("ReLU", train(Relu, &data, &arguments));
    row("leaky ReLU", train(LeakyRelu::default(), &data, &arguments));
    row("ELU", train(Elu::default(), &data, &arguments));
    row("SELU", train(Selu, &data, &arguments));
    row("GELU", train(Gelu, &data, &arguments));
    row("SiLU", train(Silu, &data, &arguments));
    row("Mish", train(Mish, &data, &arguments));
    let chart = LineChart {
        description:
            "The training loss over the epochs. The sigmoid's stays above 1.9; the others \
                      fall to about 0.1, also without any activation function."
                .into(),
        x_label: "epoch".into(),
        y_label: "training loss".into(),
        log_y: true,
        series: curves,
    };
    results.write("results.toml", |path| numbers.save(path));
    results.write("losses.svg", |path| chart.draw()?.save(path));
    results.finish()
}

// ANCHOR: train
/// Networks with one activation function, from several seeds: all else is the same.
fn train<A: Activation<f32>>(f: A, data: &Split, arguments: &Arguments) -> Outcome {
    let (mut right, mut losses) = (Vec::new(), vec![0.0; arguments.epochs as usize]);
    for seed in arguments.common.seed..arguments.common.seed + arguments.seeds {
        let rng = &mut ChaCha8Rng::seed_from_u64(seed);
        let mut network = sequential![Flatten];
        let hidden = deep_network(f, [64, 32, arguments.layers.into()], rng);
        network.layers.extend(hidden.layers);
        let mut trainer = Trainer::new(CrossEntropy, Adam::default(), accuracy);
        trainer.config = FitConfig { epochs: losses.len(), seed, ..FitConfig::default() };
        trainer.fit(&mut network, &data.train, &data.test, &mut ());
        right.push(trainer.evaluate(&network, &data.test).metric);
        for (sum, epoch) in losses.iter_mut().zip(&trainer.state.history.epochs) {
            *sum += epoch.train.loss / arguments.seeds as f64;
        }
    }
    let losses = (1..).zip(losses).map(|(epoch, loss)| (f64::from(epoch), loss)).collect();
    Outcome { right: Summary::of(&right), losses }
}
// ANCHOR_END: train
