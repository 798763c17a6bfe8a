//! The pretend GPU (`tests/pretend-gpu`) catches what it says it catches, and lets right kernels pass.
//! `cargo gradus gpu -- cargo test -p gradus-tests --features cuda --test pretend_gpu` runs these; with
//! `--features cudnn` also those that compare the convolution with cuDNN's.

#![cfg(feature = "cuda")]

#[path = "../../../crates/numeric/tests/suite/blame.rs"]
mod blame;
mod blas;
mod capture;
mod child;
mod compiler;
#[cfg(feature = "cudnn")]
mod cudnn;
mod devices;
mod driver;
mod gpu;
mod kernel_cache;
mod kernels;
mod limits;
mod out_of_memory;
mod pool;
mod streams;
