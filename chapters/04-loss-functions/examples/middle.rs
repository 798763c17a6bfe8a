//! Which number is in the middle? It depends on the loss.
//!
//! ```text
//! cargo run --release -p ch04 --example middle
//! ```

use anyhow::Result;
use ch04::{fit_linear, predictions};
use clap::Parser;
use figures::{LineChart, Series};
use losses::{Huber, Loss, MeanAbsoluteError, MeanSquaredError};
use nalgebra::{DMatrix, DMatrixView};
use tensor::Tensor;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Fits one number to seven measurements, with three losses
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch04/middle")?;
    let mut numbers = ResultsFile::default();

    // ANCHOR: measurements
    // Seven measurements of one length, and the same with the decimal point forgotten in the last.
    let careful = [4.1, 4.3, 4.4, 4.5, 4.6, 4.8, 5.0];
    let mut careless = careful;
    careless[6] = 50.0;
    // ANCHOR_END: measurements
    say("the number c with the smallest mean loss");
    say("                    seven measurements    one of them 50");
    let mut row = |name: &str, of: &dyn Fn(&[f64]) -> f64| {
        let (a, b) = (of(&careful), of(&careless));
        say(format_args!("{name:<18}  {a:>18.3}    {b:>14.3}"));
        let key = name.to_lowercase().replace(' ', "_");
        numbers.add(&key, a);
        numbers.add(&format!("{key}_careless"), b);
    };
    row("squared error", &|x| best(&MeanSquaredError, x));
    row("absolute error", &|x| best(&MeanAbsoluteError, x));
    row("Huber", &|x| best(&Huber::default(), x));
    row("mean", &|x| x.iter().sum::<f64>() / x.len() as f64);
    row("median", &|x| x[x.len() / 2]);

    results.write("results.toml", |path| numbers.save(path));
    results.write("middle.svg", |path| chart(&careless).draw()?.save(path));
    results.finish()
}

/// The best constant: a linear model whose only input is zero has nothing but its bias.
fn best<L: Loss<f64, Target = [f64]>>(loss: &L, measurements: &[f64]) -> f64 {
    let nothing = Tensor::zeros([measurements.len(), 1]);
    let centre = measurements[measurements.len() / 2];
    let shifted: Vec<f64> = measurements.iter().map(|x| x - centre).collect();
    let model = fit_linear(loss, &nothing, &shifted, 20_000);
    centre + predictions(&model, &nothing)[0]
}

/// The mean losses of the careless measurements over c.
fn chart(measurements: &[f64]) -> LineChart {
    let mean_loss = |loss: &dyn Fn(&[f64], &mut DMatrix<f64>) -> f64, c: f64| {
        loss(&vec![c; measurements.len()], &mut DMatrix::zeros(1, measurements.len()))
    };
    let squared = |y: &[f64], dy: &mut DMatrix<f64>| {
        let y = DMatrixView::from_slice(y, 1, y.len());
        // Scaled down, to stand in one figure with the others.
        MeanSquaredError.value_and_gradient(y, measurements, dy.as_view_mut()) / 40.0
    };
    let absolute = |y: &[f64], dy: &mut DMatrix<f64>| {
        let y = DMatrixView::from_slice(y, 1, y.len());
        MeanAbsoluteError.value_and_gradient(y, measurements, dy.as_view_mut())
    };
    let series = |label: &str, loss: &dyn Fn(&[f64], &mut DMatrix<f64>) -> f64| Series {
        label: label.into(),
        points: (0..=160).map(|i| f64::from(i) / 8.0).map(|c| (c, mean_loss(loss, c))).collect(),
        color: None,
    };
    LineChart {
        description: "The mean losses over c, with one measurement of 50. The squared error is \
                      lowest at 11, the absolute error at 4.5."
            .into(),
        x_label: "c".into(),
        y_label: "mean loss".into(),
        log_y: false,
        series: vec![series("squared / 40", &squared), series("absolute", &absolute)],
    }
}
