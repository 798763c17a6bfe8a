//! What the engine promises as a whole.

#[path = "../../../crates/numeric/tests/suite/blame.rs"]
mod blame;

mod activation_edges;
mod bits;
mod checkpoint;
mod devices;
mod dropout;
mod empty_tensors;
mod hand;
mod images;
mod layers;
mod learning;
mod long_sums;
mod loss_edges;
mod mixed_devices;
mod operations;
mod optimizers;
#[path = "../../../crates/training/tests/suite/support.rs"]
#[expect(dead_code, reason = "others use the rest")]
mod points;
mod pointwise_convolution;
mod precision;
mod special_values;
mod training_runs;
mod transformer;
