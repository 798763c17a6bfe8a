//! One network, a hundred digits, and every cure for overfitting in turn.
//!
//! ```text
//! cargo run --release -p ch10 --example cures
//! ```

use anyhow::Result;
use ch10::{Digits, Net, Parts, Recipe};
use clap::Parser;
use figures::{LineChart, Series};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use regularization::mean_probabilities;
use tensor::Tensor;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};
use training::{Summary, accuracy};

/// Trains a small network on a hundred digits with each cure for overfitting
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// How many runs of each, each with other digits and other initial weights
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..))]
    seeds: u64,
}

/// A cure, and the settings among which the validation images choose.
struct Cure {
    name: &'static str,
    settings: Vec<(String, Recipe)>,
}

// ANCHOR: cures
/// Every cure by itself, with a few settings each.
fn cures() -> Vec<Cure> {
    let with = |name, values: &[f64], set: fn(&mut Recipe, f64)| {
        let setting = |value: &f64| {
            let mut recipe = Recipe::default();
            set(&mut recipe, *value);
            (value.to_string(), recipe)
        };
        Cure { name, settings: values.iter().map(setting).collect() }
    };
    vec![
        with("none", &[0.0], |_, _| ()),
        with("L2 through Adam", &[1e-3, 3e-3, 1e-2, 3e-2], |it, value| it.l2 = value),
        with("weight decay", &[0.1, 0.3, 1.0, 3.0], |it, value| it.weight_decay = value),
        with("L1", &[1e-3, 1e-2, 3e-2, 0.1, 0.3], |it, value| it.l1 = value),
        with("elastic net", &[1e-3, 3e-3, 1e-2, 3e-2], |it, value| (it.l1, it.l2) = (value, value)),
        with("dropout", &[0.2, 0.4, 0.6, 0.8], |it, value| it.dropout = value),
        with("early stopping", &[5.0, 20.0], |it, value| it.patience = value as usize),
        with("label smoothing", &[0.02, 0.05, 0.1, 0.2], |it, value| it.smoothing = value),
        with("mixup", &[0.1, 0.2, 0.4, 1.0], |it, value| it.mixup = value),
        with("shifts", &[0.25, 0.5, 1.0, 1.5], |it, value| it.shift = value),
    ]
}
// ANCHOR_END: cures

fn main() -> Result<()> {
    let Arguments { common, seeds } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch10/cures")?;
    let mut numbers = ResultsFile::default();
    let seeds = common.seed..common.seed + seeds;
    say(format_args!(
        "100 digits to train with, 200 to choose by, 360 to judge by; {} runs of each",
        seeds.end - seeds.start
    ));
    for (key, title, wrong) in
        [("clean", "all labels right", 0.0), ("noisy", "a fifth of the labels wrong", 0.2)]
    {
        say("");
        say(format_args!("{title:<36}  on the test images"));
        say("cure             setting  % right         loss             loss against none");
        let runs: Vec<(u64, Parts)> =
            seeds.clone().map(|seed| (seed, draw(100, wrong, seed))).collect();
        let mut table = Table { key, numbers: &mut numbers, none: Vec::new() };
        compare(&runs, &mut table);
        // More digits, in fewer epochs: each network sees about 20,000 images.
        for n in [200, 400, 1200] {
            let recipe = Recipe { epochs: 20_000 / n, ..Recipe::default() };
            let on_test = seeds.clone().map(|seed| {
                let it = draw(n, wrong, seed);
                recipe.train(&it.train, &it.validation, seed, |_, _| ()).evaluate(&it.test)
            });
            table.row(&format!("{n} digits"), "", &on_test.collect::<Vec<_>>());
        }
        let chart = curves(&runs, title);
        results.write(&format!("curves-{key}.svg"), |path| chart.draw()?.save(path));
    }
    numbers.add("seeds", seeds.end - seeds.start);
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

/// Digits for one run. Wrong labels are among those to choose by, too: they come from the same
/// hands. The test images keep their own.
fn draw(n: usize, wrong: f64, seed: u64) -> Parts {
    let mut parts = Parts::draw(n, seed);
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    parts.train.mislabel(wrong, rng);
    parts.validation.mislabel(wrong, rng);
    parts
}

/// Each cure with the setting that the validation images choose, and an ensemble.
fn compare(runs: &[(u64, Parts)], table: &mut Table) {
    // ANCHOR: choose
    for Cure { name, settings } in cures() {
        // The setting with the most validation images right over all runs, the last of equals;
        // then, once, the test.
        let tried = settings.into_iter().map(|(setting, recipe)| {
            let train = |(seed, it): &(u64, Parts)| {
                recipe.train(&it.train, &it.validation, *seed, |_, _| ())
            };
            let nets: Vec<Net> = runs.iter().map(train).collect();
            let right = nets.iter().zip(runs).map(|(net, (_, it))| net.evaluate(&it.validation)[1]);
            (right.sum::<f64>(), setting, nets)
        });
        let (_, setting, nets) =
            tried.max_by(|a, b| a.0.total_cmp(&b.0)).expect("every cure has a setting");
        let on_test = nets.iter().zip(runs).map(|(net, (_, it))| net.evaluate(&it.test));
        table.row(name, &setting, &on_test.collect::<Vec<_>>());
    }
    // ANCHOR_END: choose
    // ANCHOR: ensemble
    // Five networks, of which only the initial weights and the order of the samples differ.
    let of_five = |(seed, it): &(u64, Parts)| {
        let train =
            |i| Recipe::default().train(&it.train, &it.validation, 100 * seed + i, |_, _| ());
        let logits: Vec<Tensor<f32>> = (0..5).map(|i| train(i).logits(&it.test.x)).collect();
        evaluate(&mean_probabilities(&logits), &it.test)
    };
    table.row("ensemble of 5", "", &runs.iter().map(of_five).collect::<Vec<_>>());
    // ANCHOR_END: ensemble
}

/// Loss and accuracy of these probabilities.
fn evaluate(p: &Tensor<f32>, digits: &Digits) -> [f64; 2] {
    let of_class = p.as_slice().chunks_exact(10).zip(&digits.classes).map(|(p, class)| p[*class]);
    let loss = of_class.map(|p| -f64::from(p).ln()).sum::<f64>() / digits.len() as f64;
    [loss, accuracy(p, &digits.classes).value()]
}

/// What was measured on the test images.
struct Table<'a> {
    key: &'static str,
    numbers: &'a mut ResultsFile,
    /// Without a cure: loss and accuracy of each run.
    none: Vec<[f64; 2]>,
}

