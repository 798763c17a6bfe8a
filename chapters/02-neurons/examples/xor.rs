//! Exclusive or: what one neuron cannot do, and two can.
//!
//! ```text
//! cargo run --release -p ch02 --example xor
//! ```

use anyhow::Result;
use ch02::half_plane;
use clap::Parser;
use figures::{Arrow, DecisionBoundary, Diagram, FigureError, Node, PointGroup, Region, Scatter};
use neurons::Neuron;
use nn::group_thousands;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Tries every line on the exclusive or, then uses two neurons
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

/// The inputs and the targets: yes if exactly one of the two is 1.
const SAMPLES: [([f64; 2], bool); 4] =
    [([0.0, 0.0], false), ([0.0, 1.0], true), ([1.0, 0.0], true), ([1.0, 1.0], false)];

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch02/xor")?;

    // ANCHOR: scan
    // A line is a direction and a distance from the origin. We take directions half a degree apart,
    // all around, so that each line comes with both of its sides; and distances a fiftieth apart.
    let mut counts = [0_usize; 5];
    let mut best: Option<Neuron<f64>> = None;
    for half_degrees in 0..720 {
        let (sin, cos) = (f64::from(half_degrees) / 2.0).to_radians().sin_cos();
        for fiftieths in -100..=100 {
            let neuron = Neuron { w: vec![cos, sin], b: f64::from(fiftieths) / 50.0 };
            let right = SAMPLES.iter().filter(|(x, yes)| neuron.is_active(x) == *yes).count();
            counts[right] += 1;
            if right == 3 && clearance(&neuron) > best.as_ref().map_or(0.0, clearance) {
                best = Some(neuron);
            }
        }
    }
    for (right, count) in counts.iter().enumerate() {
        say(format_args!("right about {right} of 4: {:>7} lines", group_thousands(*count)));
    }
    // ANCHOR_END: scan

    // ANCHOR: two
    // Two neurons can. The first tells whether both inputs are 1. The second adds the inputs up, and
    // subtracts twice the first one's output.
    let both = Neuron { w: vec![1.0, 1.0], b: -1.5 };
    let one_of_two = Neuron { w: vec![1.0, 1.0, -2.0], b: -0.5 };
    say("");
    say("x₁ x₂   h    z     y");
    for ([x1, x2], _) in SAMPLES {
        let h = f64::from(u8::from(both.is_active(&[x1, x2])));
        let z = one_of_two.weighted_sum(&[x1, x2, h]);
        let y = u8::from(one_of_two.is_active(&[x1, x2, h]));
        say(format_args!(" {x1}  {x2}   {h}  {z:>4}   {y}"));
    }
    // ANCHOR_END: two

    let mut numbers = ResultsFile::default();
    let max_right = (0..5).rev().find(|&right| counts[right] > 0).unwrap_or(0);
    numbers.add("lines", counts.iter().sum::<usize>());
    numbers.add("max_right", max_right);
    results.write("results.toml", |path| numbers.save(path));
    if let Some(best) = best {
        results.write("xor-line.svg", |path| one_line(&best)?.save(path));
    }
    results.write("xor-network.svg", |path| network()?.save(path));
    results.write("xor-seen.svg", |path| seen_by_the_second()?.save(path));
    results.finish()
}

/// How far the line stays from the nearest sample.
fn clearance(neuron: &Neuron<f64>) -> f64 {
    SAMPLES.iter().map(|(x, _)| neuron.weighted_sum(x).abs()).fold(f64::INFINITY, f64::min)
}

/// Samples of both kinds as a figure's groups.
fn groups(points: impl Fn(&[f64; 2]) -> (f64, f64)) -> Vec<PointGroup> {
    let group = |label: &str, target: bool| PointGroup {
        label: label.into(),
        points: SAMPLES.iter().filter(|(_, yes)| *yes == target).map(|(x, _)| points(x)).collect(),
        hollow: !target,
    };
    vec![group("target 0", false), group("target 1", true)]
}

fn one_line(best: &Neuron<f64>) -> Result<figures::Figure, FigureError> {
    let side = half_plane(best);
    Scatter {
        description: "The four inputs at the corners of a square, equal targets in opposite \
                      corners. The best line cuts one corner off and leaves one point on the wrong \
                      side."
            .into(),
        x_label: "x₁".into(),
        y_label: "x₂".into(),
        groups: groups(|x| (x[0], x[1])),
        lines: vec![DecisionBoundary { side, ..DecisionBoundary::default() }],
        regions: vec![
            Region { group: 0, sides: vec![side.opposite()] },
            Region { group: 1, sides: vec![side] },
        ],
        ..Scatter::default()
    }
    .draw()
}

/// The inputs of the second neuron in the plane: the sum of the inputs, and the first one's output.
fn seen_by_the_second() -> Result<figures::Figure, FigureError> {
    let side = figures::HalfPlane { w: [1.0, -2.0], b: -0.5 };
    Scatter {
        description: "The four inputs, drawn by their sum and by the first neuron's output. The \
                      two with target 1 have become one point below the line; the others lie above \
                      it."
        .into(),
        x_label: "x₁ + x₂".into(),
        y_label: "h".into(),
        groups: groups(|x| (x[0] + x[1], if x[0] + x[1] >= 1.5 { 1.0 } else { 0.0 })),
        lines: vec![DecisionBoundary { side, ..DecisionBoundary::default() }],
        regions: vec![
            Region { group: 0, sides: vec![side.opposite()] },
            Region { group: 1, sides: vec![side] },
        ],
        ..Scatter::default()
    }
    .draw()
}

fn network() -> Result<figures::Figure, FigureError> {
    let arrow = |from, to, label: &str, label_at| Arrow { from, to, label: label.into(), label_at };
    Diagram {
        description:
            "Two inputs point to a first neuron h with weights 1 and bias minus 1.5. Both \
                      inputs, with weights 1, and h, with weight minus 2, point to a second neuron \
                      with bias minus 0.5, which gives y."
                .into(),
        size: (430, 190),
        nodes: vec![
            Node::text((25, 70), "x₁"),
            Node::text((25, 170), "x₂"),
            Node::circle((165, 40), "h"),
            Node::circle((310, 110), "y"),
            Node::text((395, 110), "0 or 1"),
            Node::text((226, 18), "b = −1.5"),
            Node::text((310, 153), "b = −0.5"),
        ],
        arrows: vec![
            arrow(0, 2, "1", 0.5),
            arrow(1, 2, "1", 0.5),
            arrow(0, 3, "1", 0.5),
            arrow(1, 3, "1", 0.5),
            arrow(2, 3, "−2", 0.45),
            arrow(3, 4, "", 0.5),
        ],
    }
    .draw()
}
