//! A census of dead units: rectifiers that are zero for every image.
//!
//! ```text
//! cargo run --release -p ch03 --example dead_units
//! cargo run --release -p ch03 --example dead_units -- --epochs 20
//! ```

use activations::{Activation, Elu, Gelu, LeakyRelu, Relu};
use anyhow::Result;
use autograd::{Tape, Var};
use clap::Parser;
use data::LabelledImages;
use figures::{LineChart, Series};
use losses::CrossEntropy;
use neurons::Identity;
use nn::{Dense, Float, Forward, Initialization, impl_module};
use optimizers::Sgd;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use tensor::Tensor;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};
use training::{FitConfig, Summary, Trainer, accuracy};

/// Counts units that no image activates, after training with small and with large learning rates
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// How often each network goes through the training images
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    epochs: u32,
}

const RATES: [f64; 6] = [0.1, 0.25, 0.5, 1.0, 1.5, 2.0];
const HIDDEN: usize = 64;

fn main() -> Result<()> {
    let Arguments { common, epochs } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch03/dead_units")?;
    let mut numbers = ResultsFile::default();
    let data = data::digits();
    say(format_args!(
        "{HIDDEN} hidden units, SGD, {epochs} epochs on {} images, three seeds",
        data.train.len()
    ));
    say("");
    say("                 learning rate");
    say(format_args!(
        "{:<15}{}",
        "units without",
        RATES.map(|rate| format!("{rate:>14}")).concat()
    ));
    say("a slope, %");
    let mut curves = Vec::new();
    let mut functions = |name: &str, runs: [[Vec<f64>; 2]; RATES.len()]| {
        let dead = runs.each_ref().map(|[dead, _]| Summary::of(dead));
        let right = runs.each_ref().map(|[_, right]| Summary::of(right));
        say(format_args!(
            "{name:<15}{}",
            dead.map(|it| format!("{:>14}", it.to_string())).concat()
        ));
        for ((rate, dead), right) in RATES.iter().zip(&dead).zip(&right) {
            let key = format!("{}_{rate}", name.to_lowercase().replace(' ', "_")).replace('.', "_");
            numbers.add(&format!("{key}_dead"), dead.mean);
            numbers.add(&format!("{key}_right"), right.mean);
        }
        let points = RATES.iter().zip(&right).map(|(rate, it)| (*rate, 100.0 * it.mean)).collect();
        curves.push(Series { label: name.into(), points, color: None });
    };
    let seed = common.seed;
    functions("ReLU", RATES.map(|rate| census(Relu, &data, rate, epochs, seed)));
    functions(
        "leaky ReLU",
        RATES.map(|rate| census(LeakyRelu::default(), &data, rate, epochs, seed)),
    );
    functions("ELU", RATES.map(|rate| census(Elu::default(), &data, rate, epochs, seed)));
    functions("GELU", RATES.map(|rate| census(Gelu, &data, rate, epochs, seed)));
    let chart = LineChart {
        description: "Test accuracy over the learning rate. All four fall to 10 % between the rates 0.25 and 1.5: \
                      ELU first, the leaky ReLU last.".into(),
        x_label: "learning rate".into(),
        y_label: "test accuracy, %".into(),
        log_y: false,
        series: curves,
    };
    results.write("results.toml", |path| numbers.save(path));
    results.write("rates.svg", |path| chart.draw()?.save(path));
    results.finish()
}

/// Two hidden layers with the same activation.
struct Network<T: Float, A> {
    first: Dense<T, A>,
    second: Dense<T, A>,
    output: Dense<T>,
}
impl_module!(Network<T, A: Activation<T>> { first, second, output });

impl<T: Float, A: Activation<T>> Forward<T> for Network<T, A> {
    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        let x = x.reshape([x.shape().dims()[0], 64]);
        self.output.forward(self.second.forward(self.first.forward(x)))
    }
}

/// Three networks: the fractions of dead units, and the test accuracies.
fn census<A: Activation<f32>>(
    f: A,
    data: &data::Split,
    rate: f64,
    epochs: u32,
    seed: u64,
) -> [Vec<f64>; 2] {
    let [mut dead, mut right] = [Vec::new(), Vec::new()];
    for seed in seed..seed + 3 {
        let rng = &mut ChaCha8Rng::seed_from_u64(seed);
        let he = Initialization::HeNormal;
        let mut network = Network {
            first: Dense::with_init(64, HIDDEN, f, he, rng),
            second: Dense::with_init(HIDDEN, HIDDEN, f, he, rng),
            output: Dense::linear(HIDDEN, 10, rng),
        };
        let mut trainer = Trainer::new(CrossEntropy, Sgd::new(rate), accuracy);
        trainer.config = FitConfig { epochs: epochs as usize, seed, ..FitConfig::default() };
        trainer.fit(&mut network, &data.train, &data.test, &mut ());
        right.push(trainer.evaluate(&network, &data.test).metric);
        dead.push(dead_fraction(&network, &data.train));
    }
    [dead, right]
}

// ANCHOR: census
/// The fraction of hidden units whose slope is 0 for every image: no gradient reaches their
/// weights.
fn dead_fraction<A: Activation<f32>>(network: &Network<f32, A>, images: &LabelledImages) -> f64 {
    let pixels: Vec<f32> = images.pixels().iter().map(|x| f32::from(*x) / 16.0).collect();
    let mut y = Tensor::new([images.len(), 64], pixels);
    let mut alive = 0;
    for layer in [&network.first, &network.second] {
        let z = Tape::new()
            .no_grad(|tape| tape.constant(&y).affine(&layer.weight, &layer.bias, Identity));
        y = Tensor::new(
            z.shape(),
            z.as_slice().iter().map(|z| layer.activation.apply(*z)).collect(),
        );
        let slopes: Vec<bool> = (z.as_slice().iter().zip(y.as_slice()))
            .map(|(z, y)| layer.activation.derivative(*z, *y) != 0.0)
            .collect();
        // Each row is an image, each column a unit.
        let is_alive = |unit: &usize| slopes.iter().skip(*unit).step_by(HIDDEN).any(|it| *it);
        alive += (0..HIDDEN).filter(is_alive).count();
    }
    1.0 - alive as f64 / (2 * HIDDEN) as f64
}
// ANCHOR_END: census