impl Table<'_> {
    /// A line for loss and accuracy of each run with a cure.
    fn row(&mut self, name: &str, setting: &str, on_test: &[[f64; 2]]) {
        if self.none.is_empty() {
            self.none = on_test.to_vec();
        }
        let summary = |of: fn(([f64; 2], [f64; 2])) -> f64| {
            let pairs = on_test.iter().copied().zip(self.none.iter().copied());
            Summary::of(&pairs.map(of).collect::<Vec<_>>())
        };
        // Run against run: with a cure and without, they have the same digits.
        let (loss, right) = (summary(|(it, _)| it[0]), summary(|(it, _)| it[1]));
        let gain = summary(|(it, none)| it[0] - none[0]);
        say(format_args!(
            "{name:<15}  {setting:>7}  {:<14}  {:.3} ± {:.3}    {:+.3} ± {:.3}",
            right.to_string(),
            loss.mean,
            loss.std,
            gain.mean,
            gain.std
        ));
        let name = name.replace(' ', "_");
        let key = |what: &str| format!("{}_{name}_{what}", self.key);
        for (what, value) in [("right", right), ("loss", loss), ("gain", gain)] {
            self.numbers.add(&key(what), value.mean);
            self.numbers.add(&key(&format!("{what}_deviation")), value.std);
        }
    }
}

/// The test loss over the epochs with some of the cures, means over the runs.
fn curves(runs: &[(u64, Parts)], title: &str) -> LineChart {
    let none = Recipe::default();
    let recipes = [
        ("none", none),
        ("weight decay 1", Recipe { weight_decay: 1.0, ..none }),
        ("dropout 0.6", Recipe { dropout: 0.6, ..none }),
        ("label smoothing 0.1", Recipe { smoothing: 0.1, ..none }),
    ];
    let series = recipes.map(|(label, recipe)| {
        let mut points: Vec<(f64, f64)> =
            (1..=recipe.epochs).map(|epoch| (epoch as f64, 0.0)).collect();
        for (seed, it) in runs {
            recipe.train(&it.train, &it.validation, *seed, |epoch, net| {
                points[epoch - 1].1 += net.evaluate(&it.test)[0] / runs.len() as f64;
            });
        }
        Series { label: label.into(), points, color: None }
    });
    LineChart {
        description: format!(
            "The test loss over 200 epochs, {title}: without a cure, with weight decay, with dropout \
             and with label smoothing. It falls within the first fifty epochs or so."
        ),
        x_label: "epoch".into(),
        y_label: "test loss".into(),
        log_y: true,
        series: series.into(),
    }
}
