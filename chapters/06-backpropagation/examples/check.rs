//! Gradient checks, and how they fool you: step sizes, types of number, kinks.
//!
//! ```text
//! cargo run --release -p ch06 --example check
//! ```

use activations::{Activation, Relu};
use anyhow::Result;
use clap::Parser;
use figures::{LineChart, Series};
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Measures slopes with many step sizes, in f32 and f64, and at a kink
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

/// The loss of a sigmoid neuron with the weight `w`, as `f64` and as `f32`, and its slope.
fn loss(w: f64) -> f64 {
    (1.0 / (1.0 + (-1.5 * w).exp()) - 0.2).powi(2)
}

fn loss_f32(w: f32) -> f32 {
    (1.0 / (1.0 + (-1.5 * w).exp()) - 0.2).powi(2)
}

fn slope(w: f64) -> f64 {
    let y = 1.0 / (1.0 + (-1.5 * w).exp());
    2.0 * (y - 0.2) * y * (1.0 - y) * 1.5
}

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch06/check")?;
    let mut numbers = ResultsFile::default();

    // ANCHOR: ways
    // Three ways to measure the slope at `w` with the step `h`.
    type Way = fn(f64, f64) -> f64;
    let ways: [(&str, Way); 3] = [
        ("one-sided, f64", |w, h| (loss(w + h) - loss(w)) / h),
        ("central, f64", |w, h| (loss(w + h) - loss(w - h)) / (2.0 * h)),
        ("central, f32", |w, h| {
            let (up, down) = ((w + h) as f32, (w - h) as f32);
            // What the step really was, after rounding.
            f64::from(loss_f32(up) - loss_f32(down)) / f64::from(up - down)
        }),
    ];
    // ANCHOR_END: ways
    say("relative error of a measured slope: the mean at 100 weights from 0.2 to 1.19");
    say("");
    say("step h                  1e-1      1e-3      1e-5      1e-7      1e-9     1e-11     best");
    let mut curves = Vec::new();
    for (name, way) in ways {
        // At a single weight the rounding may be small by chance, at all of them it is not.
        let error = |exponent: f64| {
            let errors = (20..120).map(|i| {
                let w = f64::from(i) / 100.0;
                (way(w, 10f64.powf(exponent)) / slope(w) - 1.0).abs()
            });
            errors.sum::<f64>() / 100.0
        };
        let row = [-1.0, -3.0, -5.0, -7.0, -9.0, -11.0].map(|exponent| {
            let error = error(exponent);
            if error.is_finite() { format!("{error:>10.0e}") } else { format!("{:>10}", "NaN") }
        });
        let points: Vec<(f64, f64)> = (4..=48)
            .map(|i| -f64::from(i) / 4.0)
            .map(|exponent| (exponent, error(exponent)))
            .filter(|point| point.1.is_finite())
            .collect();
        let best = points.iter().fold((0.0, f64::INFINITY), |a, b| if b.1 < a.1 { *b } else { a });
        say(format_args!("{name:<18}{}    {:.0e}", row.concat(), 10f64.powf(best.0)));
        let name_in_results = name.replace([' ', ',', '-'], "_");
        numbers.add(&format!("best_{name_in_results}"), best.0);
        numbers.add(&format!("error_{name_in_results}"), best.1);
        curves.push(Series { label: name.into(), points, color: None });
    }

    // ANCHOR: kink
    // At a kink there is no slope. Close to one, the step reaches over it, and measures a mixture.
    let relu = |z: f64| Relu.apply(z);
    say("");
    say("z of a ReLU    its slope    measured with the step 1e-3");
    for z in [0.1, 0.0005, 0.0, -0.0005] {
        let measured = numeric::central_difference(relu, z, 1e-3);
        let own = Relu.derivative(z, relu(z));
        say(format_args!("{z:<11}    {own:>9}    {measured:>10.3}"));
    }
    // ANCHOR_END: kink

    // ANCHOR: wrong
    // A gradient that is wrong by a thousandth. Who notices?
    let w = 0.7;
    let (exact, wrong) = (slope(w), 1.001 * slope(w));
    say("");
    say("a slope that is wrong by 0.1 %     measured    differs by    within the tolerance?");
    for (name, measured, tolerance) in [
        ("central, f32, h = 1e-3, 1 %", ways[2].1(w, 1e-3), 1e-2),
        ("one-sided, f64, h = 1e-2, 1 %", ways[0].1(w, 1e-2), 1e-2),
        ("central, f64, h = 1e-5, 1e-6", ways[1].1(w, 1e-5), 1e-6),
    ] {
        let difference = ((wrong - measured) / exact).abs();
        let verdict = if difference < tolerance { "yes: it passes" } else { "no: it is caught" };
        say(format_args!("{name:<33}  {measured:.6}    {difference:>10.1e}    {verdict}"));
    }
    // ANCHOR_END: wrong
    let chart = LineChart {
        description: "The relative error over the exponent of the step, from 1e-12 to 0.1. Each \
                      curve is a V: rounding on the left, too long a step on the right. The \
                      central difference in f64 reaches lowest, 1e-11 near 1e-5. The one-sided \
                      one reaches 1e-8, near 1e-8; the one in f32 only 1e-5, near 1e-2."
            .into(),
        x_label: "exponent of the step".into(),
        y_label: "relative error".into(),
        log_y: true,
        series: curves,
    };
    results.write("steps.svg", |path| chart.draw()?.save(path));
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}
