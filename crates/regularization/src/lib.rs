//! Against overfitting: L1, L2, elastic net, dropout, early stopping.
//!
//! A network that is large enough can learn its training samples by heart. What is here makes that
//! harder, so that it learns what holds for other samples too:
//!
//! | | what it does | where |
//! | --- | --- | --- |
//! | [`ElasticNet`] | draws weights to zero: L1, L2, or both | around an optimizer |
//! | [`Dropout`] | hides some activations in each step of training | a layer |
//! | [`EarlyStopping`] | ends training when held-back samples say so | beside the training loop |
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
//! # let _ = (model, optimizer);
//! ```

mod dropout;
mod early_stopping;
mod elastic_net;
mod soft_threshold;

pub use dropout::{Dropout, DropoutOps};
pub use early_stopping::EarlyStopping;
pub use elastic_net::{ElasticNet, is_not_bias};
pub use soft_threshold::soft_threshold;

/// What to bring into view for dropout as a method: `use regularization::prelude::*`.
pub mod prelude {
    pub use crate::DropoutOps;
}
