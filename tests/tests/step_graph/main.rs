//! A training step that is replayed as a CUDA graph has the bits of one that is launched operation by operation.
//! `cargo gradus gpu -- cargo test -p gradus-tests --features cuda --test step_graph` runs these on the pretend GPU.

#![cfg(feature = "cuda")]

mod differences;
mod launches;
mod networks;
mod optimizers;
mod support;
mod trainer;
