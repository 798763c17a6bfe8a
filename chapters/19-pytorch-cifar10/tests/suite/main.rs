//! Chapter 19: its program, run as a reader runs it, and its first losses against PyTorch's.

mod data;
mod parity;
mod run;

use programs::Program;

/// The chapter's program.
const CIFAR10: Program =
    Program::new("cifar10").with_result_prefix("Accuracy of the network on the ");

/// The weights that a run has saved.
#[track_caller]
fn weights(out: &std::path::Path) -> Vec<u8> {
    std::fs::read(out.join("net.safetensors")).expect("the run has saved its weights")
}
