//! Learning rates that change, gradients that are clipped, weights that are averaged.
//!
//! ```text
//! cargo run --release -p ch08 --example schedules
//! ```

use anyhow::Result;
use autograd::{Param, Tape};
use ch08::{Digits, Judge};
use clap::Parser;
use data::{Batch, Dataset, shuffle::batches, shuffle::permutation};
use figures::{LineChart, Series};
use nn::{Forward, impl_module};
use optimizers::schedule::{CosineDecay, ExponentialDecay, OneCycle, Schedule, StepLr, Warmup};
use optimizers::{Ema, Optimizer, Sgd, clip_grad_norm};
use training::Summary;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Draws schedules, tests a range of rates, clips a gradient, averages weights
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch08/schedules")?;
    let mut numbers = ResultsFile::default();
    let digits = Digits::load();

    results.write("schedules.svg", |path| drawn().draw()?.save(path));
    let tested = range_test(&digits, common.seed);
    let (best, _) = tested.iter().copied().min_by(|a, b| a.1.total_cmp(&b.1)).expect("some");
    say(format_args!("range test: the loss is least at the rate {:.2}", 10f64.powf(best)));
    numbers.add("range_best", 10f64.powf(best));
    let chart = LineChart {
        description: "The loss of single batches while the learning rate grows: it falls from 2.3 \
                      while the rate rises to some tenths, and above that it explodes."
            .into(),
        x_label: "learning rate, as a power of ten".into(),
        y_label: "loss of the batch, smoothed".into(),
        series: vec![Series { points: tested, ..Series::default() }],
        ..LineChart::default()
    };
    results.write("range.svg", |path| chart.draw()?.save(path));

    say("");
    say("SGD with momentum on the digits, 20 epochs, three seeds: % right on the test");
    let constant = 0.1;
    let cosine = CosineDecay { initial: 0.1, final_lr: 0.0, steps: 720 };
    let warm = Warmup { steps: 72, after: CosineDecay { steps: 648, ..cosine } };
    let cycle = OneCycle { max_lr: 0.1, steps: 720, ..OneCycle::default() };
    let schedules: [(&str, &str, &dyn Schedule); 4] = [
        ("constant", "constant 0.1", &constant),
        ("cosine", "cosine", &cosine),
        ("warmup", "warmup, cosine", &warm),
        ("one_cycle", "one cycle", &cycle),
    ];
    for (key, name, schedule) in schedules {
        let run = |seed| {
            let mut network = Digits::network(seed);
            let mut sgd = Sgd { momentum: 0.9, ..Sgd::default() };
            digits.train(&mut network, &mut sgd, schedule, None, 20, seed);
            network.judge(&digits.test)
        };
        let runs: Vec<(f64, f64)> = (common.seed..common.seed + 3).map(run).collect();
        let right = Summary::of(&runs.iter().map(|run| run.1).collect::<Vec<_>>());
        let loss = runs.iter().map(|run| run.0).sum::<f64>() / 3.0;
        say(format_args!("{name:<15}{right}    test loss {loss:.3}"));
        numbers.add(&format!("right_{key}"), right.mean);
        numbers.add(&format!("loss_{key}"), loss);
    }

    say("");
    say(
        "down Rosenbrock's wall from (−3, 4), rate 0.0015, with and without clipping to the norm 100",
    );
    for (key, name, max_norm) in
        [("free", "as it is", f64::INFINITY), ("clipped", "clipped", 100.0)]
    {
        let (first, x, y) = down_the_wall(max_norm);
        let end =
            if x.is_finite() { format!("ends at ({x:.3}, {y:.3})") } else { "flies away".into() };
        say(format_args!("{name:<10}the first gradient is {first:.0} long; {end}"));
        numbers.add(&format!("first_{key}"), first);
    }

    let [last, average] = averaged(&digits, common.seed);
    let mean = |points: &[(f64, f64)]| {
        points[10..].iter().map(|point| point.1).sum::<f64>() / (points.len() - 10) as f64
    };
    say("");
    say(format_args!(
        "test loss, mean of the epochs 11 to 30: of the weights {:.3}, of their average {:.3}",
        mean(&last),
        mean(&average)
    ));
    numbers.add("test_loss_last", mean(&last));
    numbers.add("test_loss_average", mean(&average));
    let chart = LineChart {
        description:
            "The test loss of the weights after each epoch jumps up and down. That of their \
                      moving average begins higher and then is lower and smooth."
                .into(),
        x_label: "epoch".into(),
        y_label: "test loss".into(),
        log_y: true,
        series: vec![
            Series { label: "weights".into(), points: last, color: None },
            Series { label: "average".into(), points: average, color: None },
        ],
    };
    results.write("average.svg", |path| chart.draw()?.save(path));
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

