//! Is it luck? The network of chapter 19 with several seeds, with other first weights, and without
//! its convolutions.
//!
//! ```text
//! cargo run --release -p ch19 --example cifar10_seeds
//! GRADUS_DATA=/folder/with/cifar-10 cargo run --release -p ch19 --example cifar10_seeds
//! ```

use activations::Relu;
use anyhow::Result;
use ch02::{Numbers, Spread};
use ch19::experiment::trained;
use ch19::{Batches, FIRST_BATCH, Net, Photographs, cifar10_or_shapes};
use clap::Parser;
use nn::Initialization::{GlorotUniform, HeUniform, PytorchUniform};
use nn::{Dense, Flatten, Sequential, parameter_count, sequential};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use std::path::PathBuf;
use training::cli::{Results, say};

/// What PyTorch's program reached on the test images of CIFAR-10 after training on the first of its
/// five batches, in per cent: `peer/cifar10.py --seed 1` to `--seed 20` (torch 2.15.0).
const PYTORCH: &str = include_str!("../tests/golden/cifar10_accuracies.txt");

/// Trains with several seeds, other first weights, and without convolutions
#[derive(Parser)]
struct Options {
    /// How many seeds: 1, 2, 3 …
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(2..))]
    seeds: u64,
    /// Train the program's own network only, without the changed ones
    #[arg(long)]
    program_only: bool,
    /// The folder of the data [default: from the variable GRADUS_DATA]
    #[arg(long)]
    data: Option<PathBuf>,
    #[command(flatten)]
    batches: Batches,
    /// The folder for results [default: target/gradus/ch19/cifar10_seeds]
    #[arg(long)]
    out: Option<PathBuf>,
}

fn main() -> Result<()> {
    let options = Options::parse();
    let mut results = Results::new(options.out.as_deref(), "ch19/cifar10_seeds")?;
    let photographs = cifar10_or_shapes(options.data.as_deref(), options.batches, false)?;
    let mut numbers = Numbers::default();
    say("test accuracy, %         mean  deviation  least   most  runs");

    // ANCHOR: seeds
    let mut row = |key: &str, name: &str, run: &dyn Fn(&Photographs, u64) -> f64| {
        let seeds = 1..=options.seeds;
        let runs: Vec<f64> = seeds.map(|seed| 100.0 * run(&photographs, seed)).collect();
        let spread = report(&mut numbers, key, name, &runs);
        // What a long run has found is kept, whatever becomes of the rest of it.
        results.write("results.toml", |file| numbers.save(file));
        spread
    };
    let rng = ChaCha8Rng::seed_from_u64;
    let ours = row("pytorch_start", "as in the program", &|photographs, seed| {
        trained(Net::initialized(PytorchUniform, &mut rng(seed)), photographs, seed)
    });
    if !options.program_only {
        row("keras_start", "first weights of Keras", &|photographs, seed| {
            trained(Net::initialized(GlorotUniform, &mut rng(seed)), photographs, seed)
        });
        row("he_start", "first weights of He", &|photographs, seed| {
            trained(Net::initialized(HeUniform, &mut rng(seed)), photographs, seed)
        });
        row("dense", "without convolutions", &|photographs, seed| {
            trained(dense(&mut rng(seed)), photographs, seed)
        });
    }
    // ANCHOR_END: seeds

    if photographs.fingerprint == FIRST_BATCH {
        let runs = PYTORCH.lines().map(str::parse).collect::<Result<Vec<f64>, _>>()?;
        let theirs = report(&mut numbers, "pytorch", "PyTorch", &runs);
        let (difference, error) = (ours.mean - theirs.mean, ours.error_of_difference(&theirs));
        say(format_args!("here − PyTorch: {difference:+.2} ± {error:.2} (standard error)"));
        numbers.add("difference", difference);
        numbers.add("error_of_difference", error);
        let (first, next) = (Spread::of(&runs[..10]).mean, Spread::of(&runs[10..]).mean);
        numbers.add("pytorch_first_ten", first);
        numbers.add("pytorch_next_ten", next);
        numbers.add("pytorch_halves_apart", (first - next).abs());
    } else if photographs.fingerprint.starts_with("CIFAR-10") {
        say("PyTorch's accuracies are kept for --batches 1 only.");
    }
    let parameters = parameter_count(&dense(&mut rng(1)));
    numbers.add("dense_parameters", parameters);
    numbers.add("data", photographs.fingerprint);
    results.write("results.toml", |file| numbers.save(file));
    results.finish()
}

/// A network with one hidden layer and about as many parameters as the convolutional one.
fn dense(rng: &mut ChaCha8Rng) -> Sequential {
    sequential![
        Flatten,
        Dense::initialized(3 * 32 * 32, 20, Relu, PytorchUniform, rng),
        Dense::initialized(20, 10, neurons::Identity, PytorchUniform, rng),
    ]
}

/// Prints and keeps what the runs reached.
fn report(numbers: &mut Numbers, key: &str, name: &str, runs: &[f64]) -> Spread {
    let spread = Spread::of(runs);
    if runs.len() > 5 {
        numbers.add(&format!("{key}_first_five"), Spread::of(&runs[..5]).mean);
    }
    let Spread { runs, mean, deviation, least, most } = spread;
    say(format_args!("{name:22} {mean:6.2}  {deviation:9.2} {least:6.2} {most:6.2} {runs:5}"));
    numbers.add(&format!("{key}_mean"), mean);
    numbers.add(&format!("{key}_deviation"), deviation);
    numbers.add(&format!("{key}_least"), least);
    numbers.add(&format!("{key}_most"), most);
    numbers.add(&format!("{key}_runs"), runs);
    spread
}
