//! From a table of houses to a prediction that one can answer for.
//!
//! ```text
//! cargo run --release -p ch11 --example houses
//! cargo run --release -p ch11 --example houses -- --california       # with GRADUS_DATA
//! ```

use anyhow::Result;
use ch11::baselines::{Linear, best_count, best_lambda, nearest};
use ch11::errors::{by_group, draw};
use ch11::house_card::house_card;
use ch11::housing::{COUNTS, Houses, Parts, SKEWED};
use ch11::judged::{Judged, say_head};
use ch11::look::look;
use ch11::network::{Recipe, Trained};
use clap::Parser;
use data::Table;
use data::folder::download_dir;
use nn::{group_thousands, parameter_count};
use report::learning_curves;
use std::ops::Range;
use training::EpochRecord;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Predicts the value of houses with baselines and a network
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// California's districts, from the folder that GRADUS_DATA names, instead of a made-up market
    #[arg(long)]
    california: bool,
    /// The maximum number of epochs
    #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u32).range(1..))]
    epochs: u32,
}

/// The penalties among which ridge regression chooses.
const LAMBDAS: [f64; 7] = [0.0, 1e-4, 1e-3, 1e-2, 0.1, 1.0, 10.0];
/// The numbers of neighbours among which the nearest-neighbour baseline chooses.
const NEIGHBOURS: [usize; 6] = [1, 3, 5, 10, 20, 40];

