//! The perceptron on real images: two handwritten digits, then every pair of digits.
//!
//! ```text
//! cargo run --release -p ch02 --example perceptron_digits
//! cargo run --release -p ch02 --example perceptron_digits -- --digits 1,8
//! ```

use anyhow::{Context, Result};
use ch02::{BinaryDigits, fraction, parse_digit_pair};
use clap::Parser;
use data::LabelledImages;
use data::shuffle::permutation;
use figures::{DecisionBoundary, FigureError, HalfPlane, PointGroup, Scatter};
use neurons::{Perceptron, max_margin, mistake_bound, radius};
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Teaches perceptrons to tell two handwritten digits apart, and counts their mistakes
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// The two digits
    #[arg(long, default_value = "3,5", value_parser = parse_digit_pair)]
    digits: [u8; 2],
}

/// In how many orders the images are shown.
const ORDERS: u64 = 5;
/// Digits that no plane separates would be learnt for ever: after this many epochs we give up.
const MAX_EPOCHS: usize = 1_000;
const UNFINISHED: &str = "after 1,000 epochs there were still mistakes";

fn main() -> Result<()> {
    let Arguments { common, digits } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch02/perceptron_digits")?;
    let mut numbers = ResultsFile::default();
    let data = data::digits();

    // ANCHOR: orders
    // An image is 64 values: a point in a space of 64 dimensions. There a perceptron's line is a
    // plane, or whatever one calls it in 64 dimensions; the rule and the bound do not change.
    let (train, test) =
        (BinaryDigits::of(&data.train, digits), BinaryDigits::of(&data.test, digits));
    let [first, second] = digits;
    say(format_args!(
        "{first} or {second}: {} images to learn from, {} to judge by",
        train.images.len(),
        test.images.len()
    ));
    let (radius, margin, bound) =
        novikoff(&train).with_context(|| format!("no plane parts {first} from {second}"))?;
    say(format_args!("radius {radius:.3}, margin {margin:.3}, bound {bound:.0} mistakes"));

    let (mut max_mistakes, mut wrong) = (0, Vec::new());
    for order in 0..ORDERS {
        let train = train.select(&permutation(train.images.len(), common.seed, order));
        let (perceptron, epochs) = learn(&train).context(UNFINISHED)?;
        let errors = errors(&perceptron, &test);
        say(format_args!(
            "order {}: {:>3} mistakes in {epochs:>2} epochs; {errors} of the test images wrong",
            order + 1,
            perceptron.mistakes
        ));
        max_mistakes = max_mistakes.max(perceptron.mistakes);
        wrong.push(errors);
    }
    // ANCHOR_END: orders
    numbers.add("radius", radius);
    numbers.add("margin", margin);
    numbers.add("bound", bound.round());
    numbers.add("max_mistakes", max_mistakes);
    numbers.add("test_images", test.images.len());
    let rights = wrong.iter().map(|&wrong| 1.0 - fraction(wrong, test.images.len()));
    numbers.add("test_accuracy", rights.sum::<f64>() / ORDERS as f64);

    // And the other pairs? Each has its own margin, its own bound, its own mistakes.
    let all: Vec<[u8; 2]> = (0..10).flat_map(|a| (a + 1..10).map(move |b| [a, b])).collect();
    let mut pairs: Vec<Found> =
        all.iter().filter_map(|digits| found(&data.train, *digits)).collect();
    pairs.sort_by(|a, b| a.ratio.total_cmp(&b.ratio));
    say("");
    say(format_args!("of all {} pairs, the easiest and the hardest:", all.len()));
    let (easiest, hardest) = (&pairs[..3], &pairs[pairs.len() - 3..]);
    for Found { digits: [a, b], bound, mistakes, .. } in easiest.iter().chain(hardest) {
        say(format_args!("{a} or {b}: {mistakes:>4} mistakes, bound {bound:>5.0}"));
    }
    say(format_args!("pairs that a perceptron learns without a mistake left: {}", pairs.len()));
    numbers.add("pairs", all.len());
    numbers.add("separable", pairs.len());
    numbers.add("data", data.fingerprint());
    numbers.add("seed", common.seed);
    results.write("results.toml", |path| numbers.save(path));
    results.write("all-pairs.svg", |path| all_pairs(&pairs)?.save(path));
    results.finish()
}

/// What was found for one pair of digits.
struct Found {
    digits: [u8; 2],
    /// R/γ
    ratio: f64,
    bound: f64,
    mistakes: usize,
}

/// The bound and the mistakes of one pair; `None` if the perceptron does not finish.
fn found(images: &LabelledImages, digits: [u8; 2]) -> Option<Found> {
    let train = BinaryDigits::of(images, digits);
    let ((radius, margin, bound), (perceptron, _)) = (novikoff(&train)?, learn(&train)?);
    Some(Found { digits, ratio: radius / margin, bound, mistakes: perceptron.mistakes })
}

/// Radius, margin and the bound on the mistakes; `None` if no plane parts the digits.
fn novikoff(train: &BinaryDigits) -> Option<(f64, f64, f64)> {
    let radius = radius(train.x.as_view());
    let margin = max_margin(train.x.as_view(), &train.classes())?.margin;
    Some((radius, margin, mistake_bound(radius, margin)?))
}

/// Trains until an epoch has no mistake, and returns the number of epochs as well; `None` if the last
/// of `MAX_EPOCHS` still has one.
fn learn(train: &BinaryDigits) -> Option<(Perceptron<f64>, usize)> {
    let (mut perceptron, t) = (Perceptron::new(train.x.nrows()), train.classes());
    let epochs = (1..=MAX_EPOCHS).find(|_| perceptron.train_epoch(train.x.as_view(), &t) == 0)?;
    Some((perceptron, epochs))
}

/// The number of misclassified images.
fn errors(perceptron: &Perceptron<f64>, test: &BinaryDigits) -> usize {
    let predictions = test.x.column_iter().map(|x| perceptron.neuron.is_active(x.as_slice()));
    predictions.zip(&test.second).filter(|(is_second, second)| is_second != *second).count()
}

/// Mistakes against the bound, both as roots: the bound is then the diagonal.
fn all_pairs(pairs: &[Found]) -> Result<figures::Figure, FigureError> {
    let point = |pair: &Found| (pair.ratio, (pair.mistakes as f64).sqrt());
    // Below it there are fewer mistakes than the bound allows.
    let diagonal = HalfPlane { w: [1.0, -1.0], b: 0.0 };
    Scatter {
        description: "One point for each pair of digits, all of them far below the diagonal. The \
                      further a pair is to the right, the higher it tends to be."
            .into(),
        x_label: "R/γ".into(),
        y_label: "square root of the mistakes".into(),
        groups: vec![PointGroup {
            points: pairs.iter().map(point).collect(),
            ..PointGroup::default()
        }],
        lines: vec![DecisionBoundary {
            label: "the bound".into(),
            side: diagonal,
            ..DecisionBoundary::default()
        }],
        ..Scatter::default()
    }
    .draw()
}
