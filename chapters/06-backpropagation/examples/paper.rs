//! A network small enough for paper, forward and backward.
//!
//! ```text
//! cargo run --release -p ch06 --example paper
//! cargo run --release -p ch06 --example paper -- --weight 2
//! ```

use anyhow::{Result, ensure};
use ch06::{Pass, Tiny};
use clap::Parser;
use figures::{Arrow, Color, Diagram, Figure, FigureError, Frame, MatrixFigure, Node};
use figures::{NumberCell, NumberGrid, Slider};
use numeric::central_difference;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Computes all numbers of one training step of a network with two hidden units
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// The first weight of the first hidden unit
    #[arg(long, default_value_t = 1.0, allow_negative_numbers = true)]
    weight: f64,
}

const X: [f64; 2] = [1.0, 2.0];
const TARGET: f64 = 1.0;

fn main() -> Result<()> {
    let Arguments { common, weight } = Arguments::parse();
    ensure!(weight.is_finite(), "--weight must be a number");
    let mut results = OutputDir::new(common.out.as_deref(), "ch06/paper")?;
    let mut numbers = ResultsFile::default();
    let mut network = Tiny::of_the_chapter();
    network.w1[0][0] = weight;
    let pass = network.pass(X, TARGET);

    say("forward");
    say(format_args!("  z₁ = W₁·x + b₁   {}", list(&pass.z1)));
    say(format_args!("  y₁ = relu(z₁)    {}", list(&pass.y1)));
    say(format_args!("  y  = W₂·y₁ + b₂  {}", number(pass.y)));
    say(format_args!("  L  = (y − t)²    {}", number(pass.loss)));
    say("backward");
    say(format_args!("  δ₂  = 2(y − t)    {}", number(pass.delta2)));
    say(format_args!("  ∂W₂ = δ₂·y₁ᵀ      {}", list(&pass.dw2)));
    say(format_args!("  ∂b₂ = δ₂          {}", number(pass.delta2)));
    say(format_args!("  ∂y₁ = W₂ᵀ·δ₂      {}", list(&pass.dy1)));
    say(format_args!("  δ₁  = ∂y₁ ⊙ f'    {}", list(&pass.delta1)));
    say(format_args!("  ∂W₁ = δ₁·xᵀ       {} {}", list(&pass.dw1[0]), list(&pass.dw1[1])));
    say(format_args!("  ∂b₁ = δ₁          {}", list(&pass.delta1)));
    say(format_args!("  ∂x  = W₁ᵀ·δ₁      {}", list(&pass.dx)));

    // ANCHOR: measured
    // The same slope, measured: move one weight a little to both sides, and look at the loss.
    let loss = |w| {
        let mut moved = network;
        moved.w1[0][0] = w;
        moved.pass(X, TARGET).loss
    };
    let measured = central_difference(loss, network.w1[0][0], 1e-5);
    // ANCHOR_END: measured
    say("");
    say(format_args!("the first of ∂W₁, measured: {measured:.6}"));

    // ANCHOR: step
    // One step against the gradient, with a rate of 0.02.
    let mut after = network;
    for i in 0..2 {
        for j in 0..2 {
            after.w1[i][j] -= 0.02 * pass.dw1[i][j];
        }
        after.b1[i] -= 0.02 * pass.delta1[i];
        after.w2[i] -= 0.02 * pass.dw2[i];
    }
    after.b2 -= 0.02 * pass.delta2;
    // ANCHOR_END: step
    let lower = after.pass(X, TARGET).loss;
    say(format_args!("after one step with the rate 0.02 the loss is {lower:.4}"));
    numbers.add("loss", pass.loss);
    numbers.add("loss_after", lower);
    numbers.add("measured", measured);
    results.write("results.toml", |path| numbers.save(path));
    results.write("forward.svg", |path| forward(&network, &pass)?.save(path));
    results.write("backward.svg", |path| backward(&pass)?.save(path));
    results.write("numbers.svg", |path| slider()?.draw()?.save(path));
    results.finish()
}

// ANCHOR: slider
/// The first weight from −3 to 3, and all numbers that depend on it.
fn slider() -> Result<Slider, FigureError> {
    let frame = |i: i32| {
        let mut network = Tiny::of_the_chapter();
        network.w1[0][0] = f64::from(i) * 0.5;
        let pass = network.pass(X, TARGET);
        let value = format!("{}; loss {}", number(network.w1[0][0]), number(pass.loss));
        Ok(Frame { value, figure: grids(&network, &pass)? })
    };
    Ok(Slider {
        description: "The numbers of a pass forward, x, W₁, y₁, W₂, y, and of the pass backward, \
                      ∂W₂, δ₁, ∂W₁, for values of one weight from −3 to 3. From −1 down the \
                      first hidden unit is off: its output and its row of ∂W₁ are zero. At 0.5 \
                      the output is the target, and all gradients are zero."
            .into(),
        label: "first weight".into(),
        frames: (-6..=6).map(frame).collect::<Result<_, FigureError>>()?,
        start: 8,
    })
}
// ANCHOR_END: slider

