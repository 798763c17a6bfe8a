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
    OwnStory, StoryKind, StoryRun, StoryTask, StoryTraining, by_distance, hop_chart, hop_support,
    load_network, predict, published, sample_for_chart, save_network,
};
use clap::{Parser, ValueEnum};
use data::folder::download_dir;
use figures::{LineChart, Series};
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;
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
    #[arg(long, value_enum, default_value_t = Source::Generated)]
    data: Source,
    /// The tasks, by bAbI's numbers
    #[arg(long, value_delimiter = ',', default_values_t = [1, 6])]
    tasks: Vec<u32>,
    /// How many models of each kind, from as many seeds; the best one by validation is looked at
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    seeds: u64,
    /// How often to go through the training questions at most
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    epochs: u32,
    /// How many stories to make to learn from
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u32).range(20..))]
    stories: u32,
    /// Train the memory network only
    #[arg(long)]
    no_transformer: bool,
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
    Generated,
    Babi,
}

/// The stories made for the test.
const TEST_STORIES: usize = 200;
/// A distance with fewer questions is not drawn.
const MIN_QUESTIONS: usize = 20;

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
    let kinds = &kinds[..if arguments.no_transformer { 1 } else { 2 }];
    let jobs = tasks.iter().flat_map(|task| {
        let seeds = (0..arguments.seeds).map(|more| arguments.common.seed.wrapping_add(more));
        seeds.flat_map(move |seed| kinds.iter().map(move |kind| (task, *kind, seed)))
    });
    let jobs: Vec<(&StoryTask, StoryKind, u64)> = jobs.collect();
    let runs: Vec<StoryRun> =
        jobs.par_iter().map(|(task, kind, seed)| train(task, *kind, *seed, arguments)).collect();
    // ANCHOR_END: train

    let mut numbers = ResultsFile::default();
    say(format_args!("{:<28}  % right on the test", ""));
    for task in &tasks {
        let test = task.data.test.len();
        say(format_args!(
            "\ntask {}, {}: {} questions to learn from, {test} for the test",
            task.number,
            task_name(task.number),
            nn::group_thousands(task.data.train.len()),
        ));
        let key = |what: &str| format!("task_{}_{}", task.number, what.replace(' ', "_"));
        numbers.add(&key("train"), task.data.train.len());
        for (name, accuracy) in task.baselines() {
            say(format_args!("  {name:<26}  {:>5.1}", 100.0 * accuracy));
            numbers.add(&key(name), accuracy);
        }
        for kind in kinds {
            let runs: Vec<&StoryRun> = of(&runs, task, *kind).collect();
            let accuracies: Vec<f64> = runs.iter().map(|run| run.accuracy).collect();
            let (name, best) = (name(*kind), best(&runs));
            let right = (best.accuracy * test as f64).round() as usize;
            let interval = wilson_interval(right, test, Z_95);
            let Summary { mean, std, .. } = Summary::of(&accuracies);
            say(format_args!(
                "  {name:<26}  {:>5.1}   ({:.1} to {:.1} with 95 %; after {} of {} steps' epochs {})",
                100.0 * best.accuracy,
                100.0 * interval.low,
                100.0 * interval.high,
                best.steps,
                best.steps,
                best.epoch,
            ));
            numbers.add(&key(name), best.accuracy);
            numbers.add(&key(&format!("{name} mean")), mean);
            numbers.add(&key(&format!("{name} deviation")), std);
            numbers.add(&key(&format!("{name} low")), interval.low);
            numbers.add(&key(&format!("{name} high")), interval.high);
        }
    }
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

fn train(task: &StoryTask, kind: StoryKind, seed: u64, arguments: &Arguments) -> StoryRun {
    let options = StoryTraining { epochs: arguments.epochs as usize, seed };
    let start = std::time::Instant::now();
    let run = task.train(kind, options, &arguments.device);
    eprintln!("task {} {kind:?} seed {seed}: validation {} test {} epoch {} {:.1} s", task.number, run.validation, run.accuracy, run.epoch, start.elapsed().as_secs_f64());
    run
}
fn name(kind: StoryKind) -> &'static str { match kind { StoryKind::MemoryNetwork => "memory network", StoryKind::Transformer => "transformer" } }
fn of<'a>(runs: &'a [StoryRun], task: &'a StoryTask, kind: StoryKind) -> impl Iterator<Item = &'a StoryRun> {
    runs.iter().filter(move |run| run.task == task.number && run.kind == kind)
}
fn best<'a>(runs: &[&'a StoryRun]) -> &'a StoryRun {
    runs.iter().max_by(|a, b| a.validation.total_cmp(&b.validation)).expect("at least one seed")
}

fn load(number: u32, arguments: &Arguments) -> Result<StoryTask> {
    let seed = arguments.common.seed;
    let stories = match arguments.data {
        Source::Babi => data::babi(&download_dir().join("babi"), number)?,
        Source::Generated => {
            ensure!(TASKS.contains(&number), "stories are made for the tasks 1, 2, 6 and 15: give one of them, or --data babi");
            generate(number, arguments.stories as usize, TEST_STORIES, seed)
        }
    };
    Ok(StoryTask::new(number, &stories, seed))
}
fn ask(_: &Arguments, _: OutputDir, _: &str) -> Result<()> { todo!() }
