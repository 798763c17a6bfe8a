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

const W: f64 = 0.7;

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch06/check")?;
    let mut numbers = ResultsFile::default();
    let exact = slope(W);

    // ANCHOR: ways
    // Three ways to measure a slope, with the step h.
    type Way = fn(f64) -> f64;
    let ways: [(&str, Way); 3] = [
        ("one-sided, f64", |h| (loss(W + h) - loss(W)) / h),
        ("central, f64", |h| (loss(W + h) - loss(W - h)) / (2.0 * h)),
        ("central, f32", |h| {
            let (up, down) = ((W + h) as f32, (W - h) as f32);
            // What the step really was, after rounding.
            f64::from(loss_f32(up) - loss_f32(down)) / f64::from(up - down)
        }),
    ];
    // ANCHOR_END: ways
    say(format_args!("the slope is {exact:.6}; relative error of measuring it with the step h"));
    say("");
    say("h                       1e-1      1e-3      1e-5      1e-7      1e-9     1e-11     best");
    let mut curves = Vec::new();
    for (name, way) in ways {
        let error = |exponent: f64| ((way(10f64.powf(exponent)) - exact) / exact).abs();
        let row = [-1.0, -3.0, -5.0, -7.0, -9.0, -11.0].map(|exponent| {
            let error = error(exponent);
            if error.is_finite() { format!("{error:>10.0e}") } else { format!("{:>10}", "NaN") }
        });
        let points: Vec<(f64, f64)> = (4..=48)
            .map(|i| -f64::from(i) / 4.0)
            .map(|exponent| (exponent, error(exponent)))
            .collect();
        let best = points.iter().filter(|point| point.1.is_finite());
        let best = best.fold((0.0, f64::INFINITY), |a, b| if b.1 < a.1 { *b } else { a });
        say(format_args!("{name:<18}{}    1e{:.0}", row.concat(), best.0));
        numbers.add(&format!("best_{}", name.replace([' ', ',', '-'], "_")), best.0);
        let points = points.into_iter().filter(|point| point.1 > 0.0 && point.1.is_finite());
        curves.push(Series { label: name.into(), points: points.collect(), color: None });
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
    let wrong = 1.001 * exact;
    say("");
    say("a slope that is wrong by 0.1 %     measured    differs by    within the tolerance?");
    for (name, measured, tolerance) in [
        ("central, f32, h = 1e-3, 1 %", ways[2].1(1e-3), 1e-2),
        ("one-sided, f64, h = 1e-2, 1 %", ways[0].1(1e-2), 1e-2),
        ("central, f64, h = 1e-5, 1e-6", ways[1].1(1e-5), 1e-6),
    ] {
        let difference = ((wrong - measured) / exact).abs();
        let verdict = if difference < tolerance { "yes: it passes" } else { "no: it is caught" };
        say(format_args!("{name:<33}  {measured:.6}    {difference:>10.1e}    {verdict}"));
    }
    // ANCHOR_END: wrong
    let chart = LineChart {
        description: "The relative error over the exponent of the step, from 1e-12 to 0.1. Each \
                      curve is a V: rounding on the left, the curvature on the right. The central \
                      difference in f64 reaches lowest, near 1e-5; f32 is worst."
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
