//! Chapter 12: its programs, run as a reader runs them.

mod inside;
mod others;
mod run;

use programs::Program;

/// The chapter's main program.
const LENET: Program = Program::new("lenet").with_result_prefix("Test accuracy: ");

/// The weights that a run has saved.
#[track_caller]
fn weights(out: &std::path::Path) -> Vec<u8> {
    std::fs::read(out.join("model.safetensors")).expect("the run has saved its weights")
}
