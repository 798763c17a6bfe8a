//! Batch normalization that is not there any more: folded into the convolutions before it.
//!
//! ```text
//! cargo run --release -p ch09 --example folding
//! ```

use activations::Relu;
use anyhow::{Result, ensure};
use autograd::{Tape, Var};
use ch09::Recipe;
use clap::Parser;
use cnn::{Conv2d, Conv2dOptions};
use data::{Batch, Dataset};
use neurons::Identity;
use nn::{Dense, Forward, Initialization, impl_module};
use normalization::{BatchNorm, prelude::*};
use rand::{Rng, SeedableRng, rngs::ChaCha8Rng};
use std::time::Instant;
use tensor::Tensor;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Trains a network with batch normalization, folds it, and compares
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// Passes over the training data
    #[arg(long, default_value_t = 5)]
    epochs: usize,
}

const CHANNELS: usize = 32;

// ANCHOR: network
/// Three convolutions, each with batch normalization if it has not been folded, and a classifier.
struct Network {
    convolutions: Vec<Conv2d>,
    norms: Option<Vec<BatchNorm>>,
    output: Dense,
}
impl_module!(Network { convolutions, norms, output });

impl Forward for Network {
    fn forward<'t>(&self, x: Var<'t>) -> Var<'t> {
        let mut y = x;
        for (i, conv) in self.convolutions.iter().enumerate() {
            y = conv.forward(y);
            if let Some(norms) = &self.norms {
                y = norms[i].forward(y);
            }
            y = y.activate(Relu);
        }
        let n = y.shape().dims()[0];
        self.output.forward(y.reshape([n, CHANNELS * 64]))
    }
}

impl Network {
    fn folded(&self) -> Self {
        let norms = self.norms.iter().flatten();
        let pairs = self.convolutions.iter().zip(norms);
        Network {
            convolutions: pairs.map(|(conv, norm)| conv.fold_batch_norm(norm)).collect(),
            norms: None,
            output: self.output.clone(),
        }
    }
}
// ANCHOR_END: network

impl Network {
    fn new(rng: &mut impl Rng) -> Self {
        let options = Conv2dOptions { padding: 1.into(), ..Conv2dOptions::default() };
        let he = Initialization::HeNormal;
        let mut conv = |channels| Conv2d {
            // What normalization would take away again.
            bias: None,
            ..Conv2d::with_init([channels, CHANNELS], 3, options, Identity, he, rng)
        };
        Network {
            convolutions: [1, CHANNELS, CHANNELS].map(&mut conv).into(),
            norms: Some(vec![BatchNorm::new(CHANNELS); 3]),
            output: Dense::linear(CHANNELS * 64, 10, rng),
        }
    }
}

fn main() -> Result<()> {
    let Arguments { common, epochs } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch09/folding")?;
    let mut numbers = ResultsFile::default();
    let mut model = Network::new(&mut ChaCha8Rng::seed_from_u64(common.seed));
    Recipe { rate: 0.005, batch: 32, epochs }.train(&mut model, common.seed);
    let folded = model.folded();

    // ANCHOR: compare
    let test = data::digits().test;
    let all: Vec<u32> = (0..test.len() as u32).collect();
    let Batch { inputs, targets } = test.get_batch(&all);
    let outputs =
        |model: &Network| Tape::new().no_grad(|tape| model.forward(tape.constant(&inputs)));
    let (two, one) = (outputs(&model), outputs(&folded));
    let pairs = two.as_slice().iter().zip(one.as_slice());
    let difference = pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
    ensure!(difference < 1e-4, "folding must not change the outputs, but does by {difference}");
    // ANCHOR_END: compare
    let right = |logits: &Tensor| {
        let rows = logits.as_slice().chunks(10);
        rows.zip(&targets).filter(|(row, class)| training::argmax(row) == **class).count()
    };
    say(format_args!("{} test images, logits up to {:.1}", all.len(), max_abs(&two)));
    say("the logits differ by less than 1e-4");
    say(format_args!("right with normalization: {}, folded: {}", right(&two), right(&one)));
    let [before, after] = times(&model, &folded, &inputs);
    say(format_args!(
        "tensors: {} and {}; parameters: {} and {}",
        nn::state_dict(&model).len(),
        nn::state_dict(&folded).len(),
        nn::parameter_count(&model),
        nn::parameter_count(&folded)
    ));
    say(format_args!(
        "time of a batch: {:.2} ms and {:.2} ms, {:.2} times",
        1e3 * before,
        1e3 * after,
        before / after
    ));
    numbers.add("right", right(&one));
    numbers.add("speedup", before / after);
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

fn max_abs(x: &Tensor) -> f32 {
    x.as_slice().iter().fold(0.0, |max, x| max.max(x.abs()))
}

/// The shortest of thirty times of each, in turn.
fn times(model: &Network, folded: &Network, inputs: &Tensor) -> [f64; 2] {
    let mut shortest = [f64::INFINITY; 2];
    let mut tape = Tape::new();
    for _ in 0..30 {
        for (network, shortest) in [model, folded].into_iter().zip(&mut shortest) {
            let start = Instant::now();
            tape.no_grad(|tape| network.forward(tape.constant(inputs)));
            *shortest = shortest.min(start.elapsed().as_secs_f64());
        }
    }
    shortest
}