fn main() -> Result<()> {
    let Arguments { common, california, epochs } = Arguments::parse();
    let suffix = if california { "-california" } else { "" };
    let mut results = OutputDir::new(common.out.as_deref(), &format!("ch11/houses{suffix}"))?;
    let mut numbers = ResultsFile::default();
    let houses = match california {
        true => Houses::california(&download_dir())?,
        false => Houses::made_up()?,
    };
    look(&houses, &mut numbers)?;

    let [parts, raw, counts] = prepare_each(&houses, |table| Parts::draw(table, 1))?;
    let Parts { train, validation, test, .. } = &parts;
    say("");
    say(format_args!(
        "{} districts to learn from, {} to choose and stop by, {} to judge by; {} features",
        group_thousands(train.len()),
        group_thousands(validation.len()),
        group_thousands(test.len()),
        train.width
    ));
    say_head("on the test, in 100,000 $");

    let recipe = Recipe { epochs: epochs as usize, ..Recipe::default() };
    let seeds = common.seed..common.seed + 3;
    let judged = baselines(&parts, &raw, &counts);
    let trained: Vec<Trained> =
        seeds.clone().map(|seed| recipe.train(train, validation, seed)).collect();
    let predictions = trained.iter().map(|it| it.predict(test)).collect();
    let network = Judged::new("network, 64 and 64 neurons", predictions, test);
    for (judged, key) in judged.iter().zip(["mean", "linear", "raw", "counts", "ridge", "nearest"])
    {
        judged.say();
        judged.note(key, &mut numbers);
    }
    network.say();
    network.note("network", &mut numbers);

    say("");
    let epochs: Vec<String> = trained
        .iter()
        .map(|it| format!("{} of {}", it.best_epoch(), it.history.epochs.len()))
        .collect();
    say(format_args!("the network's best epochs, by the validation loss: {}", epochs.join(", ")));
    numbers.add("parameters", parameter_count(&trained[0].network));
    numbers.add("best_epoch_1", trained[0].best_epoch());
    numbers.add("epochs_1", trained[0].history.epochs.len());

    ablation(&houses, &recipe, seeds, &mut numbers)?;
    let mut groups = by_place(&houses, &recipe, &mut numbers)?;
    groups.extend(by_group(&houses, &parts, &judged[3], &network, &mut numbers)?);
    let history = &trained[0].history;
    results.write("history.csv", |path| history.write_csv_of("mean_absolute_error", path));
    let values = [|e: &EpochRecord| e.train.loss, |e: &EpochRecord| e.validation.loss];
    let description = "The loss on the training rows keeps falling; on the validation rows it falls \
                       fast at first, then slowly, with small jumps, and hardly any more at the end.";
    let mut curves = learning_curves(history, "mean squared error", description, values);
    curves.series[1].label = "validation".into();
    curves.log_y = true;
    results.write(&format!("stopping{suffix}.svg"), |path| curves.draw()?.save(path));
    draw(&parts, &houses, &judged[3], &network, suffix, &mut results)?;

    let card = house_card(&houses, &parts, &judged, &network, &groups, &trained[0]);
    say("");
    say(&card);
    results.write("model-card.md", |path| std::fs::write(path, card.to_string()));
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

/// The same parts of the table with the logarithms of all skewed columns, with none, and with those of
/// the counts alone.
fn prepare_each(houses: &Houses, cut: impl Fn(&Table) -> Result<Parts>) -> Result<[Parts; 3]> {
    let cut = |logarithms: &[&str]| cut(&houses.prepare(logarithms, &[])?);
    Ok([cut(&SKEWED)?, cut(&[])?, cut(&COUNTS)?])
}

/// The baselines. The linear ones differ in what they are given and in the penalty: the logarithms,
/// which are meant to help, have to prove that they do.
fn baselines(all: &Parts, raw: &Parts, counts: &Parts) -> [Judged; 6] {
    let Parts { train, validation, test, .. } = all;
    // ANCHOR: baselines
    let mean = train.y.iter().sum::<f64>() / train.len() as f64;
    let linear = Linear::fit(train, 0.0);
    let without_logarithms = Linear::fit(&raw.train, 0.0);
    let of_counts = Linear::fit(&counts.train, 0.0);
    let lambda = best_lambda(&counts.train, &LAMBDAS, 1);
    let ridge = Linear::fit(&counts.train, lambda);
    let k = best_count(train, validation, &NEIGHBOURS);
    [
        Judged::new("mean of the training rows", vec![vec![mean; test.len()]], test),
        Judged::new("linear, all logarithms", vec![linear.predict(test)], test),
        Judged::new("linear, no logarithms", vec![without_logarithms.predict(&raw.test)], test),
        Judged::new("linear, logarithms of counts", vec![of_counts.predict(&counts.test)], test),
        Judged::new(
            format!("ridge, λ = {lambda}, logs of counts"),
            vec![ridge.predict(&counts.test)],
            test,
        ),
        Judged::new(format!("{k} nearest neighbours"), nearest(train, test, &[k]), test),
    ]
    // ANCHOR_END: baselines
}

/// The network again, with something left out of the preparation.
fn ablation(
    houses: &Houses,
    recipe: &Recipe,
    seeds: Range<u64>,
    numbers: &mut ResultsFile,
) -> Result<()> {
    say_head("the network, on the validation");
    let location = ["longitude", "latitude"];
    let settings: [(&str, &str, &[&str], &[&str]); 4] = [
        ("as above", "all", &SKEWED, &[]),
        ("without logarithms", "no_log", &[], &[]),
        ("without ocean_proximity", "no_ocean", &SKEWED, &["ocean_proximity"]),
        ("without longitude and latitude", "no_location", &SKEWED, &location),
    ];
    for (name, key, logarithms, without) in settings {
        let table = houses.prepare(logarithms, without)?;
        let Parts { train, validation, .. } = Parts::draw(&table, 1)?;
        let predict = |seed: u64| recipe.train(&train, &validation, seed).predict(&validation);
        let judged = Judged::new(name, seeds.clone().map(predict).collect(), &validation);
        judged.say();
        judged.note(key, numbers);
    }
    Ok(())
}

/// The same models on squares of the map of which they have seen nothing, for five draws of squares;
/// gives the network's metrics for the model card.
fn by_place(
    houses: &Houses,
    recipe: &Recipe,
    numbers: &mut ResultsFile,
) -> Result<Vec<[String; 2]>> {
    let mut metrics = [const { Vec::new() }; 3];
    for draw in 1..=5 {
        let [parts, raw, counts] = prepare_each(houses, |table| Parts::draw_by_place(table, draw))?;
        let [_, _, _, linear, _, nearest] = baselines(&parts, &raw, &counts);
        let Parts { train, validation, test, .. } = &parts;
        let predictions = recipe.train(train, validation, draw).predict(test);
        let network = Judged::new("", vec![predictions], test);
        for (all, judged) in metrics.iter_mut().zip([linear, nearest, network]) {
            all.push(judged.metrics[0]);
        }
    }
    say_head("five draws of squares held out whole");
    let mut lines = Vec::new();
    let names = ["linear, logarithms of counts", "nearest neighbours", "network"];
    for ((name, key), metrics) in
        names.into_iter().zip(["linear", "nearest", "network"]).zip(metrics)
    {
        let judged = Judged { name: name.into(), predictions: Vec::new(), metrics };
        judged.say();
        judged.note(&format!("place_{key}"), numbers);
        lines = judged.lines("network, five draws of squares held out whole");
    }
    // The last of them is the network.
    Ok(lines)
}
