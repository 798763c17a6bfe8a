//! Why softmax and cross-entropy are one operation: both apart and together, in `f32`.
//!
//! ```text
//! cargo run --release -p ch04 --example fused
//! ```

use activations::{softmax, softmax_backward};
use anyhow::Result;
use clap::Parser;
use losses::{CrossEntropy, Loss};
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Computes the cross-entropy of a wrong prediction in two ways
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

// ANCHOR: apart
/// The loss and its gradient with respect to the logits, step by step: softmax, then `−ln p`, and
/// back by the chain rule.
fn apart(z: &[f32], class: usize) -> (f32, Vec<f32>) {
    let mut p = z.to_vec();
    softmax(&mut p);
    let loss = -p[class].ln();
    let mut dz = vec![0.0; z.len()];
    dz[class] = -1.0 / p[class];
    softmax_backward(&p, &mut dz);
    (loss, dz)
}
// ANCHOR_END: apart

// ANCHOR: together
/// The same as one operation.
fn together(z: &[f32], class: usize) -> (f32, Vec<f32>) {
    let mut dz = vec![0.0; z.len()];
    let loss = CrossEntropy.sample_loss(z, &[class], 1.0, &mut dz);
    (loss, dz)
}
// ANCHOR_END: together

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch04/fused")?;
    let mut numbers = ResultsFile::default();
    say("two logits, [0, −d], and the second class is the right one");
    say("");
    say("       apart                           together");
    say("  d    loss      gradient              loss      gradient");
    for d in [1.0f32, 10.0, 50.0, 87.0, 90.0, 120.0, 1000.0] {
        let (a, b) = (apart(&[0.0, -d], 1), together(&[0.0, -d], 1));
        let list = |dz: &[f32]| format!("[{}, {}]", number(dz[0]), number(dz[1]));
        let [apart, together] =
            [&a, &b].map(|(loss, dz)| format!("{:<8}  {:<20}", number(*loss), list(dz)));
        say(format_args!("{d:<4}   {apart}  {}", together.trim_end()));
        numbers.add(&format!("apart_{d}"), f64::from(a.0));
        numbers.add(&format!("together_{d}"), f64::from(b.0));
    }
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

fn number(x: f32) -> String {
    match x {
        x if x.is_nan() => "NaN".into(),
        x if x.is_infinite() => if x > 0.0 { "∞" } else { "−∞" }.into(),
        x => format!("{x:.3}").replace('-', "−"),
    }
}
