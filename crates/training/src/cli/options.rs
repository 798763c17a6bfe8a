//! The options that training programs share.

use crate::cli::parse_device;
use anyhow::{Context, Result, ensure};
use clap::{Args, ValueEnum};
use numeric::Float;
use optimizers::{Adam, Optimizer, Sgd};
use std::path::PathBuf;
use tensor::{Device, MatmulPrecision};

/// The options that training programs share.
///
/// ```
/// use clap::Parser;
///
/// #[derive(Parser)]
/// struct Program {
///     #[command(flatten)]
///     training: training::cli::Options,
/// }
///
/// let options = Program::parse_from(["program", "--optimizer", "momentum"]).training;
/// assert_eq!((options.batch_size, options.learning_rate()), (32, 0.01));
/// let threads = options.run(|| Ok(rayon::current_num_threads()))?;
/// assert!(threads >= 1);
/// # Ok::<(), anyhow::Error>(())
/// ```
// Without a group of its own, whose name would be that of the program's own `Options`.
#[derive(Args, Clone, Debug)]
#[group(skip)]
pub struct Options {
    /// How often to go through the training samples [default: the program's; 1 with --quick]
    #[arg(long)]
    pub epochs: Option<usize>,
    /// Samples in a step
    #[arg(long, default_value_t = 32)]
    pub batch_size: usize,
    /// How far each step goes [default: 0.001 for adam, 0.01 for the others]
    #[arg(long, allow_negative_numbers = true)]
    pub learning_rate: Option<f64>,
    /// Decides the first weights and the order of the samples
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// The rule that changes the weights
    #[arg(long, value_enum, default_value_t = OptimizerName::Adam)]
    pub optimizer: OptimizerName,
    /// Threads; the result is the same with any number [default: all cores]
    #[arg(long)]
    pub threads: Option<usize>,
    /// Where to train: cpu, cuda or cuda:N for an NVIDIA GPU, or auto
    #[arg(long, default_value = "cpu", value_parser = parse_device)]
    pub device: Device,
    /// On a GPU, how to multiply matrices: highest (f32), high (TF32) or medium (bfloat16)
    #[arg(long, default_value_t)]
    pub matmul_precision: MatmulPrecision,
    /// On a GPU: launch every operation by itself, instead of each step as one CUDA graph
    #[arg(long)]
    pub eager: bool,
    /// The folder of the data [default: from the variable GRADUS_DATA]
    #[arg(long)]
    pub data: Option<PathBuf>,
    /// The folder for results [default: target/gradus/, the chapter and the program]
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// Go on with the run whose checkpoint is in the folder for results
    #[arg(long)]
    pub resume: bool,
    /// Begin anew although a run was interrupted in the folder for results; it is lost
    #[arg(long, conflicts_with = "resume")]
    pub overwrite: bool,
    /// Few samples, one epoch: to see that everything works, within seconds
    #[arg(long)]
    pub quick: bool,
}

/// The options of programs that train no model by [`Trainer`](crate::Trainer).
///
/// ```
/// use clap::Parser;
///
/// #[derive(Parser)]
/// struct Program {
///     #[command(flatten)]
///     options: training::cli::BasicOptions,
/// }
///
/// let program = Program::parse_from(["program", "--seed", "7"]);
/// assert_eq!((program.options.seed, program.options.out), (7, None));
/// ```
// Without a group of its own, whose name would be that of the program's own options.
#[derive(Args, Clone, Debug)]
#[group(skip)]
pub struct BasicOptions {
    /// Decides what is drawn at random
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// The folder for results [default: target/gradus/, the chapter and the program]
    #[arg(long)]
    pub out: Option<PathBuf>,
}

/// The optimizers that can be chosen by name.
///
/// ```
/// use clap::ValueEnum;
/// use training::cli::OptimizerName;
///
/// assert_eq!(OptimizerName::from_str("momentum", false), Ok(OptimizerName::Momentum));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OptimizerName {
    /// Adam.
    Adam,
    /// Plain stochastic gradient descent.
    Sgd,
    /// Stochastic gradient descent with momentum 0.9.
    Momentum,
}

/// More threads than any machine has cores for; with a hundred thousand a machine stands still.
const MAX_THREADS: usize = 1024;

/// An optimizer chosen at run time.
pub type BoxedOptimizer<T> = Box<dyn Optimizer<T>>;

impl Options {
    /// Runs the program inside a thread pool: with as many threads as asked for, or one for each core.
    ///
    /// ```
    /// # use clap::Parser;
    /// # #[derive(Parser)]
    /// # struct Program {
    /// #     #[command(flatten)]
    /// #     training: training::cli::Options,
    /// # }
    /// let options = Program::parse_from(["program", "--threads", "2"]).training;
    /// assert_eq!(options.run(|| Ok(rayon::current_num_threads()))?, 2);
    /// # Ok::<(), anyhow::Error>(())
    /// ```
    ///
    /// # Errors
    /// If an option has an invalid value, and whatever the program returns.
    pub fn run<R: Send>(&self, program: impl FnOnce() -> Result<R> + Send) -> Result<R> {
        ensure!(self.batch_size > 0, "--batch-size must be at least 1");
        ensure!(self.epochs != Some(0), "--epochs must be at least 1");
        ensure!(self.threads != Some(0), "--threads must be at least 1");
        ensure!(
            self.threads.unwrap_or(1) <= MAX_THREADS,
            "--threads must be at most {MAX_THREADS}: more than there are cores make nothing faster, and \
             each takes memory and time to start"
        );
        if let Some(rate) = self.learning_rate {
            ensure!(rate > 0.0 && rate.is_finite(), "--learning-rate must be a positive number");
        }
        self.device.set_matmul_precision(self.matmul_precision);
        let threads = self.threads.unwrap_or(0);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.context("the threads cannot be started: try --threads 1")?.install(program)
    }

    /// The optimizer asked for, with Keras's defaults; Adam in [Keras's form](Adam::keras).
    ///
    /// ```
    /// # use clap::Parser;
    /// # #[derive(Parser)]
    /// # struct Program {
    /// #     #[command(flatten)]
    /// #     training: training::cli::Options,
    /// # }
    /// use optimizers::Optimizer;
    ///
    /// let options = Program::parse_from(["program", "--optimizer", "momentum"]).training;
    /// assert_eq!(options.optimizer::<f32>().state_keys(), ["momentum"]);
    /// ```
    pub fn optimizer<T: Float>(&self) -> BoxedOptimizer<T> {
        let learning_rate = self.learning_rate();
        match self.optimizer {
            OptimizerName::Adam => Box::new(Adam::keras(learning_rate)),
            OptimizerName::Sgd => Box::new(Sgd::new(learning_rate)),
            OptimizerName::Momentum => Box::new(Sgd { momentum: 0.9, ..Sgd::new(learning_rate) }),
        }
    }

    /// The learning rate asked for, or the optimizer's default.
    ///
    /// ```
    /// # use clap::Parser;
    /// # #[derive(Parser)]
    /// # struct Program {
    /// #     #[command(flatten)]
    /// #     training: training::cli::Options,
    /// # }
    /// let options = Program::parse_from(["program", "--optimizer", "sgd"]).training;
    /// assert_eq!(options.learning_rate(), 0.01);
    /// ```
    pub fn learning_rate(&self) -> f64 {
        let default = if self.optimizer == OptimizerName::Adam { 0.001 } else { 0.01 };
        self.learning_rate.unwrap_or(default)
    }
}
