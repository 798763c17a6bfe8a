//! Questions about stories: a memory network and a Transformer, on stories made here or on those of bAbI.
//!
//! ```text
//! cargo run --release -p ch15 --example babi
//! cargo run --release -p ch15 --example babi -- --tasks 1,2,6,15
//! cargo run --release -p ch15 --example babi -- --ask "Ada went to the cellar. Where is Ada?"
//! GRADUS_DATA=/folder/with/data cargo run --release -p ch15 --example babi -- --data babi --tasks 1,2,6,15
//! ```

use anyhow::{Context, Result, ensure};
use ch15::questions::stories::{TASKS, generate, task_name};
use ch15::questions::{
    HopSupport, OwnStory, StoryKind, StoryRun, StoryTask, StoryTraining, distance_chart, hop_chart,
    hop_support, load_network, predict, published, sample_for_chart, save_network,
};
use clap::{Parser, ValueEnum};
use data::folder::download_dir;
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;
use std::path::Path;
use std::slice::from_ref;
use tensor::Device;
use text::metrics::{Z_95, wilson_interval};
use training::Summary;
use training::cli::{BasicOptions, OutputDir, ResultsFile, parse_device, say};

/// Trains models that answer questions about small stories
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// The stories: made by this program, or those of bAbI in the folder of the data
    #[arg(long, value_enum, default_value_t = Source::Stories)]
    data: Source,
    /// The tasks, by bAbI's numbers
    #[arg(long, value_delimiter = ',', default_values_t = [1, 6], num_args = 1..)]
    tasks: Vec<u32>,
    /// How many memory networks, from as many seeds; the best one by validation is looked at
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    seeds: u64,
    /// How often the memory network goes through the training questions at most
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..))]
    epochs: u32,
    /// How often the Transformer does; 0 leaves it out
    #[arg(long, default_value_t = 8)]
    transformer_epochs: u32,
    /// How many Transformers, from as many seeds
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    transformer_seeds: u64,
    /// How many stories to make to learn from
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u32).range(20..))]
    stories: u32,
    /// Leave out the ReLU between the hops of the memory network
    #[arg(long)]
    linear: bool,
    /// A story of your own that ends with a question, or a file with one: the memory network of the first
    /// task answers, the one of an earlier run if there is one
    #[arg(long)]
    ask: Option<String>,
    /// Threads; the result is the same with any number [default: all cores]
    #[arg(long)]
    threads: Option<usize>,
    /// Where to train: cpu, cuda or cuda:N for an NVIDIA GPU, or auto
    #[arg(long, default_value = "cpu", value_parser = parse_device)]
    device: Device,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Source {
    Stories,
    Babi,
}

/// The stories made for the test.
const TEST_STORIES: usize = 200;

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    ensure!(arguments.threads != Some(0), "--threads must be at least 1");
    let pool = ThreadPoolBuilder::new().num_threads(arguments.threads.unwrap_or(0)).build();
    pool.context("the threads cannot be started: try --threads 1")?.install(|| run(&arguments))
}

