//! A network that classifies texts: word vectors, an encoder that makes one vector of a text, a dense layer.

use autograd::{Param, Tape, Var};
use nn::{Dense, Embedding, Forward, Initialization, impl_module};
use rand::Rng;
use regularization::prelude::*;

use crate::classification::{Batch, Convolutional, Recurrent, SentenceEncoder, Transformer};

/// The encoders to choose from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Convolutions of several widths, and their maxima over time.
    Convolutional,
    /// An LSTM in both directions.
    Recurrent,
    /// A Transformer's encoder, and the mean over time.
    Transformer,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 3] = [Kind::Convolutional, Kind::Recurrent, Kind::Transformer];

    /// The name in a table.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Convolutional => "CNN",
            Kind::Recurrent => "LSTM",
            Kind::Transformer => "Transformer",
        }
    }

    fn encoder(self, embedding_dim: usize, rng: &mut impl Rng) -> Box<dyn SentenceEncoder> {
        match self {
            Kind::Convolutional => Box::new(Convolutional::new(embedding_dim, rng)),
            Kind::Recurrent => Box::new(Recurrent::new(embedding_dim, rng)),
            Kind::Transformer => Box::new(Transformer::new(embedding_dim, rng)),
        }
    }
}

/// The features of a word's vector.
const EMBEDDING_DIM: usize = 64;

// ANCHOR: classifier
/// Word vectors, an encoder, a dense layer.
pub struct TextClassifier {
    embedding: Embedding,
    encoder: Box<dyn SentenceEncoder>,
    dense: Dense,
    /// The probability of dropout, of the elements of the words' vectors.
    pub word_dropout: f64,
    /// The probability of dropout, of the features of the text's vector.
    pub dropout: f64,
}
impl_module!(TextClassifier { embedding, encoder, dense });

impl TextClassifier {
    /// A network for `words` indices of words and `classes` classes.
    pub fn new(kind: Kind, words: usize, classes: usize, rng: &mut impl Rng) -> Self {
        let init = Initialization::Normal { std: 0.1 };
        let weight = init.init_weight([words, EMBEDDING_DIM], words, EMBEDDING_DIM, rng);
        let encoder = kind.encoder(EMBEDDING_DIM, rng);
        let dense = Dense::linear(encoder.features(), classes, rng);
        let embedding = Embedding { weight: Param::new(weight) };
        TextClassifier { embedding, encoder, dense, word_dropout: 0.2, dropout: 0.5 }
    }

    /// The logits, `[n, classes]`.
    pub fn forward<'t>(&self, tape: &'t Tape<f32>, batch: &Batch) -> Var<'t, f32> {
        let (n, longest) = (batch.len(), batch.padded.longest);
        let vectors = self.embedding.forward(tape, &batch.padded.indices);
        let x =
            vectors.reshape([n, longest, EMBEDDING_DIM]).dropout(self.word_dropout) * &batch.mask;
        self.dense.forward(self.encoder.encode(x, batch).dropout(self.dropout))
    }
}
// ANCHOR_END: classifier
