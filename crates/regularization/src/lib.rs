//! Regularization against overfitting: L1, L2, elastic net, dropout, early stopping,
//! mixup, ensembles.
//!
//! A network that is large enough can memorize its training samples. Regularization makes that
//! harder, so that it generalizes to other samples:
//!
//! | | what it does | where |
//! | --- | --- | --- |
//! | [`ElasticNet`] | penalizes weights: L1, L2, or both | around an optimizer |
//! | [`Dropout`] | zeroes some activations in each training step | a layer |
//! | [`EarlyStopping`] | ends training when the validation loss stops falling | in the training loop |
//! | [`Mixup`] | blends samples and their targets | between batch and model |
//! | [`mean_probabilities`] | averages several models' predictions | after training |
//!
//! ```
//! use nn::{Dense, sequential};
//! use optimizers::Adam;
//! use rand::{SeedableRng, rngs::ChaCha8Rng};
//! use regularization::{Dropout, ElasticNet};
//!
//! let rng = &mut ChaCha8Rng::seed_from_u64(1);
//! let model = sequential![
//!     Dense::linear(64, 128, rng),
//!     Dropout::new(0.5),
//!     Dense::<f32>::linear(128, 10, rng),
//! ];
//! let optimizer = ElasticNet::l2(Adam::<f32>::default(), 1e-4);
//! assert!(optimizer.penalty(&model) > 0.0);
//! ```

mod dropout;
mod early_stopping;
mod elastic_net;
mod ensemble;
mod mixup;

pub use dropout::{Dropout, DropoutOps};
pub use early_stopping::EarlyStopping;
pub use elastic_net::{ElasticNet, is_not_bias, soft_threshold};
pub use ensemble::mean_probabilities;
pub use mixup::Mixup;

/// Dropout as a method: `use regularization::prelude::*`.
pub mod prelude {
    pub use crate::DropoutOps;
}
