//! The pretend GPU (`tests/pretend-gpu`) catches what it says it catches, and lets right kernels pass.
//! `cargo gradus gpu -- cargo test -p gradus-tests --features cuda --test pretend_gpu` runs these.

#![cfg(feature = "cuda")]

mod blas;
mod capture;
mod child;
mod compiler;
mod driver;
mod gpu;
mod kernels;
mod streams;
