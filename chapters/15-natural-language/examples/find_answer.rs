//! Finds the answer to a question in a paragraph: where it starts, and where it ends.
//!
//! ```text
//! cargo run --release -p ch15 --example find_answer
//! cargo run --release -p ch15 --example find_answer -- --ask "Where was Ada born?" --paragraph my_text.txt
//! ```

use anyhow::{Context, Result, ensure};
use ch15::questions::spans::{
    Names, Paragraph, SpanReader, SpanScores, SpanTraining, SpanVocabulary, Wording, answers,
    best_span, by_question, load_reader, paragraphs, random_span, save_reader, sliding_window,
    span_chart, train_reader,
};
use clap::Parser;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rayon::ThreadPoolBuilder;
use std::collections::HashSet;
use std::path::Path;
use std::slice::from_ref;
use tensor::Device;
use text::metrics::squad::exact_match;
use training::cli::{BasicOptions, OutputDir, ResultsFile, parse_device, say};

/// Trains a Transformer that finds answers in paragraphs
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// The steps of training, with 32 paragraphs each
    #[arg(long, default_value_t = 1500, value_parser = clap::value_parser!(u32).range(1..))]
    steps: u32,
    /// How many paragraphs to make to learn from
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(32..))]
    paragraphs: u32,
    /// How many paragraphs of each kind to judge by
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u32).range(10..))]
    test: u32,
    /// How probable it is that a word is hidden from the reader in training, so that it learns to read
    /// words that it does not know
    #[arg(long, default_value_t = 0.35)]
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
/// The longest question that a figure has room for, in letters.
const MAX_SHOWN: usize = 32;
const SAVED: &str = "reader.safetensors";

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    ensure!(arguments.threads != Some(0), "--threads must be at least 1");
    let is_part = (0.0..1.0).contains(&arguments.hidden);
    ensure!(is_part, "--hidden must be at least 0 and below 1");
    let pool = ThreadPoolBuilder::new().num_threads(arguments.threads.unwrap_or(0)).build();
    pool.context("the threads cannot be started: try --threads 1")?.install(|| run(&arguments))
}

fn run(arguments: &Arguments) -> Result<()> {
    let results = OutputDir::new(arguments.common.out.as_deref(), "ch15/find_answer")?;
    match (&arguments.ask, &arguments.paragraph) {
        (Some(question), Some(text)) => ask(arguments, results, question, text),
        _ => compare(arguments, results),
    }
}

/// A test: its key in the results, its name, its paragraphs.
type Test = (&'static str, &'static str, Vec<Paragraph>);

