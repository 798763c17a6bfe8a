//! Forward mode: derivatives by dual numbers, exact where differences are not, and what they cost.
//!
//! ```text
//! cargo run --release -p ch07 --example forward
//! ```

use anyhow::Result;
use ch07::{Counted, Dual, Number, Tape, Var};
use clap::Parser;
use figures::{LineChart, Series};
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Compares dual numbers with differences, and forward mode with reverse mode
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

// ANCHOR: formula
/// A formula, written once for every kind of number.
fn f<N: Number>(x: N) -> N {
    x.sin() * (x * x + N::constant(1.0)).ln()
}
// ANCHOR_END: formula

/// Its derivative, by hand.
fn slope(x: f64) -> f64 {
    x.cos() * (x * x + 1.0).ln() + x.sin() * 2.0 * x / (x * x + 1.0)
}

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch07/forward")?;
    let mut numbers = ResultsFile::default();

    // ANCHOR: dual
    // The input is 1.2, and its slope with respect to itself is 1.
    let y = f(Dual { value: 1.2, slope: 1.0 });
    say(format_args!("f(1.2) = {:.6}, and its slope there is {:.6}", y.value, y.slope));
    // ANCHOR_END: dual
    say(format_args!("by hand the slope is               {:.6}", slope(1.2)));
    let twice = f(Dual::variable(Dual::variable(1.2)));
    say(format_args!("a dual of duals: the slope's slope is {:.6}", twice.slope.slope));
    say("");
    results.write("errors.svg", |path| errors(&mut numbers).draw()?.save(path));
    results.write("passes.svg", |path| passes(&mut numbers).draw()?.save(path));
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

/// The mean relative errors of differences and of dual numbers, at 100 inputs.
fn errors(numbers: &mut ResultsFile) -> LineChart {
    let mean_error = |derivative: &dyn Fn(f64) -> f64| {
        let inputs = (0..100).map(|i| 0.5 + f64::from(i) / 100.0);
        inputs.map(|x| (derivative(x) / slope(x) - 1.0).abs()).sum::<f64>() / 100.0
    };
    let one_sided = |h: f64| mean_error(&|x| (f(x + h) - f(x)) / h);
    let central = |h: f64| mean_error(&|x| numeric::central_difference(f::<f64>, x, h));
    let dual = mean_error(&|x| f(Dual::variable(x)).slope);

    say("mean relative error at 100 inputs");
    say("step h                1e-2      1e-4      1e-6      1e-8     1e-10     1e-12");
    let exponents = [-2.0, -4.0, -6.0, -8.0, -10.0, -12.0];
    for (name, way) in [("one-sided", &one_sided as &dyn Fn(f64) -> f64), ("central", &central)] {
        let row = exponents.map(|e| format!("{:>10.0e}", way(10f64.powf(e))));
        say(format_args!("{name:<16}{}", row.concat()));
    }
    say(format_args!("{:<16}{dual:>10.0e}   (there is no step)", "dual number"));
    say("");
    numbers.add("dual_error", dual);

    let steps: Vec<f64> = (4..=52).rev().map(|i| -f64::from(i) / 4.0).collect();
    let curve = |label: &str, way: &dyn Fn(f64) -> f64| Series {
        label: label.into(),
        points: steps.iter().map(|e| (*e, way(10f64.powf(*e)))).collect(),
        color: None,
    };
    let curves = vec![
        curve("one-sided", &one_sided),
        curve("central", &central),
        curve("dual number", &|_| dual),
    ];
    let best = curves[1].points.iter().map(|point| point.1).fold(f64::INFINITY, f64::min);
    numbers.add("central_best", best);
    LineChart {
        description: "Mean relative error of a derivative over the exponent of the step. Both \
                      differences make a V: the one-sided one reaches about 1e-8, the central one \
                      about 1e-11. The dual number is a level line at about 1e-16."
            .into(),
        x_label: "exponent of the step".into(),
        y_label: "relative error".into(),
        log_y: true,
        series: curves,
    }
}

// ANCHOR: many
/// A function of `n` inputs and one output: ln Σ exp(xᵢ·xᵢ₊₁), the last neighbour being the first.
fn many<N: Number>(x: &[N]) -> N {
    let neighbours = x.iter().zip(x.iter().cycle().skip(1));
    let terms = neighbours.map(|(a, b)| (*a * *b).exp());
    terms.reduce(|sum, term| sum + term).expect("there is an input").ln()
}

/// The gradient by `n` forward passes: in each, another input has the slope 1.
fn forward_gradient<N: Number>(x: &[N]) -> Vec<N> {
    let pass = |i: usize| {
        let constant = |x: &N| Dual { value: *x, slope: N::constant(0.0) };
        let mut duals: Vec<_> = x.iter().map(constant).collect();
        duals[i].slope = N::constant(1.0);
        many(&duals).slope
    };
    (0..x.len()).map(pass).collect()
}

/// The gradient by one forward pass and one reverse pass.
fn reverse_gradient<N: Number>(x: &[N]) -> Vec<N> {
    let tape = Tape::default();
    let vars: Vec<Var<N>> = x.iter().map(|x| tape.variable(*x)).collect();
    let adjoints = many(&vars).backward();
    vars.iter().map(|x| adjoints[*x]).collect()
}
// ANCHOR_END: many

/// The operations of a gradient, divided by those of the function, for 1 to 1,024 inputs.
fn passes(numbers: &mut ResultsFile) -> LineChart {
    say("operations, counted    the function    gradient forwards    gradient in reverse");
    let [mut forwards, mut reverse] = [Vec::new(), Vec::new()];
    for k in 0..=10u32 {
        let n = 1usize << k;
        let x: Vec<Counted> = (0..n).map(|i| Counted::constant((i as f64 * 0.7).sin())).collect();
        let (_, function) = Counted::count(|| many(&x));
        let (a, forward) = Counted::count(|| forward_gradient(&x));
        let (b, backward) = Counted::count(|| reverse_gradient(&x));
        let same = a.iter().zip(&b).all(|(a, b)| (a.value() - b.value()).abs() < 1e-12);
        assert!(same, "the two gradients of {n} inputs differ");
        let ratio = |count: usize| count as f64 / function as f64;
        forwards.push((f64::from(k), ratio(forward)));
        reverse.push((f64::from(k), ratio(backward)));
        if k % 2 == 0 {
            say(format_args!(
                "{n:>6} inputs {function:>22}{forward:>13} ({:>4.0} ×){backward:>15} ({:.1} ×)",
                ratio(forward),
                ratio(backward)
            ));
        }
        if n == 1024 {
            numbers.add("forward_ratio_1024", ratio(forward));
            numbers.add("reverse_ratio_1024", ratio(backward));
        }
    }
    let curve = |label: &str, points| Series { label: label.into(), points, color: None };
    LineChart {
        description: "Operations of a gradient, as a multiple of those of the function, over the \
                      logarithm of the number of inputs. Forward mode rises in proportion to the \
                      number of inputs, to about three thousand times; reverse mode stays level, at about \
                      four times."
            .into(),
        x_label: "inputs: 2 to this power".into(),
        y_label: "operations / operations of the function".into(),
        log_y: true,
        series: vec![curve("forward mode", forwards), curve("reverse mode", reverse)],
    }
}
