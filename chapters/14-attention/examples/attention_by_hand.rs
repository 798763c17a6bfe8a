//! Attention on paper: three tokens, four features, every number; and why the scores are divided by the
//! square root of the features.
//!
//! ```text
//! cargo run --release -p ch14 --example attention_by_hand
//! ```

use anyhow::{Result, ensure};
use attention::{AttentionOps, AttentionOptions, reference};
use autograd::Tape;
use clap::Parser;
use figures::{
    Color, Figure, FigureError, LineChart, MatrixFigure, NumberCell, NumberGrid, Series,
};
use numeric::central_difference;
use rand::{Rng, SeedableRng, rngs::ChaCha8Rng};
use rand_distr::{Distribution, StandardNormal};
use tensor::Tensor;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Shows attention number by number, and what its scale is for
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

// ANCHOR: numbers
/// Queries and keys of three tokens, with four features: so that the scale 1/√4 is a half.
const Q: [[f64; 4]; 3] = [[2.0, 2.0, 0.0, 0.0], [0.0, 2.0, 2.0, 0.0], [2.0, 0.0, 0.0, 2.0]];
const K: [[f64; 4]; 3] = [[1.0, 0.0, 1.0, 0.0], [0.0, 1.0, 1.0, 0.0], [1.0, 1.0, 0.0, 1.0]];
/// Their values, with two.
const V: [[f64; 2]; 3] = [[4.0, 0.0], [0.0, 4.0], [2.0, 2.0]];
// ANCHOR_END: numbers

// ANCHOR: forward
/// How well a key matches a query: their inner product, scaled.
fn score(q: &[f64; 4], k: &[f64; 4]) -> f64 {
    q.iter().zip(k).map(|(q, k)| q * k).sum::<f64>() / 4.0_f64.sqrt()
}

/// What a token reads: the weights of the tokens up to its own, and the mean of their values.
fn attend(
    token: usize,
    q: &[f64; 4],
    keys: &[[f64; 4]],
    values: &[[f64; 2]],
) -> (Vec<f64>, [f64; 2]) {
    let exponentials: Vec<f64> = keys[..=token].iter().map(|k| score(q, k).exp()).collect();
    let sum: f64 = exponentials.iter().sum();
    let weights: Vec<f64> = exponentials.iter().map(|e| e / sum).collect();
    let mut y = [0.0; 2];
    for (weight, v) in weights.iter().zip(values) {
        y = [y[0] + weight * v[0], y[1] + weight * v[1]];
    }
    (weights, y)
}
// ANCHOR_END: forward

