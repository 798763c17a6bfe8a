//! What all translators have in common: they are trained by teacher forcing, and write token by token.

use super::batch::Batch;
use attention::{Decoding, GenerateOptions};
use autograd::{Tape, Var};
use nn::Module;
use tensor::{Device, Tensor};
use text::vocabulary::{BEGIN, END, PAD, UNKNOWN};
use text::{Padded, pad};

/// A network that models `P(french | english)`, one token after the other.
pub trait Translator: Module<f32> {
    /// The logits of every next token where all before it are given, `[n · longest, vocabulary]`.
    fn forward<'t>(&self, tape: &'t Tape<f32>, batch: &Batch) -> Var<'t, f32>;

    /// What the network writes for these sources, until the end of each.
    fn write(&self, sources: &Padded, options: &GenerateOptions) -> Vec<Vec<usize>>;
}

/// How many sentences are translated side by side.
const SIDE_BY_SIDE: usize = 64;

/// A beam search of this width, whose scores are log-probabilities divided by a length penalty.
///
/// ```
/// use attention::Decoding;
///
/// assert_eq!(ch15::translation::beam(1, 0.0), Decoding::Beam { width: 1, length_penalty: 0.0 });
/// ```
pub fn beam(width: usize, length_penalty: f64) -> Decoding {
    Decoding::Beam { width, length_penalty }
}

/// The French tokens, without the end, that the model writes for each of these English sentences: indices
/// with [`END`] behind each. A sentence may become up to twice as long, and eight tokens more.
pub fn translate(
    model: &impl Translator,
    sources: &[Vec<usize>],
    decoding: Decoding,
) -> Vec<Vec<usize>> {
    let written = sources.chunks(SIDE_BY_SIDE).flat_map(|sources| {
        let sources = pad(sources, PAD);
        let max_new_tokens = 2 * sources.longest + 8;
        let end_of_sequence = Some(END);
        let options =
            GenerateOptions { decoding, end_of_sequence, ..GenerateOptions::new(max_new_tokens) };
        model.write(&sources, &options)
    });
    let without_end = |tokens: Vec<usize>| tokens.into_iter().filter(|it| *it != END).collect();
    written.map(without_end).collect()
}

/// What stands before the first token of each of `n` sentences.
pub(super) fn beginnings(n: usize) -> Vec<usize> {
    vec![BEGIN; n]
}

/// Logits of which nothing but words and the end can be chosen: an unknown word says nothing to a reader.
pub(super) fn only_words(logits: &Tensor<f32>) -> Tensor<f32> {
    let mut logits = logits.to(&Device::Cpu);
    let width = logits.shape().last_dim();
    for row in logits.as_mut_slice().chunks_exact_mut(width) {
        for token in [PAD, UNKNOWN, BEGIN] {
            row[token] = f32::NEG_INFINITY;
        }
    }
    logits
}

/// The rows of a tensor along its first axis, in this order.
pub(super) fn select_rows(tape: &mut Tape<f32>, x: &Tensor<f32>, rows: &[usize]) -> Tensor<f32> {
    tape.no_grad(|tape| tape.constant(x).index_select(rows))
}
