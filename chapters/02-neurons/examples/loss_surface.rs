//! The loss of a neuron with one input, drawn whole: a landscape over its weight and its bias.
//!
//! ```text
//! cargo run --release -p ch02 --example loss_surface
//! ```

use anyhow::Result;
use ch02::{BinaryDigits, fraction};
use clap::Parser;
use figures::{FigureError, HeatMap, Series};
use neurons::Neuron;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Draws the loss of a neuron that sees one pixel, and the way down from a bad start
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

/// The map: where it begins and ends for the weight and for the bias, and how fine it is.
const W: (f64, f64) = (-5.0, 15.0);
const B: (f64, f64) = (-10.0, 5.0);
const CELLS: i32 = 100;

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch02/loss_surface")?;

    // ANCHOR: pixel
    // Threes and fives again, but the neuron sees one pixel only: the one whose mean differs most
    // between the two digits. Two parameters are left to learn, w and b: their loss can be drawn.
    let digits = data::digits();
    let (train, test) =
        (BinaryDigits::of(&digits.train, [3, 5]), BinaryDigits::of(&digits.test, [3, 5]));
    let (t, pixel) = (train.targets(), most_informative(&train));
    let x = train.x.rows(pixel, 1).into_owned();
    let width = train.images.format().width;
    say(format_args!("the pixel in row {}, column {}", pixel / width + 1, pixel % width + 1));
    // ANCHOR_END: pixel

    // ANCHOR: descent
    // From a start that is wrong with confidence, step by step downhill.
    let mut neuron = Neuron { w: vec![-1.0], b: 4.0 };
    let mut path = Vec::new();
    for step in 0..=1_000 {
        let gradient = neuron.cross_entropy_gradient(x.as_view(), &t);
        if [0, 1, 2, 5, 10, 20, 50, 100, 200, 1_000].contains(&step) {
            let (w, b) = (neuron.w[0], neuron.b);
            path.push((w, b));
            say(format_args!(
                "step {step:>4}: w = {w:>+.3}, b = {b:>+.3}, loss {:.4}, gradient {:>+.4} {:>+.4}",
                gradient.loss, gradient.dw[0], gradient.db
            ));
        }
        neuron.gradient_step(&gradient, 1.0);
    }
    // ANCHOR_END: descent

    // The lowest point of the map, found by looking everywhere.
    let loss =
        |w: f64, b: f64| Neuron { w: vec![w], b }.cross_entropy_gradient(x.as_view(), &t).loss;
    let cells = |(low, high): (f64, f64)| {
        (0..CELLS).map(move |k| low + (high - low) * (f64::from(k) + 0.5) / f64::from(CELLS))
    };
    let rows: Vec<Vec<f64>> = cells(B).map(|b| cells(W).map(|w| loss(w, b)).collect()).collect();
    let lowest = rows.iter().flatten().copied().fold(f64::INFINITY, f64::min);
    let (w, b) = path[path.len() - 1];
    say(format_args!("lowest loss on the map: {lowest:.4}"));
    // How good is the best that one pixel can do?
    let predictions = test.x.row(pixel).map(|x| neuron.is_active(&[x]));
    let right = predictions.iter().zip(&test.second).filter(|(y, t)| y == t).count();
    let accuracy = fraction(right, test.images.len());
    say(format_args!("right about {:.1} % of the test images, with one pixel", 100.0 * accuracy));

    let mut numbers = ResultsFile::default();
    numbers.add("lowest", lowest);
    numbers.add("last_loss", loss(w, b));
    numbers.add("one_pixel_accuracy", accuracy);
    results.write("results.toml", |file| numbers.save(file));
    results.write("surface.svg", |file| surface(rows, path)?.save(file));
    results.finish()
}

/// The pixel whose mean differs most between the two digits.
fn most_informative(train: &BinaryDigits) -> usize {
    let classes = train.classes();
    let images = |class: f64| classes.iter().filter(|t| **t == class).count() as f64;
    let counts = [images(-1.0), images(1.0)];
    let difference = |pixel: usize| {
        let weights =
            classes.iter().map(|t| if *t > 0.0 { 1.0 / counts[1] } else { -1.0 / counts[0] });
        train.x.row(pixel).iter().zip(weights).map(|(x, weight)| x * weight).sum::<f64>().abs()
    };
    let pixels = 0..train.x.nrows();
    pixels.max_by(|&a, &b| difference(a).total_cmp(&difference(b))).unwrap_or(0)
}

fn surface(rows: Vec<Vec<f64>>, points: Vec<(f64, f64)>) -> Result<figures::Figure, FigureError> {
    HeatMap {
        description: "A map of the loss over weight and bias: one valley, which runs from the \
                      middle to the lower right. The path starts to the upper left of the middle, \
                      where the loss is high, runs down into the valley, and follows it to the \
                      right."
            .into(),
        x_label: "weight w".into(),
        y_label: "bias b".into(),
        x: W,
        y: B,
        rows,
        log: true,
        paths: vec![Series { label: "start".into(), points, color: None }],
    }
    .draw()
}
