//! Reverse mode on single numbers: a tape small enough for paper, and a network that is trained with it.
//!
//! ```text
//! cargo run --release -p ch07 --example scalar
//! ```

use anyhow::Result;
use ch07::{Moons, Number, SmallNetwork, Tape, TensorNetwork, Var};
use clap::Parser;
use figures::{Arrow, Color, Diagram, Figure, FigureError, Node, PointGroup, Scatter, Series};
use std::time::Instant;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Shows a tape of five operations, and trains a network of 33 parameters on two half moons
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

const NETWORK: SmallNetwork = SmallNetwork { hidden: 8 };
const POINTS: usize = 200;
const STEPS: usize = 1000;
const RATE: f64 = 0.3;

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch07/scalar")?;
    let mut numbers = ResultsFile::default();

    // ANCHOR: paper
    // b is used twice: in the product, and in the sum.
    let tape = Tape::default();
    let (a, b) = (tape.variable(-2.0), tape.variable(3.0));
    let y = (a * b + b).powi(2);
    let adjoints = y.backward();
    // ANCHOR_END: paper
    say("node  operation  parents    value   local derivatives   adjoint");
    let list = |items: Vec<String>| items.join(", ");
    for (i, node) in tape.recorded().iter().enumerate() {
        say(format_args!(
            "{i:>4}  {:<9}  {:<7}{:>9}   {:<17}{:>10}",
            node.op,
            list(node.parents.iter().map(|parent| parent.0.to_string()).collect()),
            number(node.value),
            list(node.parents.iter().map(|parent| number(parent.1)).collect()),
            number(adjoints.of_node(i))
        ));
    }
    say("");
    numbers.add("adjoint_a", adjoints[a]);
    numbers.add("adjoint_b", adjoints[b]);
    results.write("forward.svg", |path| graph(&tape, None)?.save(path));
    let back = |i| number(adjoints.of_node(i));
    results.write("backward.svg", |path| graph(&tape, Some(&back))?.save(path));

    let moons = Moons::new(POINTS, common.seed);
    let mut parameters = NETWORK.initial(common.seed);
    let (first, nodes) = step(&mut parameters, &moons);
    say(format_args!("{POINTS} points, {} parameters: {nodes} nodes a step", parameters.len()));
    let mut loss = first;
    for _ in 1..STEPS {
        loss = step(&mut parameters, &moons).0;
    }
    let right = |(x, t): &(&[f64; 2], &f64)| NETWORK.output(&parameters, **x) * **t > 0.0;
    let right = moons.points.iter().zip(&moons.targets).filter(right).count();
    say(format_args!("the loss falls from {first:.3} to {loss:.3} in {STEPS} steps"));
    say(format_args!("on the right side: {right} of {POINTS} points"));
    results.write("moons.svg", |path| picture(&moons, &parameters).draw()?.save(path));

    say("");
    say("one gradient             single numbers       tensors");
    for (network, points) in [(NETWORK, POINTS), (SmallNetwork { hidden: 128 }, 2000)] {
        let [scalar, tensors] = race(network, &Moons::new(points, common.seed));
        say(format_args!(
            "{:>3} units, {points:>4} points  {:>11.3} ms {:>10.3} ms, {:.0} times faster",
            network.hidden,
            1e3 * scalar,
            1e3 * tensors,
            scalar / tensors
        ));
        numbers.add(&format!("times_faster_{}", network.hidden), scalar / tensors);
    }
    say("no element differs by more than 1e-14");
    numbers.add("nodes", nodes);
    numbers.add("parameters", parameters.len());
    numbers.add("first_loss", first);
    numbers.add("loss", loss);
    numbers.add("right", right);
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

// ANCHOR: step
/// One step of gradient descent; the loss before it, and how many nodes the tape had.
fn step(parameters: &mut [f64], moons: &Moons) -> (f64, usize) {
    let tape = Tape::default();
    let vars: Vec<Var<f64>> = parameters.iter().map(|w| tape.variable(*w)).collect();
    let loss = NETWORK.loss(&vars, moons, 0.0);
    let adjoints = loss.backward();
    for (parameter, var) in parameters.iter_mut().zip(vars) {
        *parameter -= RATE * adjoints[var];
    }
    (loss.value(), tape.len())
}
// ANCHOR_END: step

