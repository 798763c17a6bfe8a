//! Three bugs of attention, each trained beside what is right, and the check that catches it.
//!
//! ```text
//! cargo run --release -p ch14 --example what_breaks
//! ```

use anyhow::Result;
use attention::{Gpt, GptOptions};
use autograd::Tape;
use ch13::surnames::{Alphabet, NameBatch};
use ch14::checks::{future_leak, mean_of_ones};
use ch14::names::{MAX_LEN, NameReader, padded, padding_read};
use ch14::{Change, ChangedGpt, Corpus, LanguageModel, Recipe, Text, train, validation_loss};
use clap::Parser;
use data::surnames::Surname;
use optimizers::schedule::{CosineDecay, Schedule};
use optimizers::{Adam, Optimizer, clip_grad_norm};
use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Plants three bugs into attention, trains them, and catches them
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// Steps of each language model [default: 600; 30 with --quick]
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
    steps: Option<u64>,
    /// Updates of each reader of names, with 64 names each [default: 1500; 30 with --quick]
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
    updates: Option<u64>,
    /// A short text, few names, few steps: to see that everything works, within seconds
    #[arg(long)]
    quick: bool,
}

impl Arguments {
    /// Steps of each language model.
    fn steps(&self) -> u64 {
        self.steps.unwrap_or(if self.quick { 30 } else { 600 })
    }

    /// Updates of each reader of names.
    fn updates(&self) -> u64 {
        self.updates.unwrap_or(if self.quick { 30 } else { 1500 })
    }
}

const CONTEXT: usize = 64;

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    rayon::scope(|_| run(&arguments))
}