fn run(arguments: &Arguments) -> Result<()> {
    let mut results = OutputDir::new(arguments.common.out.as_deref(), "ch15/babi")?;
    if let Some(text) = &arguments.ask {
        return ask(arguments, results, text);
    }
    let tasks = arguments.tasks.iter().map(|number| load(*number, arguments));
    let tasks: Vec<StoryTask> = tasks.collect::<Result<_>>()?;

    // ANCHOR: train
    let kinds = [StoryKind::MemoryNetwork, StoryKind::Transformer];
    let kinds = &kinds[..if arguments.transformer_epochs == 0 { 1 } else { 2 }];
    let seeds_of = |kind: StoryKind| match kind {
        StoryKind::MemoryNetwork => arguments.seeds,
        StoryKind::Transformer => arguments.transformer_seeds,
    };
    let mut jobs: Vec<(&StoryTask, StoryKind, u64)> = Vec::new();
    for task in &tasks {
        for kind in kinds {
            let seeds = (0..seeds_of(*kind)).map(|more| arguments.common.seed.wrapping_add(more));
            jobs.extend(seeds.map(|seed| (task, *kind, seed)));
        }
    }
    let train = |(task, kind, seed): &(&StoryTask, StoryKind, u64)| {
        let epochs = match kind {
            StoryKind::MemoryNetwork => arguments.epochs,
            StoryKind::Transformer => arguments.transformer_epochs,
        };
        let epochs = epochs as usize;
        task.train(
            *kind,
            StoryTraining { epochs, seed: *seed, linear: arguments.linear },
            &arguments.device,
        )
    };
    let runs: Vec<StoryRun> = jobs.par_iter().map(train).collect();
    // ANCHOR_END: train

    let mut numbers = ResultsFile::default();
    for task in &tasks {
        judge(task, kinds, &runs, arguments.data, &mut numbers);
        let network = &task.best(&runs, StoryKind::MemoryNetwork).network;
        if let (Some(network), false) = (network, arguments.linear) {
            let vocabulary = &task.data.vocabulary;
            let file = saved(task.number, arguments.data);
            results.write(&file, |path| save_network(network, vocabulary, path));
        }
    }
    // The task that takes two facts shows most.
    if let Some(task) = tasks.iter().find(|task| task.number == 2).or(tasks.first()) {
        draw(task, kinds, &runs, arguments.data, &mut results);
    }
    numbers.add("seeds", arguments.seeds);
    numbers.add("seed", arguments.common.seed);
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

fn load(number: u32, arguments: &Arguments) -> Result<StoryTask> {
    let seed = arguments.common.seed;
    let stories = match arguments.data {
        Source::Babi => data::babi(&download_dir().join("babi"), number)?,
        Source::Stories => {
            ensure!(
                TASKS.contains(&number),
                "stories are made for the tasks 1, 2, 6 and 15 only, not for {number}: for the others \
                 give --data babi"
            );
            generate(number, arguments.stories as usize, TEST_STORIES, seed)
        }
    };
    Ok(StoryTask::new(number, &stories, seed))
}

/// The accuracies of a task, as lines and as results.
fn judge(
    task: &StoryTask,
    kinds: &[StoryKind],
    runs: &[StoryRun],
    source: Source,
    numbers: &mut ResultsFile,
) {
    let (number, test) = (task.number, task.data.test.len());
    let train = nn::group_thousands(task.data.train.len());
    say(format_args!("task {number}, {}: {train} questions to learn from", task_name(number)));
    say(format_args!("  {:<16} {:>7}", "% right of", nn::group_thousands(test)));
    let key = |what: &str| format!("task_{number}_{}", what.replace(' ', "_").to_lowercase());
    for (name, accuracy) in task.baselines() {
        say(format_args!("  {name:<16} {:>7.1}", 100.0 * accuracy));
        numbers.add(&key(name), accuracy);
    }
    for kind in kinds {
        let all: Vec<f64> = task.runs_of(runs, *kind).map(|run| run.accuracy).collect();
        let (name, best, summary) = (kind.name(), task.best(runs, *kind), Summary::of(&all));
        let right = (best.accuracy * test as f64).round() as usize;
        let interval = wilson_interval(right, test, Z_95);
        let of_seeds = match all.len() {
            1 => String::new(),
            n => format!(
                "; {n} seeds: mean {:.1}, worst {:.1}",
                100.0 * summary.mean,
                100.0 * summary.min
            ),
        };
        say(format_args!(
            "  {name:<16} {:>7.1}   between {:.1} and {:.1} with 95 %{of_seeds}",
            100.0 * best.accuracy,
            100.0 * interval.low,
            100.0 * interval.high,
        ));
        for (what, value) in [
            ("", best.accuracy),
            (" mean", summary.mean),
            (" worst", summary.min),
            (" low", interval.low),
            (" high", interval.high),
        ] {
            numbers.add(&key(&format!("{name}{what}")), value);
        }
    }
    if let (Source::Babi, Some(published)) = (source, published(number)) {
        say(format_args!(
            "  published        LSTM {:.0}, memory network {:.1}",
            published.lstm, published.memory_network
        ));
        numbers.add(&key("published lstm"), published.lstm / 100.0);
        numbers.add(&key("published memory network"), published.memory_network / 100.0);
    }
    if let Some(network) = &task.best(runs, StoryKind::MemoryNetwork).network {
        let HopSupport { facts, all } = hop_support(network, &task.data.test);
        for (hop, facts) in (1..).zip(&facts) {
            let each: Vec<String> = facts.iter().map(|it| format!("{:.1}", 100.0 * it)).collect();
            say(format_args!("  hop {hop} reads most: supporting fact {} %", each.join(" %, ")));
            for (fact, fraction) in (1..).zip(facts) {
                numbers.add(&key(&format!("hop {hop} fact {fact}")), fraction);
            }
        }
        say(format_args!(
            "  every supporting fact is read most by some hop: {:.1} %\n",
            100.0 * all
        ));
        numbers.add(&key("facts read"), all);
    }
}

/// Which sentences the hops read, and the accuracy by how long ago the facts were told.
fn draw(
    task: &StoryTask,
    kinds: &[StoryKind],
    runs: &[StoryRun],
    source: Source,
    results: &mut OutputDir,
) {
    let (prefix, test) = (prefix(source), &task.data.test);
    let shown = sample_for_chart(&task.data.vocabulary, test);
    let network = &task.best(runs, StoryKind::MemoryNetwork).network;
    if let (Some(sample), Some(network)) = (shown, network) {
        let chart = hop_chart(network, &task.data.vocabulary, sample);
        results.write(&format!("{prefix}-hops.svg"), |path| chart.draw()?.save(path));
    }
    let chart = distance_chart(task, kinds, runs);
    results.write(&format!("{prefix}-distance.svg"), |path| chart.draw()?.save(path));
}

fn prefix(source: Source) -> &'static str {
    if source == Source::Babi { "babi" } else { "stories" }
}

