//! Which of Shakespeare's plays is this speech from? A bag of words, three networks, and what they lean on.
//!
//! ```text
//! cargo run --release -p ch15 --example classify_speeches
//! cargo run --release -p ch15 --example classify_speeches -- --seeds 3
//! ```

use std::collections::HashSet;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use ch15::classification::{
    Corpus, CountsClassifier, Evaluation, Kind, PLAYS, Part, Row, Speech, TrainOptions, Trained,
    deal, hide_names, names, prepare, rows_table, speeches, train,
};
use clap::Parser;
use data::LabelledText;
use data::shuffle::permutation;
use figures::{Bar, BarChart, ConfusionMatrix};
use rayon::prelude::*;
use text::words;
use training::cli::{BasicOptions, Device, OutputDir, ResultsFile, parse_device, say};

/// Trains classifiers that tell which play a speech is from
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// How many networks of each kind, from as many seeds
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    seeds: u64,
    /// The most epochs of each training
    #[arg(long, default_value_t = 12, value_parser = clap::value_parser!(u64).range(1..))]
    epochs: u64,
    /// Few speeches: to see that everything works, within seconds
    #[arg(long)]
    quick: bool,
    /// Threads; the result is the same with any number [default: all cores]
    #[arg(long)]
    threads: Option<usize>,
    /// Where the networks are trained: cpu, cuda or cuda:N for an NVIDIA GPU, or auto
    #[arg(long, default_value = "cpu", value_parser = parse_device)]
    device: Device,
}

/// Names for the figures, where there is little room.
const SHORT: [&str; PLAYS.len()] =
    ["Coriolanus", "Richard III", "Richard II", "Romeo", "Henry VI", "Tale", "Measure", "Shrew"];

/// A shorter speech tells too little.
const MIN_WORDS: usize = 10;
/// Of a longer one these first tokens are read.
const MAX_TOKENS: usize = 60;

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    ensure!(arguments.threads != Some(0), "--threads must be at least 1");
    let pool = rayon::ThreadPoolBuilder::new().num_threads(arguments.threads.unwrap_or(0)).build();
    pool.context("the threads cannot be started: try --threads 1")?.install(|| run(&arguments))
}

fn run(arguments: &Arguments) -> Result<()> {
    let mut results = OutputDir::new(arguments.common.out.as_deref(), "ch15/classify_speeches")?;
    let mut numbers = ResultsFile::default();
    // ANCHOR: corpora
    let data::TextSplit { train, validation, .. } = data::tiny_shakespeare();
    let all = speeches(&(train + &validation));
    let names = names(all.iter().map(|speech| &speech.text[..]));
    let scenes = scenes(&all);
    // With --quick every sixth: so all plays are there.
    let step = if arguments.quick { 6 } else { 1 };
    let is_long = |speech: &&Speech| words(&speech.text).count() >= MIN_WORDS;
    let long: Vec<&Speech> = all.iter().filter(is_long).step_by(step).collect();
    // Whole scenes to each part; beside it, what must not be done: speeches dealt at random.
    let parts: Vec<Part> = long.iter().map(|it| scenes[it.play][it.scene]).collect();
    let order = permutation(long.len(), arguments.common.seed, 0);
    let mixed: Vec<Part> = order.iter().map(|index| parts[*index as usize]).collect();
    let no_names = HashSet::new();
    let by_scenes = corpus(&long, &parts, &no_names);
    let by_speeches = corpus(&long, &mixed, &no_names);
    let nameless = corpus(&long, &parts, &names);
    // ANCHOR_END: corpora
    say(format_args!(
        "{} speeches of {} plays: {} to learn from, {} to choose by, {} to judge by",
        nn::group_thousands(long.len()),
        PLAYS.len(),
        nn::group_thousands(by_scenes.train.len()),
        by_scenes.validation.len(),
        by_scenes.test.len()
    ));

    let (bag, baseline) = words_row("words", &by_scenes);
    let leaking = words_row("words, leaking split", &by_speeches).1;
    let mut rows = vec![majority(&by_scenes), baseline, leaking];
    rows.extend(network_rows(&by_scenes, arguments));
    say("");
    say(rows_table(&rows, 1, &mut numbers));

    say("");
    say(format_args!("The same with {} names hidden:", nn::group_thousands(names.len())));
    let (nameless_bag, nameless_row) = words_row("words", &nameless);
    let mut rows = vec![majority(&nameless), nameless_row];
    rows.extend(network_rows(&nameless, arguments));
    rows.iter_mut().for_each(|row| row.key += "_nameless");
    say(rows_table(&rows, 1, &mut numbers));

    say("");
    say("The words that speak most for a play, with names, and without:");
    for (play, (title, _)) in PLAYS.iter().enumerate() {
        let of = |bag: &CountsClassifier| {
            bag.strongest(play, 4).into_iter().map(|(term, _)| term).collect::<Vec<_>>().join(" ")
        };
        let with = of(&bag);
        say(format_args!("{title:<23} {with:<42} {}", of(&nameless_bag)));
    }

    numbers.add("speeches", long.len());
    numbers.add("train", by_scenes.train.len());
    numbers.add("validation", by_scenes.validation.len());
    numbers.add("test", by_scenes.test.len());
    numbers.add("scenes", scenes.iter().map(Vec::len).sum::<usize>());
    numbers.add("names", names.len());
    numbers.add("seeds", arguments.seeds);
    numbers.add("seed", arguments.common.seed);
    results.write("results.toml", |path| numbers.save(path));
    let chart = strongest(&bag, &names);
    results.write("speeches-words.svg", |path| chart.draw()?.save(path));
    let matrix = confusion(&rows[1]);
    results.write("speeches-confusion.svg", |path| matrix.draw()?.save(path));
    results.finish()
}

