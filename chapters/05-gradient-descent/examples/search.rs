//! Steps that look before they leap: line search in a bent valley; and a saddle.
//!
//! ```text
//! cargo run --release -p ch05 --example search
//! ```

use anyhow::Result;
use ch05::map;
use clap::Parser;
use gradient_descent::{
    Backtracking, Function, GradientDescent, Objective, Rosenbrock, StepSize, StopCriteria,
    StrongWolfe,
};
use std::cell::Cell;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Compares constant rates with line searches, and looks at a saddle
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

/// An objective that counts how often it is asked.
struct Counted<'a, F> {
    f: &'a F,
    asked: Cell<usize>,
}

impl<F: Objective<f64>> Objective<f64> for Counted<'_, F> {
    fn dimensions(&self) -> usize {
        self.f.dimensions()
    }
    fn value(&self, x: &[f64]) -> f64 {
        self.asked.set(self.asked.get() + 1);
        self.f.value(x)
    }
    fn gradient(&self, x: &[f64], gradient: &mut [f64]) {
        self.asked.set(self.asked.get() + 1);
        self.f.gradient(x, gradient);
    }
}

const START: [f64; 2] = [-1.2, 1.0];

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch05/search")?;
    let mut numbers = ResultsFile::default();

    say("Rosenbrock's valley from (−1.2, 1) to a gradient of 1e-6");
    say("");
    say("step size              steps    values and gradients    distance from the minimum");
    let mut paths = Vec::new();
    let mut row = |name: &'static str, run: &dyn Fn() -> Found| {
        let found = run();
        let away = (found.end[0] - 1.0).hypot(found.end[1] - 1.0);
        let away = if away < 1e-4 { "below 1e-4".into() } else { format!("{away:.4}") };
        say(format_args!("{name:<19}  {:>7}    {:>20}    {away}", found.steps, found.asked));
        let key = name.replace([' ', '.'], "_");
        numbers.add(&format!("{key}_steps"), found.steps);
        numbers.add(&format!("{key}_asked"), found.asked);
        paths.push((name, found.path));
    };
    // ANCHOR: compare
    row("constant 0.0005", &|| descend(0.0005));
    row("constant 0.0019", &|| descend(0.0019));
    row("constant 0.002", &|| descend(0.002));
    row("constant 0.005", &|| descend(0.005));
    row("backtracking", &|| descend(Backtracking::default()));
    row("strong Wolfe", &|| descend(StrongWolfe::default()));
    // ANCHOR_END: compare

    // ANCHOR: saddle
    // A saddle: a minimum in one direction, a maximum in the other; the walls are far away.
    let saddle = Function {
        dimensions: 2,
        value: |x: &[f64]| 0.5 * x[0].powi(2) - 0.5 * x[1].powi(2) + 0.25 * x[1].powi(4),
        gradient: |x: &[f64], gradient: &mut [f64]| {
            gradient[0] = x[0];
            gradient[1] = -x[1] + x[1].powi(3);
        },
    };
    say("");
    say("a saddle at (0, 0), from (1.5, h), rate 0.1");
    let mut saddles = Vec::new();
    for (label, h) in [("h = 0", 0.0), ("h = 1e-9", 1e-9), ("h = 1e-3", 1e-3), ("h = −0.1", -0.1)]
    {
        let stop = StopCriteria { max_iterations: 2_000, ..StopCriteria::default() };
        let descent = GradientDescent { step_size: 0.1, stop };
        let (end, path) = descent.minimize_with_history(&saddle, &[1.5, h]);
        say(format_args!(
            "{label:<9}  {:>4} steps, ends at ({:.3}, {:.3})",
            end.steps,
            end.point[0].abs(),
            end.point[1]
        ));
        numbers.add(&format!("saddle_{}", saddles.len()), end.steps);
        let path: Vec<[f64; 2]> = path.iter().map(|it| [it.point[0], it.point[1]]).collect();
        saddles.push(("", path));
    }
    // ANCHOR_END: saddle

    let mut valley = map(&Rosenbrock, (-1.6, 1.4), (-0.6, 2.4), vec![("", paths.swap_remove(4).1)]);
    valley.log = true;
    valley.description = "Rosenbrock's valley from above. The path of the backtracking line \
                          search moves a little along the left arm, leaps to the right arm, and \
                          from there follows the floor in tiny steps."
        .into();
    // The second would lie on the first and the third.
    saddles.remove(1);
    let mut pass = map(&saddle, (-2.0, 2.0), (-2.0, 2.0), saddles);
    pass.description =
        "A saddle from above. The path on the ridge ends at the saddle in the middle. \
                        The one that starts close to the ridge comes near to the saddle, slows \
                        down, and turns off to the upper minimum. The one that starts farther \
                        away turns off earlier, to the lower one."
            .into();
    results.write("valley.svg", |path| valley.draw()?.save(path));
    results.write("saddle.svg", |path| pass.draw()?.save(path));
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

/// What a run has found.
struct Found {
    steps: usize,
    asked: usize,
    end: Vec<f64>,
    path: Vec<[f64; 2]>,
}

fn descend(step_size: impl StepSize<f64>) -> Found {
    let f = Counted { f: &Rosenbrock, asked: Cell::new(0) };
    let stop = StopCriteria { max_iterations: 200_000, ..StopCriteria::default() };
    let (end, path) = GradientDescent { step_size, stop }.minimize_with_history(&f, &START);
    let path = path.iter().take(60).map(|it| [it.point[0], it.point[1]]).collect();
    Found { steps: end.steps, asked: f.asked.get(), end: end.point, path }
}
