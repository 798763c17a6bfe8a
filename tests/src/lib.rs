//! Tests that span the crates, and what they share. The tests are in `tests/`, the measurement of
//! speed in `examples/speed`.

#[cfg(feature = "cudnn")]
pub mod cudnn;
pub mod operations;

use rand::{SeedableRng, rngs::ChaCha8Rng};
use rand_distr::{Distribution, StandardNormal};
use std::path::PathBuf;
use tensor::{Shape, Tensor};

/// Tensors of these shapes with normally distributed numbers, none of them near zero, where some
/// functions have a kink.
pub fn draw<T: numeric::Float>(shapes: &[&[usize]], seed: u64) -> Vec<Tensor<T>> {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let mut number = || loop {
        let x: f64 = StandardNormal.sample(rng);
        if x.abs() > 1e-3 {
            return T::of(x);
        }
    };
    let shape = |dims: &&[usize]| Shape::new(dims).expect("a test has a shape that is one");
    shapes.iter().map(|dims| Tensor::from_fn(shape(dims), &mut number)).collect()
}

/// The root of the workspace.
pub fn workspace() -> PathBuf {
    data::folder::workspace_dir()
}

/// The path and the code of every source file of crates and chapters, without the lines of comment.
pub fn sources() -> Vec<(PathBuf, String)> {
    let mut folders = vec![workspace().join("crates"), workspace().join("chapters")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the folder is part of the workspace") {
            let path = entry.expect("the folder can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && path.iter().any(|part| part == "src")
            {
                let text = std::fs::read_to_string(&path).expect("a source file is text");
                let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
                let code: Vec<&str> = code.collect();
                files.push((path, code.join("\n")));
            }
        }
    }
    files.sort();
    files
}

/// The README's example, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
mod readme {}
