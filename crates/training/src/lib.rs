//! The training loop: epochs, metrics, history, checkpoints, progress.
//!
//! [`Trainer::fit`] goes through the training samples in a new shuffled order in every epoch, and
//! after each epoch through the test samples. It can be stopped after any step; what it needs to
//! go on, [`Progress`], is saved with the model and the optimizer's state by [`checkpoint`], and a
//! run that was interrupted ends with the same bits as one that was not.
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
//! trainer.settings.epochs = 5;
//! trainer.fit(&mut model, &digits.train, &digits.test, &mut ());
//!
//! let score = trainer.evaluate(&model, &digits.test);
//! assert!(score.metric > 0.8);
//! ```
//!
//! A trainer may have a [`schedule`](Trainer::schedule) of learning rates, and
//! [early stopping](Trainer::early_stopping) that ends training when the test loss becomes no smaller. It
//! may [leave out](Trainer::drop_last) samples that make no whole batch.
//!
//! [`cli`] is the frame that the book's programs share: their options, Ctrl-C, the progress bar and
//! the folder of results.

mod callback;
pub mod checkpoint;
pub mod cli;
mod history;
mod metrics;
mod number;
mod trainer;

pub use callback::{Callback, FitOutcome};
pub use history::{EpochRecord, History, Metrics};
pub use metrics::{Metric, accuracy};
pub use trainer::{FitConfig, TrainState, Trainer};
