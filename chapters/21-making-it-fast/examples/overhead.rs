//! What work costs that is not arithmetic: a task, an entry of the tape, an operation on one number.
//!
//! ```text
//! cargo run --release -p ch21 --example overhead
//! ```

use activations::Relu;
use anyhow::Result;
use autograd::Tape;
use ch21::timing::seconds;
use clap::Parser;
use data::median;
use figures::{Figure, FigureError, LineChart, Series};
use numeric::join;
use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use tensor::Tensor;
use training::cli::{OutputDir, ResultsFile, say};

/// Measures overheads on the CPU
#[derive(Parser)]
struct Arguments {
    /// The folder for results [default: target/gradus/ch21/overhead]
    #[arg(long)]
    out: Option<PathBuf>,
    /// How often each is measured, if that takes less than a second; the fastest counts
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
}

/// Runs two tasks, at the same time if it can.
type Join<'a> = &'a dyn Fn(&(dyn Fn() + Sync), &(dyn Fn() + Sync));

/// The median time of two tasks of 50 µs.
fn after_pause(rounds: u32, join: Join<'_>) -> f64 {
    let busy = |microseconds: u64| {
        let start = Instant::now();
        while start.elapsed() < Duration::from_micros(microseconds) {}
    };
    let mut times: Vec<f64> = (0..=rounds)
        .map(|_| {
            busy(100);
            let start = Instant::now();
            join(&|| busy(50), &|| busy(50));
            start.elapsed().as_secs_f64()
        })
        .collect();
    median(&mut times)
}

fn main() -> Result<()> {
    let Arguments { out, rounds } = Arguments::parse();
    let mut results = OutputDir::new(out.as_deref(), "ch21/overhead")?;
    let mut numbers = ResultsFile::default();
    let mut show = |key: &str, what: &str, nanoseconds: f64| {
        say(format_args!("{what:<46} {nanoseconds:9.0} ns"));
        numbers.add(key, format_args!("{nanoseconds:.1}"));
    };

    // ANCHOR: nothing
    // Two tasks that do nothing: what it costs to offer work to another core, and to wait for it. A thread
    // outside the pool of threads hands both over and sleeps until they are done; one of the pool does the
    // first itself, and the second too, if nobody has taken it.
    let empty_tasks = || {
        seconds(rounds, || {
            rayon::join(|| black_box(()), || black_box(()));
        })
    };
    show("join_outside", "two empty tasks, from outside the pool", 1e9 * empty_tasks());
    show("join", "two empty tasks, from inside", 1e9 * rayon::scope(|_| empty_tasks()));

    // Two tasks of 50 µs, each after 100 µs in which there was nothing for another core to do.
    let [rayons, ours] = rayon::scope(|_| {
        [
            after_pause(rounds, &|a, b| {
                rayon::join(a, b);
            }),
            after_pause(rounds, &|a, b| {
                join(a, b);
            }),
        ]
    });
    show("slept", "two tasks of 50 µs after a pause, rayon's join", 1e9 * rayons);
    show("awake", "the same with the book's join", 1e9 * ours);

    // A chain of operations on one number, there and back: what an entry of the tape costs.
    let x = Tensor::new([1], vec![0.5f32]);
    let mut tape = Tape::new();
    let mut chain = |len: usize| {
        let mut step = || {
            black_box(
                tape.gradients(|tape| (0..len).fold(tape.leaf(&x), |y, _| y.activate(Relu)).sum()),
            );
        };
        seconds(rounds, &mut step)
    };
    let entry = (chain(101) - chain(1)) / 100.0;
    show("entry", "an entry of the tape, forward and backward", 1e9 * entry);
    // ANCHOR_END: nothing

    // ANCHOR: sizes
    // One operation on more and more numbers.
    let mut curve = Vec::new();
    say("");
    say("elements      a ReLU, ns   for each element, ns");
    for power in 0..=7 {
        let len = 10_usize.pow(power);
        let x = Tensor::new([len], vec![0.5f32; len]);
        let time = 1e9
            * seconds(rounds, || {
                black_box(tape.no_grad(|tape| tape.constant(&x).activate(Relu)));
            });
        let each = time / len as f64;
        say(format_args!("{len:>8}   {time:13.0}   {each:20.3}"));
        curve.push((f64::from(power), each));
    }
    // ANCHOR_END: sizes
    for (power, each) in &curve {
        numbers.add(&format!("relu_{power}"), format_args!("{each:.4}"));
    }
    // A size at which the overhead is as long as the work: what one element takes alone, over what it takes
    // among many.
    let half = curve[0].1 / curve.iter().map(|(_, each)| *each).fold(f64::INFINITY, f64::min);
    say(format_args!("half of the time is overhead at {half:.0} elements"));
    numbers.add("half", format_args!("{half:.0}"));
    results.write("results.toml", |path| numbers.save(path));
    results.write("overhead.svg", |path| figure(curve)?.save(path));
    results.finish()
}

fn figure(points: Vec<(f64, f64)>) -> Result<Figure, FigureError> {
    LineChart {
        description:
            "The time for each element falls as one over their number, and is level where the \
                      work takes longer than the overhead."
                .into(),
        x_label: "elements, as a power of ten".into(),
        y_label: "nanoseconds for each element".into(),
        log_y: true,
        series: vec![Series { label: "ReLU".into(), points, ..Series::default() }],
    }
    .draw()
}
