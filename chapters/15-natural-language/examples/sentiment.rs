//! Is this review for the film or against it? A bag of words, and three networks that see the order of words.
//!
//! ```text
//! cargo run --release -p ch15 --example sentiment                       # made-up reviews
//! cargo run --release -p ch15 --example sentiment -- --data sst2        # with GRADUS_DATA
//! cargo run --release -p ch15 --example sentiment -- --review "The plot is not bad."
//! ```

use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use ch15::classification::{
    CountsClassifier, Evaluation, Kind, MAX_LEN, Row, SentimentData, TrainOptions, Trained, argmax,
    has_negation, load, prepare, reviews, rows_table, rt_polarity, save, sst2, tokens, train,
};
use clap::{Parser, ValueEnum};
use data::LabelledText;
use figures::{Bar, BarChart, LineChart, Series};
use rayon::prelude::*;
use text::vocabulary::UNKNOWN;
use training::Summary;
use training::cli::{BasicOptions, Device, OutputDir, ResultsFile, parse_device, say};

/// Trains classifiers that tell whether a review is for or against
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// Which reviews
    #[arg(long, value_enum, default_value_t = Data::Reviews)]
    data: Data,
    /// How many networks of each kind, from as many seeds
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..))]
    seeds: u64,
    /// The most epochs of each training
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..))]
    epochs: u64,
    /// Train on parts of the training set as well, from a sixteenth upwards
    #[arg(long)]
    curve: bool,
    /// Train nothing: say what the networks of the last run make of this review
    #[arg(long, value_name = "TEXT", conflicts_with = "curve")]
    review: Option<String>,
    /// Few reviews: to see that everything works, within seconds
    #[arg(long)]
    quick: bool,
    /// Threads; the result is the same with any number [default: all cores]
    #[arg(long)]
    threads: Option<usize>,
    /// Where the networks are trained: cpu, cuda or cuda:N for an NVIDIA GPU, or auto
    #[arg(long, default_value = "cpu", value_parser = parse_device)]
    device: Device,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Data {
    /// Made-up reviews, whose label follows from a grammar
    Reviews,
    /// SST-2: sentences of film reviews
    Sst2,
    /// Movie-review polarity: sentences of film reviews, dealt at random
    RtPolarity,
}

/// How many reviews are learnt from with --quick.
const QUICK: usize = 500;

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    ensure!(arguments.threads != Some(0), "--threads must be at least 1");
    let pool = rayon::ThreadPoolBuilder::new().num_threads(arguments.threads.unwrap_or(0)).build();
    pool.context("the threads cannot be started: try --threads 1")?.install(|| {
        let suffix = match arguments.data {
            Data::Reviews => "",
            Data::Sst2 => "-sst2",
            Data::RtPolarity => "-rt-polarity",
        };
        let folder = format!("ch15/sentiment{suffix}");
        let results = OutputDir::new(arguments.common.out.as_deref(), &folder)?;
        match &arguments.review {
            Some(review) => judge(review, &arguments, &results),
            None => compare(&arguments, results, suffix),
        }
    })
}

fn read(arguments: &Arguments) -> Result<SentimentData> {
    match arguments.data {
        Data::Reviews => Ok(reviews::reviews(arguments.common.seed)),
        Data::Sst2 => sst2(),
        Data::RtPolarity => rt_polarity(arguments.common.seed),
    }
}

