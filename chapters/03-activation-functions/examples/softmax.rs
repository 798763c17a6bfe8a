//! Softmax: how it overflows, how it is cured, what it does with −∞, and its temperature.
//!
//! ```text
//! cargo run --release -p ch03 --example softmax
//! ```

use activations::{log_softmax, softmax};
use anyhow::Result;
use clap::Parser;
use figures::{LineChart, Series};
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Shows where a softmax by its formula fails, and where one that subtracts the maximum does not
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

// ANCHOR: formula
/// The formula as it stands: `e^zᵢ / Σⱼ e^zⱼ`.
fn by_the_formula(z: &[f32]) -> Vec<f32> {
    let e: Vec<f32> = z.iter().map(|z| z.exp()).collect();
    let sum: f32 = e.iter().sum();
    e.iter().map(|e| e / sum).collect()
}
// ANCHOR_END: formula

fn safely(z: &[f32]) -> Vec<f32> {
    let mut p = z.to_vec();
    softmax(&mut p);
    p
}

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch03/softmax")?;
    let mut numbers = ResultsFile::default();

    say("logits in f32           by the formula          minus the maximum");
    let masked = f32::NEG_INFINITY;
    for z in [
        [1.0, 2.0, 3.0],
        [86.0, 87.0, 88.0],
        [87.0, 88.0, 89.0],
        [-104.0, -105.0, -106.0],
        [1.0, masked, 3.0],
        [masked, masked, masked],
    ] {
        let row = [list(&z, 0), list(&by_the_formula(&z), 3), list(&safely(&z), 3)];
        say(format_args!("{:<22}  {:<22}  {}", row[0], row[1], row[2]));
    }

    // ANCHOR: log
    // The logarithm of a probability that is too small for f32 is −∞. From the logits it is not.
    let z = [0.0, -120.0];
    let logarithms: Vec<f32> = safely(&z).iter().map(|p| p.ln()).collect();
    let mut log_p = z;
    log_softmax(&mut log_p);
    say("");
    say(format_args!("ln(softmax({}))    = {}", list(&z, 0), list(&logarithms, 0)));
    say(format_args!("log_softmax({})    = {}", list(&z, 0), list(&log_p, 0)));
    // ANCHOR_END: log

    // ANCHOR: temperature
    let logits = [3.0f32, 2.0, 1.0, 0.0];
    say("");
    say("temperature   probabilities of the logits [3, 2, 1, 0]");
    for temperature in [0.1f32, 0.5, 1.0, 2.0, 10.0] {
        let p = safely(&logits.map(|z| z / temperature));
        say(format_args!("{temperature:>11}   {}", list(&p, 3)));
        numbers.add(&format!("first_at_{temperature}").replace('.', "_"), p[0]);
    }
    // ANCHOR_END: temperature
    let at = |i: i32| f64::from(i) * 0.05;
    let series = |class: usize| Series {
        label: format!("z = {}", logits[class]),
        points: (2..=100)
            .map(|i| (at(i), f64::from(safely(&logits.map(|z| z / at(i) as f32))[class])))
            .collect(),
        color: None,
    };
    let chart = LineChart {
        description: "The probabilities of four logits over the temperature. Near 0 the largest \
                      logit has all; with rising temperature the four come closer together."
            .into(),
        x_label: "temperature".into(),
        y_label: "probability".into(),
        log_y: false,
        series: (0..4).map(series).collect(),
    };
    results.write("results.toml", |path| numbers.save(path));
    results.write("temperature.svg", |path| chart.draw()?.save(path));
    results.finish()
}

fn list(values: &[f32], digits: usize) -> String {
    let value = |x: &f32| match x {
        x if x.is_nan() => "NaN".into(),
        x if x.is_infinite() => if *x > 0.0 { "∞" } else { "−∞" }.into(),
        x => format!("{x:.digits$}").replace('-', "−"),
    };
    format!("[{}]", values.iter().map(value).collect::<Vec<String>>().join(", "))
}
