//! No code: a list of features, so that every command of cargo compiles each library once.
//!
//! Cargo enables the features of a library that the packages *of one command* ask for. So
//! `cargo test`, `cargo gradus` and `cargo run -p ch18` would each want another `num-traits`, and with
//! it another build of all that stands on it: minutes for nothing. The crates that have no other
//! crate of the workspace below them depend on this one, whose manifest asks for what any of them
//! asks for. A test of the workspace tells when the list has to grow (`tests/tests/structure`).
//!
//! The like is known as a *workspace-hack* crate, from the build of rustc itself and from
//! [cargo-hakari](https://docs.rs/cargo-hakari).
