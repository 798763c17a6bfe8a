//! The translator of gated recurrent units, with attention and without.

use super::batch::Batch;
use super::translator::{Translator, beginnings, only_words, select_rows};
use activations::Tanh;
use attention::{AttentionOps, AttentionOptions, GenerateOptions, StepModel, generate, reference};
use autograd::{Tape, Var, concat};
use nn::{Dense, Embedding, Forward, impl_module};
use rand::Rng;
use regularization::prelude::*;
use rnn::{Gru, RecurrentOptions, SequenceOptions, State};
use tensor::{Device, Tensor};
use text::Padded;

/// The sizes of a [`GruTranslator`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GruOptions {
    /// The features of a token's vector.
    pub embedding: usize,
    /// The features of the decoder's state; each direction of the encoder has half of them.
    pub hidden: usize,
    /// Whether the decoder attends to the encoder's states at each step, or knows its last state only.
    pub attention: bool,
    /// The probability of dropout.
    pub dropout: f64,
}

/// An encoder of gated recurrent units in both directions, and a decoder that begins with its last state.
/// With attention it is the "global" model with the "general" score of Luong and others (2015), without
/// input feeding: at step `t`, with the decoder's state `h_t` and the encoder's states `s_i`,
///
/// ```text
/// a_ti = softmax_i((h_t·W + b)·s_i),  c_t = Σ_i a_ti·s_i,  y_t = tanh([h_t; c_t]·V + d)
/// ```
///
/// and the logits are an affine function of `y_t`; without attention `y_t = tanh(h_t·V + d)`. The model of
/// Bahdanau and others (2015) feeds `c_t` into the recurrence, so that a step needs the attention of the
/// step before. Here the recurrence runs over all steps first, as one operation, and attention is one more.
#[derive(Clone, Debug)]
pub struct GruTranslator {
    source_embedding: Embedding,
    encoder: Gru,
    bridge: Dense<f32, Tanh>,
    target_embedding: Embedding,
    decoder: Gru,
    query: Option<Dense>,
    combine: Dense<f32, Tanh>,
    output: Dense,
    dropout: f64,
}
impl_module!(GruTranslator {
    source_embedding,
    encoder,
    bridge,
    target_embedding,
    decoder,
    query,
    combine,
    output
});

/// What the encoder hands over.
#[derive(Clone, Copy)]
struct Encoded<'t> {
    /// `[n, longest, hidden]`.
    states: Var<'t, f32>,
    /// The decoder's first state, `[1, n, hidden]`.
    initial: Var<'t, f32>,
}

impl GruTranslator {
    /// A network with drawn weights for vocabularies of these sizes.
    ///
    /// # Panics
    /// If a size is 0, or if `hidden` is odd.
    pub fn new(english: usize, french: usize, options: GruOptions, rng: &mut impl Rng) -> Self {
        let GruOptions { embedding, hidden, attention, dropout } = options;
        assert!(hidden % 2 == 0, "GruTranslator: hidden must be even, but is {hidden}");
        let both_ways = RecurrentOptions {
            bidirectional: true,
            ..RecurrentOptions::new(embedding, hidden / 2)
        };
        let read = if attention { 2 * hidden } else { hidden };
        GruTranslator {
            source_embedding: Embedding::new(english, embedding, rng),
            encoder: Gru::with_options(both_ways, rng),
            bridge: Dense::new(hidden, hidden, Tanh, rng),
            target_embedding: Embedding::new(french, embedding, rng),
            decoder: Gru::new(embedding, hidden, rng),
            query: attention.then(|| Dense::linear(hidden, hidden, rng)),
            combine: Dense::new(read, hidden, Tanh, rng),
            output: Dense::linear(hidden, french, rng),
            dropout,
        }
    }

