//! Where weight decay acts; and a problem on which Adam goes the wrong way.
//!
//! ```text
//! cargo run --release -p ch08 --example decay
//! ```

use anyhow::Result;
use clap::Parser;
use figures::{LineChart, Series};
use optimizers::{Adam, AdamW, Optimizer};
use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};
use tensor::Tensor;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Weight decay inside and outside of Adam's moments, and the failure that AMSGrad repairs
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

/// How large the gradients of the weights are.
const SIZES: [f64; 5] = [0.001, 0.01, 0.1, 1.0, 10.0];

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch08/decay")?;
    let mut numbers = ResultsFile::default();

    let coupled = decayed(&mut Adam::new(1e-3).with_weight_decay(0.1), common.seed);
    let decoupled = decayed(&mut AdamW::new(1e-3).with_weight_decay(0.1), common.seed);
    say(
        "a thousand weights of 1, gradients that are pure noise, 2,000 steps, rate 0.001, decay 0.1",
    );
    say("");
    say("size of the gradients    Adam with L2    AdamW");
    for (i, size) in SIZES.iter().enumerate() {
        say(format_args!("{size:>21}{:>16.3}{:>9.3}", coupled[i], decoupled[i]));
        numbers.add(&format!("coupled_{i}"), coupled[i]);
        numbers.add(&format!("decoupled_{i}"), decoupled[i]);
    }
    numbers.add("kept", (1.0f64 - 1e-4).powi(2000));
    let points = |means: Vec<f64>| SIZES.iter().map(|size| size.log10()).zip(means).collect();
    let chart = LineChart {
        description: "With AdamW the weights shrink to the same mean whatever the size of their \
                      gradients. With an L2 penalty inside Adam, those with small gradients shrink \
                      to almost nothing, and those with large ones hardly at all."
            .into(),
        x_label: "size of the gradients, as a power of ten".into(),
        y_label: "mean weight after 2,000 steps".into(),
        series: vec![
            Series { label: "Adam with L2".into(), points: points(coupled), color: None },
            Series { label: "AdamW".into(), points: points(decoupled), color: None },
        ],
        ..LineChart::default()
    };
    results.write("decay.svg", |path| chart.draw()?.save(path));

    // ANCHOR: online
    // Of three gradients one is 4 and two are −1: on average 2/3, so the best x is −1.
    let forgetful = || Adam { beta1: 0.0, beta2: 1.0 / 17.0, epsilon: 0.0, ..Adam::new(0.1) };
    let runs = [
        ("Adam", online(forgetful())),
        ("AMSGrad", online(Adam { amsgrad: true, ..forgetful() })),
        ("Adam, β₂ = 0.999", online(Adam { beta2: 0.999, ..forgetful() })),
    ];
    // ANCHOR_END: online
    say("");
    say("the gradients 4, −1, −1, 4, −1, −1, …, with x kept from −1 to 1; x after 3,000 steps");
    let mut curves = Vec::new();
    for (key, (name, points)) in ["adam", "amsgrad", "adam_long"].iter().zip(runs) {
        let end = points[points.len() - 1].1;
        say(format_args!("{name:<17}{end:>8.3}"));
        numbers.add(&format!("online_{key}"), end);
        curves.push(Series { label: name.into(), points, color: None });
    }
    let chart = LineChart {
        description:
            "From 0, Adam with a short memory climbs to 1, the worst point there is. AMSGrad \
                      and Adam with a long memory go down to −1."
                .into(),
        x_label: "step".into(),
        y_label: "x".into(),
        series: curves,
        ..LineChart::default()
    };
    results.write("online.svg", |path| chart.draw()?.save(path));
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

// ANCHOR: decayed
/// The mean weight for each size of gradients, after 2,000 steps along noise.
fn decayed(optimizer: &mut dyn Optimizer<f64>, seed: u64) -> Vec<f64> {
    let of_size = |size: &f64| {
        let (mut rng, name) = (ChaCha8Rng::seed_from_u64(seed), size.to_string());
        let mut weights = Tensor::full([1000], 1.0);
        for step in 1..=2000 {
            let noise = Tensor::from_fn([1000], || if rng.random() { *size } else { -size });
            optimizer.common_mut().state.steps = step;
            optimizer.update(&name, &mut weights, &noise);
        }
        weights.as_slice().iter().sum::<f64>() / 1000.0
    };
    SIZES.iter().map(of_size).collect()
}
// ANCHOR_END: decayed

/// Where x is, with the learning rate 0.1/√t.
fn online(mut adam: Adam<f64>) -> Vec<(f64, f64)> {
    let mut x = Tensor::scalar(0.0);
    let mut path = vec![(0.0, 0.0)];
    for t in 1..=3000u32 {
        let gradient = if t % 3 == 1 { 4.0 } else { -1.0 };
        adam.common.learning_rate = 0.1 / f64::from(t).sqrt();
        adam.common.state.steps += 1;
        adam.update("x", &mut x, &Tensor::scalar(gradient));
        x = Tensor::scalar(x.item().clamp(-1.0, 1.0));
        path.push((f64::from(t), x.item()));
    }
    path
}
