//! What becomes of a signal on its way through twenty layers, and of a gradient on its way back.
//!
//! ```text
//! cargo run --release -p ch03 --example depth
//! cargo run --release -p ch03 --example depth -- --layers 50
//! ```

use activations::{Activation, Gelu, Relu, Sigmoid, Tanh};
use anyhow::Result;
use ch03::{LayerSignal, signals};
use clap::Parser;
use figures::{FigureError, Frame, LineChart, Series, Slider};
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Measures outputs, slopes and gradients of a deep network before training
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// Layers
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u8).range(2..=100))]
    layers: u8,
}

/// Neurons in each layer, and inputs.
const WIDTH: usize = 100;
const SAMPLES: usize = 100;

fn main() -> Result<()> {
    let Arguments { common, layers } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch03/depth")?;
    let mut numbers = ResultsFile::default();
    let sizes = [usize::from(layers), WIDTH, SAMPLES];

    // ANCHOR: table
    say(format_args!(
        "{layers} layers of {WIDTH} neurons, weights of standard deviation gain/√{WIDTH}"
    ));
    say("");
    say("                       outputs (root mean square)       saturated   gradient,");
    say("           gain   layer 1    layer 5     last layer   last layer   first/last layer");
    let mut row = |name: &str, gain: f64, found: Vec<LayerSignal>| {
        let (first, last) = (found[0], found[found.len() - 1]);
        let (fifth, back) = (found[4.min(found.len() - 1)].rms, first.gradient / last.gradient);
        say(format_args!(
            "{name:<8} {gain:>6.2}  {:>8.3}  {fifth:>9.3}  {:>13}  {:>10.1} %  {:>17}",
            first.rms,
            scientific(last.rms),
            100.0 * last.saturated,
            scientific(back),
        ));
        let key = format!("{}_{}", name.to_lowercase(), (100.0 * gain) as u32);
        numbers.add(&format!("{key}_rms"), last.rms);
        numbers.add(&format!("{key}_saturated"), last.saturated);
        numbers.add(&format!("{key}_gradient"), back);
    };
    for gain in [0.5, 1.0, 2.0, 4.0] {
        row("tanh", gain, signals(Tanh, gain, sizes, common.seed));
    }
    for gain in [1.0, 4.0, 8.0] {
        row("sigmoid", gain, signals(Sigmoid, gain, sizes, common.seed));
    }
    for gain in [1.0, 2f64.sqrt(), 2.0] {
        row("ReLU", gain, signals(Relu, gain, sizes, common.seed));
    }
    row("GELU", 2f64.sqrt(), signals(Gelu, 2f64.sqrt(), sizes, common.seed));
    // ANCHOR_END: table

    results.write("results.toml", |path| numbers.save(path));
    results.write("saturation.svg", |path| slider(Tanh, sizes, common.seed)?.draw()?.save(path));
    let charts = [("outputs", false), ("gradients", true)];
    for (name, back) in charts {
        results.write(&format!("{name}.svg"), |path| {
            curves(back, sizes, common.seed).draw()?.save(path)
        });
    }
    results.finish()
}

/// Outputs or gradients over the layers, of four networks.
fn curves(back: bool, sizes: [usize; 3], seed: u64) -> LineChart {
    let networks = [
        ("sigmoid, gain 1", signals(Sigmoid, 1.0, sizes, seed)),
        ("tanh, gain 1", signals(Tanh, 1.0, sizes, seed)),
        ("ReLU, gain 1", signals(Relu, 1.0, sizes, seed)),
        ("ReLU, gain √2", signals(Relu, 2f64.sqrt(), sizes, seed)),
    ];
    let series = |(label, found): (&str, Vec<LayerSignal>)| {
        let value = |signal: &LayerSignal| if back { signal.gradient } else { signal.rms };
        let points = (1..).zip(&found).map(|(layer, it)| (f64::from(layer), value(it)));
        Series { label: label.into(), points: points.collect(), color: None }
    };
    let (y_label, description) = match back {
        true => (
            "gradient of the sums, root mean square",
            "The gradient shrinks from the last layer to the first, fastest with the sigmoid; with \
             ReLU and the gain √2 it keeps its size.",
        ),
        false => (
            "outputs, root mean square",
            "The outputs of ReLU shrink with gain 1 and keep their size with gain √2; the \
             sigmoid's stay near a half, those of tanh shrink slowly.",
        ),
    };
    LineChart {
        description: description.into(),
        x_label: "layer".into(),
        y_label: y_label.into(),
        log_y: true,
        series: networks.into_iter().map(series).collect(),
    }
}

// ANCHOR: slider
/// A network with `f`, for weights from a quarter to five times 1/√n: one frame for each.
fn slider<A: Activation<f64>>(f: A, sizes: [usize; 3], seed: u64) -> Result<Slider, FigureError> {
    let frame = |i: i32| {
        let gain = 0.25 * 1.08f64.powi(i);
        let found = signals(f, gain, sizes, seed);
        let series = |label: &str, value: fn(&LayerSignal) -> f64| {
            let points = (1..).zip(&found).map(|(layer, it)| (f64::from(layer), value(it)));
            Series { label: label.into(), points: points.collect(), color: None }
        };
        let chart = LineChart {
            description: format!("Twenty layers with the gain {gain:.2}."),
            x_label: "layer".into(),
            y_label: "outputs, slopes, and the fraction that is saturated".into(),
            log_y: false,
            series: vec![
                series("outputs", |it| it.rms),
                series("saturated", |it| it.saturated),
                series("mean slope", |it| it.slope),
            ],
        };
        let figure = chart.draw_within((1.0, sizes[0] as f64), (0.0, 1.0))?;
        Ok(Frame { value: format!("{gain:.2}"), figure })
    };
    Ok(Slider {
        description: "With small weights the outputs of tanh fade to zero from layer to layer and \
                      every slope is 1. Near the gain 1 they fade slowly. With large weights \
                      most outputs are close to −1 or 1, saturated, and their slopes near 0."
            .into(),
        label: "gain".into(),
        frames: (0..=38).map(frame).collect::<Result<_, _>>()?,
        start: 18,
    })
}
// ANCHOR_END: slider

/// Short for numbers of any size.
fn scientific(x: f64) -> String {
    if (0.01..1000.0).contains(&x) { format!("{x:.3}") } else { format!("{x:.1e}") }
}
