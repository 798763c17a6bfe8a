//! The bottleneck of sequence to sequence: words of growing length, written backwards by an encoder and a
//! decoder, without attention and with it.
//!
//! ```text
//! cargo run --release -p ch14 --example bottleneck
//! cargo run --release -p ch14 --example bottleneck -- --word gradus
//! ```

use anyhow::{Context, Result, ensure};
use autograd::Tape;
use ch14::reversal::{Reverser, Words};
use clap::Parser;
use figures::{AttentionMap, LineChart, Series};
use optimizers::schedule::{CosineDecay, Schedule};
use optimizers::{Adam, Optimizer, clip_grad_norm};
use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Trains two networks to write words backwards
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// The updates of each network, with 64 words each
    #[arg(long, default_value_t = 6000, value_parser = clap::value_parser!(u64).range(1..))]
    updates: u64,
    /// The longest words to learn from
    #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u16).range(2..=64))]
    longest: u16,
    /// How many words of each length to judge by
    #[arg(long, default_value_t = 500, value_parser = clap::value_parser!(u16).range(1..))]
    words: u16,
    /// The word of the picture, in lower-case letters
    #[arg(long, default_value = "attention")]
    word: String,
}

const BATCH: usize = 64;
const HIDDEN: usize = 64;

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    rayon::scope(|_| run(&arguments))
}

fn run(arguments: &Arguments) -> Result<()> {
    let Arguments { common, longest, word, .. } = arguments;
    let longest = usize::from(*longest);
    let mut results = OutputDir::new(common.out.as_deref(), "ch14/bottleneck")?;
    let mut numbers = ResultsFile::default();
    let shown = Words::read(word)
        .with_context(|| format!("--word must have letters from a to z only, but is {word:?}"))?;
    ensure!(word.len() <= 64, "--word must have at most 64 letters, but has {}", word.len());

    let models = [false, true].map(|attends| {
        let model = train(arguments, attends);
        say("");
        model
    });

    // Words of every length, among them longer ones than were learnt from; the same for both.
    let rng = &mut ChaCha8Rng::seed_from_u64(common.seed.wrapping_add(1));
    let lengths: Vec<usize> = (2..=longest + longest / 2).step_by(2).collect();
    let accuracies: Vec<[f64; 2]> = lengths
        .iter()
        .map(|len| {
            let words = Words::draw(arguments.words.into(), *len, rng);
            models.each_ref().map(|model| model.accuracy(&words))
        })
        .collect();
    say("whole words right, %\n");
    say("letters   without   with attention");
    for (len, [without, with]) in lengths.iter().zip(&accuracies) {
        let mark = if *len > longest { "   longer than any that was learnt from" } else { "" };
        let [without, with] = [without, with].map(|accuracy| 100.0 * accuracy);
        say(format_args!("{len:>7}   {without:>7.1}   {with:>14.1}{mark}").to_string().trim_end());
    }
    for (len, [without, with]) in lengths.iter().zip(&accuracies) {
        numbers.add(&format!("without_{len}"), without);
        numbers.add(&format!("with_{len}"), with);
    }

    // ANCHOR: weights
    let weights = models[1].weights(&shown).expect("the second network attends");
    // ANCHOR_END: weights
    let len = word.len();
    say(format_args!("\nWhat is read for each letter of {word:?} written backwards:\n"));
    for (letter, row) in word.chars().rev().zip(weights.as_slice().chunks(len)) {
        let mut order: Vec<usize> = (0..len).collect();
        order.sort_by(|a, b| row[*b].total_cmp(&row[*a]));
        let cells = order.iter().take(3).map(|at| {
            let read = &word[*at..=*at];
            format!("{:>3} {read} {:>5.1} %", at + 1, 100.0 * row[*at])
        });
        say(format_args!("{letter}  {}", cells.collect::<String>()));
    }

    let chart = LineChart {
        description:
            "The fraction of words written backwards without a mistake, by their length: without \
                      attention it falls with the length, with attention it stays near 1 up to the \
                      longest words that were learnt from."
                .into(),
        x_label: "letters of the word".into(),
        y_label: "whole words right".into(),
        log_y: false,
        series: [("without", 0), ("with attention", 1)]
            .map(|(label, index)| Series {
                label: label.into(),
                points: lengths
                    .iter()
                    .zip(&accuracies)
                    .map(|(x, y)| (*x as f64, y[index]))
                    .collect(),
                color: None,
            })
            .to_vec(),
    };
    let letters = |word: &mut dyn Iterator<Item = char>| word.map(String::from).collect();
    let map = AttentionMap {
        description: format!(
            "The attention weights for {word}: the dark cells lie about the diagonal from the top right to \
             the bottom left."
        ),
        rows: letters(&mut word.chars().rev()),
        columns: letters(&mut word.chars()),
        weights: weights
            .as_slice()
            .chunks(len)
            .map(|row| row.iter().copied().map(f64::from).collect())
            .collect(),
        row_label: "written".into(),
        column_label: "read".into(),
    };
    numbers.add("hidden", HIDDEN);
    numbers.add("updates", arguments.updates);
    numbers.add("longest", longest);
    numbers.add("seed", common.seed);
    for (name, model) in ["parameters_without", "parameters_with"].iter().zip(&models) {
        numbers.add(name, nn::parameter_count(model));
    }
    results.write("results.toml", |path| numbers.save(path));
    results.write("lengths.svg", |path| chart.draw()?.save(path));
    results.write("map.svg", |path| map.draw()?.save(path));
    results.finish()
}

/// A trained network; what is printed says how it goes.
fn train(arguments: &Arguments, attends: bool) -> Reverser {
    let rng = &mut ChaCha8Rng::seed_from_u64(arguments.common.seed);
    let mut model = Reverser::new(HIDDEN, attends, rng);
    let name = if attends { "with attention" } else { "without attention" };
    let parameters = nn::group_thousands(nn::parameter_count(&model));
    say(format_args!("{name}: {parameters} parameters"));
    let schedule = CosineDecay { initial: 3e-3, final_lr: 0.0, steps: arguments.updates };
    let (mut adam, mut tape) = (Adam::default(), Tape::new());
    for update in 0..arguments.updates {
        let len = rng.random_range(1..=usize::from(arguments.longest));
        let words = Words::draw(BATCH, len, rng);
        let mut gradients =
            tape.gradients(|tape| model.forward(tape, &words).cross_entropy(&words.reversed()));
        clip_grad_norm(&mut gradients, 1.0);
        adam.common.learning_rate = schedule.lr_at(update);
        adam.step(&mut model, &gradients);
        if (update + 1) % (arguments.updates / 5).max(1) == 0 {
            let loss = gradients.loss();
            say(format_args!("after {:>5} updates: loss {loss:.4}, {len} letters", update + 1));
        }
    }
    model
}
