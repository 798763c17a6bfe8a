//! The tests of crate `keras-files`: files of Keras 3.15.1, and files for it.
//! `tests/golden/make_golden.py` made the files and Keras's outputs.

mod damaged;
mod export;
mod import;
mod mistakes;
mod sequences;

use autograd::Tape;
use keras_files::KerasModel;
use nn::{Forward, Sequential};
use serde_json::Value;
use std::path::{Path, PathBuf};
use tensor::{Shape, Tensor};

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

#[track_caller]
fn read(name: &str) -> KerasModel {
    KerasModel::read(golden(name)).unwrap_or_else(|error| panic!("{error}"))
}

/// What Keras gave for `name`.
#[track_caller]
fn expected(name: &str) -> Vec<f32> {
    let text = std::fs::read_to_string(golden("expected.json")).unwrap();
    let all: Value = serde_json::from_str(&text).unwrap();
    let values = all[name].as_array().expect(name);
    values.iter().map(|value| value.as_f64().unwrap() as f32).collect()
}

/// The script's inputs, in Keras's order.
fn inputs(shape: impl Into<Shape>) -> Tensor {
    let shape = shape.into();
    let values = (0..shape.len()).map(|i| ((i * 37 % 127) as f32 - 64.0) / 64.0);
    Tensor::new(shape, values.collect())
}

/// Images `[n, h, w, c]` as `[n, c, h, w]`.
fn channels_first(images: &Tensor) -> Tensor {
    let [n, h, w, c] = images.dims();
    let x = images.as_slice();
    let mut values = Vec::new();
    for sample in 0..n {
        for channel in 0..c {
            values.extend((0..h * w).map(|pixel| x[(sample * h * w + pixel) * c + channel]));
        }
    }
    Tensor::new([n, c, h, w], values)
}

fn predict(model: &Sequential, x: &Tensor) -> Vec<f32> {
    Tape::new().no_grad(|tape| model.forward(tape.constant(x))).as_slice().to_vec()
}

/// Checks that all outputs are within a millionth of Keras's, or a millionth of their size.
#[track_caller]
fn assert_same(found: &[f32], expected: &[f32]) {
    assert_eq!(found.len(), expected.len());
    for (i, (found, expected)) in found.iter().zip(expected).enumerate() {
        let allowed = 1e-6 * expected.abs().max(1.0);
        assert!(
            (found - expected).abs() <= allowed,
            "output {i}: {found}, but Keras's is {expected}"
        );
    }
}