/// The file of a task's memory network.
fn saved(task: u32, source: Source) -> String {
    format!("{}-task-{task}.safetensors", prefix(source))
}

/// Answers the reader's own story.
fn ask(arguments: &Arguments, mut results: OutputDir, text: &str) -> Result<()> {
    let text = match Path::new(text).is_file() {
        true => std::fs::read_to_string(text).with_context(|| format!("{text} cannot be read"))?,
        false => text.to_owned(),
    };
    let own = OwnStory::parse(&text)?;
    let number = *arguments.tasks.first().context("name a task with --tasks")?;
    let file = saved(number, arguments.data);
    let (network, vocabulary) = match results.path(&file).is_file() {
        true => load_network(&results.path(&file))?,
        false => {
            say(format_args!("No network has been trained on task {number} yet: now one is."));
            let task = load(number, arguments)?;
            let (epochs, seed) = (arguments.epochs as usize, arguments.common.seed);
            let options = StoryTraining { epochs, seed, linear: false };
            let run = task.train(StoryKind::MemoryNetwork, options, &arguments.device);
            say(format_args!("It answers {:.1} % of the test rightly.\n", 100.0 * run.accuracy));
            let network = run.network.context("a memory network was trained")?;
            let vocabulary = task.data.vocabulary;
            results.write(&file, |path| save_network(&network, &vocabulary, path));
            (network, vocabulary)
        }
    };
    let unknown = vocabulary.unknown_words(&text);
    if !unknown.is_empty() {
        say(format_args!("Words that the network has never read: {}.", unknown.join(", ")));
    }
    let samples = vocabulary.samples(from_ref(&own.story));
    for (question, sample) in own.story.questions.iter().zip(samples) {
        let answer = predict(&network, from_ref(&sample));
        say(format_args!("{}? {}", question.text, vocabulary.words.decode(&answer).join(" ")));
        for (hop, weights) in (1..).zip(network.weights(&sample)) {
            let most = (0..weights.len()).max_by(|a, b| weights[*a].total_cmp(&weights[*b]));
            let sentence = most.map_or(&[][..], |age| &sample.sentences[age]);
            let sentence = vocabulary.words.decode(sentence).join(" ");
            say(format_args!("  hop {hop} reads most: {sentence}"));
        }
    }
    results.finish()
}
