//! What each part of a small GPT is for: leave it out, and train.
//!
//! ```text
//! cargo run --release -p ch14 --example transformer_ablation
//! ```

use anyhow::Result;
use attention::{Gpt, GptOptions};
use ch14::{Change, ChangedGpt, Corpus, Recipe, Text, train, validation_loss};
use clap::Parser;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Trains a small GPT with one part changed at a time
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// Steps of each training [default: 300; 3 with --quick]
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
    steps: Option<u64>,
    /// How many trainings of each, from as many seeds
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..))]
    seeds: u64,
    /// A short text, few steps: to see that everything works, within seconds
    #[arg(long)]
    quick: bool,
}

/// Every so many-th piece of the validation text is read.
const EVERY: usize = 4;

// ANCHOR: ways
/// One training: what is changed, how many heads there are, the learning rate and whether it warms up.
struct Way {
    name: &'static str,
    key: &'static str,
    change: Change,
    heads: usize,
    learning_rate: f64,
    warms_up: bool,
}

const AS_IT_IS: Way = Way {
    name: "pre-norm, 4 heads, warm-up to 0.006",
    key: "as_it_is",
    change: Change::Nothing,
    heads: 4,
    learning_rate: 6e-3,
    warms_up: true,
};

const POST_NORM: Way =
    Way { name: "post-norm", key: "post_norm", change: Change::PostNorm, ..AS_IT_IS };

const WAYS: [Way; 9] = [
    AS_IT_IS,
    Way { name: "no positions", key: "no_positions", change: Change::NoPositions, ..AS_IT_IS },
    Way { name: "no 1/√d", key: "no_scale", change: Change::NoScale, ..AS_IT_IS },
    Way { name: "one head", key: "one_head", heads: 1, ..AS_IT_IS },
    Way { name: "no warm-up", key: "no_warmup", warms_up: false, ..AS_IT_IS },
    Way { name: "a rate of 0.001", key: "slow", learning_rate: 1e-3, ..AS_IT_IS },
    POST_NORM,
    Way {
        name: "post-norm, a rate of 0.001",
        key: "post_norm_slow",
        learning_rate: 1e-3,
        ..POST_NORM
    },
    Way {
        name: "post-norm, a rate of 0.001, no warm-up",
        key: "post_norm_slow_no_warmup",
        learning_rate: 1e-3,
        warms_up: false,
        ..POST_NORM
    },
];
// ANCHOR_END: ways

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    rayon::scope(|_| run(&arguments))
}

fn run(arguments: &Arguments) -> Result<()> {
    let Arguments { common, seeds, quick, .. } = arguments;
    let steps = arguments.steps.unwrap_or(if *quick { 3 } else { 300 });
    let mut results = OutputDir::new(common.out.as_deref(), "ch14/transformer_ablation")?;
    let mut numbers = ResultsFile::default();
    let corpus = Corpus::new(Text::Shakespeare, *quick);
    say(format_args!("validation loss after {steps} steps, {seeds} seeds\n"));
    say(format_args!("{:<38}    mean   spread", ""));
    for Way { name, key, change, heads, learning_rate, warms_up } in WAYS {
        let mut losses = Vec::new();
        for seed in (0..*seeds).map(|more| common.seed.wrapping_add(more)) {
            let vocab_size = corpus.vocabulary.len();
            let options = GptOptions { vocab_size, context: 64, ..GptOptions::new(64, 4, heads) };
            let gpt = Gpt::new(options, &mut ChaCha8Rng::seed_from_u64(seed));
            let mut model = ChangedGpt { gpt, change };
            let warmup = if warms_up { steps / 10 } else { 0 };
            let recipe = Recipe { steps, batch: 8, learning_rate, warmup, seed };
            train(&mut model, &corpus, &recipe, |_, _, _| ());
            losses.push(validation_loss(&model, &corpus.validation, EVERY));
        }
        let mean = losses.iter().sum::<f64>() / losses.len() as f64;
        let [min, max] = [f64::min, f64::max]
            .map(|f| losses.iter().copied().reduce(f).expect("there is at least one seed"));
        say(format_args!("{name:<38} {mean:>7.3}   {min:.3} to {max:.3}"));
        numbers.add(&format!("{key}_mean"), mean);
        numbers.add(&format!("{key}_min"), min);
        numbers.add(&format!("{key}_max"), max);
    }
    numbers.add("steps", steps);
    numbers.add("seeds", seeds);
    numbers.add("seed", common.seed);
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}