/// The shortest times of one gradient with both tapes, in seconds.
fn race(network: SmallNetwork, moons: &Moons) -> [f64; 2] {
    let parameters = network.initial(1);
    let tensors = TensorNetwork::new(network, &parameters);
    let scalar = || {
        let tape = Tape::default();
        let vars: Vec<Var<f64>> = parameters.iter().map(|w| tape.variable(*w)).collect();
        let adjoints = network.loss(&vars, moons, 0.0).backward();
        vars.iter().map(|var| adjoints[*var]).collect::<Vec<f64>>()
    };
    let mut times = [f64::INFINITY; 2];
    for _ in 0..5 {
        let start = Instant::now();
        let a = scalar();
        times[0] = times[0].min(start.elapsed().as_secs_f64());
        let start = Instant::now();
        let b = tensors.gradient(moons, 0.0);
        times[1] = times[1].min(start.elapsed().as_secs_f64());
        let same = a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-14);
        assert!(same, "the two gradients differ");
    }
    times
}

/// The graph of the calculation: values and local derivatives, or, going back, adjoints.
fn graph(tape: &Tape<f64>, back: Option<&dyn Fn(usize) -> String>) -> Result<Figure, FigureError> {
    let at = [(40, 40), (40, 150), (160, 40), (280, 95), (400, 95)];
    let names = ["a", "b", "a·b", "a·b + b", "(a·b + b)²"];
    let nodes = tape.recorded();
    let mut arrows = Vec::new();
    for (i, node) in nodes.iter().enumerate() {
        for (parent, slope) in &node.parents {
            let (from, to) = if back.is_some() { (i, *parent) } else { (*parent, i) };
            let label = if back.is_some() { number(*slope) } else { String::new() };
            arrows.push(Arrow { from, to, label, label_at: 0.5 });
        }
    }
    let color = if back.is_some() { Color::ALL[1] } else { Color::ALL[0] };
    let mut circles: Vec<Node> = (0..nodes.len())
        .map(|i| {
            let label = back.map_or_else(|| number(nodes[i].value), |back| back(i));
            Node { circle: Some(color), ..Node::text(at[i], &label) }
        })
        .collect();
    let below = |i: usize| Node::text((at[i].0, at[i].1 + 38), names[i]);
    circles.extend((0..nodes.len()).map(below));
    Diagram {
        description: match back {
            None => {
                "The graph of (a·b + b)² at a = −2, b = 3, with the value of each node: a·b is \
                     −6, the sum −3, the square 9. From b an arrow goes to the product and one to \
                     the sum."
                    .into()
            }
            Some(_) => "The same graph with all arrows turned round and the adjoint in each node: \
                        1 at the square, −6 at the sum, −6 at the product, −18 at a. At b two \
                        arrows arrive, with −6 times 1 and −6 times −2, which makes 6."
                .into(),
        },
        size: (460, 200),
        nodes: circles,
        arrows,
    }
    .draw()
}

/// The points, and where the network's output changes its sign.
fn picture(moons: &Moons, parameters: &[f64]) -> Scatter {
    let group = |label: &str, sign: f64, hollow| PointGroup {
        label: label.into(),
        points: moons
            .points
            .iter()
            .zip(&moons.targets)
            .filter(|(_, t)| **t == sign)
            .map(|(x, _)| (x[0], x[1]))
            .collect(),
        hollow,
    };
    let output = |x: f64, y: f64| NETWORK.output(parameters, [x, y]);
    // From left to right, the lowest height at which the sign changes.
    let boundary = (-170..=170).map(|i| f64::from(i) / 100.0).filter_map(|x| {
        let mut heights = (-100..100).map(|j| f64::from(j) / 100.0);
        heights.find(|y| output(x, *y) <= 0.0 && output(x, y + 0.01) > 0.0).map(|y| (x, y))
    });
    Scatter {
        description: "Two half moons that reach into each other, and a curved line between them, \
                      where the trained network's output is zero."
            .into(),
        x_label: "x₁".into(),
        y_label: "x₂".into(),
        groups: vec![group("target −1", -1.0, true), group("target 1", 1.0, false)],
        paths: vec![Series { points: boundary.collect(), ..Series::default() }],
        ..Scatter::default()
    }
}

fn number(x: f64) -> String {
    format!("{x}").replace('-', "−")
}
