//! Real data with typing errors: three losses, one linear model.
//!
//! ```text
//! cargo run --release -p ch04 --example robust
//! cargo run --release -p ch04 --example robust -- --errors 20
//! ```

use anyhow::Result;
use ch04::{fit_linear, predictions};
use clap::Parser;
use data::RegressionDataset;
use data::shuffle::permutation;
use figures::{LineChart, Series};
use losses::{Huber, Loss, MeanAbsoluteError, MeanSquaredError};
use tensor::Tensor;
use training::Summary;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Fits a linear model to patients' data in which some values were typed wrongly
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// The percentage of training targets that get a zero too many
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=50))]
    errors: u32,
}

/// Patients to learn from; the others are the test set.
const TRAIN: usize = 342;
const STEPS: u32 = 2_000;

fn main() -> Result<()> {
    let Arguments { common, errors } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch04/robust")?;
    let mut numbers = ResultsFile::default();
    let patients = data::diabetes();
    say(format_args!(
        "{TRAIN} patients to learn from, {} to judge by; {errors} % of the training targets are \
         ten times too large; three seeds",
        patients.len() - TRAIN
    ));
    say("");
    say("mean absolute error on the test set      right targets      typing errors");
    let seeds = common.seed..common.seed + 3;
    let splits: Vec<Split> = seeds.map(|seed| Split::new(&patients, errors, seed)).collect();
    let mut row = |name: &str, of: &dyn Fn(&Split, &[f64]) -> f64| {
        let clean: Vec<f64> = splits.iter().map(|it| of(it, &it.targets)).collect();
        let typed: Vec<f64> = splits.iter().map(|it| of(it, &it.typed)).collect();
        let (clean, typed) = (Summary::of(&clean), Summary::of(&typed));
        let show = |it: &Summary| format!("{:.1} ± {:.1}", it.mean, it.std);
        say(format_args!("{name:<38}  {:>15}  {:>17}", show(&clean), show(&typed)));
        let key = name.to_lowercase().replace(' ', "_");
        numbers.add(&key, clean.mean);
        numbers.add(&format!("{key}_typed"), typed.mean);
    };
    // ANCHOR: compare
    row("squared error", &|split, targets| split.judge(&MeanSquaredError, targets));
    row("absolute error", &|split, targets| split.judge(&MeanAbsoluteError, targets));
    // Targets are of the order of a hundred: so is the residual from which on Huber is linear.
    row("Huber", &|split, targets| split.judge(&Huber { delta: 50.0 }, targets));
    // ANCHOR_END: compare
    row("the mean of the targets", &|split, targets| {
        let mean = targets.iter().sum::<f64>() / targets.len() as f64;
        mean_absolute(&vec![mean; split.test_targets.len()], &split.test_targets)
    });
    results.write("results.toml", |path| numbers.save(path));
    results.write("typing.svg", |path| lines(&patients, &splits[0]).draw()?.save(path));
    results.finish()
}

/// Patients in a random order, their features standardized by those that are learnt from.
struct Split {
    x: Tensor<f64>,
    targets: Vec<f64>,
    /// The same with typing errors.
    typed: Vec<f64>,
    test_x: Tensor<f64>,
    test_targets: Vec<f64>,
    order: Vec<u32>,
}

