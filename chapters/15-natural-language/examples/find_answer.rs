//! Finds the answer to a question in a paragraph: where it starts, and where it ends.
//!
//! ```text
//! cargo run --release -p ch15 --example find_answer
//! cargo run --release -p ch15 --example find_answer -- --ask "Where was Ada born?" --paragraph my_text.txt
//! ```

use anyhow::{Context, Result, bail, ensure};
use ch15::questions::spans::{
    Names, Paragraph, SpanReader, SpanSample, SpanScores, SpanTraining, SpanVocabulary, Wording,
    answers, best_span, load_reader, paragraphs, random_span, save_reader, sliding_window,
    span_chart, train_reader,
};
use clap::Parser;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rayon::ThreadPoolBuilder;
use std::path::Path;
use tensor::Device;
use text::metrics::squad::exact_match;
use training::cli::{BasicOptions, OutputDir, ResultsFile, parse_device, say};

/// Trains a Transformer that finds answers in paragraphs
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// The steps of training, with 32 paragraphs each
    #[arg(long, default_value_t = 2000, value_parser = clap::value_parser!(u32).range(1..))]
    steps: u32,
    /// How many paragraphs to make to learn from
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(32..))]
    paragraphs: u32,
    /// How many paragraphs of each kind to judge by
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u32).range(10..))]
    test: u32,
    /// How probable it is that a word is hidden from the reader in training, so that it learns to read
    /// words that it does not know
    #[arg(long, default_value_t = 0.15)]
    hidden: f64,
    /// A question of your own, about the text of --paragraph; the reader of an earlier run answers, if
    /// there is one
    #[arg(long, requires = "paragraph")]
    ask: Option<String>,
    /// The text, or a file with it
    #[arg(long, requires = "ask")]
    paragraph: Option<String>,
    /// Threads; the result is the same with any number [default: all cores]
    #[arg(long)]
    threads: Option<usize>,
    /// Where to train: cpu, cuda or cuda:N for an NVIDIA GPU, or auto
    #[arg(long, default_value = "cpu", value_parser = parse_device)]
    device: Device,
}

const FEATURES: usize = 64;
const LAYERS: usize = 2;
const LEARNING_RATE: f64 = 2e-3;
const SAVED: &str = "reader.safetensors";

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    ensure!(arguments.threads != Some(0), "--threads must be at least 1");
    let pool = ThreadPoolBuilder::new().num_threads(arguments.threads.unwrap_or(0)).build();
    pool.context("the threads cannot be started: try --threads 1")?.install(|| run(&arguments))
}

