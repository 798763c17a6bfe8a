//! Tests that span the crates, and what they share. The tests are in `tests/`, the measurement of
//! speed in `examples/speed`.
