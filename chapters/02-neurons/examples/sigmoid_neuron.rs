//! A sigmoid neuron learns to tell two handwritten digits apart.
//!
//! ```text
//! cargo run --release -p ch02 --example sigmoid_neuron
//! cargo run --release -p ch02 --example sigmoid_neuron -- --digits 4,9 --rate 0.1
//! cargo run --release -p ch02 --example sigmoid_neuron -- --mnist       # once it was fetched
//! ```

use anyhow::{Result, ensure};
use ch02::{BinaryDigits, drawings, fraction, parse_digit_pair};
use clap::Parser;
use data::folder::download_dir;
use data::shuffle::permutation;
use neurons::Neuron;
use numeric::central_difference;
use training::Summary;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Teaches one sigmoid neuron to tell two handwritten digits apart
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// The two digits
    #[arg(long, default_value = "3,5", value_parser = parse_digit_pair)]
    digits: [u8; 2],
    /// The learning rate, at most 1000 [default: 0.5; 0.05 on MNIST, whose images have more ink]
    #[arg(long, allow_negative_numbers = true)]
    rate: Option<f64>,
    /// Steps of gradient descent
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..))]
    steps: u32,
    /// Take the digits of MNIST, which `cargo gradus data fetch mnist` fetches, and not the embedded
    #[arg(long)]
    mnist: bool,
}

fn main() -> Result<()> {
    let Arguments { common, digits, rate, steps, mnist } = Arguments::parse();
    let good = rate.is_none_or(|rate| rate > 0.0 && rate <= 1_000.0);
    ensure!(good, "--rate must be a positive number, at most 1000");
    let mut results = OutputDir::new(common.out.as_deref(), "ch02/sigmoid_neuron")?;
    let mut numbers = ResultsFile::default();

    // ANCHOR: data
    // Two digits out of ten. The neuron's output shall be the probability that the image is the second.
    let data = if mnist { data::mnist(&download_dir().join("mnist"))? } else { data::digits() };
    let (train, test) =
        (BinaryDigits::of(&data.train, digits), BinaryDigits::of(&data.test, digits));
    let ([first, second], pixels) = (digits, train.x.nrows());
    let rate = rate.unwrap_or(if mnist { 0.05 } else { 0.5 });
    say(format_args!(
        "{first} or {second}: {} images of {pixels} pixels to learn from, {} to judge by",
        train.images.len(),
        test.images.len()
    ));
    // ANCHOR_END: data

    // Before it may learn from its gradient, the gradient is checked numerically.
    check_gradient(&train);

    // ANCHOR: train
    // It begins with zeros: every output is 1/2, and every image costs ln 2. Then, again and again,
    // the gradient over all images, and a step against it.
    let (x, t) = (train.x.as_view(), train.targets());
    let mut neuron = Neuron::zeros(pixels);
    let (mut losses, mut stages) = (Vec::new(), Vec::new());
    say("");
    for step in 0..=steps {
        let gradient = neuron.cross_entropy_gradient(x, &t);
        losses.push((f64::from(step), gradient.loss));
        if [0, 1, 10, 100, steps].contains(&step) {
            let (on_train, on_test) = (accuracy(&neuron, &train), accuracy(&neuron, &test));
            say(format_args!(
                "step {step:>4}: loss {:.4}, right {:>5.1} % in training, {:>5.1} % on the test",
                gradient.loss,
                100.0 * on_train,
                100.0 * on_test
            ));
            stages.push((step, neuron.clone()));
        }
        neuron.gradient_step(&gradient, rate);
    }
    // ANCHOR_END: train

    // How fast should it go? Four rates, from the same start, a hundred steps each.
    let rates = [0.02, 0.2, 1.0, 20.0].map(|factor| six_digits(factor * rate));
    let curves = rates.map(|rate| descent(&train, rate, 100));
    say("");
    for (rate, curve) in rates.iter().zip(&curves) {
        let last = curve.last().map_or(f64::NAN, |point| point.1);
        let rises = curve.windows(2).filter(|pair| pair[1].1 > pair[0].1).count();
        say(format_args!(
            "rate {rate:<4}: loss {last:.4} after 100 steps, {rises} of which went up"
        ));
    }

    // How many images does it need? Ten random choices of each size: mean and standard deviation.
    say("");
    for size in [5, 10, 20, 50, 200] {
        let Summary { mean, std, .. } = with_fewer(&train, &test, size, rate, common.seed);
        say(format_args!(
            "{size:>3} images: right {:.1} % on the test, ± {:.1}",
            100.0 * mean,
            100.0 * std
        ));
        numbers.add(&format!("accuracy_{size}"), mean);
        numbers.add(&format!("deviation_{size}"), std);
    }

    let last = losses[steps as usize].1;
    let errors = wrong(&neuron, &test);
    numbers.add("train_images", train.images.len());
    numbers.add("test_images", test.images.len());
    numbers.add("first_loss", losses[0].1);
    numbers.add("last_loss", last);
    numbers.add("test_accuracy", accuracy(&neuron, &test));
    numbers.add("errors", errors.len());
    numbers.add("rate", rate);
    numbers.add("data", data.fingerprint());
    numbers.add("seed", common.seed);
    results.write("results.toml", |path| numbers.save(path));
    results.write("loss.svg", |path| drawings::rates_chart(&rates, curves)?.save(path));
    results.write("weights.svg", |path| drawings::weights(&stages, &train)?.save(path));
    if errors.is_empty() {
        results.remove("mistakes.svg");
    } else {
        results
            .write("mistakes.svg", |path| drawings::mistakes(&errors, &test, digits)?.save(path));
    }
    results.finish()
}

