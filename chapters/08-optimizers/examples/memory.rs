//! What each rule remembers: one weight, and a sequence of gradients that is given.
//!
//! ```text
//! cargo run --release -p ch08 --example memory
//! ```

use anyhow::Result;
use ch08::rules;
use clap::Parser;
use figures::{LineChart, Series};
use optimizers::{Adam, Optimizer};
use tensor::Tensor;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Steps of seven optimizers along the same gradients
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

/// Four times downhill, a pause, then a valley's other wall, and noise.
const GRADIENTS: [f64; 12] = [1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, -1.0, 1.0, -1.0, 10.0, 1.0];

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch08/memory")?;
    let mut numbers = ResultsFile::default();

    // ANCHOR: table
    // A learning rate of 1, so that what is printed is the step itself, in units of the rate.
    let mut optimizers: Vec<_> =
        rules::<f64>().iter().map(|rule| (rule.name, (rule.with_rate)(1.0))).collect();
    let header: String = optimizers.iter().map(|(name, _)| format!("{name:>10}")).collect();
    say(format_args!("step  gradient{header}"));
    for (t, gradient) in (1..).zip(GRADIENTS) {
        let steps =
            optimizers.iter_mut().map(|(_, rule)| format!("{:>10.3}", step(rule, gradient)));
        say(format_args!("{t:>4}{gradient:>10}{}", steps.collect::<String>()));
    }
    // ANCHOR_END: table

    say("");
    say("numbers kept for each parameter");
    for (name, optimizer) in &optimizers {
        let kept = optimizer.state_keys();
        say(format_args!("{name:<9}  {}  {}", kept.len(), kept.join(", ").replace('_', " ")));
    }

    // ANCHOR: corrected
    // Adam along a gradient that is always 1. Without the correction its step would be m/√v.
    let (mut adam, mut corrected, mut uncorrected) = (Adam::<f64>::new(1.0), vec![], vec![]);
    for t in 1..=1000u32 {
        corrected.push((f64::from(t), step(&mut adam, 1.0)));
        let moments = &adam.common.state.tensors["w"];
        let [m, v] = [0, 1].map(|i| moments[i].item());
        uncorrected.push((f64::from(t), m / v.sqrt()));
    }
    // ANCHOR_END: corrected
    let longest =
        uncorrected.iter().copied().fold((0.0, 0.0), |a, b| if b.1 > a.1 { b } else { a });
    say("");
    say("Adam along the gradient 1, step by step: corrected and not");
    for t in [1, 2, 10, 100, 1000] {
        say(format_args!("{t:>4}{:>8.3}{:>8.3}", corrected[t - 1].1, uncorrected[t - 1].1));
    }
    say(format_args!(
        "the longest without the correction: {:.2}, at step {}",
        longest.1, longest.0
    ));
    numbers.add("uncorrected_first", uncorrected[0].1);
    numbers.add("uncorrected_longest", longest.1);
    numbers.add("uncorrected_at", longest.0);
    numbers.add("uncorrected_1000", uncorrected[999].1);

    let chart = LineChart {
        description:
            "With the correction every step has the length 1. Without it the first is three \
                      times too long, the steps grow to more than six times the rate, and then \
                      come down slowly over a thousand steps."
                .into(),
        x_label: "step".into(),
        y_label: "length of the step, in learning rates".into(),
        series: vec![
            Series { label: "without".into(), points: uncorrected, color: None },
            Series { label: "corrected".into(), points: corrected, color: None },
        ],
        ..LineChart::default()
    };
    results.write("correction.svg", |path| chart.draw()?.save(path));
    results.write("kept.svg", |path| kept().draw()?.save(path));
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

// ANCHOR: step
/// Makes one step along this gradient, and returns how far the weight went down.
fn step(optimizer: &mut impl Optimizer<f64>, gradient: f64) -> f64 {
    let mut w = Tensor::scalar(0.0);
    optimizer.common_mut().state.steps += 1;
    optimizer.update("w", &mut w, &Tensor::scalar(gradient));
    // Not −0 where there is no step.
    0.0 - w.item()
}
// ANCHOR_END: step

/// One gradient of 1 and then none: what is left of it in the steps that follow.
fn kept() -> LineChart {
    let series = rules::<f64>().into_iter().filter(|rule| rule.name != "Adagrad");
    let series = series.filter(|rule| !["Lion", "Nesterov"].contains(&rule.name)).map(|rule| {
        let mut optimizer = (rule.with_rate)(1.0);
        let first = step(&mut optimizer, 1.0);
        let mut points = vec![(1.0, 1.0)];
        points.extend((2..=30).map(|t| (f64::from(t), step(&mut optimizer, 0.0) / first)));
        Series { label: rule.name.into(), points, color: None }
    });
    LineChart {
        description: "SGD and RMSProp step once and then stand still. Momentum goes on, each step \
                      nine tenths of the one before. Adam goes on as well, and loses its speed more slowly at first."
            .into(),
        x_label: "step, of which only the first had a gradient".into(),
        y_label: "step, as a fraction of the first".into(),
        series: series.collect(),
        ..LineChart::default()
    }
}
