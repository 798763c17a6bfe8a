//! One class is rare: what class weights and the focal loss do about it, and what they cost.
//!
//! ```text
//! cargo run --release -p ch04 --example uneven
//! cargo run --release -p ch04 --example uneven -- --rare 3
//! ```

use anyhow::Result;
use ch04::{Digits, Network, log_probabilities};
use clap::Parser;
use data::LabelledImages;
use losses::{ClassWeighted, CrossEntropy, Focal, LabelSmoothing, Loss};
use training::Summary;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Tells eights from all other digits, with few eights to learn from
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// How many eights there are in training
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=140))]
    rare: u32,
}

fn main() -> Result<()> {
    let Arguments { common, rare } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch04/uneven")?;
    let mut numbers = ResultsFile::default();
    let split = data::digits();
    let train = eights(&split.train, rare as usize);
    let test = eights(&split.test, usize::MAX);
    let others = train.classes.len() - rare as usize;
    say(format_args!("{rare} eights and {others} other digits to learn from; five seeds"));
    say("");
    say(
        "                          % right   % of the eights   % of what is called   p of an eight,",
    );
    say("                                    found             an eight is one       mean, %");
    let mut row = |name: &str, run: &dyn Fn(u64) -> [f64; 4]| {
        let runs: Vec<[f64; 4]> = (common.seed..common.seed + 5).map(run).collect();
        let column = |i: usize| Summary::of(&runs.iter().map(|run| run[i]).collect::<Vec<f64>>());
        let [right, recall, precision, p] = [0, 1, 2, 3].map(column);
        say(format_args!(
            "{name:<22}  {:>9}   {:>15}   {:>19}   {:>12}",
            right.to_string(),
            recall.to_string(),
            precision.to_string(),
            p.to_string()
        ));
        let key = name.to_lowercase().replace([' ', '-', ',', '.', '"'], "_");
        numbers.add(&format!("{key}_right"), right.mean);
        numbers.add(&format!("{key}_recall"), recall.mean);
        numbers.add(&format!("{key}_precision"), precision.mean);
    };
    // ANCHOR: compare
    row("always \"no eight\"", &|_| {
        let eights = test.classes.iter().filter(|class| **class == 1).count();
        [1.0 - eights as f64 / test.classes.len() as f64, 0.0, 0.0, 0.0]
    });
    let network = |seed| Network { hidden: 32, classes: 2, steps: 200, seed };
    row("cross-entropy", &|seed| judge(network(seed), &CrossEntropy, &train, &test));
    // Each class shall count as much as the other: a weight of n/(2·n_c).
    let n = train.classes.len() as f64;
    let weights = vec![n / (2.0 * others as f64), n / (2.0 * f64::from(rare))];
    let weighted = ClassWeighted { loss: CrossEntropy, weights };
    row("class weights", &|seed| judge(network(seed), &weighted, &train, &test));
    row("focal, gamma 2", &|seed| judge(network(seed), &Focal { gamma: 2.0 }, &train, &test));
    let smoothing = LabelSmoothing { smoothing: 0.1 };
    row("label smoothing 0.1", &|seed| judge(network(seed), &smoothing, &train, &test));
    // ANCHOR_END: compare
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

/// The images with class 1 for an eight and 0 for all others; at most `rare` eights.
fn eights(images: &LabelledImages, rare: usize) -> Digits {
    let mut left = rare;
    let kept: Vec<u32> = (0..images.len() as u32)
        .filter(|i| {
            let is_eight = images.labels()[*i as usize] == 8;
            let keep = !is_eight || left > 0;
            left -= usize::from(is_eight && keep);
            keep
        })
        .collect();
    let mut digits = Digits::of(images, &kept);
    digits.classes.iter_mut().for_each(|class| *class = usize::from(*class == 8));
    digits
}

/// Accuracy, recall and precision of the eights, and the mean probability of an eight.
fn judge<L: Loss<f32, Target = [usize]>>(
    network: Network,
    loss: &L,
    train: &Digits,
    test: &Digits,
) -> [f64; 4] {
    let log_p = log_probabilities(&network.train(loss, train), &test.x);
    let predicted: Vec<bool> = log_p.iter().map(|log_p| log_p[1] > log_p[0]).collect();
    let count = |wanted: &dyn Fn(bool, bool) -> bool| {
        let pairs = predicted.iter().zip(&test.classes);
        pairs.filter(|(said, class)| wanted(**said, **class == 1)).count() as f64
    };
    let hits = count(&|said, is| said && is);
    [
        count(&|said, is| said == is) / predicted.len() as f64,
        hits / count(&|_, is| is),
        hits / count(&|said, _| said).max(1.0),
        log_p.iter().map(|log_p| log_p[1].exp()).sum::<f64>() / log_p.len() as f64,
    ]
}