impl Split {
    fn new(patients: &RegressionDataset, errors: u32, seed: u64) -> Split {
        let order = permutation(patients.len(), seed, 0);
        let features = patients.features().len();
        let value = |patient: u32, feature: usize| patients.input(patient as usize)[feature];
        let scales: Vec<(f64, f64)> = (0..features)
            .map(|feature| {
                let values: Vec<f64> =
                    order[..TRAIN].iter().map(|patient| value(*patient, feature)).collect();
                let summary = Summary::of(&values);
                (summary.mean, summary.std)
            })
            .collect();
        let rows = |patients: &[u32]| {
            let row = |patient: &u32| -> Vec<f64> {
                let scaled = |(feature, (mean, std)): (usize, &(f64, f64))| {
                    (value(*patient, feature) - mean) / std
                };
                scales.iter().enumerate().map(scaled).collect()
            };
            Tensor::new([patients.len(), features], patients.iter().flat_map(row).collect())
        };
        let targets = |indices: &[u32]| -> Vec<f64> {
            indices.iter().map(|patient| patients.targets()[*patient as usize]).collect()
        };
        let (train, test) = order.split_at(TRAIN);
        let clean = targets(train);
        let mut typed = clean.clone();
        let wrong = TRAIN * errors as usize / 100;
        permutation(TRAIN, seed, 1)[..wrong].iter().for_each(|i| typed[*i as usize] *= 10.0);
        Split {
            x: rows(train),
            targets: clean,
            typed,
            test_x: rows(test),
            test_targets: targets(test),
            order: train.to_vec(),
        }
    }

    /// The mean absolute error on the test set of a model that was fitted to these targets.
    fn judge<L: Loss<f64, Target = [f64]>>(&self, loss: &L, targets: &[f64]) -> f64 {
        // Adam's steps are as large as its rate: the targets are brought near to zero first.
        let model = fit_linear(&Scaled(loss), &self.x, targets, STEPS);
        let predictions: Vec<f64> =
            predictions(&model, &self.test_x).iter().map(|y| y * SCALE).collect();
        mean_absolute(&predictions, &self.test_targets)
    }
}

/// The unit in which the model computes.
const SCALE: f64 = 100.0;

/// A loss of outputs in units of [`SCALE`].
struct Scaled<'a, L>(&'a L);

impl<L: Loss<f64, Target = [f64]>> Loss<f64> for Scaled<'_, L> {
    type Target = [f64];
    const NAME: &'static str = L::NAME;

    fn sample_loss(&self, y: &[f64], t: &[f64], scale: f64, dy: &mut [f64]) -> f64 {
        let y: Vec<f64> = y.iter().map(|y| y * SCALE).collect();
        let loss = self.0.sample_loss(&y, t, scale, dy);
        dy.iter_mut().for_each(|dy| *dy *= SCALE);
        loss
    }
}

fn mean_absolute(predictions: &[f64], targets: &[f64]) -> f64 {
    let errors = predictions.iter().zip(targets).map(|(y, t)| (y - t).abs());
    errors.sum::<f64>() / targets.len() as f64
}

/// The lines that two losses draw through one feature.
fn lines(patients: &RegressionDataset, split: &Split) -> LineChart {
    const BMI: usize = 2;
    let scaled = |x: f64| (x - 26.0) / 4.4;
    let bmi = split.order.iter().map(|patient| scaled(patients.input(*patient as usize)[BMI]));
    let x = Tensor::new([split.order.len(), 1], bmi.collect());
    let line = |label: &str, model: nn::Dense<f64>| {
        let y = predictions(&model, &Tensor::new([2, 1], vec![scaled(18.0), scaled(42.0)]));
        let points = vec![(18.0, y[0] * SCALE), (42.0, y[1] * SCALE)];
        Series { label: label.into(), points, color: None }
    };
    let (squared, absolute) = (Scaled(&MeanSquaredError), Scaled(&MeanAbsoluteError));
    LineChart {
        description: "Lines through the progression of the disease over the body mass index. With \
                      typing errors the squared error's climbs far above the one without, the \
                      more so to the right; the absolute error's hardly moves."
            .into(),
        x_label: "body mass index".into(),
        y_label: "progression".into(),
        log_y: false,
        series: vec![
            line("squared", fit_linear(&squared, &x, &split.targets, STEPS)),
            line("squared, errors", fit_linear(&squared, &x, &split.typed, STEPS)),
            line("absolute", fit_linear(&absolute, &x, &split.targets, STEPS)),
            line("absolute, errors", fit_linear(&absolute, &x, &split.typed, STEPS)),
        ],
    }
}
