//! One neuron: what it computes, step by step.
//!
//! ```text
//! cargo run --release -p ch02 --example one_neuron
//! ```

use anyhow::Result;
use ch02::format_signed;
use clap::Parser;
use figures::{Arrow, Color, Diagram, FigureError, Node};
use neurons::{Identity, Neuron};
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Computes the output of one neuron, and shows each step
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch02/one_neuron")?;

    // ANCHOR: walk
    // Shall we go for a walk? Three things speak for it or against it, each from 0 to 1. The weights
    // say how much each counts, and in which direction; the bias is how we feel about walks at all.
    let names = ["sun", "wind", "rain"];
    let neuron = Neuron { w: vec![2.0, -1.0, -3.0], b: -0.5 };
    let today = [0.75, 0.5, 0.1];

    for ((name, w), x) in names.iter().zip(&neuron.w).zip(&today) {
        say(format_args!(
            "{name:>5}: {x:<5} × {:>3} = {:>7}",
            format_signed(*w),
            format_signed(w * x)
        ));
    }
    let z = neuron.weighted_sum(&today);
    say(format_args!("the bias adds {:>11}", format_signed(neuron.b)));
    say(format_args!("the weighted sum z {:>6}", format_signed(z)));
    // ANCHOR_END: walk

    // The same sum through three activations.
    say("");
    say(format_args!("as it is:      y = {}", format_signed(neuron.output(Identity, &today))));
    say(format_args!("yes or no:     y = {}", if neuron.is_active(&today) { "yes" } else { "no" }));
    say(format_args!("a probability: y = {:.4}", neuron.predict_proba(&today)));

    let mut numbers = ResultsFile::default();
    numbers.add("z", z);
    numbers.add("probability", neuron.predict_proba(&today));
    results.write("results.toml", |path| numbers.save(path));
    results.write("neuron.svg", |path| diagram(&neuron, &today)?.save(path));
    results.finish()
}

/// The neuron as a drawing: inputs on the left, each arrow with its weight.
fn diagram(neuron: &Neuron<f64>, x: &[f64]) -> Result<figures::Figure, FigureError> {
    let names = ["sun", "wind", "rain"];
    let inputs = names
        .iter()
        .zip(x)
        .zip(0..)
        .map(|((name, x), row)| Node::text((55, 35 + 62 * row), &format!("{name} {x}")));
    let sum = Node::circle((215, 97), "Σ + b");
    let activation = Node { circle: Some(Color::Green), ..Node::circle((320, 97), "f") };
    let bias = Node::text((215, 180), &format!("b = {}", format_signed(neuron.b)));
    let weights = neuron.w.iter().zip(0..).map(|(w, from)| Arrow {
        from,
        to: 3,
        label: format_signed(*w),
        label_at: 0.45,
    });
    let arrow = |from, to, label: &str| Arrow { from, to, label: label.into(), label_at: 0.42 };
    Diagram {
        description: "Three inputs, sun 0.75, wind 0.5 and rain 0.1, point to a circle that adds \
                      them up, on arrows with the weights 2, minus 1 and minus 3. The bias minus \
                      0.5 points to it too. Its sum z goes to a second circle, f, which gives the \
                      output y."
            .into(),
        size: (430, 200),
        nodes: inputs.chain([sum, activation, Node::text((405, 97), "y"), bias]).collect(),
        arrows: weights.chain([arrow(3, 4, "z"), arrow(4, 5, ""), arrow(6, 3, "")]).collect(),
    }
    .draw()
}
