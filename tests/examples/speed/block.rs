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
use tensor::Tensor;

const SAMPLES: usize = 60_000;
const INPUTS: usize = 784;

#[derive(clap::Args)]
pub struct Options {
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
    x: Vec<f32>,
    classes: Vec<usize>,
    model: Sequential,
    adam: Adam,
    tape: Tape,
    batch: usize,
    epoch: u64,
}

impl Training {
    fn new(batch: usize) -> Self {
        let (x, classes) = classified(SAMPLES, INPUTS);
        let rng = &mut ChaCha8Rng::seed_from_u64(1);
        let model = sequential![Dense::new(INPUTS, 128, Relu, rng), Dense::linear(128, 10, rng)];
        let (adam, tape) = (Adam::default(), Tape::new());
        Training { x, classes, model, adam, tape, batch, epoch: 0 }
    }

    /// One epoch of whole batches; the last loss.
    fn epoch(&mut self) -> f32 {
        let order = permutation(SAMPLES, 1, self.epoch);
        self.epoch += 1;
        let whole = &order[..SAMPLES / self.batch * self.batch];
        let mut loss = f32::NAN;
        let mut classes = Vec::with_capacity(self.batch);
        for batch in batches(whole, self.batch) {
            let mut x = Tensor::scratch([self.batch, INPUTS]);
            // The rows of a large batch come from far apart in memory: several cores wait less.
            let rows = x.as_mut_slice().par_chunks_exact_mut(INPUTS).with_min_len(64).zip(batch);
            rows.for_each(|(to, &i)| to.copy_from_slice(&self.x[i as usize * INPUTS..][..INPUTS]));
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
    let &Options { batch, threads, repeats } = options;
    anyhow::ensure!((1..=SAMPLES).contains(&batch), "--batch must be from 1 to {SAMPLES}");
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
    pool.install(|| {
        let mut training = Training::new(batch);
        training.epoch();
        let mut times = Vec::new();
        let mut loss = f32::NAN;
        for _ in 0..repeats {
            let start = Instant::now();
            loss = training.epoch();
            times.push(start.elapsed().as_secs_f64() * 1e3 / (SAMPLES / batch) as f64);
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
