//! Threads at a barrier: a kernel on the pretend GPU, turn by turn, and the same kernel without its barrier.
//!
//! No GPU is needed, but Linux and a C++ compiler.
//!
//! ```text
//! cargo run --release -p ch21 --example barrier
//! ```

use anyhow::{Context, Result, bail, ensure};
use clap::Parser;
use figures::{Figure, FigureError, Moment, Span, Timeline};
use pretend_gpu::{Argument, Error, Kernel, Turn, TurnEnd};
use std::path::PathBuf;
use training::cli::{OutputDir, ResultsFile, say};

/// Runs a kernel on the pretend GPU and draws who waited for whom
#[derive(Parser)]
struct Arguments {
    /// The folder for results [default: target/gradus/ch21/barrier]
    #[arg(long)]
    out: Option<PathBuf>,
}

/// The sum of eight numbers, by eight threads.
const KERNEL: &str = include_str!("../kernels/sum.cu");
const THREADS: usize = 8;

fn main() -> Result<()> {
    let Arguments { out } = Arguments::parse();
    let mut results = OutputDir::new(out.as_deref(), "ch21/barrier")?;
    let mut numbers = ResultsFile::default();

    // ANCHOR: trace
    // One block of eight threads adds up 1, 2, …, 8.
    let (sum, turns) = run(KERNEL)?;
    let expected = (THREADS * (THREADS + 1) / 2) as f32;
    ensure!(sum == expected, "the kernel's sum is {sum}, not {expected}");
    let meetings: Vec<&[Turn]> = turns.chunks(THREADS).collect();
    say(format_args!("the sum is {sum}; order of the threads up to each barrier:"));
    for meeting in &meetings {
        let order: Vec<String> = meeting.iter().map(|turn| turn.thread.to_string()).collect();
        let end = match meeting[0].end {
            TurnEnd::Waits { line } => format!("barrier in line {line}"),
            TurnEnd::Returns => "end".into(),
        };
        say(format_args!("  {}   {end}", order.join(" ")));
    }
    // ANCHOR_END: trace

    // ANCHOR: without
    // The same text without its first barrier.
    let without = KERNEL.replacen("__syncthreads();", "", 1);
    match run(&without) {
        Err(error) => {
            // What was found goes into a line of its own, below who did it.
            let found = format!("{error:#}").replacen(": ", ":\n  ", 1);
            say(format_args!("\nwithout the barrier in line 6:\n{found}"));
        }
        Ok((sum, _)) => bail!("nothing was found wrong without the barrier, and the sum is {sum}"),
    }
    // ANCHOR_END: without

    numbers.add("sum", sum);
    numbers.add("turns", turns.len());
    numbers.add("barriers", meetings.len() - 1);
    results.write("results.toml", |path| numbers.save(path));
    results.write("barrier.svg", |path| figure(&meetings)?.save(path));
    results.finish()
}

/// What the kernel computes, and in which order its threads ran.
fn run(text: &str) -> Result<(f32, Vec<Turn>)> {
    let x: Vec<f32> = (1..=THREADS).map(|i| i as f32).collect();
    let mut y = [0.0];
    let (grid, block) = ([1, 1, 1], [THREADS as u32, 1, 1]);
    let arguments = [Argument::Output(&mut y), Argument::Input(&x)];
    let turns = match (Kernel { text, name: "sum" }).trace(grid, block, arguments) {
        Err(Error::Unavailable(why)) => Err(Error::Unavailable(why))
            .context("there is no pretend GPU here: it needs Linux and a C++ compiler"),
        turns => Ok(turns?),
    }?;
    Ok((y[0], turns))
}

/// The turns as spans, one after the other, and a line where all threads have come to a barrier.
fn figure(meetings: &[&[Turn]]) -> Result<Figure, FigureError> {
    let spans = meetings.concat().into_iter().enumerate().map(|(at, turn)| Span {
        row: turn.thread as usize,
        from: at as f64,
        to: (at + 1) as f64,
    });
    let barrier = |number: usize| Moment {
        at: (number * THREADS) as f64,
        label: if number == 1 { "barrier".into() } else { String::new() },
    };
    Timeline {
        description:
            "Eight threads take turns, in another order each time. Nobody goes on before all \
                      have come to the barrier; there are four barriers."
                .into(),
        x_label: "turns".into(),
        rows: (0..THREADS).map(|thread| format!("thread {thread}")).collect(),
        spans: spans.collect(),
        moments: (1..meetings.len()).map(barrier).collect(),
    }
    .draw()
}
