//! A small table, on which linear regression is hard to beat: the diabetes patients.
//!
//! ```text
//! cargo run --release -p ch11 --example patients
//! ```

use anyhow::Result;
use ch11::Rows;
use ch11::baselines::{Linear, best_count, best_lambda, nearest};
use ch11::judged::{Judged, say_head};
use ch11::network::Recipe;
use clap::Parser;
use data::Dataset;
use data::split::{SplitIndices, k_fold, train_validation_split};
use data::{Batch, Standardizer};
use nn::parameter_count;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Predicts the course of an illness with baselines and a network
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

const LAMBDAS: [f64; 7] = [0.0, 1e-4, 1e-3, 1e-2, 0.1, 1.0, 10.0];
const COUNTS: [usize; 6] = [1, 3, 5, 10, 20, 40];

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch11/patients")?;
    let mut numbers = ResultsFile::default();
    let data = data::diabetes();
    let seeds = common.seed..common.seed + 3;
    let recipe = Recipe { hidden: vec![32, 32], batch_size: 32, ..Recipe::default() };

    // Each patient is predicted once, by models that have not seen him or her.
    let [mut mean, mut linear, mut ridge, mut near] = [const { Vec::new() }; 4];
    let mut networks = vec![Vec::new(); 3];
    let (mut order, mut parameters) = (Vec::new(), 0);
    for SplitIndices { train, validation: test } in k_fold(data.len(), 5, 1) {
        let Batch { inputs, .. } = Dataset::<f64>::get_batch(&data, &train);
        let standardizer = Standardizer::fit(&inputs, data.features().len());
        let rows = |indices: &[u32]| standardized(Rows::of(&data, indices), &standardizer);
        let (all, test_rows) = (rows(&train), rows(&test));
        let inner = train_validation_split(all.len(), 0.2, 1);
        let (part, stop) = (all.select(&inner.train), all.select(&inner.validation));

        let average = all.y.iter().sum::<f64>() / all.len() as f64;
        mean.extend(vec![average; test.len()]);
        linear.extend(Linear::fit(&all, 0.0).predict(&test_rows));
        let lambda = best_lambda(&all, &LAMBDAS, 1);
        ridge.extend(Linear::fit(&all, lambda).predict(&test_rows));
        near.extend(nearest(&all, &test_rows, &[best_count(&part, &stop, &COUNTS)]).remove(0));
        for (seed, predictions) in seeds.clone().zip(&mut networks) {
            let trained = recipe.train(&part, &stop, seed);
            parameters = parameter_count(&trained.network);
            predictions.extend(trained.predict(&test_rows));
        }
        order.extend(test);
    }
    let all = Rows::of(&data, &order);
    let targets = Rows { y: all.y.iter().map(|y| y / 100.0).collect(), ..all };
    say(format_args!(
        "{} patients, five-fold cross-validation; the target in hundreds; the network has {parameters} \
         parameters",
        data.len()
    ));
    say_head("each patient predicted once");
    let models = [
        ("mean of the training rows", "mean", vec![mean]),
        ("linear regression", "linear", vec![linear]),
        ("ridge regression", "ridge", vec![ridge]),
        ("nearest neighbours", "nearest", vec![near]),
        ("network, 32 and 32 neurons", "network", networks),
    ];
    for (name, key, predictions) in models {
        let judged = Judged::new(name, predictions, &targets);
        judged.say();
        judged.note(key, &mut numbers);
    }
    numbers.add("parameters", parameters);
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

/// The rows with standardized features, and the target in hundreds, so that it is of the order of 1.
fn standardized(mut rows: Rows, standardizer: &Standardizer) -> Rows {
    for (i, x) in rows.x.iter_mut().enumerate() {
        let feature = i % rows.width;
        *x = (*x - standardizer.mean[feature]) / standardizer.std[feature];
    }
    rows.y.iter_mut().for_each(|y| *y /= 100.0);
    rows
}