// ANCHOR: check
/// Gradient check: compares the analytic gradient of three weights with central differences.
fn check_gradient(train: &BinaryDigits) {
    let (x, t) = (train.x.as_view(), train.targets());
    let neuron = Neuron::zeros(train.x.nrows());
    let gradient = neuron.cross_entropy_gradient(x, &t);
    let (middle, row) = (train.x.nrows() / 2 + 1, train.images.format().width);
    say("");
    say("weight    analytic     numerical   difference");
    for pixel in [middle - row, middle, middle + row] {
        let mut perturbed = neuron.clone();
        let loss = |w| {
            perturbed.w[pixel] = w;
            perturbed.cross_entropy_gradient(x, &t).loss
        };
        let (analytic, numerical) = (gradient.dw[pixel], central_difference(loss, 0.0, 1e-5));
        let difference = (analytic - numerical).abs();
        let within = if difference < 1e-9 { "below 1e-9" } else { "TOO LARGE" };
        say(format_args!("w[{pixel:>3}]  {analytic:>+.7}    {numerical:>+.7}   {within}"));
    }
}
// ANCHOR_END: check

/// A number to six digits, so that 0.02 · 0.35 is printed as 0.007.
fn six_digits(number: f64) -> f64 {
    format!("{number:.5e}").parse().expect("what Rust prints, it reads")
}

/// The accuracy on the images.
fn accuracy(neuron: &Neuron<f64>, pair: &BinaryDigits) -> f64 {
    1.0 - fraction(wrong(neuron, pair).len(), pair.images.len())
}

/// The misclassified images, each with the predicted probability of the second digit.
fn wrong(neuron: &Neuron<f64>, pair: &BinaryDigits) -> Vec<(usize, f64)> {
    let outputs = pair.x.column_iter().map(|x| neuron.predict_proba(x.as_slice()));
    let outputs = outputs.enumerate().zip(&pair.second);
    outputs.filter(|((_, y), second)| (*y >= 0.5) != **second).map(|(output, _)| output).collect()
}

/// The loss before each step of gradient descent.
fn descent(train: &BinaryDigits, rate: f64, steps: u32) -> Vec<(f64, f64)> {
    let (mut neuron, t) = (Neuron::zeros(train.x.nrows()), train.targets());
    let step = |step| {
        let gradient = neuron.cross_entropy_gradient(train.x.as_view(), &t);
        neuron.gradient_step(&gradient, rate);
        (f64::from(step), gradient.loss)
    };
    (0..=steps).map(step).collect()
}

// ANCHOR: ablation
/// The test accuracies of ten neurons that each learn from another random choice of `size` images.
fn with_fewer(
    train: &BinaryDigits,
    test: &BinaryDigits,
    size: usize,
    rate: f64,
    seed: u64,
) -> Summary {
    let accuracies: Vec<f64> = (0..10)
        .map(|choice| {
            let order = permutation(train.images.len(), seed, choice);
            let few = train.select(&order[..size.min(order.len())]);
            let (mut neuron, t) = (Neuron::zeros(few.x.nrows()), few.targets());
            for _ in 0..300 {
                neuron.gradient_step(&neuron.cross_entropy_gradient(few.x.as_view(), &t), rate);
            }
            accuracy(&neuron, test)
        })
        .collect();
    Summary::of(&accuracies)
}
// ANCHOR_END: ablation