fn run(arguments: &Arguments) -> Result<()> {
    let mut results = OutputDir::new(arguments.common.out.as_deref(), "ch14/what_breaks")?;
    let mut numbers = ResultsFile::default();
    language_models(arguments, &mut numbers);
    readers_of_names(arguments, &mut numbers);
    numbers.add("steps", arguments.steps());
    numbers.add("updates", arguments.updates());
    numbers.add("seed", arguments.common.seed);
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

/// A mask that is missing, and a softmax over the wrong axis.
fn language_models(arguments: &Arguments, numbers: &mut ResultsFile) {
    let corpus = Corpus::new(Text::Shakespeare, arguments.quick);
    let seed = arguments.common.seed;
    let ways = [
        ("right", "right", Change::Nothing),
        ("no mask", "no_mask", Change::NoMask),
        ("softmax over the queries", "wrong_axis", Change::SoftmaxOverQueries),
    ];
    let mut written = Vec::new();
    say("                                    loss               check: a change by");
    say(
        "attention                   training   validation   in use   the future   ones for values",
    );
    for (name, key, change) in ways {
        let rng = &mut ChaCha8Rng::seed_from_u64(seed);
        let vocab_size = corpus.vocabulary.len();
        let options = GptOptions { vocab_size, context: CONTEXT, ..GptOptions::new(64, 2, 4) };
        let mut model = ChangedGpt { gpt: Gpt::new(options, rng), change };
        let (steps, warmup) = (arguments.steps(), arguments.steps() / 20);
        let recipe = Recipe { steps, batch: 16, learning_rate: 6e-3, warmup, seed };
        let mut last = Vec::new();
        train(&mut model, &corpus, &recipe, |_, step, loss| {
            if step + 50 > steps {
                last.push(loss);
            }
        });
        let training = last.iter().sum::<f64>() / last.len() as f64;
        let validation = validation_loss(&model, &corpus.validation, 1);
        let in_use = loss_in_use(&model, &corpus.validation);
        // ANCHOR: caught
        let leak = future_leak(&model, &corpus.validation[..CONTEXT], CONTEXT / 2);
        let ones = mean_of_ones(&model, rng);
        // ANCHOR_END: caught
        say(format_args!(
            "{name:<26}  {training:>8.3}   {validation:>10.3}   {in_use:>6.3}   {leak:>10.4}   {ones:>15.4}"
        ));
        for (what, value) in
            [("training", training), ("validation", validation), ("in_use", in_use)]
        {
            numbers.add(&format!("{key}_{what}"), value);
        }
        numbers.add(&format!("{key}_leak"), leak);
        numbers.add(&format!("{key}_ones"), ones);
        let prompt = corpus.vocabulary.encode("ROMEO:\n");
        let text = ch14::write_uncached(&model, &prompt, 60, 0.8, rng);
        written.push((name, corpus.vocabulary.decode(&text)));
    }
    say("\nattention                   what it writes after ROMEO: and a line break");
    for (name, text) in written {
        say(format_args!("{name:<26}  {text:?}"));
    }
}

// ANCHOR: in_use
/// The loss of the last prediction only: nothing comes after it that could be read, as when a model writes.
fn loss_in_use(model: &impl LanguageModel, text: &[usize]) -> f64 {
    let context = model.context();
    let starts: Vec<usize> = (0..text.len() - context).step_by(37).collect();
    let (mut tape, mut sum) = (Tape::new(), 0.0);
    for starts in starts.chunks(64) {
        let inputs: Vec<usize> =
            starts.iter().flat_map(|start| text[*start..][..context].to_vec()).collect();
        let targets: Vec<usize> = starts.iter().map(|start| text[start + context]).collect();
        let loss = tape.no_grad(|tape| {
            let logits = model.forward(tape, &inputs, starts.len());
            let vocab_size = logits.shape().last_dim();
            let last = logits.narrow(1, context - 1..context).reshape([starts.len(), vocab_size]);
            last.cross_entropy(&targets)
        });
        sum += f64::from(loss.item()) * starts.len() as f64;
    }
    sum / starts.len() as f64
}
// ANCHOR_END: in_use

/// Padding that is read.
fn readers_of_names(arguments: &Arguments, numbers: &mut ResultsFile) {
    let split = data::surnames();
    let is_short = |sample: &&Surname| sample.name.chars().count() <= MAX_LEN;
    let limit = if arguments.quick { 300 } else { usize::MAX };
    let [train, test] = [&split.train, &split.test]
        .map(|part| part.iter().filter(is_short).take(limit).collect::<Vec<_>>());
    let alphabet = Alphabet::of(train.iter().map(|sample| &sample.name[..]));
    let languages = 1 + train.iter().map(|sample| sample.language).max().unwrap_or(0);
    say("\n                  right, %, padded to   predictions    check: a change");
    say("padding            batch   32 letters   that change    by more padding");
    for (name, key, masks) in [("masked", "masked", true), ("read, a bug", "read", false)] {
        let rng = &mut ChaCha8Rng::seed_from_u64(arguments.common.seed);
        let mut model = NameReader::new(alphabet.len(), languages, masks, rng);
        let schedule = CosineDecay { initial: 3e-3, final_lr: 0.0, steps: arguments.updates() };
        let (mut adam, mut tape) = (Adam::default(), Tape::new());
        for update in 0..arguments.updates() {
            let drawn = (0..64).map(|_| train[rng.random_range(0..train.len())]);
            let batch = alphabet.batch(drawn);
            let mut gradients =
                tape.gradients(|tape| model.forward(tape, &batch).cross_entropy(&batch.languages));
            clip_grad_norm(&mut gradients, 1.0);
            adam.common.learning_rate = schedule.lr_at(update);
            adam.step(&mut model, &gradients);
        }
        // ANCHOR: beside
        // The same names, among themselves and beside one that is as long as can be.
        let batch = alphabet.batch(test.iter().copied());
        let alone = predictions(&model, &batch);
        let beside = predictions(&model, &padded(&batch, MAX_LEN));
        // ANCHOR_END: beside
        let right = |predictions: &[usize]| {
            let right = predictions.iter().zip(&batch.languages).filter(|(a, b)| a == b);
            right.count() as f64 / test.len() as f64
        };
        let others = alone.iter().zip(&beside).filter(|(a, b)| a != b).count();
        let change = padding_read(&model, &batch, MAX_LEN);
        let [alone, beside] = [&alone, &beside].map(|predictions| 100.0 * right(predictions));
        let of = format!("{others} of {}", test.len());
        say(format_args!("{name:<15} {alone:>8.1}   {beside:>10.1}   {of:>11}   {change:>16.6}"));
        numbers.add(&format!("{key}_alone"), alone / 100.0);
        numbers.add(&format!("{key}_beside"), beside / 100.0);
        numbers.add(&format!("{key}_others"), others);
        numbers.add(&format!("{key}_change"), change);
    }
    numbers.add("names", test.len());
}

/// The language of each name.
fn predictions(model: &NameReader, batch: &NameBatch) -> Vec<usize> {
    let logits = Tape::new().no_grad(|tape| model.forward(tape, batch));
    let rows = logits.as_slice().chunks_exact(logits.shape().last_dim());
    let argmax = |row: &[f32]| (0..row.len()).max_by(|a, b| row[*a].total_cmp(&row[*b]));
    rows.filter_map(argmax).collect()
}
