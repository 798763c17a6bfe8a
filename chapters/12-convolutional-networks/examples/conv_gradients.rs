//! Gradient check of a convolution: numerical gradients, the adjoint, the threads.
//!
//! ```text
//! cargo run --release -p ch12 --example conv_gradients
//! ```

use activations::Tanh;
use anyhow::{Result, ensure};
use clap::Parser;
use cnn::{
    Conv2dGradients, Conv2dOptions, Conv2dSaved, ConvShape, col2im, conv2d_backward,
    conv2d_forward, im2col,
};
use numeric::{central_difference, dot};
use rand::{Rng, SeedableRng, rngs::ChaCha8Rng};
use rayon::ThreadPoolBuilder;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Compares the gradients of a convolution with numerical ones
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

/// A convolution, with all its values: two images of two channels, three filters.
struct Case {
    geometry: ConvShape,
    x: Vec<f64>,
    w: Vec<f64>,
    b: Vec<f64>,
    /// The gradient with respect to the outputs: the loss is the sum of the outputs times these.
    dy: Vec<f64>,
}

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch12/conv_gradients")?;
    let mut numbers = ResultsFile::default();
    let case = Case::new(common.seed)?;

    // ANCHOR: check
    // Each element of the images, the weights and the biases is perturbed a little up and down, and the
    // change of the loss is compared with the analytic gradient.
    say("                 elements   max. gradient   max. difference");
    let analytic = case.gradients();
    let mut perturbed = case;
    let mut max_difference = 0.0_f64;
    for (which, name) in ["images x", "weights w", "biases b"].into_iter().enumerate() {
        let mut difference = 0.0_f64;
        for (i, analytic) in analytic[which].iter().enumerate() {
            let value = perturbed.part(which)[i];
            let loss = |x| {
                perturbed.part(which)[i] = x;
                perturbed.loss()
            };
            let numerical = central_difference(loss, value, 1e-5);
            perturbed.part(which)[i] = value;
            difference = difference.max((numerical - analytic).abs());
        }
        let max = analytic[which].iter().fold(0.0, |max: f64, g| max.max(g.abs()));
        let within = if difference < 1e-8 { "below 1e-8" } else { "TOO LARGE" };
        say(format_args!("{name:<16}  {:>7}   {max:>13.4}   {within}", analytic[which].len()));
        max_difference = max_difference.max(difference);
    }
    // ANCHOR_END: check
    ensure!(
        max_difference < 1e-8,
        "the analytic gradients are not the numerical ones: {max_difference} apart"
    );

    // ANCHOR: adjoint
    // The backward pass of im2col must be its adjoint: ⟨im2col(x), c⟩ = ⟨x, col2im(c)⟩ for any x and c.
    let Case { geometry, x, .. } = &perturbed;
    let x = &x[..geometry.input_len()];
    let c = random(geometry.patch_len() * geometry.output.area(), common.seed.wrapping_add(9));
    let (mut columns, mut image) = (vec![0.0; c.len()], vec![0.0; x.len()]);
    im2col(geometry, x, &mut columns);
    col2im(geometry, &c, &mut image);
    say("");
    say(format_args!("⟨im2col(x), c⟩ = {:.10}", dot(&columns, &c)));
    say(format_args!("⟨x, col2im(c)⟩ = {:.10}", dot(x, &image)));
    // ANCHOR_END: adjoint
    let apart = (dot(&columns, &c) - dot(x, &image)).abs();
    ensure!(apart < 1e-10, "col2im is not the adjoint of im2col: {apart} apart");

    // ANCHOR: threads
    // However many threads share the work, the bits are the same.
    let bits = |threads: usize| -> Result<Vec<u64>> {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build()?;
        let gradients = pool.install(|| perturbed.gradients());
        Ok(gradients.iter().flatten().map(|gradient| gradient.to_bits()).collect())
    };
    let one = bits(1)?;
    let same = bits(2)? == one && bits(5)? == one;
    say("");
    say(format_args!(
        "1, 2 and 5 threads give the same gradients, {} elements, to the bit: {same}",
        one.len()
    ));
    // ANCHOR_END: threads
    ensure!(same, "the number of threads must not change a bit");

    numbers.add("elements", one.len());
    numbers.add("max_difference_below", max_difference.max(1e-8));
    numbers.add("seed", common.seed);
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

impl Case {
    fn new(seed: u64) -> Result<Self> {
        let settings = Conv2dOptions {
            stride: [2, 1].into(),
            padding: 1.into(),
            dilation: [1, 2].into(),
            groups: 1,
        };
        let geometry = ConvShape::new([2, 2, 7, 8].into(), [3, 2, 3, 3].into(), settings)?;
        let [x, w, b, dy] = [
            2 * geometry.input_len(),
            geometry.out_channels_per_group * geometry.patch_len(),
            geometry.out_channels_per_group,
            2 * geometry.output_len(),
        ];
        let values =
            |len: usize, stream: u64| random(len, seed.wrapping_mul(10).wrapping_add(stream));
        Ok(Case { geometry, x: values(x, 1), w: values(w, 2), b: values(b, 3), dy: values(dy, 4) })
    }

    /// The images, the weights or the biases.
    fn part(&mut self, which: usize) -> &mut [f64] {
        match which {
            0 => &mut self.x,
            1 => &mut self.w,
            _ => &mut self.b,
        }
    }

    fn outputs(&self) -> Vec<f64> {
        let mut y = vec![0.0; self.dy.len()];
        conv2d_forward(&self.geometry, &self.x, &self.w, &self.b, Tanh, &mut y);
        y
    }

    fn loss(&self) -> f64 {
        dot(&self.outputs(), &self.dy)
    }

    /// The gradients with respect to the images, the weights and the biases.
    fn gradients(&self) -> [Vec<f64>; 3] {
        let y = self.outputs();
        let [mut dx, mut dw, mut db] =
            [&self.x, &self.w, &self.b].map(|like| vec![0.0; like.len()]);
        let gradients = Conv2dGradients { dx: Some(&mut dx), dw: Some(&mut dw), db: Some(&mut db) };
        let saved = Conv2dSaved { x: &self.x, w: &self.w, y: &y };
        conv2d_backward(&self.geometry, Tanh, saved, &self.dy, gradients);
        [dx, dw, db]
    }
}

/// Random values from −1 to 1.
fn random(len: usize, seed: u64) -> Vec<f64> {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    (0..len).map(|_| f64::from(rng.next_u32()) / f64::from(u32::MAX) * 2.0 - 1.0).collect()
}
