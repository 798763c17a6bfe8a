//! Losses of one output beside their gradients.
//!
//! ```text
//! cargo run --release -p ch04 --example profiles
//! ```

use anyhow::Result;
use clap::Parser;
use figures::{Color, FigureError, Frame, LineChart, Series, Slider};
use losses::{
    BinaryCrossEntropyWithLogits, BinaryFocal, Hinge, Huber, Loss, MeanAbsoluteError,
    MeanSquaredError,
};
use nalgebra::{DMatrix, DMatrixView};
use numeric::central_difference;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Prints losses and their slopes, and draws them
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

// ANCHOR: both
/// A loss of one output, and its slope: `y ↦ (L, ∂L/∂y)`.
type Both = Box<dyn Fn(f64) -> (f64, f64)>;

fn both<L: Loss<f64, Target = [f64]> + 'static>(loss: L, target: f64) -> Both {
    Box::new(move |y| {
        let mut dy = DMatrix::zeros(1, 1);
        let y = DMatrixView::from_slice(std::slice::from_ref(&y), 1, 1);
        let value = loss.value_and_gradient(y, &[target], dy.as_view_mut());
        (value, dy[0])
    })
}
// ANCHOR_END: both

/// The square of `σ(y) − 1`: a squared error of a probability, which is no loss of the crate.
fn squared_probability() -> Both {
    Box::new(|y| {
        let p = 1.0 / (1.0 + (-y).exp());
        ((p - 1.0).powi(2), 2.0 * (p - 1.0) * p * (1.0 - p))
    })
}

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch04/profiles")?;
    let mut numbers = ResultsFile::default();
    let regression: [(&str, Both); 3] = [
        ("squared", both(MeanSquaredError, 0.0)),
        ("absolute", both(MeanAbsoluteError, 0.0)),
        ("Huber", both(Huber::default(), 0.0)),
    ];
    let classification: [(&str, Both); 4] = [
        ("cross-entropy", both(BinaryCrossEntropyWithLogits, 1.0)),
        ("focal", both(BinaryFocal { gamma: 2.0, alpha: None }, 1.0)),
        ("hinge", both(Hinge, 1.0)),
        ("squared", squared_probability()),
    ];

    // ANCHOR: table
    let table = |losses: &[(&str, Both)], at: [f64; 5]| {
        for (name, f) in losses {
            let values = at.map(|y| format!("{:>8.3}", f(y).0)).join("");
            let slopes = at.map(|y| format!("{:>8.3}", f(y).1)).join("");
            say(format_args!("{name:<14}{values}   |{slopes}"));
        }
    };
    say("residual y − t      −3      −1       0     0.5       3   |  slopes at the same places");
    table(&regression, [-3.0, -1.0, 0.0, 0.5, 3.0]);
    say("");
    say("logit, t = 1        −6      −2       0       2       6   |  slopes at the same places");
    table(&classification, [-6.0, -2.0, 0.0, 2.0, 6.0]);
    // ANCHOR_END: table

    let mut worst: f64 = 0.0;
    for (_, f) in regression.iter().chain(&classification) {
        // Away from the kinks, at which there is no slope to measure.
        for y in grid(4.0).filter(|y| y.abs() > 0.01 && (y.abs() - 1.0).abs() > 0.01) {
            worst = worst.max((f(y).1 - central_difference(|y| f(y).0, y, 1e-5)).abs());
        }
    }
    say("");
    say(format_args!(
        "slopes against central differences: the largest difference is {}",
        if worst < 1e-8 { "below 1e-8" } else { "TOO LARGE" }
    ));
    numbers.add("squared_slope_at_minus_6", classification[3].1(-6.0).1);
    numbers.add("cross_entropy_slope_at_minus_6", classification[0].1(-6.0).1);

    for (name, losses, reach, x) in [
        ("regression", &regression[..], 3.0, "residual y − t"),
        ("classification", &classification[..], 6.0, "logit of the true class"),
    ] {
        for (part, slope) in [("", false), ("-slopes", true)] {
            let chart = chart(losses, reach, x, slope);
            results.write(&format!("{name}{part}.svg"), |path| chart.draw()?.save(path));
        }
    }
    results.write("point.svg", |path| slider(&regression)?.draw()?.save(path));
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

fn grid(reach: f64) -> impl Iterator<Item = f64> {
    (-160..=160).map(move |i| f64::from(i) / 160.0 * reach)
}

fn chart(losses: &[(&str, Both)], reach: f64, x_label: &str, slope: bool) -> LineChart {
    let y = |(value, derivative)| if slope { derivative } else { value };
    let series = |(name, f): &(&str, Both)| Series {
        label: (*name).into(),
        points: grid(reach).map(|x| (x, y(f(x)))).collect(),
        color: None,
    };
    let names: Vec<&str> = losses.iter().map(|(name, _)| *name).collect();
    let what = if slope { "The slopes of the losses" } else { "The losses" };
    LineChart {
        description: format!("{what} {} over the {x_label}.", names.join(", ")),
        x_label: x_label.into(),
        y_label: if slope { "slope of the loss" } else { "loss" }.into(),
        log_y: false,
        series: losses.iter().map(series).collect(),
    }
}

// ANCHOR: slider
/// A residual that moves: where it stands on two losses, and the slope it feels there.
fn slider(losses: &[(&str, Both)]) -> Result<Slider, FigureError> {
    let frame = |i: i32| {
        let r = f64::from(i) * 0.125;
        let two = [&losses[0], &losses[2]];
        let mut words = format!("{r:+.3}");
        // The curves first: what is the same in all frames is kept once.
        let mut series: Vec<Series> = two
            .into_iter()
            .zip(Color::ALL)
            .map(|((name, f), color)| Series {
                label: (*name).into(),
                points: grid(3.0).map(|x| (x, f(x).0)).collect(),
                color: Some(color),
            })
            .collect();
        for (name, f) in two {
            let (value, slope) = f(r);
            words += &format!("; {name}: loss {value:.3}, slope {slope:+.3}");
            // A piece of the tangent, with the point at its middle.
            let points = [-0.4, 0.0, 0.4].map(|d| (r + d, value + slope * d)).to_vec();
            series.push(Series { points, color: Some(Color::ALL[2]), ..Series::default() });
        }
        let chart = LineChart {
            description: format!("Tangents at the residual {r}."),
            x_label: "residual y − t".into(),
            y_label: "loss".into(),
            log_y: false,
            series,
        };
        let figure = chart.draw_within((-3.4, 3.4), (-1.0, 12.0))?;
        Ok(Frame { value: words, figure })
    };
    Ok(Slider {
        description: "A point moves along the squared error and along Huber's loss, with the \
                      tangent at its place. On the squared error the tangent grows steeper the \
                      farther out it is; on Huber's loss the slope stays 1 beyond a residual of 1."
            .into(),
        label: "residual".into(),
        frames: (-24..=24).map(frame).collect::<Result<_, FigureError>>()?,
        start: 36,
    })
}
// ANCHOR_END: slider
