//! How fast is a small network trained here, and elsewhere?
//!
//! ```text
//! cargo run --release -p gradus-tests --example speed -- block --batch 32 --threads 1
//! cargo run --release -p gradus-tests --example speed -- compare --peers FOLDER --python PYTHON
//! cargo run --release -p gradus-tests --example speed -- parts --python PYTHON
//! ```
//!
//! `block` times epochs of one workload, in `f32` with softmax cross-entropy and Adam, the samples
//! gathered in a new shuffled order in every epoch. By default that is 784 inputs, 128 neurons with
//! ReLU, 10 logits and 60,000 samples; with `--network lenet` it is PyTorch's first CIFAR-10 network,
//! with `charlstm` and `chargru` a model of characters, with `gpt` a small GPT.
//! `compare` runs blocks and a peer's script in turn, so that whatever else the machine does hits
//! both, and prints the ratio of the medians. `parts` does the same with the parts of training, such
//! as an optimizer's step, against PyTorch's.

mod block;
mod compare;
mod gpt;
mod images;
mod parts;
mod samples;
mod text;

use clap::{Parser, Subcommand};

#[derive(Parser)]
struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Times epochs of our own training.
    Block(block::Options),
    /// Times our own training and a peer's in turn.
    Compare(compare::Options),
    /// Times parts of training, such as an optimizer's step, and PyTorch's in turn.
    Parts(parts::Options),
}

fn main() -> anyhow::Result<()> {
    match Options::parse().command {
        Command::Block(options) => block::run(&options),
        Command::Compare(options) => compare::run(&options),
        Command::Parts(options) => parts::run(&options),
    }
}
