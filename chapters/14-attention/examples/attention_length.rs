//! What a longer text costs: time and memory of attention with all scores kept and in tiles, and the time of
//! a written token with and without a cache. On one thread.
//!
//! ```text
//! cargo run --release -p ch14 --example attention_length
//! ```

use anyhow::{Context, Result, ensure};
use attention::{AttentionOps, AttentionOptions, Gpt, GptOptions, reference};
use autograd::Tape;
use ch07::CountingAllocator;
use clap::{Parser, ValueEnum};
use figures::{LineChart, Series};
use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};
use rayon::ThreadPoolBuilder;
use std::process::Command;
use std::time::Instant;
use tensor::Tensor;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Measures what a longer text costs
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// The most tokens; the fewest are 256, and each length is twice the one before
    #[arg(long, default_value_t = 4096, value_parser = clap::value_parser!(u64).range(512..=65_536))]
    longest: u64,
    /// Only one measurement, of so many tokens: prints seconds and bytes
    #[arg(long, requires = "way")]
    tokens: Option<usize>,
    /// Which way to measure
    #[arg(long, value_enum, requires = "tokens")]
    way: Option<Way>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Way {
    /// By definition: all scores and all weights are kept
    Reference,
    /// In tiles
    Tiles,
}

/// The features of the one head that is measured.
const HEAD_DIM: usize = 64;

/// The shortest text.
const SHORTEST: usize = 256;

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator::new();

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let pool = ThreadPoolBuilder::new().num_threads(1).build();
    pool.context("the thread cannot be started")?.install(|| {
        if let (Some(tokens), Some(way)) = (arguments.tokens, arguments.way) {
            let (seconds, bytes) = attention_cost(way, tokens, arguments.common.seed);
            say(format_args!("{seconds} {bytes}"));
            return Ok(());
        }
        run(&arguments)
    })
}

fn run(arguments: &Arguments) -> Result<()> {
    let mut results = OutputDir::new(arguments.common.out.as_deref(), "ch14/attention_length")?;
    let mut numbers = ResultsFile::default();
    let lengths: Vec<usize> = (0..)
        .map(|power| SHORTEST << power)
        .take_while(|length| *length as u64 <= arguments.longest)
        .collect();

    say("forward and backward pass of one head of 64 features\n");
    say("           all scores kept           in tiles");
    say("tokens       ms        MiB        ms        MiB");
    let mut rows = Vec::new();
    for tokens in &lengths {
        let [kept, tiles] = [Way::Reference, Way::Tiles].map(|way| in_a_process(way, *tokens));
        let (kept, tiles) = (kept?, tiles?);
        let cells = [kept, tiles].map(|Cost { ms, mib }| format!("{ms:>9.2}  {mib:>9.2}"));
        say(format_args!("{tokens:>6}{}{}", cells[0], cells[1]));
        for (name, cost) in [("reference", kept), ("tiles", tiles)] {
            numbers.add(&format!("{name}_ms_{tokens}"), format_args!("{:.3}", cost.ms));
            numbers.add(&format!("{name}_mib_{tokens}"), format_args!("{:.3}", cost.mib));
        }
        rows.push([kept, tiles]);
    }
    // ANCHOR: exponents
    // Where a cost is c·Tᵃ, twice the tokens cost 2ᵃ times as much.
    let [before, last] = [&rows[rows.len() - 2], &rows[rows.len() - 1]];
    let exponent = |way: usize, f: fn(&Cost) -> f64| (f(&last[way]) / f(&before[way])).log2();
    // ANCHOR_END: exponents
    let exponents = [0, 1].map(|way| [exponent(way, |c| c.ms), exponent(way, |c| c.mib)]);
    let [[kept_time, kept_memory], [tiles_time, tiles_memory]] = exponents;
    say(format_args!(
        "{:<6}{kept_time:>9.2}  {kept_memory:>9.2}{tiles_time:>9.2}  {tiles_memory:>9.2}   the exponent of \
         the last doubling",
        ""
    ));
    for (name, [time, memory]) in [("reference", exponents[0]), ("tiles", exponents[1])] {
        numbers.add(&format!("{name}_time_exponent"), format_args!("{time:.2}"));
        numbers.add(&format!("{name}_memory_exponent"), format_args!("{memory:.2}"));
    }

    say("\na token of a GPT of 4 layers, 128 features, 4 heads, ms\n");
    say("tokens before it   with a cache   without");
    let seed = arguments.common.seed;
    for (tokens, [with, without]) in token_costs(seed) {
        say(format_args!("{tokens:>16}   {with:>12.3}   {without:>7.2}"));
        numbers.add(&format!("cached_ms_{tokens}"), format_args!("{with:.4}"));
        numbers.add(&format!("uncached_ms_{tokens}"), format_args!("{without:.3}"));
    }
    numbers.add("seed", seed);
    results.write("results.toml", |path| numbers.save(path));
    results.write("memory.svg", |path| memory_chart(&lengths, &rows).draw()?.save(path));
    results.finish()
}

