//! The perceptron: a neuron that learns from its mistakes, and how many it can make.
//!
//! ```text
//! cargo run --release -p ch02 --example perceptron
//! cargo run --release -p ch02 --example perceptron -- --help
//! ```

use anyhow::Result;
use ch02::{format_signed, half_plane};
use clap::Parser;
use data::shuffle::permutation;
use figures::{DecisionBoundary, FigureError, PointGroup, Region, Scatter, Series};
use nalgebra::DMatrix;
use neurons::{MaxMargin, Neuron, Perceptron, max_margin, mistake_bound, radius};
use nn::group_thousands;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Teaches a perceptron to part twelve points by a line, and counts its mistakes
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

/// Twelve points with two coordinates each.
const POINTS: [[f64; 2]; 12] = [
    [1.0, 1.0],
    [4.0, 3.0],
    [2.0, 1.0],
    [3.0, 5.0],
    [1.0, 3.0],
    [5.0, 2.0],
    [0.0, 2.0],
    [5.0, 5.0],
    [2.0, 2.0],
    [4.0, 4.0],
    [3.0, 0.0],
    [2.0, 5.0],
];

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch02/perceptron")?;

    // Every second point is of class +1, the others of class −1. One column for each sample.
    let x = DMatrix::from_fn(2, POINTS.len(), |i, s| POINTS[s][i]);
    let t: Vec<f64> = (0..POINTS.len()).map(|s| if s % 2 == 1 { 1.0 } else { -1.0 }).collect();

    // ANCHOR: learn
    // It sees one point after the other. Each mistake moves its line; we keep every line.
    say("epoch  point    t     z   the line after the mistake");
    let mut perceptron = Perceptron::new(2);
    let mut lines = Vec::new();
    for epoch in 1.. {
        let before = perceptron.mistakes;
        for (x, t) in x.column_iter().zip(&t) {
            let z = perceptron.neuron.weighted_sum(x.as_slice());
            if perceptron.update(x.as_slice(), *t) {
                let Neuron { w, b } = &perceptron.neuron;
                let line = format!(
                    "{}·x₁ {}·x₂ {} = 0",
                    format_signed(w[0]),
                    format_signed(w[1]),
                    format_signed(*b)
                );
                let (t, z) = (format_signed(*t), format_signed(z));
                say(format_args!("{epoch:>5}  ({}, {})  {t}  {z:>4}   {line}", x[0], x[1]));
                lines.push(perceptron.neuron.clone());
            }
        }
        if perceptron.mistakes == before {
            say(format_args!("{epoch:>5}  no mistake: it has learnt all there is to learn here"));
            break;
        }
    }
    // ANCHOR_END: learn

    // ANCHOR: bound
    // Could we have known how long this takes? Novikoff's theorem needs a line that parts the
    // points, any line; the wider its margin, the more it promises. So take the widest.
    let widest = max_margin(x.as_view(), &t).expect("the points can be parted");
    let (radius, margin) = (radius(x.as_view()), widest.margin);
    let bound = mistake_bound(radius, margin).expect("the margin is above zero");
    say("");
    say(format_args!("radius R = {radius:.3}, margin γ = {margin:.3}, bound (R/γ)² = {bound:.1}"));
    say(format_args!("mistakes in this order: {}", perceptron.mistakes));

    // The bound holds for every order. Try ten thousand.
    let orders = (0..10_000).map(|order| permutation(t.len(), common.seed, order));
    let mistakes: Vec<usize> = orders.map(|order| mistakes_in(&order, &x, &t)).collect();
    let min = mistakes.iter().min().copied().unwrap_or(0);
    let max = mistakes.iter().max().copied().unwrap_or(0);
    let count = group_thousands(mistakes.len());
    say(format_args!("mistakes in {count} random orders: {min} to {max}"));
    // ANCHOR_END: bound

    let mut numbers = ResultsFile::default();
    numbers.add("mistakes", perceptron.mistakes);
    numbers.add("radius", radius);
    numbers.add("margin", margin);
    numbers.add("distance", distance(&widest));
    numbers.add("bound", bound);
    numbers.add("min_mistakes", min);
    numbers.add("max_mistakes", max);
    numbers.add("seed", common.seed);
    results.write("results.toml", |path| numbers.save(path));
    results.write("points.svg", |path| points()?.save(path));
    results.write("boundary.svg", |path| boundary(&lines)?.save(path));
    results.write("margin.svg", |path| widest_line(&widest.neuron, &t)?.save(path));
    results.finish()
}