fn run(arguments: &Arguments) -> Result<()> {
    let mut results = OutputDir::new(arguments.common.out.as_deref(), "ch15/find_answer")?;
    if let (Some(question), Some(text)) = (&arguments.ask, &arguments.paragraph) {
        return ask(arguments, results, question, text);
    }
    let mut numbers = ResultsFile::default();

    // ANCHOR: tests
    // Three tests: as in training; with names, places, years and jobs of which training shows none;
    // with questions in other words.
    let seed = arguments.common.seed;
    let test = |names, wording, part| {
        paragraphs(arguments.test as usize, names, wording, seed.wrapping_add(part))
    };
    let tests = [
        ("known", "as in training", test(Names::Known, Wording::Known, 1)),
        ("new_names", "names of others", test(Names::New, Wording::Known, 2)),
        ("new_words", "in other words", test(Names::Known, Wording::New, 3)),
    ];
    // ANCHOR_END: tests
    let (reader, vocabulary, train) = train(arguments)?;
    let trained: std::collections::HashSet<&str> = train.iter().map(|it| &it.text[..]).collect();
    let leaked =
        tests.iter().flat_map(|(_, _, test)| test).filter(|it| trained.contains(&it.text[..]));
    ensure!(leaked.count() == 0, "a paragraph of a test was trained on: choose another --seed");

    say(format_args!("\n{:<16}  {:<16}  exact match, %         F1, %", "questions", "answered by"));
    for (key, name, test) in &tests {
        let rng = &mut ChaCha8Rng::seed_from_u64(seed);
        let random: Vec<String> = test.iter().map(|it| random_span(it, rng).to_owned()).collect();
        let window: Vec<String> = test.iter().map(|it| sliding_window(it).to_owned()).collect();
        let read = answers(&reader, &vocabulary, test);
        for (by, answers) in [("chance", random), ("sliding window", window), ("reader", read)] {
            let scores = SpanScores::of(test, &answers);
            let [em, low, high, f1, f1_low, f1_high] = [
                scores.exact_match,
                scores.exact_match_interval.low,
                scores.exact_match_interval.high,
                scores.f1,
                scores.f1_interval.low,
                scores.f1_interval.high,
            ]
            .map(|it| 100.0 * it);
            say(format_args!(
                "{name:<16}  {by:<16}  {em:>5.1} ({low:.1} to {high:.1})  {f1:>5.1} ({f1_low:.1} to {f1_high:.1})"
            ));
            let key = |what: &str| format!("{key}_{}_{what}", by.replace(' ', "_"));
            numbers.add(&key("exact_match"), scores.exact_match);
            numbers.add(&key("low"), scores.exact_match_interval.low);
            numbers.add(&key("high"), scores.exact_match_interval.high);
            numbers.add(&key("f1"), scores.f1);
        }
    }

    for (_, name, test) in &tests {
        say(format_args!("\nwrong, questions {name}:"));
        let read = answers(&reader, &vocabulary, test);
        let wrong =
            test.iter().zip(&read).filter(|(it, answer)| !exact_match(answer, &[it.answer_text()]));
        for (paragraph, answer) in wrong.take(3) {
            say(format_args!(
                "  {} {answer:?}, not {:?}",
                paragraph.question,
                paragraph.answer_text()
            ));
        }
    }
    say(by_question(&tests[2].2, &answers(&reader, &vocabulary, &tests[2].2), &mut numbers));

    let shown = &tests[0].2[..1];
    let samples = vocabulary.samples(shown);
    let chart = span_chart(&shown[0], &samples[0], &reader.probabilities(&samples)[0]);
    results.write("span.svg", |path| chart.draw()?.save(path));
    results.write(SAVED, |path| save_reader(&reader, &vocabulary, path));
    numbers.add("paragraphs", train.len());
    numbers.add("test", arguments.test);
    numbers.add("words", vocabulary.words.len());
    numbers.add("parameters", nn::parameter_count(&reader));
    numbers.add("steps", arguments.steps);
    numbers.add("seed", seed);
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

/// A reader trained on paragraphs made for it.
fn train(arguments: &Arguments) -> Result<(SpanReader, SpanVocabulary, Vec<Paragraph>)> {
    let count = arguments.paragraphs as usize;
    let train = paragraphs(count, Names::Known, Wording::Known, arguments.common.seed);
    let vocabulary = SpanVocabulary::of(&train);
    let samples = vocabulary.samples(&train);
    let rng = &mut ChaCha8Rng::seed_from_u64(arguments.common.seed);
    let mut reader = SpanReader::new(vocabulary.words.len(), FEATURES, LAYERS, rng);
    say(format_args!(
        "{} paragraphs to learn from, {} words; {} parameters",
        nn::group_thousands(count),
        nn::group_thousands(vocabulary.words.len()),
        nn::group_thousands(nn::parameter_count(&reader))
    ));
    nn::to_device(&mut reader, &arguments.device);
    let steps = arguments.steps as usize;
    let options = SpanTraining {
        steps,
        learning_rate: LEARNING_RATE,
        hidden: arguments.hidden,
        seed: arguments.common.seed,
    };
    let every = (steps / 5).max(1);
    train_reader(&mut reader, &samples, options, |step, loss| {
        if step % every == 0 {
            say(format_args!("step {step:>5}  loss {loss:.4}"));
        }
    });
    nn::to_device(&mut reader, &Device::Cpu);
    Ok((reader, vocabulary, train))
}
fn by_question(_: &[Paragraph], _: &[String], _: &mut ResultsFile) -> String {
    String::new()
}
fn ask(_: &Arguments, _: OutputDir, _: &str, _: &str) -> Result<()> {
    bail!("x")
}
