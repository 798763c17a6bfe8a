//! Tests that span the crates: gradients, golden files, bits, the ladder, bad input, speed.
