//! A network trained on digits by hand-written gradients, and what the gradients cost.
//!
//! ```text
//! cargo run --release -p ch06 --example by_hand
//! cargo run --release -p ch06 --example by_hand -- --hidden 128
//! ```

use anyhow::Result;
use backprop::{DenseGradients, DenseLayer, Differentiable};
use ch06::Digits;
use clap::Parser;
use data::shuffle::{batches, permutation};
use figures::{LineChart, Series};
use losses::{CrossEntropy, Loss};
use nalgebra::DMatrix;
use neurons::{Activation, Identity};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rand_distr::{Distribution, StandardNormal};
use std::time::Instant;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};
use training::{Summary, argmax};

/// Trains a network on handwritten digits with the four rules and nothing else
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// Hidden units
    #[arg(long, default_value_t = 32, value_parser = clap::value_parser!(u16).range(1..=2000))]
    hidden: u16,
    /// How often the network goes through the training images
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..))]
    epochs: u32,
}

// ANCHOR: network
/// The network: two layers.
struct Classifier {
    hidden: DenseLayer<f32, activations::Relu>,
    output: DenseLayer<f32, Identity>,
}
// ANCHOR_END: network

fn main() -> Result<()> {
    let Arguments { common, hidden, epochs } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch06/by_hand")?;
    let mut numbers = ResultsFile::default();
    let split = data::digits();
    let (train, test) = (Digits::of(&split.train), Digits::of(&split.test));
    let hidden = usize::from(hidden);
    say(format_args!(
        "64 inputs, {hidden} hidden units, 10 classes; {epochs} epochs, batches of 32, rate 0.2, three seeds"
    ));
    let (mut right, mut curve) = (Vec::new(), Vec::new());
    for seed in common.seed..common.seed + 3 {
        let mut classifier = Classifier::new(hidden, seed);
        for epoch in 0..epochs {
            let mut total = 0.0;
            let order = permutation(train.classes.len(), seed, u64::from(epoch));
            for batch in batches(&order, 32) {
                let batch = train.batch(batch);
                total += classifier.step(&batch, 0.2) * batch.classes.len() as f32;
            }
            if seed == common.seed {
                let loss = f64::from(total) / train.classes.len() as f64;
                curve.push((f64::from(epoch + 1), loss));
            }
        }
        right.push(classifier.accuracy(&test));
    }
    let right = Summary::of(&right);
    say(format_args!("% right on {} test images: {right}", test.classes.len()));
    numbers.add("right", right.mean);
    numbers.add("right_deviation", right.std);
    numbers.add("last_loss", curve[curve.len() - 1].1);

    // ANCHOR: count
    // The multiply-adds of one image. Forward, each weight is used once. Backward, once for its own
    // gradient, and once to hand the gradient on to the layer below, which the first layer need not.
    let (first, second) = (64 * hidden, hidden * 10);
    let forward = first + second;
    let backward = first + 2 * second;
    let parameters = forward + hidden + 10;
    // ANCHOR_END: count
    say("");
    say(format_args!("multiply-adds of one image: {forward} forward, {backward} backward"));
    say(format_args!(
        "the gradient of all {parameters} parameters, measured by central differences: {} forward passes",
        2 * parameters
    ));
    numbers.add("forward", forward);
    numbers.add("backward", backward);
    numbers.add("parameters", parameters);
    let [forward, both] = times(hidden, &train);
    say(format_args!(
        "measured, {} images: forward {:.0} µs, forward and backward {:.0} µs, {:.1} times as long",
        train.classes.len(),
        1e6 * forward,
        1e6 * both,
        both / forward
    ));
    numbers.add("time_ratio", both / forward);

    let chart = LineChart {
        description: "The training loss over the epochs falls from above 1 to below 0.05.".into(),
        x_label: "epoch".into(),
        y_label: "training loss".into(),
        log_y: true,
        series: vec![Series { points: curve, ..Series::default() }],
    };
    results.write("loss.svg", |path| chart.draw()?.save(path));
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

impl Classifier {
    fn new(hidden: usize, seed: u64) -> Self {
        let rng = &mut ChaCha8Rng::seed_from_u64(seed);
        let mut weights = |neurons: usize, inputs: usize| {
            let deviation = (2.0 / inputs as f32).sqrt();
            DMatrix::from_fn(neurons, inputs, |_, _| {
                let x: f32 = StandardNormal.sample(rng);
                deviation * x
            })
        };
        Classifier {
            hidden: DenseLayer::new(weights(hidden, 64), vec![0.0; hidden], activations::Relu),
            output: DenseLayer::new(weights(10, hidden), vec![0.0; 10], Identity),
        }
    }

    // ANCHOR: train
    /// The loss of a batch, and its gradients with respect to the parameters of both layers.
    fn gradients(&self, batch: &Digits<f32>) -> (f32, [DenseGradients<f32>; 2]) {
        // Forward, keeping what each layer will need.
        let hidden = self.hidden.forward(&batch.x);
        let output = self.output.forward(&hidden.y);
        // The loss, and its gradient with respect to the logits.
        let mut dy = DMatrix::zeros(10, batch.classes.len());
        let (y, classes) = (output.y.as_view(), &batch.classes);
        let loss = CrossEntropy.value_and_gradient(y, classes, dy.as_view_mut());
        // Backward: each layer turns the gradient of its output into that of its input.
        let (of_output, dy) = self.output.backward(&hidden.y, &output, dy);
        let (of_hidden, _) = self.hidden.backward(&batch.x, &hidden, dy);
        (loss, [of_hidden, of_output])
    }

    /// One step of gradient descent on a batch; its loss.
    fn step(&mut self, batch: &Digits<f32>, rate: f32) -> f32 {
        let (loss, [of_hidden, of_output]) = self.gradients(batch);
        // Only now is anything changed: all gradients are those of the same weights.
        descend(&mut self.hidden, &of_hidden, rate);
        descend(&mut self.output, &of_output, rate);
        loss
    }
    // ANCHOR_END: train

    fn forward(&self, x: &DMatrix<f32>) -> DMatrix<f32> {
        self.output.forward(&self.hidden.forward(x).y).y
    }

    fn accuracy(&self, digits: &Digits<f32>) -> f64 {
        let y = self.forward(&digits.x);
        let right = y.column_iter().zip(&digits.classes);
        let right = right.filter(|(y, class)| argmax(y.as_slice()) == **class).count();
        right as f64 / digits.classes.len() as f64
    }
}

/// `w ← w − η·∂w`.
fn descend<A: Activation<f32>>(
    layer: &mut DenseLayer<f32, A>,
    gradients: &DenseGradients<f32>,
    rate: f32,
) {
    layer.weight -= &gradients.weight * rate;
    layer.bias.iter_mut().zip(&gradients.bias).for_each(|(b, db)| *b -= rate * db);
}

/// The shortest time of a forward pass, and of one forward and backward, in seconds.
fn times(hidden: usize, digits: &Digits<f32>) -> [f64; 2] {
    let classifier = Classifier::new(hidden, 1);
    let shortest = |run: &dyn Fn()| {
        let time = |_| {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f64()
        };
        (0..200).map(time).fold(f64::INFINITY, f64::min)
    };
    [
        shortest(&|| drop(classifier.forward(&digits.x))),
        shortest(&|| drop(classifier.gradients(digits))),
    ]
}
