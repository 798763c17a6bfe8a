//! Digits by softmax regression: one linear layer, trained by mini-batches.
//!
//! ```text
//! cargo run --release -p ch05 --example digits
//! cargo run --release -p ch05 --example digits -- --epochs 100
//! ```

use anyhow::Result;
use clap::Parser;
use figures::{LineChart, Series};
use gradient_descent::{
    FiniteSum, GradientDescent, L2Regularized, LogisticRegression, StopCriteria, StrongWolfe,
};
use losses::CrossEntropy;
use nalgebra::DMatrix;
use nn::{Dense, Flatten, sequential};
use optimizers::Sgd;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};
use training::{FitConfig, Summary, Trainer, accuracy};

/// Trains one linear layer on handwritten digits with batches of several sizes
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// How often each goes through the training images
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..))]
    epochs: u32,
}

fn main() -> Result<()> {
    let Arguments { common, epochs } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch05/digits")?;
    let mut numbers = ResultsFile::default();
    let data = data::digits();

    // ANCHOR: logistic
    // Two digits: logistic regression on all images at once, with a line search. The classes can be
    // parted, so without the penalty the weights would grow for ever.
    let pair: Vec<usize> =
        (0..data.train.len()).filter(|i| [3, 5].contains(&data.train.labels()[*i])).collect();
    let x = DMatrix::from_fn(65, pair.len(), |pixel, i| match pixel {
        64 => 1.0,
        _ => f64::from(data.train.image(pair[i])[pixel]) / 16.0,
    });
    let targets = pair.iter().map(|i| f64::from(u8::from(data.train.labels()[*i] == 5))).collect();
    let model = L2Regularized { objective: LogisticRegression::new(x, targets), strength: 1e-3 };
    let stop = StopCriteria { max_iterations: 5_000, ..StopCriteria::default() };
    let descent = GradientDescent { step_size: StrongWolfe::default(), stop };
    let end = descent.minimize(&model.mean(), &[0.0; 65]);
    // ANCHOR_END: logistic
    say(format_args!(
        "3 or 5, logistic regression: {} steps to a gradient of 1e-6, loss {:.4}",
        end.steps, end.value
    ));
    numbers.add("logistic_steps", end.steps);

    say("");
    say(format_args!("ten digits, softmax regression, {epochs} epochs, three seeds"));
    say("");
    say("batch    rate    steps    loss in training    % right on the test");
    let mut curves = Vec::new();
    for (batch, rate) in [(8, 0.5), (32, 0.5), (128, 0.5), (1437, 0.5), (1437, 2.0)] {
        let (mut right, mut curve) = (Vec::new(), vec![0.0; epochs as usize]);
        for seed in common.seed..common.seed + 3 {
            // ANCHOR: train
            let rng = &mut ChaCha8Rng::seed_from_u64(seed);
            let mut network = sequential![Flatten, Dense::<f32>::linear(64, 10, rng)];
            let mut trainer = Trainer::new(CrossEntropy, Sgd::new(rate), accuracy);
            let epochs = epochs as usize;
            trainer.config = FitConfig { epochs, batch_size: batch, seed, ..FitConfig::default() };
            trainer.fit(&mut network, &data.train, &data.test, &mut ());
            // ANCHOR_END: train
            right.push(trainer.evaluate(&network, &data.test).metric);
            for (sum, epoch) in curve.iter_mut().zip(&trainer.state.history.epochs) {
                *sum += epoch.train.loss / 3.0;
            }
        }
        let right = Summary::of(&right);
        let steps = epochs as usize * data.train.len().div_ceil(batch);
        let last = curve[epochs as usize - 1];
        say(format_args!(
            "{batch:>5}    {rate:<4}    {steps:>5}    {last:>16.3}    {:>19}",
            right.to_string()
        ));
        let (key, label) = match rate {
            0.5 => (format!("{batch}"), format!("batches of {batch}")),
            _ => (format!("{batch}_fast"), format!("{batch}, rate {rate}")),
        };
        numbers.add(&format!("right_{key}"), right.mean);
        numbers.add(&format!("loss_{key}"), last);
        let points = (1..).zip(curve).map(|(epoch, loss)| (f64::from(epoch), loss)).collect();
        curves.push(Series { label, points, color: None });
    }
    let chart = LineChart {
        description: "The training loss over the epochs for four sizes of batches, all with the \
                      rate 0.5: the smaller the batch, the faster it falls. A fifth curve, all \
                      images at once with the rate 2, lies between batches of 128 and all images \
                      with the rate 0.5."
            .into(),
        x_label: "epoch".into(),
        y_label: "training loss".into(),
        log_y: true,
        series: curves,
    };
    results.write("digits.svg", |path| chart.draw()?.save(path));
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}