/// The network with its outputs in the circles and its weights on the arrows.
fn forward(network: &Tiny, pass: &Pass) -> Result<Figure, FigureError> {
    let Tiny { w1, b1, w2, b2 } = network;
    let arrow =
        |from, to, weight: f64, label_at| Arrow { from, to, label: number(weight), label_at };
    let [first, second] = pass.y1.map(number);
    let (y, loss) = (number(pass.y), number(pass.loss));
    Diagram {
        description: format!(
            "The network, forward: two inputs, 1 and 2, two hidden units with the outputs {first} \
             and {second}, one output, {y}, and the loss {loss}. On the arrows the weights."
        ),
        size: (440, 220),
        nodes: vec![
            Node::text((30, 60), &format!("x₁ = {}", number(X[0]))),
            Node::text((30, 160), &format!("x₂ = {}", number(X[1]))),
            Node::circle((180, 60), &first),
            Node::circle((180, 160), &second),
            Node::circle((310, 110), &y),
            Node::text((400, 110), &format!("L = {loss}")),
            Node::text((180, 18), &format!("b = {}", number(b1[0]))),
            Node::text((180, 203), &format!("b = {}", number(b1[1]))),
            Node::text((310, 68), &format!("b = {}", number(*b2))),
        ],
        arrows: vec![
            arrow(0, 2, w1[0][0], 0.5),
            arrow(1, 2, w1[0][1], 0.75),
            arrow(0, 3, w1[1][0], 0.75),
            arrow(1, 3, w1[1][1], 0.5),
            arrow(2, 4, w2[0], 0.5),
            arrow(3, 4, w2[1], 0.5),
            Arrow { from: 4, to: 5, ..Arrow::default() },
        ],
    }
    .draw()
}

/// The network with the δ in the circles and the gradients with respect to the weights on the
/// arrows.
fn backward(pass: &Pass) -> Result<Figure, FigureError> {
    let Pass { delta2, dw2, delta1, dw1, dx, .. } = pass;
    let circle =
        |at, value: f64| Node { circle: Some(Color::ALL[1]), ..Node::text(at, &number(value)) };
    let arrow = |from, to, value: f64, label_at| Arrow { from, to, label: number(value), label_at };
    Diagram {
        description: format!(
            "The network, backward: all arrows are turned round, from the loss to the output, from \
             there to the hidden units, and to the inputs. In the circles each neuron's δ: {}, then \
             {} and {}. On the arrows the gradients with respect to the weights.",
            number(*delta2),
            number(delta1[0]),
            number(delta1[1])
        ),
        size: (440, 190),
        nodes: vec![
            Node::text((50, 45), &format!("∂x₁ = {}", number(dx[0]))),
            Node::text((50, 145), &format!("∂x₂ = {}", number(dx[1]))),
            circle((180, 45), delta1[0]),
            circle((180, 145), delta1[1]),
            circle((310, 95), *delta2),
            Node::text((400, 95), "L"),
        ],
        arrows: vec![
            arrow(2, 0, dw1[0][0], 0.5),
            arrow(2, 1, dw1[0][1], 0.25),
            arrow(3, 0, dw1[1][0], 0.25),
            arrow(3, 1, dw1[1][1], 0.5),
            arrow(4, 2, dw2[0], 0.5),
            arrow(4, 3, dw2[1], 0.5),
            Arrow { from: 5, to: 4, ..Arrow::default() },
        ],
    }
    .draw()
}

fn grids(network: &Tiny, pass: &Pass) -> Result<Figure, FigureError> {
    let grid = |caption: &str, width: usize, values: &[f64], tint: Option<Color>| NumberGrid {
        caption: caption.into(),
        width,
        cells: values
            .iter()
            .map(|x| NumberCell { text: number(*x), tint, ..NumberCell::default() })
            .collect(),
        ..NumberGrid::default()
    };
    let (forward, backward) = (None, Some(Color::ALL[1]));
    let mut grids = vec![
        grid("x", 1, &X, forward),
        grid("W₁", 2, network.w1.as_flattened(), forward),
        grid("y₁", 1, &pass.y1, forward),
        grid("W₂", 2, &network.w2, forward),
        grid("y", 1, &[pass.y], forward),
        grid("∂W₂", 2, &pass.dw2, backward),
        grid("δ₁", 1, &pass.delta1, backward),
        grid("∂W₁", 2, pass.dw1.as_flattened(), backward),
    ];
    grids[1].cells[0].tint = Some(Color::ALL[0]);
    MatrixFigure { description: "The numbers of one pass.".into(), grids, below: Vec::new() }.draw()
}

fn number(x: f64) -> String {
    // Without a minus before zero.
    let rounded = (x * 1e4).round() / 1e4 + 0.0;
    format!("{rounded}").replace('-', "−")
}

fn list(values: &[f64]) -> String {
    format!("({})", values.iter().map(|x| number(*x)).collect::<Vec<String>>().join(", "))
}
