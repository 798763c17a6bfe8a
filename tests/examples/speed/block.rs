//! Epochs of our own training, timed.

use crate::gpt::LanguageModel;
use crate::images::Images;
use crate::text::Text;
use activations::Relu;
use data::median;
use nn::{Dense, sequential};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rnn::{GruCell, LstmCell};
use serde::{Deserialize, Serialize};
use std::time::Instant;

/// What is trained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Network {
    /// 784 inputs, 128 neurons with ReLU, 10 logits; 60,000 samples.
    Mlp,
    /// PyTorch's first CIFAR-10 network; 12,800 samples.
    Lenet,
    /// A model of characters: an embedding, an LSTM of 256 units over 64 steps, 65 logits.
    Charlstm,
    /// The same with a GRU.
    Chargru,
    /// A GPT: 4 blocks of 128 features and 4 heads, contexts of 128 characters, 65 logits; AdamW.
    Gpt,
}

impl Network {
    /// The name, as the peers' scripts have it.
    pub fn name(self) -> &'static str {
        match self {
            Network::Mlp => "mlp",
            Network::Lenet => "lenet",
            Network::Charlstm => "charlstm",
            Network::Chargru => "chargru",
            Network::Gpt => "gpt",
        }
    }

    /// The start of the peers' scripts' names.
    pub fn script(self) -> &'static str {
        match self {
            Network::Chargru => "charlstm",
            network => network.name(),
        }
    }

    /// How many samples there are.
    fn samples(self) -> usize {
        match self {
            Network::Mlp => 60_000,
            Network::Lenet => 12_800,
            Network::Charlstm | Network::Chargru => 40 * 32,
            Network::Gpt => 40 * 16,
        }
    }

    fn training(self, batch: usize, in_order: bool) -> Box<dyn Training + Send> {
        let rng = &mut ChaCha8Rng::seed_from_u64(1);
        match self {
            Network::Mlp => {
                let model =
                    sequential![Dense::new(784, 128, Relu, rng), Dense::linear(128, 10, rng)];
                Box::new(Images::new(self.samples(), &[784], model, batch, in_order))
            }
            Network::Lenet => {
                let model = cnn::lenet_cifar(rng);
                Box::new(Images::new(self.samples(), &[3, 32, 32], model, batch, in_order))
            }
            Network::Charlstm => Box::new(Text::<LstmCell>::new(batch, rng)),
            Network::Chargru => Box::new(Text::<GruCell>::new(batch, rng)),
            Network::Gpt => Box::new(LanguageModel::new(batch, rng)),
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
    /// Take images in the order of the memory, as the peers do, and not shuffled.
    #[arg(long)]
    in_order: bool,
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

/// A network that is trained.
pub trait Training {
    /// One epoch of whole batches; the last loss.
    fn epoch(&mut self) -> f32;
}

pub fn run(options: &Options) -> anyhow::Result<()> {
    let &Options { network, batch, threads, repeats, in_order } = options;
    let samples = network.samples();
    anyhow::ensure!((1..=samples).contains(&batch), "--batch must be from 1 to {samples}");
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
    pool.install(|| {
        let mut training = network.training(batch, in_order);
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
