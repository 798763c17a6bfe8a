//! What fifty layers make of a batch, and of its gradient, for weights that were drawn in several
//! ways; and which of these networks learn.
//!
//! ```text
//! cargo run --release -p ch09 --example fifty_layers
//! ```

use activations::{Relu, Tanh};
use anyhow::Result;
use autograd::{Tape, Var};
use ch09::{Activate, Normalization, Recipe, deep_mlp, for_seeds, gaussian_mean, mean, spread};
use clap::{Parser, builder::RangedU64ValueParser};
use figures::{Figure, FigureError, Frame, LineChart, Series, Slider};
use neurons::Activation;
use nn::{Dense, Forward, Initialization};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rand_distr::{Distribution, StandardNormal};
use tensor::Tensor;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Follows a batch and its gradient through fifty layers
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// Passes over the training data
    #[arg(long, default_value_t = 30, value_parser = RangedU64ValueParser::<usize>::new().range(1..))]
    epochs: usize,
    /// Runs of each network
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..))]
    seeds: u64,
}

const DEPTH: usize = 50;
const WIDTH: usize = 256;

/// Of the networks that are trained: of fifty layers none learns well.
const TRAINED_DEPTH: usize = 20;

/// The ways to draw the weights of square layers, where Glorot's and LeCun's are one, and the
/// standard deviation of a weight times `√WIDTH`.
const SCHEMES: [(&str, f64); 5] = [
    ("half of Glorot's", 0.5),
    ("PyTorch's default", 0.577_350_269_189_625_8),
    ("Glorot, LeCun", 1.0),
    ("He", std::f64::consts::SQRT_2),
    ("twice He's", 2.0 * std::f64::consts::SQRT_2),
];

