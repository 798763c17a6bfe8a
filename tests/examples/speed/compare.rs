//! Our own training and a peer's, in turn.

use crate::block::{Network, Report};
use anyhow::{Context, Result};
use data::median;
use std::path::PathBuf;
use std::process::Command;

#[derive(clap::Args)]
pub struct Options {
    /// The folder of the peers' scripts.
    #[arg(long)]
    peers: PathBuf,
    /// The Python that has the peers' packages.
    #[arg(long, default_value = "python3")]
    python: PathBuf,
    /// What is trained.
    #[arg(long, value_enum, default_value_t = Network::Mlp)]
    network: Network,
    /// Pairs of blocks.
    #[arg(long, default_value_t = 5)]
    pairs: usize,
    /// Epochs in each block, of which the median counts.
    #[arg(long, default_value_t = 3)]
    repeats: usize,
    /// Batch sizes.
    #[arg(long, value_delimiter = ',', default_values_t = [32, 256])]
    batches: Vec<usize>,
    /// Threads.
    #[arg(long, value_delimiter = ',', default_values_t = [1, 2])]
    threads: Vec<usize>,
    /// Take images in the order of the memory, as the peers do, and not shuffled
    #[arg(long)]
    in_order: bool,
    /// Peers: a script's name without the network's and `.py`, and one of its modes.
    #[arg(long, value_delimiter = ',')]
    modes: Vec<String>,
}

const MLP_PEERS: &[&str] = &["jax:jax-scan-epoch", "torch:torch-eager", "keras:keras-fit"];
const LENET_PEERS: &[&str] = &["torch:torch-eager"];

pub fn run(options: &Options) -> Result<()> {
    println!("Milliseconds a step: median (least to most). Ratio: of the medians.");
    println!("| peer | batch | threads | peer | Gradus | ratio |");
    println!("|---|---:|---:|---:|---:|---:|");
    let usual = match options.network {
        Network::Mlp => MLP_PEERS,
        Network::Lenet => LENET_PEERS,
        Network::Charlstm => &["torch:torch-eager:lstm"],
        Network::Chargru => &["torch:torch-eager:gru"],
        Network::Gpt => &["torch:torch-eager", "torch:torch-compile"],
    };
    let usual: Vec<String> = usual.iter().map(|mode| mode.to_string()).collect();
    let modes = if options.modes.is_empty() { &usual } else { &options.modes };
    for &batch in &options.batches {
        for &threads in &options.threads {
            for mode in modes {
                pairs(options, mode, batch, threads)?;
            }
        }
    }
    Ok(())
}

/// Runs all pairs against one peer, and prints their line.
fn pairs(options: &Options, mode: &str, batch: usize, threads: usize) -> Result<()> {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..options.pairs {
        theirs.push(peer(options, mode, batch, threads)?);
        ours.push(own(options, batch, threads)?);
    }
    let ratio = median(&mut theirs) / median(&mut ours);
    let (theirs, ours) = (spread(&mut theirs), spread(&mut ours));
    println!("| {mode} | {batch} | {threads} | {theirs} | {ours} | {ratio:.2} |");
    Ok(())
}

/// The median, and between what it lies.
fn spread(numbers: &mut [f64]) -> String {
    let median = median(numbers);
    let (least, most) = (numbers.first().unwrap_or(&median), numbers.last().unwrap_or(&median));
    format!("{median:.3} ({least:.3} to {most:.3})")
}

/// The milliseconds that a step of a peer takes.
fn peer(options: &Options, mode: &str, batch: usize, threads: usize) -> Result<f64> {
    let (script, mode) = mode.split_once(':').context("a peer is written script:mode")?;
    let mut command = Command::new(&options.python);
    command
        .arg(options.peers.join(format!("{}_{script}.py", options.network.script())))
        .args(["--modes", mode]);
    measured(command, options.repeats, batch, threads)
}

/// The milliseconds that a step of ours takes, in a process of its own, like the peer's.
fn own(options: &Options, batch: usize, threads: usize) -> Result<f64> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["block", "--network", options.network.name()]);
    if options.in_order {
        command.arg("--in-order");
    }
    measured(command, options.repeats, batch, threads)
}

fn measured(mut command: Command, repeats: usize, batch: usize, threads: usize) -> Result<f64> {
    command.args(["--repeats", &repeats.to_string()]);
    command.args(["--batch", &batch.to_string(), "--threads", &threads.to_string()]);
    // The machine is watched by whoever measures; the scripts need not wait for it to fall quiet.
    command.env("BENCH_WAIT", "0");
    let output = command.output().with_context(|| format!("cannot run {command:?}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text.lines().find(|line| line.starts_with('{')).with_context(|| {
        format!("{command:?} printed no result:\n{}", String::from_utf8_lossy(&output.stderr))
    })?;
    Ok(serde_json::from_str::<Report>(line)?.ms_per_step)
}