/// The part of each scene of each play.
fn scenes(all: &[Speech]) -> Vec<Vec<Part>> {
    let of_play = |play| {
        let mut sizes = Vec::new();
        for speech in all.iter().filter(|speech| speech.play == play) {
            sizes.resize(speech.scene + 1, 0);
            sizes[speech.scene] += 1;
        }
        deal(&sizes)
    };
    (0..PLAYS.len()).map(of_play).collect()
}

/// The speeches as a corpus, with these names hidden.
fn corpus(speeches: &[&Speech], parts: &[Part], names: &HashSet<String>) -> Corpus {
    let classes = PLAYS.iter().map(|(title, _)| (*title).into()).collect();
    let mut corpus = Corpus { classes, ..Corpus::default() };
    for (speech, part) in speeches.iter().zip(parts) {
        let line = prepare(&speech.text);
        let first: Vec<&str> = line.split(' ').take(MAX_TOKENS).collect();
        let text = hide_names(&first.join(" "), names);
        let sample = LabelledText { text, label: speech.play };
        match part {
            Part::Train => corpus.train.push(sample),
            Part::Validation => corpus.validation.push(sample),
            Part::Test => corpus.test.push(sample),
        }
    }
    corpus
}

fn majority(corpus: &Corpus) -> Row {
    let classes = corpus.classes.len();
    let count = |play: &usize| corpus.train.iter().filter(|it| it.label == *play).count();
    let play = (0..classes).max_by_key(count).unwrap_or(0);
    let evaluation = Evaluation::of(&corpus.test, &vec![play; corpus.test.len()], classes);
    let (name, key, seconds) = ("most frequent".into(), "majority".into(), vec![0.0]);
    Row { name, key, parameters: 0, seconds, evaluations: vec![evaluation] }
}

fn words_row(name: &str, corpus: &Corpus) -> (CountsClassifier, Row) {
    let (start, classes) = (Instant::now(), corpus.classes.len());
    let bag = CountsClassifier::fit(&corpus.train, &corpus.validation, classes, 1);
    let seconds = vec![start.elapsed().as_secs_f64()];
    let predictions: Vec<usize> = corpus.test.iter().map(|it| bag.predict(&it.text)).collect();
    let evaluations = vec![Evaluation::of(&corpus.test, &predictions, classes)];
    let (key, parameters) = (name.replace(", ", "_").replace(' ', "_"), bag.parameters());
    (bag, Row { name: name.into(), key, parameters, seconds, evaluations })
}

/// One row for each kind of network. Each is trained by itself: so many trainings keep as many cores busy.
fn network_rows(corpus: &Corpus, arguments: &Arguments) -> Vec<Row> {
    let classes = corpus.classes.len();
    let seeds = arguments.common.seed..arguments.common.seed + arguments.seeds;
    let jobs: Vec<(Kind, u64)> = Kind::ALL
        .into_iter()
        .flat_map(|kind| seeds.clone().map(move |seed| (kind, seed)))
        .collect();
    let train = |(kind, seed): &(Kind, u64)| {
        let (epochs, device) = (arguments.epochs, arguments.device.clone());
        let options = TrainOptions { epochs, seed: *seed, min_count: 2, device };
        let network = train(*kind, &corpus.train, &corpus.validation, classes, &options);
        let predictions = network.predict(corpus.test.iter().map(|sample| &sample.text[..]));
        (network, Evaluation::of(&corpus.test, &predictions, classes))
    };
    let trained: Vec<(Trained, Evaluation)> = jobs.par_iter().map(train).collect();
    let row = |of_kind: &[(Trained, Evaluation)]| Row {
        name: of_kind[0].0.kind.name().into(),
        key: of_kind[0].0.kind.name().to_lowercase(),
        parameters: nn::parameter_count(&of_kind[0].0.model),
        seconds: of_kind.iter().map(|(network, _)| network.seconds).collect(),
        evaluations: of_kind.iter().map(|(_, evaluation)| evaluation.clone()).collect(),
    };
    trained.chunks(arguments.seeds as usize).map(row).collect()
}

/// Of each play the two words that speak most for it: names and others.
fn strongest(bag: &CountsClassifier, names: &HashSet<String>) -> BarChart {
    let mut bars = Vec::new();
    for (play, title) in SHORT.iter().enumerate() {
        for (term, weight) in bag.strongest(play, 2) {
            let is_name = names.contains(term.split('\'').next().unwrap_or(term));
            let parts = if is_name { vec![weight, 0.0] } else { vec![0.0, weight] };
            bars.push(Bar { label: term.into(), parts, note: (*title).into() });
        }
    }
    let count = bars.iter().filter(|bar| bar.parts[0] > 0.0).count();
    BarChart {
        description: format!(
            "The two words with the largest weights for each of eight plays: {count} of these {} words are \
             names.",
            bars.len()
        ),
        x_label: "weight".into(),
        parts: vec!["names".into(), "other words".into()],
        bars,
    }
}

fn confusion(row: &Row) -> ConfusionMatrix {
    let matrix = &row.evaluations[0].confusion;
    let plays = 0..PLAYS.len();
    let counts: Vec<Vec<u32>> =
        plays.clone().map(|i| plays.clone().map(|j| matrix.count(i, j) as u32).collect()).collect();
    ConfusionMatrix {
        description: format!(
            "Test speeches of eight plays, names hidden, by the play that a bag of words predicts: {:.0} % \
             are right.",
            100.0 * matrix.accuracy()
        ),
        classes: SHORT.map(String::from).into(),
        counts,
    }
}