/// How many mistakes a perceptron makes that sees the samples in this order, again and again.
fn mistakes_in(order: &[u32], x: &DMatrix<f64>, t: &[f64]) -> usize {
    let order: Vec<usize> = order.iter().map(|&s| s as usize).collect();
    let x = x.select_columns(&order);
    let t: Vec<f64> = order.iter().map(|&s| t[s]).collect();
    let mut perceptron = Perceptron::new(x.nrows());
    while perceptron.train_epoch(x.as_view(), &t) > 0 {}
    perceptron.mistakes
}

/// The two classes, as a figure's groups.
fn groups() -> Vec<PointGroup> {
    let group = |label: &str, remainder: usize| PointGroup {
        label: label.into(),
        points: POINTS.iter().skip(remainder).step_by(2).map(|p| (p[0], p[1])).collect(),
        hollow: remainder == 0,
    };
    vec![group("t = −1", 0), group("t = +1", 1)]
}

/// How far the nearest points are from the line, in the plane.
fn distance(MaxMargin { neuron: Neuron { w, b }, margin, .. }: &MaxMargin<f64>) -> f64 {
    margin * w[0].hypot(w[1]).hypot(*b) / w[0].hypot(w[1])
}

/// The points alone, for a reader who is to guess.
fn points() -> Result<figures::Figure, FigureError> {
    Scatter {
        description: "Six rings, the class t = −1, to the lower left: (1, 1), (2, 1), (1, 3), \
                      (0, 2), (2, 2) and (3, 0). Six discs, the class t = +1, to the upper right: \
                      (4, 3), (3, 5), (5, 2), (5, 5), (4, 4) and (2, 5)."
            .into(),
        x_label: "x₁".into(),
        y_label: "x₂".into(),
        groups: groups(),
        ..Scatter::default()
    }
    .draw()
}

/// The line after some of the mistakes: the later, the stronger.
fn boundary(lines: &[Neuron<f64>]) -> Result<figures::Figure, FigureError> {
    let last = lines.len();
    let shown = [last / 4, last / 2, last].map(|k| k.max(1));
    let line = |(count, strength): (usize, f64)| DecisionBoundary {
        label: count.to_string(),
        side: half_plane(&lines[count - 1]),
        strength,
    };
    let side = half_plane(&lines[last - 1]);
    Scatter {
        description: "Six points of one class to the lower left, six of the other to the upper \
                      right. The line after mistake 3 has all points on one side; the line after \
                      mistake 6 is steep and cuts through both classes; the line after mistake 13 \
                      falls to the right and parts them."
            .into(),
        x_label: "x₁".into(),
        y_label: "x₂".into(),
        groups: groups(),
        lines: shown.into_iter().zip([0.25, 0.5, 1.0]).map(line).collect(),
        regions: vec![
            Region { group: 0, sides: vec![side.opposite()] },
            Region { group: 1, sides: vec![side] },
        ],
        ..Scatter::default()
    }
    .draw()
}

/// The line of the widest margin, and the shortest way from it to each point that is nearest.
fn widest_line(neuron: &Neuron<f64>, t: &[f64]) -> Result<figures::Figure, FigureError> {
    let squared = neuron.w[0] * neuron.w[0] + neuron.w[1] * neuron.w[1];
    let sums: Vec<f64> = POINTS.iter().zip(t).map(|(x, t)| t * neuron.weighted_sum(x)).collect();
    let min = sums.iter().copied().fold(f64::INFINITY, f64::min);
    // The search knows the line to eight digits: so near are equals.
    let nearest = (0..POINTS.len()).filter(|&s| sums[s] <= (1.0 + 1e-7) * min);
    let way = |s: usize| {
        let ([x, y], step) = (POINTS[s], neuron.weighted_sum(&POINTS[s]) / squared);
        let foot = (x - step * neuron.w[0], y - step * neuron.w[1]);
        Series { points: vec![foot, (x, y)], ..Series::default() }
    };
    Scatter {
        description:
            "The twelve points and the line of the widest margin, which falls to the right. \
                      Short segments at a right angle to it lead to the nearest points, two on \
                      its lower side and three on its upper."
                .into(),
        x_label: "x₁".into(),
        y_label: "x₂".into(),
        groups: groups(),
        lines: vec![DecisionBoundary { side: half_plane(neuron), ..DecisionBoundary::default() }],
        paths: nearest.map(way).collect(),
        ..Scatter::default()
    }
    .draw()
}
