//! How large may a step be? Theory beside measurement.
//!
//! ```text
//! cargo run --release -p ch05 --example rates
//! ```

use anyhow::Result;
use ch05::map;
use clap::Parser;
use figures::{FigureError, Frame, LineChart, Series, Slider};
use gradient_descent::{GradientDescent, Outcome, Quadratic, StopCriteria};
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Descends into a bowl with many learning rates, and into bowls of many shapes
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

const START: [f64; 2] = [-1.8, 1.2];

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch05/rates")?;
    let mut numbers = ResultsFile::default();

    // ANCHOR: rates
    // A bowl with the curvatures 1 and 10: theory says that rates below 2/10 converge.
    let bowl = Quadratic::new([1.0, 10.0]);
    say("curvatures 1 and 10: the limit is 2/10, the best rate 2/(1 + 10) = 0.1818");
    say("");
    say("rate      steps   what becomes of it");
    let stop = StopCriteria { max_iterations: 20_000, ..StopCriteria::default() };
    for rate in [0.01, 0.05, 0.1, 2.0 / 11.0, 0.195, 0.1999, 0.2, 0.2001, 0.25] {
        let end = GradientDescent { step_size: rate, stop }.minimize(&bowl, &START);
        let outcome = match end.outcome {
            Outcome::Converged(_) => "arrives",
            Outcome::Diverged => "flies away",
            _ if end.value > 10.0 => "flies away, slowly",
            _ => "does not arrive",
        };
        say(format_args!("{rate:<6.4}  {:>6}   {outcome}", end.steps));
        numbers.add(&format!("steps_{}", (rate * 1e4).round() as u32), end.steps);
    }
    // ANCHOR_END: rates

    // ANCHOR: condition
    // The longer the valley, the more steps: with the best rate for each.
    say("");
    say("condition    best rate    steps to 1e-6    factor of each step");
    say("number                                     measured     (κ − 1)/(κ + 1)");
    let mut curves = Vec::new();
    for kappa in [1.5, 10.0, 100.0, 1000.0] {
        let bowl = Quadratic::with_condition_number(kappa);
        let stop = StopCriteria { max_iterations: 100_000, ..StopCriteria::default() };
        let descent = GradientDescent { step_size: bowl.optimal_step_size(), stop };
        let (end, path) = descent.minimize_with_history(&bowl, &[1.0f64, 1.0]);
        let distance = |step: usize| path[step].point[0].hypot(path[step].point[1]);
        let (factor, theory) = (distance(5) / distance(4), (kappa - 1.0) / (kappa + 1.0));
        say(format_args!(
            "{kappa:<9}    {:<9.4}    {:>13}    {factor:<10.4}   {theory:.4}",
            bowl.optimal_step_size(),
            end.steps
        ));
        numbers.add(&format!("condition_{}", (kappa * 10.0) as u32), end.steps);
        let points = path.iter().take(201).zip(0..).map(|(it, step)| (f64::from(step), it.value));
        let points = points.take_while(|(_, value)| *value > 1e-14).collect();
        curves.push(Series { label: format!("κ = {kappa}"), points, color: None });
    }
    // ANCHOR_END: condition
    let chart = LineChart {
        description: "The value over the steps, on a logarithmic scale: straight lines, the \
                      flatter the larger the condition number."
            .into(),
        x_label: "step".into(),
        y_label: "value".into(),
        log_y: true,
        series: curves,
    };
    results.write("condition.svg", |path| chart.draw()?.save(path));
    results.write("path.svg", |path| slider(&bowl)?.draw()?.save(path));
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

// ANCHOR: slider
/// The first twelve steps for rates on both sides of the limit.
fn slider(bowl: &Quadratic) -> Result<Slider, FigureError> {
    let frame = |i: i32| {
        let rate = 0.005 * f64::from(i);
        let stop = StopCriteria { max_iterations: 12, ..StopCriteria::default() };
        let descent = GradientDescent { step_size: rate, stop };
        let (_, path) = descent.minimize_with_history(bowl, &START);
        let path = path.iter().map(|it| [it.point[0], it.point[1]]).collect();
        let mut map = map(bowl, (-2.0, 2.0), (-2.0, 2.0), vec![("", path)]);
        map.description = format!("Twelve steps with the learning rate {rate:.3}.");
        Ok(Frame { value: format!("{rate:.3}"), figure: map.draw()? })
    };
    Ok(Slider {
        description: "With small rates the path creeps along the valley. Towards 0.18 it jumps \
                      from wall to wall and gets down faster; at 0.2 it stays on the walls, and \
                      beyond it climbs out of the map."
            .into(),
        label: "learning rate".into(),
        frames: (1..=45).map(frame).collect::<Result<_, FigureError>>()?,
        start: 27,
    })
}
// ANCHOR_END: slider
