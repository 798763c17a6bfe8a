//! Handwritten digits by networks of different depth with the same number of parameters.
//!
//! ```text
//! cargo run --release -p ch11 --example depth_on_digits
//! cargo run --release -p ch11 --example depth_on_digits -- --mnist       # with GRADUS_DATA
//! ```

use activations::Relu;
use anyhow::Result;
use clap::Parser;
use data::Split;
use feedforward::Mlp;
use figures::{LineChart, Series};
use losses::CrossEntropy;
use nn::Initialization::HeUniform;
use nn::{group_thousands, parameter_count};
use optimizers::Adam;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use report::{Predictions, confusion_chart};
use std::path::PathBuf;
use training::cli::{BasicOptions, OutputDir, ResultsFile, load_digits, say};
use training::{FitConfig, Summary, Trainer, accuracy};

/// Trains networks of depth 0 to 4 on handwritten digits
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// MNIST, from the folder that GRADUS_DATA names, instead of the embedded digits
    #[arg(long)]
    mnist: bool,
    /// The folder of MNIST [default: from the variable GRADUS_DATA]
    #[arg(long)]
    data: Option<PathBuf>,
    /// How often each goes through the training images [default: 40; 10 with --mnist]
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    epochs: Option<u32>,
}

/// The width of `depth` hidden layers with about as many parameters as one layer of 128.
fn width(inputs: usize, depth: usize) -> usize {
    let parameters = |w: usize| (inputs + 1) * w + (depth - 1) * (w + 1) * w + (w + 1) * 10;
    let budget = (inputs + 1) * 128 + 129 * 10;
    (1..).take_while(|w| parameters(*w) <= budget).last().unwrap_or(1)
}

fn main() -> Result<()> {
    let Arguments { common, mnist, data, epochs } = Arguments::parse();
    let mnist = mnist || data.is_some();
    let epochs = epochs.unwrap_or(if mnist { 10 } else { 40 }) as usize;
    let suffix = if mnist { "-mnist" } else { "" };
    let mut results =
        OutputDir::new(common.out.as_deref(), &format!("ch11/depth_on_digits{suffix}"))?;
    let mut numbers = ResultsFile::default();
    let Split { train, test, .. } = load_digits(mnist, data.as_deref(), false)?;
    let pixels = train.format().pixels();
    say(format_args!(
        "{} images to learn from, {} to judge by; {epochs} epochs, three seeds",
        group_thousands(train.len()),
        group_thousands(test.len())
    ));
    say("");
    say("hidden layers    width    parameters    % right on the test    loss in training");
    let mut curves = Vec::new();
    for depth in 0..=4 {
        let width = if depth == 0 { 0 } else { width(pixels, depth) };
        let sizes = [vec![pixels], vec![width; depth], vec![10]].concat();
        let (mut right, mut losses, mut curve) = (Vec::new(), Vec::new(), vec![0.0; epochs]);
        let mut parameters = 0;
        for seed in common.seed..common.seed + 3 {
            // ANCHOR: train
            let rng = &mut ChaCha8Rng::seed_from_u64(seed);
            let mut network = Mlp::<f32, _>::with_init(&sizes, Relu, HeUniform, rng);
            let mut trainer = Trainer::new(CrossEntropy, Adam::default(), accuracy);
            trainer.config = FitConfig { epochs, seed, ..FitConfig::default() };
            trainer.fit(&mut network, &train, &test, &mut ());
            // ANCHOR_END: train
            parameters = parameter_count(&network);
            let history = trainer.state.history.epochs.iter().zip(&mut curve);
            history.for_each(|(epoch, sum)| *sum += epoch.train.loss / 3.0);
            right.push(trainer.evaluate(&network, &test).metric);
            losses.push(trainer.evaluate(&network, &train).loss);
            if depth == 1 && seed == common.seed && !mnist {
                let predictions = Predictions::new(&network, &test);
                let classes = (0..10).map(|class| class.to_string()).collect();
                let description = "How often each digit of the test was taken for each.";
                let chart = confusion_chart(&predictions, classes, description);
                results.write("digits-confusion.svg", |path| chart.draw()?.save(path));
            }
        }
        let (right, losses) = (Summary::of(&right), Summary::of(&losses));
        say(format_args!(
            "{depth:>13}    {:>5}    {:>10}    {:>19}    {:>16.4}",
            if depth == 0 { "–".into() } else { width.to_string() },
            group_thousands(parameters),
            right.to_string(),
            losses.mean
        ));
        numbers.add(&format!("right_{depth}"), right.mean);
        numbers.add(&format!("std_{depth}"), right.std);
        numbers.add(&format!("loss_{depth}"), losses.mean);
        let points = (1..).zip(curve).map(|(epoch, loss)| (f64::from(epoch), loss)).collect();
        curves.push(Series { label: format!("{depth} hidden"), points, color: None });
    }
    let chart = LineChart {
        description: "The training loss over the epochs on a logarithmic scale for networks with \
                      none to four hidden layers. Without a hidden layer it stays highest; the \
                      deeper the network, the faster it falls."
            .into(),
        x_label: "epoch".into(),
        y_label: "training loss".into(),
        log_y: true,
        series: curves,
    };
    if !mnist {
        results.write("depth.svg", |path| chart.draw()?.save(path));
    }
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}