fn main() -> Result<()> {
    let Arguments { common, epochs, seeds } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch09/fifty_layers")?;
    let mut numbers = ResultsFile::default();
    one_layer(common.seed, &mut numbers);
    follow("relu", Relu, common.seed, &mut results, &mut numbers)?;
    follow("tanh", Tanh, common.seed, &mut results, &mut numbers)?;
    results.write("gain.svg", |path| gains()?.save(path));
    train(epochs, seeds, &mut numbers);
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

/// The mean of the squares.
fn mean_square(values: &[f64]) -> f64 {
    values.iter().map(|x| x * x).sum::<f64>() / values.len() as f64
}

fn normal(rows: usize, columns: usize, rng: &mut ChaCha8Rng) -> Tensor<f64> {
    Tensor::from_fn([rows, columns], || StandardNormal.sample(rng))
}

/// One linear layer that is not square: by what it multiplies the mean square of its input, and of
/// the gradient on its way back.
fn one_layer(seed: u64, numbers: &mut ResultsFile) {
    use Initialization::{GlorotNormal, LecunNormal, Orthogonal};
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let (inputs, outputs) = (WIDTH, WIDTH / 4);
    say(format_args!(
        "one linear layer, {inputs} inputs, {outputs} outputs: mean squares change by"
    ));
    say("weights             forward        backward");
    // ANCHOR: one_layer
    let schemes = [("LeCun", LecunNormal, "lecun"), ("Glorot", GlorotNormal, "glorot")];
    for (name, weights, key) in
        schemes.into_iter().chain([("orthogonal", Orthogonal { gain: 1.0 }, "orthogonal")])
    {
        let layer = Dense::with_init(inputs, outputs, neurons::Identity, weights, rng);
        let (x, dy) = (normal(512, inputs, rng), normal(512, outputs, rng));
        let mut forward = 0.0;
        let gradients = Tape::new().gradients(|tape| {
            let y = layer.forward(tape.leaf(&x));
            forward = mean_square(y.value().as_slice()) / mean_square(x.as_slice());
            (y * &dy).sum()
        });
        let dx = gradients.leaf(0).expect("the batch is a leaf");
        let backward = mean_square(dx.as_slice()) / mean_square(dy.as_slice());
        // ANCHOR_END: one_layer
        say(format_args!("{name:<16}{forward:>11.3}{backward:>16.3}"));
        numbers.add(&format!("{key}_forward"), forward);
        numbers.add(&format!("{key}_backward"), backward);
    }
}

/// The mean square of the outputs of each layer, and that of the gradient with respect to them.
struct Squares {
    outputs: Vec<f64>,
    gradients: Vec<f64>,
}

// ANCHOR: measure
fn measure<A: Activation<f64>>(activation: A, gain: f64, seed: u64) -> Squares {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let weights = Initialization::Normal { std: gain / (WIDTH as f64).sqrt() };
    let mut layer = || Dense::with_init(WIDTH, WIDTH, activation, weights, rng);
    let layers: Vec<_> = (0..DEPTH).map(|_| layer()).collect();
    let (x, loss_weights) = (normal(WIDTH, WIDTH, rng), normal(WIDTH, WIDTH, rng));
    let nothing = Tensor::zeros([WIDTH, WIDTH]);
    let mut outputs = Vec::new();
    let gradients = Tape::new().gradients(|tape| {
        let mut y: Var<f64> = tape.constant(&x);
        for layer in &layers {
            // A leaf that adds nothing: its gradient is that with respect to this layer's output.
            y = layer.forward(y) + tape.leaf(&nothing);
            outputs.push(mean_square(y.value().as_slice()));
        }
        (y * &loss_weights).sum()
    });
    let gradient = |layer| gradients.leaf(layer).expect("one leaf for each layer");
    Squares {
        outputs,
        gradients: (0..DEPTH).map(|l| mean_square(gradient(l).as_slice())).collect(),
    }
}
// ANCHOR_END: measure

// ANCHOR: predict
/// What the variances must be if all sums are normally distributed and independent.
fn predict<A: Activation<f64>>(activation: A, gain: f64) -> Squares {
    let (variance, mut outputs, mut slopes) = (gain * gain, Vec::new(), Vec::new());
    let mut square = 1.0;
    for _ in 0..DEPTH {
        // n·Var(w)·E[y²] is the variance of the next sums.
        let std = f64::sqrt(variance * square);
        square = gaussian_mean(|z| activation.apply(std * z).powi(2));
        let slope = |z: f64| activation.derivative(std * z, activation.apply(std * z));
        slopes.push(gaussian_mean(|z| slope(z).powi(2)));
        outputs.push(square);
    }
    let mut gradients = vec![1.0; DEPTH];
    for layer in (0..DEPTH - 1).rev() {
        gradients[layer] = variance * slopes[layer + 1] * gradients[layer + 1];
    }
    Squares { outputs, gradients }
}
// ANCHOR_END: predict

fn follow<A: Activation<f64>>(
    name: &str,
    activation: A,
    seed: u64,
    results: &mut OutputDir,
    numbers: &mut ResultsFile,
) -> Result<()> {
    say("");
    say(format_args!("{DEPTH} layers of {WIDTH} units, {}: mean square of", A::NAME));
    say("                     outputs of the last layer      gradients at the first layer");
    say("weights               measured       predicted       measured       predicted");
    let (mut forward, mut backward) = (Vec::new(), Vec::new());
    for (number, (scheme, gain)) in SCHEMES.into_iter().enumerate() {
        let (found, expected) = (measure(activation, gain, seed), predict(activation, gain));
        let ends = |squares: &Squares| [squares.outputs[DEPTH - 1], squares.gradients[0]];
        let ([y, dy], [y_expected, dy_expected]) = (ends(&found), ends(&expected));
        say(format_args!(
            "{scheme:<18}{y:>12.1e}{y_expected:>16.1e}{dy:>15.1e}{dy_expected:>16.1e}"
        ));
        for (key, value) in [("outputs", y), ("gradients", dy)] {
            numbers.add(&format!("{name}_{key}_{}", number + 1), value);
        }
        let curve = |start: i32, squares: Vec<f64>| Series {
            label: scheme.into(),
            points: (start..).map(f64::from).zip(squares).collect(),
            color: None,
        };
        forward.push(curve(1, found.outputs));
        backward.push(curve(0, found.gradients.into_iter().rev().collect()));
    }
    let description = |of: &str, text: &str| {
        format!("The mean square of the {of} over the layers, with {}. {text}", A::NAME)
    };
    for (file, x_label, y_label, text, series) in [
        (
            "forward",
            "layer",
            "mean square of the outputs",
            description("outputs", outputs_text(name)),
            forward,
        ),
        (
            "backward",
            "layers on the way back",
            "mean square of the gradients",
            description("gradients", gradients_text(name)),
            backward,
        ),
    ] {
        let chart = LineChart {
            description: text,
            x_label: x_label.into(),
            y_label: y_label.into(),
            log_y: true,
            series,
        };
        results.write(&format!("{name}_{file}.svg"), |path| chart.draw()?.save(path));
    }
    Ok(())
}

fn outputs_text(name: &str) -> &'static str {
    match name {
        "relu" => {
            "Straight lines: with He's weights it stays, with all smaller ones it falls exponentially, with larger ones it rises."
        }
        _ => {
            "With Glorot's weights it falls slowly, with smaller ones exponentially; with larger ones it stays at a level below 1."
        }
    }
}