// ANCHOR: backward
/// The gradients of the third token's first output with respect to the weights, the scores and its query.
fn backward(weights: &[f64], keys: &[[f64; 4]], values: &[[f64; 2]]) -> [Vec<f64>; 3] {
    let dp: Vec<f64> = values.iter().map(|v| v[0]).collect();
    let mean: f64 = weights.iter().zip(&dp).map(|(p, dp)| p * dp).sum();
    let dz: Vec<f64> = weights.iter().zip(&dp).map(|(p, dp)| p * (dp - mean)).collect();
    let dq = |i: usize| dz.iter().zip(keys).map(|(dz, k)| dz * k[i]).sum::<f64>() / 4.0_f64.sqrt();
    let dq = (0..4).map(dq).collect();
    [dp, dz, dq]
}
// ANCHOR_END: backward

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch14/attention_by_hand")?;
    let mut numbers = ResultsFile::default();

    say("token   scores               weights              output");
    let rows: Vec<_> = (0..3).map(|token| attend(token, &Q[token], &K, &V)).collect();
    for (token, (weights, y)) in rows.iter().enumerate() {
        let scores = (0..=token).map(|key| format!("{:>5.1}", score(&Q[token], &K[key])));
        let shown = weights.iter().map(|weight| format!("{weight:>6.3}"));
        let (scores, shown): (String, String) = (scores.collect(), shown.collect());
        say(format_args!("{:>5}  {scores:<18} {shown:<20} {:>6.3} {:>6.3}", token + 1, y[0], y[1]));
    }
    let [of_crate, gradient] = by_the_crate();
    for (token, (_, y)) in rows.iter().enumerate() {
        let theirs = &of_crate.as_slice()[2 * token..][..2];
        let is_same = y.iter().zip(theirs).all(|(a, b)| (a - b).abs() < 1e-12);
        ensure!(is_same, "token {}: crate attention says {theirs:?}, not {y:?}", token + 1);
    }

    let (weights, _) = &rows[2];
    let [dp, dz, dq] = backward(weights, &K, &V);
    let list = |values: &[f64]| {
        let shown = values.iter().map(|value| format!("{value:>7.3}"));
        shown.collect::<String>().replace('-', "−")
    };
    say("\nthe gradient of the third token's first output with respect to");
    say(format_args!("the weights {}", list(&dp)));
    say(format_args!("the scores  {}   the sum of these is 0", list(&dz)));
    say(format_args!("its query   {}", list(&dq)));
    let measured: Vec<f64> = (0..4)
        .map(|i| {
            let with = |value| {
                let mut q = Q[2];
                q[i] = value;
                attend(2, &q, &K, &V).1[0]
            };
            central_difference(with, Q[2][i], 1e-5)
        })
        .collect();
    say(format_args!("measured    {}", list(&measured)));
    say(format_args!("the crate's {}", list(gradient.as_slice())));
    for ((dq, measured), of_crate) in dq.iter().zip(&measured).zip(gradient.as_slice()) {
        ensure!((dq - measured).abs() < 1e-8, "the slope is {measured}, not {dq}");
        ensure!((dq - of_crate).abs() < 1e-12, "crate attention says {of_crate}, not {dq}");
    }
    for (i, weight) in weights.iter().enumerate() {
        numbers.add(&format!("weight_3_{}", i + 1), weight);
    }

    let rng = &mut ChaCha8Rng::seed_from_u64(common.seed);
    let dims: Vec<usize> = (0..10).map(|power| 2 << power).collect();
    let measured: Vec<[Softness; 2]> = dims.iter().map(|dim| soften(*dim, rng)).collect();
    say(format_args!("\n{KEYS} keys, means over {TRIALS} queries: without the scale | with it\n"));
    say("   d   variance of z   entropy, bits   largest weight    slope Σ p(1 − p)");
    for (dim, [raw, scaled]) in dims.iter().zip(&measured) {
        let pair = |f: fn(&Softness) -> f64, decimals: usize| {
            format!("{:>6.decimals$} | {:<6.decimals$}", f(raw), f(scaled))
        };
        let variance = format!("{:>6.1} | {:<4.2}", raw.variance, scaled.variance);
        let [entropy, max, slope] =
            [pair(|s| s.entropy, 2), pair(|s| s.max, 2), pair(|s| s.slope, 3)];
        say(format_args!("{dim:>4}   {variance}   {entropy}  {max}   {slope}")
            .to_string()
            .trim_end());
        numbers.add(&format!("variance_{dim}"), raw.variance);
        numbers.add(&format!("entropy_{dim}"), raw.entropy);
        numbers.add(&format!("max_{dim}"), raw.max);
        numbers.add(&format!("slope_{dim}"), raw.slope);
        numbers.add(&format!("slope_scaled_{dim}"), scaled.slope);
    }
    results.write("results.toml", |path| numbers.save(path));
    results.write("paper.svg", |path| paper(&rows)?.save(path));
    results.write("scale.svg", |path| scale_chart(&dims, &measured)?.save(path));
    results.finish()
}

// ANCHOR: crate
/// The same outputs from crate `attention`, and its gradient with respect to the third query.
fn by_the_crate() -> [Tensor<f64>; 2] {
    let q = Tensor::new([1, 3, 4], Q.concat());
    let (k, v) = (Tensor::new([1, 3, 4], K.concat()), Tensor::new([1, 3, 2], V.concat()));
    let options = AttentionOptions { is_causal: true, ..Default::default() };
    let mut y = Tensor::zeros([1, 3, 2]);
    let gradients = Tape::new().gradients(|tape| {
        let out = tape.leaf(&q).attention(tape.constant(&k), tape.constant(&v), 1, options);
        y = out.value();
        out.narrow(1, 2..3).narrow(2, 0..1).sum()
    });
    let dq = gradients.leaf(0).expect("the queries are a leaf").as_slice()[8..].to_vec();
    [y, Tensor::new([4], dq)]
}
// ANCHOR_END: crate

/// How many keys a random query is compared with, and how many queries there are.
const KEYS: usize = 64;
const TRIALS: usize = 500;

/// How soft a softmax over random scores is.
#[derive(Default)]
struct Softness {
    /// Of the scores.
    variance: f64,
    /// Of the weights, in bits.
    entropy: f64,
    /// The largest weight.
    max: f64,
    /// The sum of the absolute gradients of a weight with respect to its own score, `Σ p·(1 − p)`.
    slope: f64,
}

