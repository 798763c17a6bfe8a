//! What a network takes: parameters, memory in training, multiplications.
//!
//! ```text
//! cargo run --release -p ch01 --example calculator                  # known networks
//! cargo run --release -p ch01 --example calculator -- lenet-5       # one of them, layer by layer
//! cargo run --release -p ch01 --example calculator -- --file my.toml
//! ```

use anyhow::{Context, Error, Result, ensure};
use ch01::calculator::{Counted, Description, models};
use clap::Parser;
use figures::{PointGroup, Scatter, Series};
use nn::group_thousands;
use std::path::PathBuf;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Counts the parameters, the memory and the multiplications of networks
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// One of the known networks, layer by layer [default: a line for each of them]
    #[arg(conflicts_with = "file")]
    network: Option<String>,
    /// A description of your own, in TOML
    #[arg(long)]
    file: Option<PathBuf>,
    /// Samples in a step, for the memory
    #[arg(long, default_value_t = 32, value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    batch: u64,
}

fn main() -> Result<()> {
    let Arguments { common, network, file, batch } = Arguments::parse();
    let known = models();
    let one = match (network, file) {
        (Some(name), _) => {
            let found = known.iter().find(|(known, _)| *known == name);
            let names = known.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
            Some(found.with_context(|| format!("{name:?} is not among {names}"))?.1.clone())
        }
        (None, Some(file)) => {
            let text = std::fs::read_to_string(&file)
                .with_context(|| format!("{} cannot be read", file.display()))?;
            let read = Description::parse(&text).map_err(Error::msg);
            Some(read.with_context(|| format!("{} is no description", file.display()))?)
        }
        (None, None) => None,
    };
    if let Some(model) = one {
        return layers(&model, batch);
    }

    let mut results = OutputDir::new(common.out.as_deref(), "ch01/calculator")?;
    let mut numbers = ResultsFile::default();
    say(format_args!(
        "{:<18} {:>12} {:>14} {:>15} {:>12}",
        "", "the paper", "parameters", "multiply-adds", "training, MB"
    ));
    let mut points = Vec::new();
    for (key, model) in &known {
        let counted = model.count().map_err(Error::msg)?;
        let (parameters, multiply_adds) = (counted.parameters(), counted.multiply_adds());
        say(format_args!(
            "{:<18} {:>12} {:>14} {:>15} {:>12}",
            model.name,
            model.paper,
            group_thousands(parameters as usize),
            group_thousands(multiply_adds as usize),
            group_thousands(counted.training_bytes(batch).div_ceil(1_000_000) as usize)
        ));
        let key = key.replace('-', "_");
        numbers.add(&format!("{key}_parameters"), parameters);
        numbers.add(&format!("{key}_multiply_adds"), multiply_adds);
        numbers.add(&format!("{key}_training_gb"), counted.training_bytes(batch) as f64 / 1e9);
        // In the figure their names would lie upon others.
        if !model.name.starts_with("Transformer") {
            let at = ((parameters as f64).log10(), (multiply_adds as f64).log10());
            points.push((model.name.clone(), at));
        }
    }
    results.write("results.toml", |path| numbers.save(path));
    results.write("models.svg", |path| chart(&points).draw()?.save(path));
    results.finish()
}

/// Prints a network layer by layer.
fn layers(model: &Description, batch: u64) -> Result<()> {
    let counted: Counted = model.count().map_err(Error::msg)?;
    ensure!(!counted.rows.is_empty(), "{} has no layers", model.name);
    say(format_args!("{}, input {:?}", model.name, model.input));
    say(format_args!(
        "{:<22} {:<16} {:>12} {:>14}",
        "layer", "output", "parameters", "multiply-adds"
    ));
    for row in &counted.rows {
        say(format_args!(
            "{:<22} {:<16} {:>12} {:>14}",
            row.name,
            format!("{:?}", row.shape),
            group_thousands(row.parameters as usize),
            group_thousands(row.multiply_adds as usize)
        ));
    }
    say(format_args!(
        "{:<39} {:>12} {:>14}",
        "in all",
        group_thousands(counted.parameters() as usize),
        group_thousands(counted.multiply_adds() as usize)
    ));
    let megabytes = counted.training_bytes(batch) as f64 / 1e6;
    say(format_args!("training with Adam and batches of {batch}: about {megabytes:.1} MB"));
    Ok(())
}

/// Multiply-adds over parameters, both as powers of ten.
fn chart(points: &[(String, (f64, f64))]) -> Scatter {
    let label = |(name, at): &(String, (f64, f64))| Series {
        label: name.clone(),
        points: vec![*at],
        ..Series::default()
    };
    Scatter {
        description:
            "Multiply-adds for one sample over the number of parameters for six networks, both on \
                      logarithmic scales."
                .into(),
        x_label: "log₁₀ parameters".into(),
        y_label: "log₁₀ multiply-adds".into(),
        groups: vec![PointGroup {
            points: points.iter().map(|(_, at)| *at).collect(),
            ..PointGroup::default()
        }],
        paths: points.iter().map(label).collect(),
        ..Scatter::default()
    }
}
