//! A matrix product in seven steps, each measured on this machine.
//!
//! ```text
//! cargo run --release -p ch21 --example product_ladder
//! ```

use anyhow::{Result, ensure};
use ch21::ladder::{RUNGS, Rung};
use ch21::timing::seconds;
use clap::Parser;
use figures::{Bar, BarChart, Figure, FigureError};
use std::path::PathBuf;
use training::cli::{OutputDir, ResultsFile, say};

/// Measures every step from the definition of the matrix product to the one that the book uses
#[derive(Parser)]
struct Arguments {
    /// The folder for results [default: target/gradus/ch21/product_ladder]
    #[arg(long)]
    out: Option<PathBuf>,
    /// The side of the square matrices
    #[arg(long, default_value_t = 768, value_parser = clap::value_parser!(u32).range(1..=4096))]
    size: u32,
    /// How often each is measured, if that takes less than a second; the fastest counts
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
}

// ANCHOR: shapes
/// Products of the book's networks: what it is, `[m, k, n]`.
const SHAPES: [(&str, &str, [usize; 3]); 6] = [
    ("dense layer, one image", "mlp_1", [1, 784, 128]),
    ("dense layer, batch 32", "mlp_32", [32, 784, 128]),
    ("its weight gradient", "mlp_dw_32", [784, 32, 128]),
    ("dense layer, batch 256", "mlp_256", [256, 784, 128]),
    ("last layer, batch 32", "last_32", [32, 128, 10]),
    ("LSTM step, batch 32", "lstm_32", [32, 256, 1024]),
];
// ANCHOR_END: shapes

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    // Inside the pool of threads, where a task costs next to nothing: see `overhead`.
    rayon::scope(|_| run(arguments))
}

fn run(Arguments { out, size, rounds }: Arguments) -> Result<()> {
    let mut results = OutputDir::new(out.as_deref(), "ch21/product_ladder")?;
    let mut numbers = ResultsFile::default();
    let threads = rayon::current_num_threads();

    // ANCHOR: climb
    // A product of m × k and k × n is m·k·n multiplications and as many additions.
    let side = size as usize;
    let sizes = [side; 3];
    say(format_args!("{side} × {side} times {side} × {side}, {threads} threads at the top"));
    say("                         GFLOP/s   times the one before");
    let mut before = None;
    let mut rates = Vec::new();
    for rung in RUNGS {
        let rate = rate(rung, sizes, rounds)?;
        let gain = before.map_or(String::new(), |before| format!("{:6.1}", rate / before));
        say(format!("{:<22} {rate:9.2}   {gain}", rung.name).trim_end());
        before = Some(rate);
        rates.push(rate);
    }
    // ANCHOR_END: climb
    for (rung, rate) in RUNGS.iter().zip(&rates) {
        numbers.add(rung.key, format_args!("{rate:.3}"));
        numbers.add(&format!("{}_gain", rung.key), format_args!("{:.1}", rate / rates[0]));
    }

    say("");
    say("GFLOP/s                  definition      blocks   register tile   the book's");
    for (name, key, sizes) in SHAPES {
        let [naive, _, blocked, _, tiled, _, book] = RUNGS;
        let mut row = format!("{name:<22}");
        for (rung, width) in [(naive, 13), (blocked, 12), (tiled, 16), (book, 13)] {
            let rate = rate(rung, sizes, rounds)?;
            row += &format!("{rate:width$.2}");
            numbers.add(&format!("{key}_{}", rung.key), format_args!("{rate:.3}"));
        }
        say(row);
    }
    numbers.add("size", size);
    numbers.add("threads", threads);
    results.write("results.toml", |path| numbers.save(path));
    results.write("ladder.svg", |path| figure(&rates)?.save(path));
    results.finish()
}

/// The GFLOP/s of one step at `[m, k, n]`, whose result must be what the first step's is.
fn rate(rung: Rung, sizes @ [m, k, n]: [usize; 3], rounds: u32) -> Result<f64> {
    // Multiples of 1/16 of at most 1: their products and short sums are exact, so that a wrong index
    // cannot hide behind rounding.
    let fill = |len: usize, step: usize| -> Vec<f32> {
        (0..len).map(|i| (i * step % 33) as f32 / 16.0 - 1.0).collect()
    };
    let (a, b) = (fill(m * k, 7), fill(k * n, 5));
    let mut c = vec![0.0; m * n];
    let time = seconds(rounds, || (rung.product)(&a, &b, &mut c, sizes));
    // One element of each row.
    for i in 0..m {
        let j = i * 31 % n;
        let exact: f32 = (0..k).map(|p| a[i * k + p] * b[p * n + j]).sum();
        ensure!(exact == c[i * n + j], "{}: element ({i}, {j}) is wrong", rung.name);
    }
    Ok(2.0 * (m * k * n) as f64 / time / 1e9)
}

fn figure(rates: &[f64]) -> Result<Figure, FigureError> {
    let bar = |(rung, rate): (&Rung, &f64)| Bar {
        label: rung.name.into(),
        parts: vec![*rate],
        note: format!("{rate:.1}"),
    };
    BarChart {
        description:
            "The steps of the ladder and their speed. The definition's bar can hardly be seen \
                      beside those at the top."
                .into(),
        x_label: "GFLOP/s".into(),
        parts: Vec::new(),
        bars: RUNGS.iter().zip(rates).map(bar).collect(),
    }
    .draw()
}