/// What a forward and a backward pass cost.
#[derive(Clone, Copy)]
struct Cost {
    ms: f64,
    mib: f64,
}

/// One measurement, in a process of its own: so no memory of another one is left to be used again.
fn in_a_process(way: Way, tokens: usize) -> Result<Cost> {
    let program = std::env::current_exe().context("the program cannot find itself")?;
    let way = if way == Way::Tiles { "tiles" } else { "reference" };
    let arguments = ["--way", way, "--tokens", &tokens.to_string()];
    let output = Command::new(program).args(arguments).output().context("it cannot be started")?;
    let error = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{tokens} tokens could not be measured: {error}");
    let text = String::from_utf8_lossy(&output.stdout);
    let (seconds, bytes) = text.trim().split_once(' ').context("there are two numbers")?;
    Ok(Cost { ms: 1e3 * seconds.parse::<f64>()?, mib: bytes.parse::<f64>()? / f64::from(1 << 20) })
}

// ANCHOR: cost
/// Seconds of a forward and a backward pass, the fastest of seven after one to warm up; and the bytes that
/// the first one needs at most.
fn attention_cost(way: Way, tokens: usize, seed: u64) -> (f64, usize) {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let values = (0..tokens * 3 * HEAD_DIM).map(|_| rng.random_range(-1.0..1.0)).collect();
    let qkv = Tensor::<f32>::new([1, tokens, 3 * HEAD_DIM], values);
    let options = AttentionOptions::default();
    let mut tape = Tape::new();
    let mut pass = || {
        let gradients = tape.gradients(|tape| {
            let qkv = tape.leaf(&qkv);
            let part = |i: usize| qkv.narrow(2, i * HEAD_DIM..(i + 1) * HEAD_DIM);
            match way {
                Way::Tiles => qkv.self_attention(1, options).mean(),
                Way::Reference => {
                    reference::attention(part(0), part(1), part(2), 1, options).mean()
                }
            }
        });
        assert!(gradients.loss().is_finite());
    };
    let bytes = ALLOCATOR.peak_of(&mut pass);
    let seconds = (0..7).map(|_| {
        let start = Instant::now();
        pass();
        start.elapsed().as_secs_f64()
    });
    (seconds.fold(f64::INFINITY, f64::min), bytes)
}
// ANCHOR_END: cost

/// The milliseconds of one token after so many others, with a cache and without.
fn token_costs(seed: u64) -> Vec<(usize, [f64; 2])> {
    let (rng, vocab_size) = (&mut ChaCha8Rng::seed_from_u64(seed), 65);
    let options = GptOptions { vocab_size, context: 1_100, ..GptOptions::new(128, 4, 4) };
    let model = Gpt::<f32>::new(options, rng);
    let text: Vec<usize> = (0..1_056).map(|_| rng.random_range(0..vocab_size)).collect();
    let mut tape = Tape::new();
    let mut cost = |tokens: usize| {
        let (mut stream, _) = model.stream(&[&text[..tokens]]);
        let start = Instant::now();
        let new = &text[tokens..][..32];
        for token in new {
            stream.step(&[*token]);
        }
        let with = start.elapsed().as_secs_f64() / new.len() as f64;
        let start = Instant::now();
        for more in 1..=4 {
            tape.no_grad(|tape| model.forward(tape, &text[..tokens + more], 1));
        }
        let without = start.elapsed().as_secs_f64() / 4.0;
        (tokens, [1e3 * with, 1e3 * without])
    };
    cost(64);
    [64, 128, 256, 512, 1_024].map(cost).to_vec()
}

/// Memory over the length.
fn memory_chart(lengths: &[usize], rows: &[[Cost; 2]]) -> LineChart {
    let series = |label: &str, way: usize| Series {
        label: label.into(),
        points: lengths
            .iter()
            .zip(rows)
            .map(|(tokens, row)| ((*tokens as f64).log2(), row[way].mib))
            .collect(),
        color: None,
    };
    LineChart {
        description: "The memory of a forward and a backward pass against the binary logarithm of the \
                      number of tokens, on a logarithmic axis: two straight lines, that of all scores kept \
                      twice as steep as that of tiles."
            .into(),
        x_label: "log₂ of the number of tokens".into(),
        y_label: "MiB".into(),
        log_y: true,
        series: vec![series("all scores kept", 0), series("in tiles", 1)],
    }
}
