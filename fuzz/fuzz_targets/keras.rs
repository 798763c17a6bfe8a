//! Keras's models and weights: what is read is built, or refused.

#![no_main]

use keras_files::KerasModel;
use libfuzzer_sys::fuzz_target;

/// A model whose weights the bytes may be.
const SMALL: &[u8] = include_bytes!("../../crates/keras-files/tests/golden/small.keras");

fuzz_target!(|file: &[u8]| {
    // Whatever the settings are, there is a model or an error.
    if let Ok(model) = KerasModel::parse(file, "fuzz") {
        let _ = model.to_sequential();
    }
    let mut model = KerasModel::parse(SMALL, "small.keras").expect("a whole file");
    if model.parse_weights(file.to_vec(), "fuzz").is_ok() {
        let _ = model.to_sequential();
    }
});
