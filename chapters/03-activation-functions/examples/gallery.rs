//! A gallery of activation functions, each beside its derivative.
//!
//! ```text
//! cargo run --release -p ch03 --example gallery
//! ```

use activations::{
    Activation, Elu, Gelu, LeakyRelu, Mish, Relu, Sigmoid, Silu, Softplus, Softsign, Tanh,
};
use anyhow::Result;
use clap::Parser;
use figures::{LineChart, Series};
use numeric::central_difference;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Prints activation functions and their slopes, and draws them
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

// ANCHOR: both
/// A function and its slope: `z ↦ (f(z), f'(z))`.
type Both = Box<dyn Fn(f64) -> (f64, f64)>;

fn both<A: Activation<f64>>(f: A) -> Both {
    Box::new(move |z| {
        let y = f.apply(z);
        (y, f.derivative(z, y))
    })
}
// ANCHOR_END: both

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch03/gallery")?;
    let mut numbers = ResultsFile::default();
    let leaky = LeakyRelu { negative_slope: 0.1 };
    let rooms: [(&str, Vec<(&str, Both)>); 3] = [
        (
            "saturating",
            vec![("sigmoid", both(Sigmoid)), ("tanh", both(Tanh)), ("softsign", both(Softsign))],
        ),
        (
            "rectifiers",
            vec![
                ("ReLU", both(Relu)),
                ("leaky ReLU", both(leaky)),
                ("ELU", both(Elu::default())),
                ("softplus", both(Softplus::default())),
            ],
        ),
        ("smooth", vec![("GELU", both(Gelu)), ("SiLU", both(Silu)), ("Mish", both(Mish))]),
    ];

    // ANCHOR: table
    say("            f(−3)   f(−1)    f(0)    f(1)    f(3)  |  f'(−3)  f'(0)   f'(3)  steepest");
    for (room, functions) in &rooms {
        for (name, f) in functions {
            let values = [-3.0, -1.0, 0.0, 1.0, 3.0].map(|z| format!("{:>7.3}", f(z).0));
            let slopes = [-3.0, 0.0, 3.0].map(|z| format!("{:>7.3}", f(z).1));
            let steepest = grid().map(|z| f(z).1).fold(f64::MIN, f64::max);
            let (values, slopes) = (values.join(" "), slopes.join(" "));
            say(format_args!("{name:<10} {values}  | {slopes}   {steepest:>7.3}"));
            numbers.add(&format!("{}_steepest", name.to_lowercase().replace(' ', "_")), steepest);
        }
        let chart = |part: &str, y: fn((f64, f64)) -> f64| {
            let series = |(name, f): &(&str, Both)| Series {
                label: (*name).into(),
                points: grid().map(|z| (z, y(f(z)))).collect(),
                color: None,
            };
            let names: Vec<&str> = functions.iter().map(|(name, _)| *name).collect();
            LineChart {
                description: format!("{part} of {} from −4 to 4.", names.join(", ")),
                x_label: "z".into(),
                y_label: part.into(),
                log_y: false,
                series: functions.iter().map(series).collect(),
            }
        };
        results.write(&format!("{room}.svg"), |path| chart("f(z)", |(y, _)| y).draw()?.save(path));
        let slopes = format!("{room}-slopes.svg");
        results.write(&slopes, |path| chart("f'(z)", |(_, slope)| slope).draw()?.save(path));
    }
    // ANCHOR_END: table

    // ANCHOR: check
    // Are these the slopes of these functions? Measured with central differences, away from kinks.
    let mut worst: f64 = 0.0;
    for (_, f) in rooms.iter().flat_map(|(_, functions)| functions) {
        for z in grid().filter(|z| z.abs() > 1e-3) {
            worst = worst.max((f(z).1 - central_difference(|z| f(z).0, z, 1e-5)).abs());
        }
    }
    say("");
    say(format_args!(
        "slopes against central differences: the largest difference is {}",
        if worst < 1e-8 { "below 1e-8" } else { "TOO LARGE" }
    ));
    // ANCHOR_END: check
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

/// The places at which functions are looked at.
fn grid() -> impl Iterator<Item = f64> {
    (-160..=160).map(|i| f64::from(i) / 40.0)
}
