//! The tests of chapter 18: its programs, run as a reader runs them.

#[cfg(unix)]
mod interrupt;
mod keras_weights;
mod mistakes;
mod mnist;
mod neighbours;
mod run;

use programs::Program;

/// The chapter's program.
const MNIST: Program = Program::new("mnist").with_result_prefix("Test accuracy: ");

/// The weights that a run has saved.
#[track_caller]
fn weights(out: &std::path::Path) -> Vec<u8> {
    std::fs::read(out.join("model.safetensors")).expect("the run has saved its weights")
}