fn compare(arguments: &Arguments, mut results: OutputDir, suffix: &str) -> Result<()> {
    let mut data = read(arguments)?;
    if arguments.quick {
        data.corpus.take_first(QUICK);
        data.groups.iter_mut().for_each(|(_, group)| group.truncate(QUICK / 10));
    }
    let corpus = &data.corpus;
    let (mut numbers, classes) = (ResultsFile::default(), corpus.classes.len());
    say(format_args!(
        "{}: {} to learn from, {} to choose by, {} to judge by",
        data.name,
        nn::group_thousands(corpus.train.len()),
        nn::group_thousands(corpus.validation.len()),
        nn::group_thousands(corpus.test.len())
    ));

    // What it says most often; then two bags, of words, and of words and pairs of neighbours.
    let positive = corpus.train.iter().filter(|sample| sample.label == 1).count();
    let most_frequent = usize::from(2 * positive >= corpus.train.len());
    // ANCHOR: fit
    let bags = [1, 2].map(|max_n| {
        let start = Instant::now();
        let bag = CountsClassifier::fit(&corpus.train, &corpus.validation, classes, max_n);
        (bag, start.elapsed().as_secs_f64())
    });
    // Each network by itself: so many trainings keep as many cores busy.
    let seeds = arguments.common.seed..arguments.common.seed + arguments.seeds;
    let jobs: Vec<(Kind, u64)> = Kind::ALL
        .into_iter()
        .flat_map(|kind| seeds.clone().map(move |seed| (kind, seed)))
        .collect();
    let networks: Vec<Trained> = jobs
        .par_iter()
        .map(|(kind, seed)| {
            let options = options(arguments, *seed);
            train(*kind, &corpus.train, &corpus.validation, classes, &options)
        })
        .collect();
    // ANCHOR_END: fit
    let of_kind: Vec<&[Trained]> = networks.chunks(arguments.seeds as usize).collect();

    let by_bag = |bag: &CountsClassifier, samples: &[LabelledText]| {
        let predictions: Vec<usize> = samples.iter().map(|it| bag.predict(&it.text)).collect();
        Evaluation::of(samples, &predictions, classes)
    };
    let by_network = |network: &Trained, samples: &[LabelledText]| {
        let predictions = network.predict(samples.iter().map(|sample| &sample.text[..]));
        Evaluation::of(samples, &predictions, classes)
    };
    let rows_of = |samples: &[LabelledText]| {
        let always = Evaluation::of(samples, &vec![most_frequent; samples.len()], classes);
        let mut rows = vec![row("most frequent", "majority", 0, &[0.0], vec![always])];
        for ((name, key), (bag, seconds)) in
            [("words", "words"), ("words and pairs", "pairs")].into_iter().zip(&bags)
        {
            let evaluations = vec![by_bag(bag, samples)];
            rows.push(row(name, key, bag.parameters(), &[*seconds], evaluations));
        }
        for networks in &of_kind {
            let (kind, parameters) = (networks[0].kind, nn::parameter_count(&networks[0].model));
            let seconds: Vec<f64> = networks.iter().map(|network| network.seconds).collect();
            let evaluations = networks.iter().map(|it| by_network(it, samples)).collect();
            let key = kind.name().to_lowercase();
            rows.push(row(kind.name(), &key, parameters, &seconds, evaluations));
        }
        rows
    };
    let rows = rows_of(&corpus.test);
    say("");
    say(rows_table(&rows, 2, &mut numbers));

    // Group by group: which reviews are hard for whom?
    say("");
    let width = |row: &Row| row.name.len().max("Transformer".len());
    let names: String =
        rows[1..].iter().map(|row| format!(" {:>1$}", row.name, width(row))).collect();
    say(format_args!("{:<18} {:>5}{names}", "% right", "texts"));
    for (i, (name, samples)) in data.groups.iter().enumerate() {
        let rows = rows_of(samples);
        let mut line = format!("{name:<18} {:>5}", samples.len());
        for row in &rows[1..] {
            let Summary { mean, std, .. } = row.accuracy();
            let spread = if arguments.seeds > 1 && row.evaluations.len() > 1 {
                format!("{:.1} ±{:.1}", 100.0 * mean, 100.0 * std)
            } else {
                format!("{:.1}", 100.0 * mean)
            };
            line += &format!(" {spread:>0$}", width(row));
            numbers.add(&format!("group{i}_{}_accuracy", row.key), mean);
        }
        numbers.add(&format!("group{i}"), name);
        numbers.add(&format!("group{i}_texts"), samples.len());
        say(line);
    }

    // One set is enough to look at, and its few short ones.
    if arguments.data == Data::Sst2 {
        show_mistakes(&corpus.test, &rows);
    }
    let bars = strongest(&bags[1].0);
    results.write(&format!("sentiment{suffix}-terms.svg"), |path| bars.draw()?.save(path));
    if arguments.curve {
        let chart = curve(arguments, &data, &mut numbers);
        results.write(&format!("sentiment{suffix}-curve.svg"), |path| chart.draw()?.save(path));
    }
    for networks in &of_kind {
        let name = networks[0].kind.name().to_lowercase();
        let folder = results.path("");
        results.write(&format!("{name}.safetensors"), |_| save(&networks[0], &folder));
    }
    numbers.add("train", corpus.train.len());
    numbers.add("validation", corpus.validation.len());
    numbers.add("test", corpus.test.len());
    numbers.add("words", networks[0].vocabulary.len());
    numbers.add("seeds", arguments.seeds);
    numbers.add("seed", arguments.common.seed);
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

fn options(arguments: &Arguments, seed: u64) -> TrainOptions {
    let device = arguments.device.clone();
    TrainOptions { epochs: arguments.epochs, seed, min_count: 2, device }
}

fn row(
    name: &str,
    key: &str,
    parameters: usize,
    seconds: &[f64],
    evaluations: Vec<Evaluation>,
) -> Row {
    let (name, key, seconds) = (name.into(), key.into(), seconds.to_vec());
    Row { name, key, parameters, seconds, evaluations }
}

/// The shortest test texts that the bag of pairs and most networks get wrong, with a negation and without.
fn show_mistakes(test: &[LabelledText], rows: &[Row]) {
    let wrong = |row: &Row, i: usize| {
        let seeds = row.evaluations.iter().filter(|it| !it.is_correct[i]).count();
        2 * seeds > row.evaluations.len()
    };
    for (what, negated) in [("with a negation", true), ("without one", false)] {
        let mut chosen: Vec<usize> = (0..test.len())
            .filter(|i| has_negation(&test[*i].text) == negated && wrong(&rows[2], *i))
            .collect();
        chosen.sort_by_key(|i| test[*i].text.len());
        say("");
        say(format_args!("short ones that words and pairs get wrong, {what}; then who else does"));
        for i in chosen.into_iter().take(3) {
            let others: Vec<&str> =
                rows[3..].iter().filter(|row| wrong(row, i)).map(|row| &row.name[..]).collect();
            let truth = data::sst2::CLASS_NAMES[test[i].label];
            let others = if others.is_empty() { "no other".into() } else { others.join(", ") };
            say(format_args!("  {truth}: {} ({others})", test[i].text));
        }
    }
}

/// The terms with the largest weights on each side.
fn strongest(bag: &CountsClassifier) -> BarChart {
    let mut bars = Vec::new();
    for class in [1, 0] {
        for (term, weight) in bag.strongest(class, 10) {
            let mut parts = vec![0.0, 0.0];
            parts[1 - class] = weight;
            bars.push(Bar { label: term.into(), parts, note: format!("{weight:.1}") });
        }
    }
    BarChart {
        description: format!(
            "The terms with the largest weights in a logistic regression on words and pairs. For: {}. \
             Against: {}.",
            labels(&bars[..10]),
            labels(&bars[10..])
        ),
        x_label: "weight".into(),
        parts: vec!["for".into(), "against".into()],
        bars,
    }
}

fn labels(bars: &[Bar]) -> String {
    bars.iter().map(|bar| &bar.label[..]).collect::<Vec<_>>().join(", ")
}

// ANCHOR: curve
/// Accuracy in test against the number of training texts, one network of each kind.
fn curve(arguments: &Arguments, data: &SentimentData, numbers: &mut ResultsFile) -> LineChart {
    let (corpus, classes) = (&data.corpus, data.corpus.classes.len());
    let sizes = [16, 8, 4, 2, 1].map(|part| corpus.train.len() / part);
    let test = corpus.test.iter().map(|sample| &sample.text[..]);
    let right = |predictions: Vec<usize>| {
        let pairs = predictions.iter().zip(&corpus.test);
        let right = pairs.filter(|(it, sample)| **it == sample.label).count();
        100.0 * right as f64 / corpus.test.len() as f64
    };
    // The sets are in the order of the data's authors, which is a random one.
    let of_size = |size: &usize| {
        let part = &corpus.train[..*size];
        let bag = CountsClassifier::fit(part, &corpus.validation, classes, 2);
        let networks = Kind::ALL.par_iter().map(|kind| {
            let options = options(arguments, arguments.common.seed);
            let network = train(*kind, part, &corpus.validation, classes, &options);
            right(network.predict(test.clone()))
        });
        let bag = right(test.clone().map(|text| bag.predict(text)).collect());
        [vec![bag], networks.collect()].concat()
    };
    let accuracies: Vec<Vec<f64>> = sizes.iter().map(of_size).collect();
    // ANCHOR_END: curve
    let names = ["words and pairs", "CNN", "LSTM", "Transformer"];
    for (size, accuracies) in sizes.iter().zip(&accuracies) {
        for (name, accuracy) in ["pairs", "cnn", "lstm", "transformer"].iter().zip(accuracies) {
            numbers.add(&format!("curve_{size}_{name}"), accuracy / 100.0);
        }
    }
    let series = names.iter().enumerate().map(|(i, name)| Series {
        label: (*name).into(),
        points: sizes.iter().zip(&accuracies).map(|(n, it)| ((*n as f64).log2(), it[i])).collect(),
        ..Series::default()
    });
    let ends = |i: usize| format!("{:.1} to {:.1}", accuracies[0][i], accuracies[4][i]);
    LineChart {
        description: format!(
            "Accuracy in test against the number of training texts, from {} to {}: words and pairs {}, \
             CNN {}, LSTM {}, Transformer {} percent.",
            sizes[0],
            sizes[4],
            ends(0),
            ends(1),
            ends(2),
            ends(3)
        ),
        x_label: "training texts, as a power of 2".into(),
        y_label: "% right".into(),
        series: series.collect(),
        ..LineChart::default()
    }
}

/// What the networks of the last run make of a text of the reader's.
fn judge(review: &str, arguments: &Arguments, results: &OutputDir) -> Result<()> {
    let text = prepare(review);
    if text.is_empty() {
        bail!("--review has no word in it");
    }
    let len = tokens(&text).count();
    ensure!(
        len <= MAX_LEN,
        "--review has {len} words and punctuation marks: give at most {MAX_LEN}"
    );
    let classes = data::sst2::CLASS_NAMES;
    for kind in Kind::ALL {
        let mut network = load(kind, classes.len(), &results.path(""))?;
        nn::to_device(&mut network.model, &arguments.device);
        if kind == Kind::ALL[0] {
            let mut unknown: Vec<&str> = Vec::new();
            for token in tokens(&text) {
                let is_word = token.chars().any(char::is_alphanumeric);
                let is_known = network.vocabulary.index(token) != UNKNOWN;
                if is_word && !is_known && !unknown.contains(&token) {
                    unknown.push(token);
                }
            }
            if !unknown.is_empty() {
                say(format_args!(
                    "words that the networks have never seen: {}",
                    unknown.join(", ")
                ));
            }
        }
        let p = network.probabilities(&text);
        let class = argmax(&p);
        say(format_args!("{:<12} {} ({:.0} %)", kind.name(), classes[class], 100.0 * p[class]));
    }
    Ok(())
}