    // ANCHOR: encode
    fn encode<'t>(&self, tape: &'t Tape<f32>, source: &Padded) -> Encoded<'t> {
        let (table, n) = (tape.param(&self.source_embedding.weight), source.lengths.len());
        let options = SequenceOptions { lengths: Some(&source.lengths), ..Default::default() };
        let read = self.encoder.forward_embedded(table, &source.indices, n, options);
        let initial = self.bridge.forward(read.last);
        let hidden = initial.shape().last_dim();
        Encoded {
            states: read.output.dropout(self.dropout),
            initial: initial.reshape([1, n, hidden]),
        }
    }
    // ANCHOR_END: encode

    // ANCHOR: read
    /// The logits, `[n · steps, vocabulary]`, for the decoder's states `[n, steps, hidden]`.
    fn read<'t>(&self, h: Var<'t, f32>, states: Var<'t, f32>, lengths: &[usize]) -> Var<'t, f32> {
        let [n, steps, hidden] = h.dims();
        let read = match &self.query {
            Some(query) => {
                let context = query.forward(h).attention(states, states, 1, only(lengths));
                concat(&[h, context], 2)
            }
            None => h,
        };
        let y = self.combine.forward(read).dropout(self.dropout);
        self.output.forward(y.reshape([n * steps, hidden]))
    }
    // ANCHOR_END: read

    /// The decoder's states where all tokens are given.
    fn decode<'t>(&self, inputs: &Padded, initial: Var<'t, f32>) -> Var<'t, f32> {
        let (table, n) =
            (initial.tape().param(&self.target_embedding.weight), inputs.lengths.len());
        let initial = Some(State { h: initial, c: None });
        let options = SequenceOptions { initial, ..Default::default() };
        self.decoder.forward_embedded(table, &inputs.indices, n, options).output
    }

    /// How much of each source token is read before each target token is written, from 0 to 1:
    /// `weights[target][source]`, with a last row for the end. `None` without attention.
    pub fn alignment(&self, source: &[usize], target: &[usize]) -> Option<Vec<Vec<f64>>> {
        let query = self.query.as_ref()?;
        let (source, target) = (source.to_vec(), target.to_vec());
        let batch = Batch::new([&super::Example { source, target }]);
        let (mut tape, mut states) = (Tape::new(), None);
        let queries = tape.no_grad(|tape| {
            let encoded = self.encode(tape, &batch.source);
            states = Some(encoded.states.value());
            query.forward(self.decode(&batch.inputs, encoded.initial))
        });
        let (queries, states) = (queries.to(&Device::Cpu), states?.to(&Device::Cpu));
        let weights =
            reference::attention_weights(&queries, &states, 1, only(&batch.source.lengths));
        let row = |row: &[f32]| row.iter().map(|weight| f64::from(*weight)).collect();
        Some(weights.as_slice().chunks_exact(batch.source.longest).map(row).collect())
    }
}

/// Attention to what is no padding, with the plain product as the score.
fn only(lengths: &[usize]) -> AttentionOptions<'_, f32> {
    AttentionOptions { key_lengths: Some(lengths), scale: Some(1.0), ..Default::default() }
}

impl Translator for GruTranslator {
    fn forward<'t>(&self, tape: &'t Tape<f32>, batch: &Batch) -> Var<'t, f32> {
        let encoded = self.encode(tape, &batch.source);
        let h = self.decode(&batch.inputs, encoded.initial);
        self.read(h, encoded.states, &batch.source.lengths)
    }

    fn write(&self, sources: &Padded, options: &GenerateOptions) -> Vec<Vec<usize>> {
        let (mut tape, mut states) = (Tape::new(), None);
        let h = tape.no_grad(|tape| {
            let encoded = self.encode(tape, sources);
            states = Some(encoded.states.value());
            encoded.initial.reshape([sources.lengths.len(), self.decoder.hidden_size()])
        });
        let states = states.expect("the encoder has run");
        let mut stream =
            GruStream { model: self, tape, states, lengths: sources.lengths.clone(), h };
        let logits = stream.step(&beginnings(sources.lengths.len()));
        generate(&mut stream, logits, options)
    }
}

/// A decoder that writes, token by token.
struct GruStream<'a> {
    model: &'a GruTranslator,
    tape: Tape<f32>,
    /// The encoder's states for each sequence, `[n, longest, hidden]`.
    states: Tensor<f32>,
    lengths: Vec<usize>,
    /// The decoder's states, `[n, hidden]`.
    h: Tensor<f32>,
}

// ANCHOR: stream
impl StepModel<f32> for GruStream<'_> {
    fn step(&mut self, tokens: &[usize]) -> Tensor<f32> {
        let GruStream { model, tape, states, lengths, h } = self;
        let (n, mut next) = (tokens.len(), None);
        let logits = tape.no_grad(|tape| {
            let initial = tape.constant(h).reshape([1, n, model.decoder.hidden_size()]);
            let token = text::pad(&tokens.iter().map(|it| [*it]).collect::<Vec<_>>(), 0);
            let state = model.decode(&token, initial);
            next = Some(state.reshape([n, model.decoder.hidden_size()]).value());
            model.read(state, tape.constant(states), lengths)
        });
        *h = next.expect("the step has run");
        only_words(&logits)
    }

    fn select(&mut self, sequences: &[usize]) {
        self.states = select_rows(&mut self.tape, &self.states, sequences);
        self.h = select_rows(&mut self.tape, &self.h, sequences);
        self.lengths = sequences.iter().map(|it| self.lengths[*it]).collect();
    }
}
// ANCHOR_END: stream
