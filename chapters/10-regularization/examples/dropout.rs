//! Dropout: what it keeps equal and what not; and what a network says when its dropout stays on.
//!
//! ```text
//! cargo run --release -p ch10 --example dropout
//! ```

use anyhow::Result;
use autograd::Tape;
use ch10::{Digits, Net, Recipe};
use clap::Parser;
use figures::{CaptionedImage, ImageGrid, LineChart, Series};
use nn::Forward;
use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};
use regularization::mean_probabilities;
use regularization::prelude::*;
use tensor::Tensor;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};
use training::{Summary, argmax};

/// Measures what dropout does to sums, and the spread of a network's predictions with dropout on
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

/// Passes with other masks, for each image.
const PASSES: u64 = 100;

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch10/dropout")?;
    let mut numbers = ResultsFile::default();
    sums(common.seed, &mut numbers);

    // ANCHOR: monte_carlo
    // All training images, and dropout; then the same network with dropout that stays on.
    let data = data::digits();
    let all = |n: usize| (0..n as u32).collect::<Vec<_>>();
    let (train, test) = (Digits::of(&data.train, &all(1437)), Digits::of(&data.test, &all(360)));
    let recipe = Recipe { epochs: 40, dropout: 0.5, ..Recipe::default() };
    let net = recipe.train(&train, &test, common.seed, |_, _| ());
    let mut random = net.clone();
    random.dropout = random.dropout.always();
    // ANCHOR_END: monte_carlo
    let [_, right] = net.evaluate(&test);
    say("");
    say(format_args!(
        "a network with dropout 0.5 reads {:.1} % of the test images; {PASSES} passes with it on:",
        100.0 * right
    ));
    numbers.add("right", right);
    say("");
    say("test images        % right    certainty    certainty of    differences");
    say("                              at once      the passes      between passes");
    let mut curves: [(&str, Vec<(f64, f64)>); 3] =
        [("right", Vec::new()), ("certainty", Vec::new()), ("certainty of passes", Vec::new())];
    let mut row = |name: &str, key: &str, digits: &Digits, has_class: bool| {
        let seen = look(&net, &random, digits, common.seed);
        let right = if has_class { format!("{:.1}", 100.0 * seen.right) } else { "–".into() };
        say(format_args!(
            "{name:<17}  {right:>7}    {:>9.3}    {:>12.3}    {:>14.3}",
            seen.certainty, seen.mean_certainty, seen.differences
        ));
        for (what, value) in [
            ("right", seen.right),
            ("certainty", seen.certainty),
            ("mean_certainty", seen.mean_certainty),
            ("differences", seen.differences),
        ] {
            numbers.add(&format!("{what}_{key}"), value);
        }
        seen
    };
    for angle in (0..=180).step_by(15) {
        let seen =
            row(&format!("turned by {angle}°"), &angle.to_string(), &turned(&test, angle), true);
        let values = [seen.right, seen.certainty, seen.mean_certainty];
        for ((_, points), value) in curves.iter_mut().zip(values) {
            points.push((f64::from(angle), value));
        }
    }
    let rng = &mut ChaCha8Rng::seed_from_u64(common.seed);
    let noise = Tensor::from_fn([360, 64], || rng.random::<f32>());
    let noise = Digits { x: noise, classes: test.classes.clone() };
    row("uniform noise", "noise", &noise, false);
    let black = Digits { x: Tensor::zeros([360, 64]), classes: test.classes.clone() };
    row("nothing", "nothing", &black, false);

    // ANCHOR: guesses
    // Two guesses at why: ink where upright digits have none, or a likeness to the fours.
    let lying = turned(&test, 90);
    let mut blackened = Digits { x: lying.x.clone(), classes: lying.classes.clone() };
    for row in blackened.x.as_mut_slice().chunks_exact_mut(8) {
        (row[0], row[7]) = (0.0, 0.0);
    }
    let means = class_means(&train);
    let nearest = |image: &[f32]| {
        let distance =
            |mean: &Vec<f32>| image.iter().zip(mean).map(|(a, b)| (a - b) * (a - b)).sum::<f32>();
        argmax(&means.iter().map(|mean| -distance(mean)).collect::<Vec<_>>())
    };
    let near_fours = lying.x.as_slice().chunks_exact(64).filter(|image| nearest(image) == 4);
    // ANCHOR_END: guesses
    let fours = |digits: &Digits| {
        let p = mean_probabilities(&[net.logits(&digits.x)]);
        p.as_slice().chunks_exact(10).filter(|p| argmax(p) == 4).count()
    };
    let (n, counts) = (test.len(), [fours(&lying), fours(&blackened), near_fours.count()]);
    say("");
    say(format_args!("turned by 90°: {} of {n} are read as a 4", counts[0]));
    say(format_args!("with the two outermost columns blackened: {} of {n}", counts[1]));
    say(format_args!(
        "nearest of the ten classes' mean images, that of the 4: for {} of {n}",
        counts[2]
    ));
    for (key, count) in ["fours", "fours_blackened", "near_fours"].into_iter().zip(counts) {
        numbers.add(key, count);
    }
    let chart = LineChart {
        description: "Over the angle by which the test images are turned: the fraction that is \
                      right falls steeply, the certainty of the network much less, and that of the \
                      mean over passes with dropout a little more than the certainty at once."
            .into(),
        x_label: "turned by, degrees".into(),
        y_label: "fraction".into(),
        log_y: false,
        series: curves
            .map(|(label, points)| Series { label: label.into(), points, color: None })
            .into(),
    };
    results.write("turned.svg", |path| chart.draw()?.save(path));
    results
        .write("images.svg", |path| images(&net, &random, &test, common.seed).draw()?.save(path));
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

