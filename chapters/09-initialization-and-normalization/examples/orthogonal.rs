//! Fifty random matrices, one after the other: what they make of the directions of a space.
//!
//! ```text
//! cargo run --release -p ch09 --example orthogonal
//! ```

use anyhow::Result;
use clap::Parser;
use figures::{LineChart, Series};
use nalgebra::DMatrix;
use nn::Initialization::{self, LecunNormal, Orthogonal};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Compares products of normally distributed and of orthogonal matrices
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

const N: usize = 64;

/// Below this fraction of the maximum a singular value is made of rounding errors.
const ROUNDING: f64 = 1e-13;

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch09/orthogonal")?;
    let mut numbers = ResultsFile::default();
    let mut series = Vec::new();
    say(format_args!("singular values of products of {N} × {N} matrices"));
    say("                        maximum     median    minimum   mean square   above a thousandth");
    for (name, weights) in [("normal", LecunNormal), ("orthogonal", Orthogonal { gain: 1.0 })] {
        for factors in [1, 2, 5, 10, 50] {
            let values = singular_values(weights, factors, common.seed);
            let (max, median) = (values[0], values[N / 2]);
            let above = values.iter().filter(|s| **s > max / 1_000.0).count();
            let square = values.iter().map(|s| s * s).sum::<f64>() / N as f64;
            let min = match values[N - 1] {
                min if min > ROUNDING * max => format!("{min:.1e}"),
                _ => "rounding".into(),
            };
            say(format_args!(
                "{name:<11}{factors:>3} factors{max:>10.2}{median:>11.1e}{min:>11}{square:>14.2}{above:>15} of {N}"
            ));
            numbers.add(&format!("{name}_above_{factors}"), above);
            numbers.add(&format!("{name}_max_{factors}"), max);
            if name == "normal" || factors == 50 {
                let label = if name == "normal" {
                    format!("{factors} normal")
                } else {
                    "50 orthogonal".into()
                };
                series.push((
                    factors,
                    Series {
                        label,
                        points: (1..)
                            .map(f64::from)
                            .zip(values)
                            .filter(|(_, s)| *s > ROUNDING * max)
                            .collect(),
                        color: None,
                    },
                ));
            }
        }
    }
    // The two shortest products are hardly to be told apart.
    series.retain(|(factors, _)| *factors != 2);
    let chart = LineChart {
        description:
            "The singular values of products of random matrices, from the greatest to the \
                      smallest, on a logarithmic axis. Of one normal matrix they lie within two \
                      powers of ten; the more factors, the steeper the curve falls, and of fifty \
                      factors only the first few are above a thousandth of the first. The \
                      product of fifty orthogonal matrices has the singular value 1, always."
                .into(),
        x_label: "singular value, by size".into(),
        y_label: "its value".into(),
        log_y: true,
        series: series.into_iter().map(|(_, series)| series).collect(),
    };
    results.write("singular_values.svg", |path| chart.draw()?.save(path));
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

// ANCHOR: product
/// The singular values of a product of matrices, from the greatest to the smallest: by how much it
/// stretches the directions of the space.
fn singular_values(weights: Initialization, factors: usize, seed: u64) -> Vec<f64> {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let mut product = DMatrix::identity(N, N);
    for _ in 0..factors {
        product = weights.init_weight::<f64>([N, N], N, N, rng).as_matrix() * product;
    }
    let mut values = product.singular_values().as_slice().to_vec();
    values.sort_by(|a, b| b.total_cmp(a));
    values
}
// ANCHOR_END: product
