//! The first twenty losses of chapter 19's program beside PyTorch's, from the same weights and on the
//! same batches.
//!
//! ```text
//! cargo run --release -p ch19 --example cifar10_parity
//! python chapters/19-pytorch-cifar10/peer/first_losses.py target/gradus/ch19/cifar10_parity
//! ```
//!
//! The first command writes the weights and the batches for the second, which prints PyTorch's losses.
//! They are kept in `tests/golden`, so that the comparison needs no Python.

use anyhow::Result;
use ch19::{Batches, cifar10_or_shapes, parity};
use clap::Parser;
use figures::{Figure, FigureError, LineChart, Series};
use nn::checkpoint::{StateDict, export_pytorch};
use std::path::PathBuf;
use tensor::Tensor;
use training::cli::{OutputDir, ResultsFile, say};

/// Compares the first twenty losses with PyTorch's
#[derive(Parser)]
struct Options {
    /// The folder of the data [default: from the variable GRADUS_DATA]
    #[arg(long)]
    data: Option<PathBuf>,
    #[command(flatten)]
    batches: Batches,
    /// The folder for results [default: target/gradus/ch19/cifar10_parity]
    #[arg(long)]
    out: Option<PathBuf>,
}

fn main() -> Result<()> {
    let options = Options::parse();
    let mut results = OutputDir::new(options.out.as_deref(), "ch19/cifar10_parity")?;
    let data = cifar10_or_shapes(options.data.as_deref(), options.batches, false)?;

    // ANCHOR: same
    let (net, batches) = (parity::start(), parity::first_batches(&data.train));
    results.write("start.safetensors", |file| export_pytorch(&net, file));
    let mut archive = StateDict::<f64>::default();
    for (step, batch) in batches.iter().enumerate() {
        let classes: Vec<f64> = batch.targets.iter().map(|class| *class as f64).collect();
        archive.tensors.insert(format!("images.{step}"), batch.inputs.clone());
        archive.tensors.insert(format!("classes.{step}"), Tensor::new([classes.len()], classes));
    }
    results.write("batches.safetensors", |file| archive.write(file));
    let ours = parity::losses(net, &batches);
    // ANCHOR_END: same
    let rounded = parity::losses::<f32>(parity::start(), &parity::first_batches(&data.train));

    let Some(theirs) = parity::pytorch_losses(&data.fingerprint) else {
        say("PyTorch's losses are kept for the shapes and for CIFAR-10 with --batches 1 only.");
        say("Ours, in f64 and in f32:");
        ours.iter().zip(&rounded).for_each(|(a, b)| say(format_args!("{a:.12}  {b:.6}")));
        return results.finish();
    };
    say("      in f64:                         in f32:");
    say("step  here            PyTorch         here      PyTorch");
    for step in [0, 1, 2, 3, 4, 9, 14, 19] {
        say(format_args!(
            "{step:4}  {:.12}  {:.12}  {:.6}  {:.6}",
            ours[step], theirs.f64[step], rounded[step], theirs.f32[step]
        ));
    }
    let mut numbers = ResultsFile::default();
    numbers.add("steps", ours.len());
    say(format_args!("largest difference in {} steps from PyTorch in f64:", ours.len()));
    for (key, name, losses) in [
        ("here_f64", "here in f64", &ours),
        ("here_f32", "here in f32", &rounded),
        ("pytorch_f32", "PyTorch in f32", &theirs.f32),
    ] {
        let max = parity::max_difference(losses, &theirs.f64);
        say(format_args!("{name:14}  {max:.0e}"));
        numbers.add(key, max);
    }
    numbers.add("data", data.fingerprint);
    results.write("results.toml", |file| numbers.save(file));
    results.write("parity.svg", |file| drawing(&ours, &theirs.f64)?.save(file));
    results.finish()
}

/// Both curves, one on the other.
fn drawing(ours: &[f64], theirs: &[f64]) -> Result<Figure, FigureError> {
    let series = |label: &str, losses: &[f64]| Series {
        label: label.into(),
        points: losses.iter().enumerate().map(|(step, loss)| (step as f64, *loss)).collect(),
        ..Series::default()
    };
    LineChart {
        description: "The loss of each of the first twenty steps, here and in PyTorch. The two \
                      curves lie one on the other: only one can be seen."
            .into(),
        x_label: "step".into(),
        y_label: "loss".into(),
        series: vec![series("PyTorch", theirs), series("here", ours)],
        ..LineChart::default()
    }
    .draw()
}
