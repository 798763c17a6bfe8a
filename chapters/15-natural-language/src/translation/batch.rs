//! Pairs side by side, as a training step reads them.

use super::corpus::Example;
use text::vocabulary::{BEGIN, END, PAD};
use text::{Padded, pad};

/// A batch for teacher forcing: at each step the decoder is given the token that is right, whatever it
/// would have written itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// The English tokens, `[n, longest]`.
    pub source: Padded,
    /// What the decoder reads, `[n, longest]`: the beginning, then the French tokens.
    pub inputs: Padded,
    /// What is to come next, `[n, longest]`: the French tokens, then the end.
    pub targets: Padded,
}

impl Batch {
    // ANCHOR: batch
    /// The batch of these pairs.
    pub fn new<'a>(examples: impl IntoIterator<Item = &'a Example>) -> Self {
        let (mut sources, mut inputs, mut targets) = (Vec::new(), Vec::new(), Vec::new());
        for Example { source, target } in examples {
            sources.push(source.as_slice());
            inputs.push([&[BEGIN], target.as_slice()].concat());
            targets.push([target.as_slice(), &[END]].concat());
        }
        Batch { source: pad(&sources, PAD), inputs: pad(&inputs, PAD), targets: pad(&targets, PAD) }
    }
    // ANCHOR_END: batch

    /// The number of French tokens and ends that are predicted.
    pub fn predicted(&self) -> usize {
        self.targets.lengths.iter().sum()
    }
}
