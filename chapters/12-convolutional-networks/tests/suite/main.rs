//! Chapter 12: its program, run as a reader runs it.

mod inside;
mod run;

use programs::Program;

/// The chapter's program.
const LENET: Program = Program::new("lenet").ending_with("Test accuracy: ");

/// The weights that a run has saved.
#[track_caller]
fn weights(out: &std::path::Path) -> Vec<u8> {
    std::fs::read(out.join("model.safetensors")).expect("the run has saved its weights")
}
