//! The translator of attention alone.

use super::batch::Batch;
use super::translator::{Translator, beginnings, only_words};
use attention::{
    AttentionOptions, DecoderStream, GenerateOptions, LayerOptions, SinusoidalPositions, StepModel,
    Transformer, generate,
};
use autograd::{Tape, Var};
use nn::{Dense, Embedding, Forward, impl_module};
use rand::Rng;
use regularization::prelude::*;
use tensor::{Device, Tensor};
use text::Padded;

/// The sizes of a [`TransformerTranslator`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TransformerOptions {
    /// The layers of the encoder, and as many of the decoder.
    pub layers: usize,
    /// The features of a token.
    pub features: usize,
    /// The heads of attention.
    pub heads: usize,
    /// The hidden features of the feed-forward blocks.
    pub hidden: usize,
    /// The probability of dropout.
    pub dropout: f64,
}

/// The longest sentence, in tokens, that has positions.
const MAX_LEN: usize = 256;

/// The Transformer of Vaswani and others (2017), small, its layers beginning with their norms. The
/// embeddings are drawn with variance 1, which makes the paper's factor `√features` superfluous.
#[derive(Clone, Debug)]
pub struct TransformerTranslator {
    source_embedding: Embedding,
    target_embedding: Embedding,
    positions: SinusoidalPositions,
    transformer: Transformer,
    output: Dense,
    dropout: f64,
}
impl_module!(TransformerTranslator { source_embedding, target_embedding, transformer, output });

impl TransformerTranslator {
    /// A network with drawn weights for vocabularies of these sizes.
    ///
    /// # Panics
    /// If a size is 0, or if the heads cannot share the features equally.
    pub fn new(
        english: usize,
        french: usize,
        options: TransformerOptions,
        rng: &mut impl Rng,
    ) -> Self {
        let TransformerOptions { layers, features, heads, hidden, dropout } = options;
        let of_layers = LayerOptions {
            norm_first: true,
            dropout,
            ..LayerOptions::new(features, heads, hidden)
        };
        TransformerTranslator {
            source_embedding: Embedding::new(english, features, rng),
            target_embedding: Embedding::new(french, features, rng),
            positions: SinusoidalPositions::new(MAX_LEN, features),
            transformer: Transformer::new(layers, layers, of_layers, rng),
            output: Dense::linear(features, french, rng),
            dropout,
        }
    }

    // ANCHOR: embed
    /// The vectors of tokens `[n, steps]` with those of their positions, the first of which is `first`.
    fn embed<'t>(
        &self,
        tape: &'t Tape<f32>,
        embedding: &Embedding,
        tokens: &Padded,
        first: usize,
    ) -> Var<'t, f32> {
        let x = embedding.forward(tape, &tokens.indices);
        let x = x.reshape([tokens.lengths.len(), tokens.longest, x.shape().last_dim()]);
        self.positions.forward(x, first).dropout(self.dropout)
    }
    // ANCHOR_END: embed
}

impl Translator for TransformerTranslator {
    // ANCHOR: forward
    fn forward<'t>(&self, tape: &'t Tape<f32>, batch: &Batch) -> Var<'t, f32> {
        let source = self.embed(tape, &self.source_embedding, &batch.source, 0);
        let target = self.embed(tape, &self.target_embedding, &batch.inputs, 0);
        let y = self.transformer.forward(source, target, Some(&batch.source.lengths));
        let [n, steps, features] = y.dims();
        self.output.forward(y.reshape([n * steps, features]))
    }
    // ANCHOR_END: forward

    fn write(&self, sources: &Padded, options: &GenerateOptions) -> Vec<Vec<usize>> {
        let mut tape = Tape::new();
        let memory = tape.no_grad(|tape| {
            let lengths = Some(sources.lengths.as_slice());
            let padding = AttentionOptions { key_lengths: lengths, ..Default::default() };
            let source = self.embed(tape, &self.source_embedding, sources, 0);
            self.transformer.encoder.forward(source, padding)
        });
        let decoder = &self.transformer.decoder;
        let decoder = decoder.stream(&memory, Some(&sources.lengths), options.max_new_tokens);
        let mut stream = TransformerStream { model: self, tape, decoder };
        let logits = stream.step(&beginnings(sources.lengths.len()));
        generate(&mut stream, logits, options)
    }
}

/// A decoder that writes, token by token.
struct TransformerStream<'a> {
    model: &'a TransformerTranslator,
    tape: Tape<f32>,
    decoder: DecoderStream,
}

impl StepModel<f32> for TransformerStream<'_> {
    fn step(&mut self, tokens: &[usize]) -> Tensor<f32> {
        let TransformerStream { model, tape, decoder } = self;
        let token = text::pad(&tokens.iter().map(|it| [*it]).collect::<Vec<_>>(), 0);
        let x = tape.no_grad(|tape| {
            let x = model.embed(tape, &model.target_embedding, &token, decoder.len());
            x.reshape([tokens.len(), x.shape().last_dim()])
        });
        let device = x.device();
        let y = decoder.step(&x.to(&Device::Cpu)).to(&device);
        only_words(&tape.no_grad(|tape| model.output.forward(tape.constant(&y))))
    }

    fn select(&mut self, sequences: &[usize]) {
        self.decoder.select(sequences);
    }
}