/// Five schedules of a hundred steps.
fn drawn() -> LineChart {
    // ANCHOR: schedules
    let cosine = CosineDecay { initial: 1.0, final_lr: 0.0, steps: 100 };
    let schedules: [(&str, Box<dyn Schedule>); 5] = [
        ("steps", Box::new(StepLr { initial: 1.0, gamma: 0.5, step_size: 25 })),
        ("exponential", Box::new(ExponentialDecay { initial: 1.0, gamma: 0.97 })),
        ("cosine", Box::new(cosine)),
        ("warmup", Box::new(Warmup { steps: 10, after: CosineDecay { steps: 90, ..cosine } })),
        ("one cycle", Box::new(OneCycle { max_lr: 1.0, steps: 100, ..OneCycle::default() })),
    ];
    // ANCHOR_END: schedules
    let series = schedules.iter().map(|(label, schedule)| Series {
        label: (*label).into(),
        points: (0..=100).map(|step| (step as f64, schedule.lr_at(step))).collect(),
        color: None,
    });
    LineChart {
        description: "Five schedules: one halves the rate every 25 steps, one decays exponentially, \
                      one follows a cosine, one rises for ten steps first, and one rises for thirty."
            .into(),
        x_label: "step".into(),
        y_label: "learning rate, as a fraction of the maximum".into(),
        series: series.collect(),
        ..LineChart::default()
    }
}

// ANCHOR: range
/// The loss of each batch while the rate grows from 1e-4 to 10 in 200 steps, as powers of ten.
fn range_test(digits: &Digits, seed: u64) -> Vec<(f64, f64)> {
    let (mut network, mut sgd, mut tape) = (Digits::network(seed), Sgd::default(), Tape::new());
    sgd.momentum = 0.9;
    let (mut points, mut smooth): (Vec<(f64, f64)>, f64) = (Vec::new(), 0.0);
    let orders = (0..).map(|epoch| permutation(digits.train.len(), seed, epoch));
    let indices: Vec<u32> = orders.take(6).flatten().collect();
    for (step, indices) in batches(&indices, 32).take(200).enumerate() {
        let power = -4.0 + 5.0 * step as f64 / 199.0;
        sgd.common.learning_rate = 10f64.powf(power);
        let Batch { inputs, targets } = digits.train.get_batch(indices);
        let gradients =
            tape.gradients(|tape| network.forward(tape.constant(&inputs)).cross_entropy(&targets));
        sgd.step(&mut network, &gradients);
        // A moving average, corrected as Adam's.
        smooth = 0.9 * smooth + 0.1 * f64::from(gradients.loss());
        let loss = smooth / (1.0 - 0.9f64.powi(step as i32 + 1));
        if loss.is_nan() || loss > 4.0 {
            break;
        }
        points.push((power, loss));
    }
    points
}
// ANCHOR_END: range

/// A point with two coordinates.
struct Point {
    x: Param<f64>,
    y: Param<f64>,
}
impl_module!(Point: f64 { x, y });

// ANCHOR: clip
/// 20,000 steps down Rosenbrock's function; the norm of the first gradient, and the end.
fn down_the_wall(max_norm: f64) -> (f64, f64, f64) {
    let coordinate = |value| Param::new(tensor::Tensor::scalar(value));
    let mut point = Point { x: coordinate(-3.0), y: coordinate(4.0) };
    let (mut tape, mut sgd, mut first) = (Tape::new(), Sgd::new(0.0015), None);
    for _ in 0..20_000 {
        let mut gradients = tape.gradients(|tape| {
            let (x, y) = (tape.param(&point.x), tape.param(&point.y));
            let (across, along) = (y - x * x, x - 1.0);
            across * across * 100.0 + along * along
        });
        let norm = clip_grad_norm(&mut gradients, max_norm.min(f64::MAX)).item();
        first.get_or_insert(norm);
        sgd.step(&mut point, &gradients);
    }
    (first.unwrap_or(0.0), point.x.value.item(), point.y.value.item())
}
// ANCHOR_END: clip

// ANCHOR: ema
/// The test loss after each of 30 epochs with a large learning rate: of the weights, and of their
/// moving average.
fn averaged(digits: &Digits, seed: u64) -> [Vec<(f64, f64)>; 2] {
    let mut network = Digits::network(seed);
    let (mut sgd, mut ema) = (Sgd::default(), Ema::new(&network, 0.98));
    let (mut last, mut average) = (Vec::new(), Vec::new());
    for epoch in 1..=30u32 {
        let seed = 1000 * seed + u64::from(epoch);
        digits.train(&mut network, &mut sgd, &0.5, Some(&mut ema), 1, seed);
        last.push((f64::from(epoch), network.judge(&digits.test).0));
        ema.swap(&mut network);
        average.push((f64::from(epoch), network.judge(&digits.test).0));
        ema.swap(&mut network);
    }
    [last, average]
}
// ANCHOR_END: ema
