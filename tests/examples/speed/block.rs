//! Epochs of our own training, timed.

use crate::samples::classified;
use activations::Relu;
use autograd::Tape;
use data::shuffle::{batches, permutation};
use nn::{Dense, Forward, Sequential, sequential};
use optimizers::{Adam, Optimizer};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::time::Instant;
use tensor::{Shape, Tensor};

/// What is trained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Network {
    /// 784 inputs, 128 neurons with ReLU, 10 logits; 60,000 samples.
    Mlp,
    /// PyTorch's first CIFAR-10 network; 12,800 samples.
    Lenet,
}

impl Network {
    /// The name, as the peers' scripts have it.
    pub fn name(self) -> &'static str {
        match self {
            Network::Mlp => "mlp",
            Network::Lenet => "lenet",
        }
    }

    /// How many samples there are.
    fn samples(self) -> usize {
        match self {
            Network::Mlp => 60_000,
            Network::Lenet => 12_800,
        }
    }

    /// How many numbers a sample has.
    fn inputs(self) -> usize {
        match self {
            Network::Mlp => 784,
            Network::Lenet => 3 * 32 * 32,
        }
    }

    fn batch_shape(self, batch: usize) -> Shape {
        match self {
            Network::Mlp => [batch, 784].into(),
            Network::Lenet => [batch, 3, 32, 32].into(),
        }
    }

    fn model(self) -> Sequential {
        let rng = &mut ChaCha8Rng::seed_from_u64(1);
        match self {
            Network::Mlp => {
                sequential![Dense::new(784, 128, Relu, rng), Dense::linear(128, 10, rng)]
            }
            Network::Lenet => cnn::lenet_cifar(rng),
        }
    }
}

#[derive(clap::Args)]
pub struct Options {
    /// What is trained.
    #[arg(long, value_enum, default_value_t = Network::Mlp)]
    network: Network,
    /// Samples in a batch.
    #[arg(long, default_value_t = 32)]
    batch: usize,
    /// Threads.
    #[arg(long, default_value_t = 1)]
    threads: usize,
    /// Epochs to time, after one that is not.
    #[arg(long, default_value_t = 3)]
    repeats: usize,
}

/// What a block prints: one line of JSON.
#[derive(Serialize, Deserialize)]
pub struct Report {
    pub framework: String,
    pub threads: usize,
    pub batch: usize,
    pub ms_per_step: f64,
    pub final_loss: f64,
}

struct Training {
    network: Network,
    x: Vec<f32>,
    classes: Vec<usize>,
    model: Sequential,
    adam: Adam,
    tape: Tape,
    batch: usize,
    epoch: u64,
}

impl Training {
    fn new(network: Network, batch: usize) -> Self {
        let (x, classes) = classified(network.samples(), network.inputs());
        let (model, adam, tape) = (network.model(), Adam::default(), Tape::new());
        Training { network, x, classes, model, adam, tape, batch, epoch: 0 }
    }

    /// One epoch of whole batches; the last loss.
    fn epoch(&mut self) -> f32 {
        let (samples, inputs) = (self.network.samples(), self.network.inputs());
        let order = permutation(samples, 1, self.epoch);
        self.epoch += 1;
        let whole = &order[..samples / self.batch * self.batch];
        let mut loss = f32::NAN;
        let mut classes = Vec::with_capacity(self.batch);
        for batch in batches(whole, self.batch) {
            let mut x = Tensor::empty(self.network.batch_shape(self.batch));
            // The rows of a large batch come from far apart in memory: several cores wait less.
            let rows = x.as_mut_slice().par_chunks_exact_mut(inputs).with_min_len(64).zip(batch);
            rows.for_each(|(to, &i)| to.copy_from_slice(&self.x[i as usize * inputs..][..inputs]));
            classes.clear();
            classes.extend(batch.iter().map(|&i| self.classes[i as usize]));
            let gradients = self
                .tape
                .gradients(|tape| self.model.forward(tape.constant(&x)).cross_entropy(&classes));
            self.adam.step(&mut self.model, &gradients);
            loss = gradients.loss();
        }
        loss
    }
}

pub fn run(options: &Options) -> anyhow::Result<()> {
    let &Options { network, batch, threads, repeats } = options;
    let samples = network.samples();
    anyhow::ensure!((1..=samples).contains(&batch), "--batch must be from 1 to {samples}");
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
    pool.install(|| {
        let mut training = Training::new(network, batch);
        training.epoch();
        let mut times = Vec::new();
        let mut loss = f32::NAN;
        for _ in 0..repeats {
            let start = Instant::now();
            loss = training.epoch();
            times.push(start.elapsed().as_secs_f64() * 1e3 / (samples / batch) as f64);
        }
        let (framework, ms_per_step) = ("gradus".into(), median(&mut times));
        let final_loss = loss.into();
        let report = Report { framework, threads, batch, ms_per_step, final_loss };
        println!("{}", serde_json::to_string(&report)?);
        Ok(())
    })
}

/// The middle number; the mean of the two in the middle if there are two.
pub fn median(numbers: &mut [f64]) -> f64 {
    numbers.sort_by(f64::total_cmp);
    let n = numbers.len();
    if n == 0 { f64::NAN } else { (numbers[(n - 1) / 2] + numbers[n / 2]) / 2.0 }
}