fn gradients_text(name: &str) -> &'static str {
    match name {
        "relu" => {
            "Straight lines from the last layer back to the first: with He's weights it stays, with smaller ones it falls, with larger ones it rises."
        }
        _ => {
            "From the last layer back to the first: with Glorot's weights it falls slowly, with smaller ones exponentially, with larger ones it rises."
        }
    }
}

/// What is predicted for tanh, for many standard deviations of the weights.
fn gains() -> Result<Figure, FigureError> {
    let frame = |step: u32| -> Result<Frame, FigureError> {
        let gain = 0.5 + 0.05 * f64::from(step);
        let Squares { outputs, gradients } = predict(Tanh, gain);
        let curve = |label: &str, squares: Vec<f64>| Series {
            label: label.into(),
            points: (1..).map(f64::from).zip(squares).collect(),
            color: None,
        };
        let chart = LineChart {
            description: format!("The curves for a gain of {gain:.2}."),
            x_label: "layer".into(),
            y_label: "mean square".into(),
            log_y: true,
            series: vec![curve("outputs", outputs), curve("gradients", gradients)],
        };
        let figure = chart.draw_within((0.0, 50.0), (1e-32, 1e15))?;
        Ok(Frame { value: format!("{gain:.2}"), figure })
    };
    Slider {
        description: "The mean squares of the outputs and of the gradients over fifty layers with \
                      tanh. With a small gain both fall exponentially, the outputs to the right \
                      and the gradients to the left. Above 1 the outputs stay and the gradients \
                      grow to the left."
            .into(),
        label: "standard deviation of a weight, times √n".into(),
        frames: (0..=45).map(frame).collect::<Result<_, _>>()?,
        start: 10,
    }
    .draw()
}

/// The same network, the same optimizer, other weights at the start.
fn train(epochs: usize, seeds: u64, numbers: &mut ResultsFile) {
    say("");
    say(format_args!(
        "{TRAINED_DEPTH} layers of 64 units on digits, {epochs} epochs: test accuracy in per cent"
    ));
    say("weights               ReLU                      tanh");
    for (number, (scheme, gain)) in SCHEMES.into_iter().enumerate() {
        let [relu, tanh] = [Activate::Relu, Activate::Tanh].map(|activation| {
            for_seeds(seeds, |seed| {
                let rng = &mut ChaCha8Rng::seed_from_u64(seed);
                let weights = Initialization::Normal { std: gain / 8.0 };
                let mut model =
                    deep_mlp(TRAINED_DEPTH, activation, weights, Normalization::Nothing, rng);
                let recipe = Recipe { rate: 0.002, batch: 32, epochs };
                recipe.train(&mut model, seed)[epochs - 1]
            })
        });
        say(format_args!("{scheme:<18}    {:<22}    {}", spread(&relu), spread(&tanh)));
        numbers.add(&format!("trained_relu_{}", number + 1), mean(&relu));
        numbers.add(&format!("trained_tanh_{}", number + 1), mean(&tanh));
    }
}
