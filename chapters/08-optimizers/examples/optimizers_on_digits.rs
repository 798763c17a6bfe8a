//! Seven rules on the embedded digits, each with the learning rate that suits it.
//!
//! ```text
//! cargo run --release -p ch08 --example optimizers_on_digits
//! ```

use anyhow::Result;
use ch08::{Digits, Judge, best_rate, rules};
use clap::Parser;
use figures::{LineChart, Series};
use training::Summary;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Trains a small network on digits with seven optimizers
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// How often each goes through the training images
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    epochs: u32,
}

fn main() -> Result<()> {
    let Arguments { common, epochs } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch08/optimizers_on_digits")?;
    let (mut numbers, digits, epochs) = (ResultsFile::default(), Digits::load(), epochs as usize);
    say(format_args!(
        "{epochs} epochs; the rate with the least validation loss; then three other seeds"
    ));
    say("");
    say("rule           rate    training loss, 5 epochs and all    % right on the test");
    let mut curves = Vec::new();
    for rule in rules::<f32>() {
        let rate = best_rate(&digits, rule.with_rate, epochs);
        let (mut right, mut curve) = (Vec::new(), vec![0.0; epochs]);
        // ANCHOR: seeds
        for seed in common.seed..common.seed + 3 {
            let mut network = Digits::network(seed);
            let mut optimizer = (rule.with_rate)(rate);
            let losses = digits.train(&mut network, &mut *optimizer, &rate, None, epochs, seed);
            curve.iter_mut().zip(losses).for_each(|(mean, loss)| *mean += loss / 3.0);
            right.push(network.judge(&digits.test).1);
        }
        // ANCHOR_END: seeds
        let (right, early, last) =
            (Summary::of(&right), curve[4.min(epochs - 1)], curve[epochs - 1]);
        say(format_args!(
            "{:<10}{rate:>9}{early:>20.4}{last:>15.5}{:>23}",
            rule.name,
            right.to_string()
        ));
        let key = rule.name.to_lowercase();
        numbers.add(&format!("rate_{key}"), rate);
        numbers.add(&format!("loss_{key}"), last);
        numbers.add(&format!("early_{key}"), early);
        numbers.add(&format!("right_{key}"), right.mean);
        numbers.add(&format!("std_{key}"), right.std);
        if !["Nesterov", "Lion"].contains(&rule.name) {
            let points = (1..).zip(curve).map(|(epoch, loss)| (f64::from(epoch), loss)).collect();
            curves.push(Series { label: rule.name.into(), points, color: None });
        }
    }
    let chart = LineChart {
        description:
            "The training loss of five optimizers over the epochs, on a logarithmic scale.".into(),
        x_label: "epoch".into(),
        y_label: "training loss".into(),
        log_y: true,
        series: curves,
    };
    results.write("digits.svg", |path| chart.draw()?.save(path));
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}
