//! Seven rules on three surfaces: a narrow valley, a bent one, and a saddle.
//!
//! ```text
//! cargo run --release -p ch08 --example surfaces
//! ```

use anyhow::Result;
use ch08::{descend, map, rules};
use clap::Parser;
use figures::{FigureError, Frame, Slider};
use gradient_descent::{Function, Objective, Rosenbrock};
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// How many steps each optimizer takes on three surfaces, each with its best rate
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

/// Where a run starts, and the map on which it is drawn.
struct Surface<'a, F> {
    name: &'static str,
    f: &'a F,
    start: [f64; 2],
    /// Below this value it has arrived.
    goal: f64,
    x: (f64, f64),
    y: (f64, f64),
    drawn: usize,
}

const STEPS: usize = 10_000;

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch08/surfaces")?;
    let mut numbers = ResultsFile::default();

    // ANCHOR: surfaces
    // A bowl with the curvatures 1 and 50, turned by 30°: no axis lies along the valley.
    let (sin, cos) = (0.5, 0.75f64.sqrt());
    let valley = Function {
        dimensions: 2,
        value: |x: &[f64]| {
            let (along, across) = (cos * x[0] + sin * x[1], cos * x[1] - sin * x[0]);
            0.5 * (along * along + 50.0 * across * across)
        },
        gradient: |x: &[f64], gradient: &mut [f64]| {
            let (along, across) = (cos * x[0] + sin * x[1], cos * x[1] - sin * x[0]);
            gradient[0] = cos * along - 50.0 * sin * across;
            gradient[1] = sin * along + 50.0 * cos * across;
        },
    };
    // Minima of −¼ at (0, 1) and (0, −1), and between them a saddle.
    let saddle = Function {
        dimensions: 2,
        value: |x: &[f64]| 0.5 * x[0].powi(2) - 0.5 * x[1].powi(2) + 0.25 * x[1].powi(4),
        gradient: |x: &[f64], gradient: &mut [f64]| {
            gradient[0] = x[0];
            gradient[1] = -x[1] + x[1].powi(3);
        },
    };
    // ANCHOR_END: surfaces
    let wide = ((-2.0, 2.0), (-2.0, 2.0));
    let on_valley = Surface {
        name: "valley",
        f: &valley,
        start: [-1.8, -0.2],
        goal: 1e-4,
        x: wide.0,
        y: wide.1,
        drawn: 40,
    };
    let on_rosenbrock = Surface {
        name: "rosenbrock",
        f: &Rosenbrock,
        start: [-1.2, 1.0],
        goal: 1e-4,
        x: (-2.0, 2.0),
        y: (-1.5, 2.5),
        drawn: 60,
    };
    let on_saddle = Surface {
        name: "saddle",
        f: &saddle,
        start: [1.5, 1e-6],
        goal: -0.25 + 1e-4,
        x: wide.0,
        y: wide.1,
        drawn: 60,
    };

    say("steps until the value is within 1e-4 of the minimum, with the best rate of each rule");
    say("");
    say("               valley (κ = 50)        Rosenbrock            saddle");
    say("rule           steps      rate     steps      rate     steps      rate");
    let columns = [compare(&on_valley), compare(&on_rosenbrock), compare(&on_saddle)];
    let names = ["valley", "rosenbrock", "saddle"];
    for (i, rule) in rules::<f64>().iter().enumerate() {
        let cell = |column: &Vec<(usize, f64)>| match column[i] {
            (STEPS.., _) => format!("{:>10}{:>10}", "–", "–"),
            (steps, rate) => format!("{steps:>10}{rate:>10.4}"),
        };
        say(format_args!("{:<10}{}", rule.name, columns.iter().map(cell).collect::<String>()));
        for (name, column) in names.iter().zip(&columns) {
            numbers.add(&format!("{name}_{}", rule.name.to_lowercase()), column[i].0);
        }
    }
    results.write("valley.svg", |path| slider(&on_valley, &columns[0])?.draw()?.save(path));
    results.write("rosenbrock.svg", |path| slider(&on_rosenbrock, &columns[1])?.draw()?.save(path));
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

// ANCHOR: compare
/// For each rule the fewest steps to the goal, over 21 rates from 1e-5 to 1, and that rate.
fn compare(surface: &Surface<'_, impl Objective<f64>>) -> Vec<(usize, f64)> {
    let steps = |with_rate: fn(f64) -> Box<dyn optimizers::Optimizer<f64>>, rate| {
        let path = descend(&mut *with_rate(rate), surface.f, surface.start, STEPS);
        // Arrived, and there for a hundred steps: a path that only crosses the minimum does not count.
        let is_there = |point: &[f64; 2]| surface.f.value(point) < surface.goal;
        path.windows(100).position(|window| window.iter().all(is_there)).unwrap_or(STEPS)
    };
    let rates = (-20..=0).map(|power| 10f64.powf(f64::from(power) / 4.0));
    let best = |rule: ch08::Rule<f64>| {
        let runs = rates.clone().map(|rate| (steps(rule.with_rate, rate), rate));
        runs.min_by_key(|run| run.0).expect("there are rates")
    };
    rules().into_iter().map(best).collect()
}
// ANCHOR_END: compare

/// The first steps of each rule with its best rate, one frame a rule.
fn slider(
    surface: &Surface<'_, impl Objective<f64>>,
    best: &[(usize, f64)],
) -> Result<Slider, FigureError> {
    let frame = |(rule, (steps, rate)): (ch08::Rule<f64>, &(usize, f64))| {
        // One that never arrives is shown with a rate that is about as good as any for it.
        let rate = if *steps < STEPS { *rate } else { 0.001 };
        let mut optimizer = (rule.with_rate)(rate);
        let path = descend(&mut *optimizer, surface.f, surface.start, surface.drawn);
        let mut map = map(surface.f, surface.x, surface.y, &path);
        map.log = surface.name == "rosenbrock";
        map.description =
            format!("{} steps of {} with the rate {rate:.4}.", surface.drawn, rule.name);
        Ok(Frame { value: rule.name.into(), figure: map.draw()? })
    };
    Ok(Slider {
        description: format!(
            "The first {} steps of seven rules, each with the rate that takes it to the minimum in \
             the fewest steps.",
            surface.drawn
        ),
        label: "rule".into(),
        frames: rules().into_iter().zip(best).map(frame).collect::<Result<_, FigureError>>()?,
        start: 5,
    })
}
