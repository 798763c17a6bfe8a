//! Chapter 4: loss functions.
//!
//! The programs are the examples, each to be read from its first line to its last; here is what
//! they share.

mod calibration;
mod linear;
mod network;

pub use calibration::{
    Reliability, error_by_chance, fit_temperature, negative_log_likelihood, reliability,
};
pub use linear::{fit_linear, predictions};
pub use network::{Digits, Network, log_probabilities};
