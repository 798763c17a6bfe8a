//! The training loop: epochs, metrics, history, checkpoints, progress.
//!
//! [`Trainer::fit`] shuffles the training data anew in every epoch and takes one optimizer step for
//! each batch; after each epoch it evaluates the model on the validation data. It can be stopped after
//! any step: [`checkpoint`] saves the [`TrainState`] with the model and the optimizer state, and a run
//! that is resumed ends with the same bits as one that was never interrupted.
//!
//! ```
//! use activations::Relu;
//! use losses::CrossEntropy;
//! use nn::{Dense, Flatten, sequential};
//! use optimizers::Adam;
//! use rand::{SeedableRng, rngs::ChaCha8Rng};
//! use training::{Trainer, accuracy};
//!
//! let digits = data::digits();
//! let rng = &mut ChaCha8Rng::seed_from_u64(1);
//! let mut model = sequential![Flatten, Dense::new(64, 32, Relu, rng), Dense::linear(32, 10, rng)];
//!
//! let mut trainer = Trainer::new(CrossEntropy, Adam::<f32>::default(), accuracy);
//! trainer.config.epochs = 5;
//! trainer.fit(&mut model, &digits.train, &digits.test, &mut ());
//!
//! let metrics = trainer.evaluate(&model, &digits.test);
//! assert!(metrics.metric > 0.8);
//! ```
//!
//! A trainer may have a [learning-rate schedule](Trainer::schedule), and
//! [early stopping](Trainer::early_stopping) that ends training when the validation loss no longer
//! improves. It may [drop](FitConfig::drop_last) the last, incomplete batch of each epoch.
//!
//! On a GPU a step is [captured](Trainer::capture) and replayed as one CUDA graph; a batch is gathered and uploaded while
//! the step before is computed, and its loss is read while the next one is.
//!
//! The mean loss of an epoch has the loss's own divisor: it does not depend on how the samples are cut
//! into batches. Weights of samples travel with the data set ([`data::Weighted`]), those of classes
//! with the loss ([`losses::ClassWeighted`]).
//!
//! The book's programs pass their test set as validation data, as the Keras and PyTorch programs do
//! that they follow, and print its metrics as those of the test. Whoever stops early or chooses
//! hyperparameters by these needs a test set beside.
//!
//! [`cli`] is the frame that the book's programs share: their options, Ctrl-C, the progress bar and
//! the folder of results.

mod batch_loss;
mod callback;
mod callers_line;
pub mod checkpoint;
pub mod cli;
mod config;
mod history;
mod metrics;
mod number;
mod pending;
mod regression;
mod state;
mod summary;
mod totals;
mod trainer;

pub use callback::{Callback, FitOutcome};
pub use config::FitConfig;
pub use history::{EpochRecord, History, Metrics};
pub use metrics::{Mean, Metric, accuracy, argmax};
pub use regression::{RegressionMetrics, mean_absolute_error};
pub use state::TrainState;
pub use summary::Summary;
pub use totals::Totals;
pub use trainer::{SupervisedDataset, Trainer};
