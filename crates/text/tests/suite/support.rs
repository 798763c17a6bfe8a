//! Golden files.

use std::fs;
use std::path::Path;

use serde::de::DeserializeOwned;

/// What another library computed (`tests/golden/text`).
pub fn golden<T: DeserializeOwned>(name: &str) -> T {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/text");
    let text = fs::read(folder.join(format!("{name}.json"))).unwrap();
    serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{name}.json: {error}"))
}

/// Checks that two numbers are equal but for rounding.
#[track_caller]
pub fn assert_near(found: f64, expected: f64, what: &str) {
    let is_near = (found - expected).abs() <= 1e-12 * expected.abs().max(1.0);
    assert!(is_near, "{what}: {found}, but should be {expected}");
}
