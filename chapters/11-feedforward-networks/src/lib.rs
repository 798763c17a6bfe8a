//! Chapter 11: feedforward networks.
//!
//! The programs are the examples, each to be read from its first line to its last; here is what
//! several of them use: the linear pieces of a network, functions built of steps, the tables of
//! houses, the baselines, the network beside them, and the model card.

pub mod baselines;
pub mod bumps;
pub mod card;
pub mod errors;
pub mod house_card;
pub mod housing;
pub mod judged;
pub mod look;
pub mod market;
pub mod network;
pub mod pieces;
mod rows;

pub use rows::Rows;