fn compare(arguments: &Arguments, mut results: OutputDir) -> Result<()> {
    let mut numbers = ResultsFile::default();
    // ANCHOR: tests
    // Three tests: as in training; with names, places, years and jobs of which training shows none;
    // with questions in other words.
    let (count, seed) = (arguments.test as usize, arguments.common.seed);
    let test = |names, wording, part| paragraphs(count, names, wording, seed.wrapping_add(part));
    let tests: [Test; 3] = [
        ("known", "as in training", test(Names::Known, Wording::Known, 1)),
        ("new_names", "new names", test(Names::New, Wording::Known, 2)),
        ("new_words", "in other words", test(Names::Known, Wording::New, 3)),
    ];
    // ANCHOR_END: tests
    let (reader, vocabulary, train) = train(arguments)?;
    let trained: HashSet<&str> = train.iter().map(|it| &it.text[..]).collect();
    let mut judged = tests.iter().flat_map(|(_, _, test)| test);
    let leaks = judged.any(|it| trained.contains(&it.text[..]));
    ensure!(!leaks, "a paragraph of a test was trained on: choose another --seed");

    say(format_args!("\n{:<15}  {:<14}  exact match, %         F1, %", "questions", "answered by"));
    for test in &tests {
        judge(test, &reader, &vocabulary, seed, &mut numbers);
    }
    for (_, name, test) in &tests {
        say(format_args!("\nwrong, {name}:"));
        let read = answers(&reader, &vocabulary, test);
        let is_wrong =
            |(it, answer): &(&Paragraph, &String)| !exact_match(answer, &[it.answer_text()]);
        for (paragraph, answer) in test.iter().zip(&read).filter(is_wrong).take(3) {
            let Paragraph { question, .. } = paragraph;
            say(format_args!("  {question} {answer}, not {}", paragraph.answer_text()));
        }
    }
    let (_, name, test) = &tests[2];
    say(format_args!("\n{name}, one example of each  exact match, %"));
    for (which, score) in by_question(test, &answers(&reader, &vocabulary, test)).iter().enumerate()
    {
        let fraction = score.right as f64 / score.count as f64;
        say(format_args!("  {:<54} {:>5.1}", score.example, 100.0 * fraction));
        numbers.add(&format!("new_words_question_{which}"), fraction);
    }

    // Where it is wrong about a new name, it is seen between what it hesitates.
    let test = &tests[1].2;
    let read = answers(&reader, &vocabulary, test);
    let is_shown = |(it, answer): &(&Paragraph, &String)| {
        !exact_match(answer, &[it.answer_text()]) && it.question.len() <= MAX_SHOWN
    };
    let shown = test.iter().zip(&read).find(is_shown).map_or(&test[0], |(paragraph, _)| paragraph);
    let sample = &vocabulary.samples(from_ref(shown))[0];
    let chart = span_chart(shown, sample, &reader.probabilities(from_ref(sample))[0]);
    results.write("answer-span.svg", |path| chart.draw()?.save(path));
    results.write(SAVED, |path| save_reader(&reader, &vocabulary, path));
    numbers.add("paragraphs", train.len());
    numbers.add("test", count);
    numbers.add("words", vocabulary.words.len());
    numbers.add("parameters", nn::parameter_count(&reader));
    numbers.add("steps", arguments.steps);
    numbers.add("hidden", arguments.hidden);
    numbers.add("seed", seed);
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

/// A line for each way to answer a test.
fn judge(
    (key, name, test): &Test,
    reader: &SpanReader,
    vocabulary: &SpanVocabulary,
    seed: u64,
    numbers: &mut ResultsFile,
) {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let random: Vec<String> = test.iter().map(|it| random_span(it, rng).to_owned()).collect();
    let window: Vec<String> = test.iter().map(|it| sliding_window(it).to_owned()).collect();
    let read = answers(reader, vocabulary, test);
    for (by, answers) in [("chance", random), ("sliding window", window), ("reader", read)] {
        let scores = SpanScores::of(test, &answers);
        let SpanScores { exact_match_interval: em, f1_interval: f1, .. } = scores;
        let each = [scores.exact_match, em.low, em.high, scores.f1, f1.low, f1.high];
        let [em, em_low, em_high, f1, f1_low, f1_high] = each.map(|it| 100.0 * it);
        say(format_args!(
            "{name:<15}  {by:<14}  {em:>5.1} ({em_low:.1} to {em_high:.1})  {f1:>5.1} ({f1_low:.1} to {f1_high:.1})"
        ));
        let key = |what: &str| format!("{key}_{}_{what}", by.replace(' ', "_"));
        let names = ["exact_match", "low", "high", "f1"];
        for (name, value) in names.iter().zip(each) {
            numbers.add(&key(name), value);
        }
    }
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

/// Answers the reader's own question.
fn ask(arguments: &Arguments, mut results: OutputDir, question: &str, text: &str) -> Result<()> {
    let text = match Path::new(text).is_file() {
        true => std::fs::read_to_string(text).with_context(|| format!("{text} cannot be read"))?,
        false => text.to_owned(),
    };
    let (reader, vocabulary) = match results.path(SAVED).is_file() {
        true => load_reader(&results.path(SAVED))?,
        false => {
            say("No reader has been trained yet: now one is.");
            let (reader, vocabulary, _) = train(arguments)?;
            results.write(SAVED, |path| save_reader(&reader, &vocabulary, path));
            (reader, vocabulary)
        }
    };
    let sample = vocabulary.encode(question, &text);
    ensure!(!sample.ranges.is_empty(), "the paragraph has no words: give --paragraph a text");
    ensure!(sample.start > 2, "the question has no words: give --ask one");
    let unknown = vocabulary.unknown_words(&format!("{question} {text}"));
    if !unknown.is_empty() {
        say(format_args!("Words that it has never read: {}.", unknown.join(", ")));
    }
    let probabilities = &reader.probabilities(from_ref(&sample))[0];
    let (first, last) = best_span(probabilities);
    let probability = probabilities.start[first] * probabilities.end[last];
    let answer = &text[sample.ranges[first].start..sample.ranges[last].end];
    say(format_args!("{question} {answer}   (p(s)·p(e) = {probability:.2})"));
    results.finish()
}