// ANCHOR: sums
/// The weighted sum of a neuron with 100 inputs, all of them 1, over many masks.
fn sums(seed: u64, numbers: &mut ResultsFile) {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let w = Tensor::from_fn([100], || rng.random_range(-0.1..0.3));
    let total: f64 = w.as_slice().iter().sum();
    let squares: f64 = w.as_slice().iter().map(|w| w * w).sum();
    say(format_args!("a sum of 100 terms, {total:.3} without dropout, over 20,000 masks"));
    say("p      mean      variance    p/(1 − p)·Σw²");
    let mut tape = Tape::new();
    for p in [0.1, 0.2, 0.5, 0.8, 0.9] {
        let sums: Vec<f64> = (0..20_000)
            .map(|_| tape.gradients(|tape| tape.constant(&w).dropout(p).sum()).loss())
            .collect();
        let Summary { mean, std, .. } = Summary::of(&sums);
        let formula = p / (1.0 - p) * squares;
        say(format_args!("{p}    {mean:.3}    {:>8.4}    {formula:>8.4}", std * std));
        numbers.add(&format!("mean_{}", (10.0 * p) as u32), mean);
        numbers.add(&format!("variance_{}", (10.0 * p) as u32), std * std);
    }
    numbers.add("sum", total);
}
// ANCHOR_END: sums

/// What a network says about some images.
struct Seen {
    right: f64,
    /// The mean of the maximum probability, without dropout.
    certainty: f64,
    /// That of the mean probabilities over the passes.
    mean_certainty: f64,
    /// The fraction of the passes that choose another class than the mean does.
    differences: f64,
}

// ANCHOR: passes
/// The logits of many passes with other masks.
fn passes(random: &Net, x: &Tensor<f32>, seed: u64) -> Vec<Tensor<f32>> {
    let mut tape = Tape::new();
    let mut pass = |i| {
        tape.set_rng_state(seed, i);
        tape.no_grad(|tape| random.forward(tape.constant(x)))
    };
    (0..PASSES).map(&mut pass).collect()
}
// ANCHOR_END: passes

fn look(net: &Net, random: &Net, digits: &Digits, seed: u64) -> Seen {
    let logits = passes(random, &digits.x, seed);
    let mean = mean_probabilities(&logits);
    let at_once = mean_probabilities(&[net.logits(&digits.x)]);
    let n = digits.len() as f64;
    let rows = |p: &Tensor<f32>| p.as_slice().chunks_exact(10).map(<[f32]>::to_vec).collect();
    let (mean, at_once): (Vec<Vec<f32>>, Vec<Vec<f32>>) = (rows(&mean), rows(&at_once));
    let certainty = |p: &[Vec<f32>]| p.iter().map(|p| f64::from(p[argmax(p)])).sum::<f64>() / n;
    let right =
        at_once.iter().zip(&digits.classes).filter(|(p, class)| argmax(p) == **class).count();
    let others = logits.iter().flat_map(|logits| logits.as_slice().chunks_exact(10).zip(&mean));
    let others = others.filter(|(pass, mean)| argmax(pass) != argmax(mean)).count();
    Seen {
        right: right as f64 / n,
        certainty: certainty(&at_once),
        mean_certainty: certainty(&mean),
        differences: others as f64 / n / PASSES as f64,
    }
}

/// The mean image of each class.
fn class_means(digits: &Digits) -> Vec<Vec<f32>> {
    let mean = |class: usize| {
        let of_class = digits.classes.iter().enumerate().filter(|(_, it)| **it == class);
        let indices: Vec<u32> = of_class.map(|(i, _)| i as u32).collect();
        let images = digits.batch(&indices).x;
        let pixel = |j: usize| images.as_slice().iter().skip(j).step_by(64).sum::<f32>();
        (0..64).map(|j| pixel(j) / indices.len() as f32).collect()
    };
    (0..10).map(mean).collect()
}

/// The images, turned about their middle.
fn turned(digits: &Digits, angle: u32) -> Digits {
    let mut turned = Digits { x: digits.x.clone(), classes: digits.classes.clone() };
    turned.turn(f64::from(angle).to_radians());
    turned
}

/// One image at several angles, with the prediction and the fraction of the passes that agree.
fn images(net: &Net, random: &Net, test: &Digits, seed: u64) -> ImageGrid {
    let first_7 = test.classes.iter().position(|class| *class == 7).unwrap_or(0);
    let image = test.batch(&[first_7 as u32]);
    let caption = |angle: u32| {
        let turned = turned(&image, angle);
        let said = argmax(net.logits(&turned.x).as_slice());
        let agree = passes(random, &turned.x, seed);
        let agree = agree.iter().filter(|logits| argmax(logits.as_slice()) == said).count();
        CaptionedImage {
            pixels: turned.x.as_slice().to_vec(),
            width: 8,
            height: 8,
            caption: format!("{angle}°: {said}, {agree} %"),
        }
    };
    ImageGrid {
        description:
            "A seven, turned further from image to image. Below each: the angle, what the \
                      network takes it for, and how many of a hundred passes say the same."
                .into(),
        columns: 4,
        images: (0..=7).map(|i| caption(i * 25)).collect(),
    }
}
