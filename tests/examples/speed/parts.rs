//! Parts of training, ours and PyTorch's in turn.

mod language;
mod ours;
mod peer;
mod sizes;

use anyhow::{Result, ensure};
use data::median;
use ours::{PARTS, Part, Step};
use peer::Peer;
use sizes::Size;
use std::path::PathBuf;
use std::time::{Duration, Instant};

#[derive(clap::Args)]
pub struct Options {
    /// The Python that has PyTorch.
    #[arg(long, default_value = "python3")]
    python: PathBuf,
    /// Pairs of blocks.
    #[arg(long, default_value_t = 7)]
    pairs: usize,
    /// How long a block goes on, in milliseconds.
    #[arg(long, default_value_t = 20)]
    milliseconds: u64,
    /// Threads.
    #[arg(long, value_delimiter = ',', default_values_t = [1, 2])]
    threads: Vec<usize>,
    /// The parts to time, by their names; all unless told otherwise.
    #[arg(long, value_delimiter = ',')]
    parts: Vec<String>,
}

/// Between two blocks: the other side's threads may still look for work.
const PAUSE: Duration = Duration::from_millis(20);

/// Times what is asked for, and prints a line for each part, size and number of threads.
pub fn run(options: &Options) -> Result<()> {
    let names: Vec<&str> = PARTS.iter().map(|part| part.name).collect();
    for name in &options.parts {
        ensure!(names.contains(&name.as_str()), "no part is called {name}; there are {names:?}");
    }
    println!("| part | size | threads | PyTorch, µs | Gradus, µs | ratio | of pairs |");
    println!("|---|---|---:|---:|---:|---:|---|");
    for &threads in &options.threads {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
        let mut peer = Peer::start(&options.python, threads)?;
        let asked = |part: &&Part| {
            options.parts.is_empty() || options.parts.iter().any(|name| name == part.name)
        };
        for part in PARTS.iter().filter(asked) {
            for size in part.sizes {
                let (theirs, ours) = pairs(options, part, size, &pool, &mut peer)?;
                say(part.name, size.name, threads, theirs, ours);
            }
        }
    }
    Ok(())
}

/// The microseconds that a step takes, theirs and ours, in each pair of blocks.
fn pairs(
    options: &Options,
    part: &Part,
    size: &Size,
    pool: &rayon::ThreadPool,
    peer: &mut Peer,
) -> Result<(Vec<f64>, Vec<f64>)> {
    let shapes = (size.shapes)();
    let mut step = (part.step)(&shapes);
    peer.prepare(part.name, &shapes)?;
    let time = Duration::from_millis(options.milliseconds);
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..options.pairs {
        std::thread::sleep(PAUSE);
        theirs.push(peer.block(time)?);
        std::thread::sleep(PAUSE);
        ours.push(pool.install(|| block(&mut step, time)));
    }
    Ok((theirs, ours))
}

/// The microseconds that a step takes: the mean over as many as fit into `time`, after as many that are
/// not counted, for the system takes some milliseconds to give a thread that was idle a core of its own.
fn block(step: &mut Step, time: Duration) -> f64 {
    let start = Instant::now();
    while start.elapsed() < time {
        step();
    }
    let start = Instant::now();
    let mut steps = 0;
    while start.elapsed() < time {
        step();
        steps += 1;
    }
    start.elapsed().as_secs_f64() * 1e6 / f64::from(steps)
}

/// The ratio of the medians, and the smallest and the largest ratio of a pair.
fn say(part: &str, size: &str, threads: usize, mut theirs: Vec<f64>, mut ours: Vec<f64>) {
    let ratios: Vec<f64> = theirs.iter().zip(&ours).map(|(theirs, ours)| theirs / ours).collect();
    let least = ratios.iter().copied().fold(f64::INFINITY, f64::min);
    let most = ratios.iter().copied().fold(0.0, f64::max);
    let (theirs, ours) = (median(&mut theirs), median(&mut ours));
    let ratio = theirs / ours;
    println!(
        "| {part} | {size} | {threads} | {theirs:.1} | {ours:.1} | {ratio:.2} | {least:.2}–{most:.2} |"
    );
}