// ANCHOR: soften
/// Without the scale, and with it: queries and keys of independent normal features, of mean 0 and variance 1.
fn soften(dim: usize, rng: &mut impl Rng) -> [Softness; 2] {
    let mut draw = |rows: usize| {
        let values = (0..rows * dim).map(|_| StandardNormal.sample(rng)).collect();
        Tensor::<f64>::new([1, rows, dim], values)
    };
    let (q, k) = (draw(TRIALS), draw(KEYS));
    [1.0, 1.0 / (dim as f64).sqrt()].map(|scale| {
        let options = AttentionOptions { scale: Some(scale), ..Default::default() };
        let weights = reference::attention_weights(&q, &k, 1, options);
        let mut mean = Softness::default();
        for (q, row) in q.as_slice().chunks(dim).zip(weights.as_slice().chunks(KEYS)) {
            for (k, p) in k.as_slice().chunks(dim).zip(row) {
                let z = scale * q.iter().zip(k).map(|(q, k)| q * k).sum::<f64>();
                mean.variance += z * z / (TRIALS * KEYS) as f64;
                mean.entropy -= if *p > 0.0 { p * p.log2() / TRIALS as f64 } else { 0.0 };
                mean.slope += p * (1.0 - p) / TRIALS as f64;
            }
            mean.max += row.iter().copied().fold(0.0, f64::max) / TRIALS as f64;
        }
        mean
    })
}
// ANCHOR_END: soften

/// The weights of the three tokens, times their values.
fn paper(rows: &[(Vec<f64>, [f64; 2])]) -> Result<Figure, FigureError> {
    let cell = |text: String, tint, outside| NumberCell { text, tint, outside };
    let grid = |sign: &str, caption: &str, width, cells| NumberGrid {
        sign: sign.into(),
        caption: caption.into(),
        width,
        cells,
    };
    let (mut scores, mut weights) = (Vec::new(), Vec::new());
    for (token, (row, _)) in rows.iter().enumerate() {
        for (key, k) in K.iter().enumerate() {
            let tint = (token == 2).then_some(Color::Vermillion);
            match row.get(key) {
                Some(weight) => {
                    scores.push(cell(score(&Q[token], k).to_string(), tint, false));
                    weights.push(cell(format!("{:.0}", 100.0 * weight), tint, false));
                }
                None => {
                    scores.push(cell("–".into(), None, true));
                    weights.push(cell("0".into(), None, true));
                }
            }
        }
    }
    let values = V.concat().iter().map(|v| cell(v.to_string(), None, false)).collect();
    let outputs = rows.iter().enumerate().flat_map(|(token, (_, y))| {
        y.map(|y| cell(format!("{y:.1}"), (token == 2).then_some(Color::Vermillion), false))
    });
    MatrixFigure {
        description: "The scaled scores of three tokens with each other, those with later tokens left out; \
                      the weights, 100 % in the first row, 27 and 73 % in the second, 24, 9 and 67 % in the \
                      third; these times the values are the outputs, 4 and 0, 1.1 and 2.9, 2.3 and 1.7."
            .into(),
        grids: vec![
            grid("", "scores", 3, scores),
            grid("→", "weights, %", 3, weights),
            grid("·", "values", 2, values),
            grid("=", "outputs", 2, outputs.collect()),
        ],
        below: vec!["0.245 · 4 + 0.090 · 0 + 0.665 · 2 = 2.31".into()],
    }
    .draw()
}

/// The gradient that a softmax lets through, over the features of a head.
fn scale_chart(dims: &[usize], measured: &[[Softness; 2]]) -> Result<Figure, FigureError> {
    let series = |label: &str, index: usize| Series {
        label: label.into(),
        points: dims
            .iter()
            .zip(measured)
            .map(|(dim, both)| ((*dim as f64).log2(), both[index].slope))
            .collect(),
        color: None,
    };
    LineChart {
        description: "The sum of p(1 − p) over the weights of a softmax against the binary logarithm of the \
                      features of a head: without the scale it falls from 0.9 towards 0, with the scale it \
                      stays above 0.9."
            .into(),
        x_label: "log₂ d".into(),
        y_label: "Σ p (1 − p)".into(),
        log_y: false,
        series: vec![series("without the scale", 0), series("divided by √d", 1)],
    }
    .draw()
}
