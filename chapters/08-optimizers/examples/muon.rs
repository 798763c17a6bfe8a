//! Muon: what the iteration does to singular values, and what that does to learning.
//!
//! ```text
//! cargo run --release -p ch08 --example muon
//! ```

use anyhow::Result;
use ch08::{Digits, Judge, Rule, best_rate};
use clap::Parser;
use figures::{LineChart, Series};
use nalgebra::DMatrix;
use optimizers::{AdamW, AuxiliaryAdamW, Muon, MuonScale, NEWTON_SCHULZ, Optimizer, newton_schulz};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rand_distr::{Distribution, StandardNormal};
use training::Summary;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Shows singular values before and after orthogonalization, and trains with Muon
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// How often each goes through the training images
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    epochs: u32,
}

const SIDE: usize = 32;

fn main() -> Result<()> {
    let Arguments { common, epochs } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch08/muon")?;
    let mut numbers = ResultsFile::default();

    // ANCHOR: singular
    // A matrix whose singular values fall from 1 to a thousandth, like a gradient's.
    let rng = &mut ChaCha8Rng::seed_from_u64(common.seed);
    let normal = DMatrix::<f64>::from_fn(SIDE, SIDE, |_, _| StandardNormal.sample(rng));
    let (u, v) = (normal.clone().qr().q(), normal.transpose().qr().q());
    let falling = DMatrix::from_diagonal(&nalgebra::DVector::from_fn(SIDE, |i, _| {
        10f64.powf(-3.0 * i as f64 / (SIDE - 1) as f64)
    }));
    let matrix = u * falling * v;
    let after = |steps| {
        let mut x = matrix.clone();
        newton_schulz(x.as_mut_slice(), SIDE, NEWTON_SCHULZ, steps, 1e-7);
        let mut values: Vec<f64> = x.singular_values().iter().copied().collect();
        values.sort_by(|a, b| b.total_cmp(a));
        values
    };
    // ANCHOR_END: singular
    say("singular values of a 32 × 32 matrix after steps of Newton–Schulz: of 32, the first, the");
    say("eighth, the sixteenth, the last");
    let mut curves = Vec::new();
    for steps in 0..=5 {
        let values = after(steps);
        let shown = [0, 7, 15, 31].map(|i| format!("{:>9.4}", values[i])).concat();
        say(format_args!("{steps}{shown}"));
        if [0, 1, 3, 5].contains(&steps) {
            let points = (1..).zip(&values).map(|(i, s)| (f64::from(i), *s)).collect();
            let label = if steps == 1 { "1 step".into() } else { format!("{steps} steps") };
            curves.push(Series { label, points, color: None });
        }
        if steps == 5 {
            numbers.add("max_after_5", values[0]);
            numbers.add("half_after_5", values[15]);
            numbers.add("min_after_5", values[31]);
        }
    }
    let chart = LineChart {
        description:
            "Before, the singular values fall along a line on the logarithmic scale, over \
                      three powers of ten. Each step lifts the small ones; after five, two thirds \
                      lie near 1."
                .into(),
        x_label: "singular value, sorted".into(),
        y_label: "size".into(),
        log_y: true,
        series: curves,
    };
    results.write("singular.svg", |path| chart.draw()?.save(path));

    let (digits, epochs) = (Digits::load(), epochs as usize);
    say("");
    say(format_args!(
        "digits, {epochs} epochs; the rate with the least validation loss; three other seeds"
    ));
    say("");
    say("rule        rate    training loss, 5 epochs and all    % right on the test");
    // ANCHOR: digits
    let rules = [
        Rule { name: "AdamW", with_rate: |rate| Box::new(AdamW::new(rate)) },
        Rule {
            name: "Muon",
            with_rate: |rate| {
                let (adamw, scale) = (AuxiliaryAdamW::new(&["output"]), MuonScale::MatchRmsAdamW);
                let muon = Muon { adamw: Some(adamw), scale, ..Muon::new(rate) };
                Box::new(muon.with_weight_decay(0.01))
            },
        },
    ];
    // ANCHOR_END: digits
    let mut curves = Vec::new();
    for Rule { name, with_rate } in rules {
        let rate = best_rate(&digits, with_rate, epochs);
        let (mut right, mut curve) = (Vec::new(), vec![0.0; epochs]);
        for seed in common.seed..common.seed + 3 {
            let mut network = Digits::network(seed);
            let losses =
                digits.train(&mut network, &mut *with_rate(rate), &rate, None, epochs, seed);
            curve.iter_mut().zip(losses).for_each(|(mean, loss)| *mean += loss / 3.0);
            right.push(network.judge(&digits.test).1);
        }
        let (right, early, last) =
            (Summary::of(&right), curve[4.min(epochs - 1)], curve[epochs - 1]);
        say(format_args!("{name:<7}{rate:>9}{early:>20.4}{last:>15.5}{:>23}", right.to_string()));
        let key = name.to_lowercase();
        numbers.add(&format!("rate_{key}"), rate);
        numbers.add(&format!("loss_{key}"), last);
        numbers.add(&format!("right_{key}"), right.mean);
        let points = (1..).zip(curve).map(|(epoch, loss)| (f64::from(epoch), loss)).collect();
        curves.push(Series { label: name.into(), points, color: None });
    }
    let chart = LineChart {
        description: "The training loss of AdamW and of Muon over the epochs.".into(),
        x_label: "epoch".into(),
        y_label: "training loss".into(),
        log_y: true,
        series: curves,
    };
    results.write("muon.svg", |path| chart.draw()?.save(path));
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}
