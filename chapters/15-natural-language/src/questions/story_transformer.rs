//! A Transformer that reads question and story word by word.

use super::samples::{MEMORY, StorySample};
use super::story_model::StoryModel;
use attention::{AttentionOptions, Encoder, LayerOptions, RotaryPositions};
use autograd::{Tape, Var};
use nn::{Dense, Embedding, Forward, Initialization, impl_module};
use rand::{Rng, rngs::ChaCha8Rng};
use text::pad;
use text::vocabulary::{BEGIN, PAD};

const HEADS: usize = 4;
const INIT: Initialization = Initialization::Normal { std: 0.3 };

/// An encoder over `<bos> question story`, the sentence told last first, with rotary positions. A
/// word's vector is the sum of three: of the word, of how long ago its sentence was told, of
/// whether the question has it too. The answer is read from the output at `<bos>`.
///
/// ```
/// use ch15::questions::{StoryData, StoryTransformer, predict, stories};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let data = StoryData::new(&stories::generate(1, 20, 2, 1), 1);
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let model = StoryTransformer::new(data.vocabulary.words.len(), 32, 2, rng);
/// assert_eq!(predict(&model, &data.test).len(), 10);
/// ```
#[derive(Clone, Debug)]
pub struct StoryTransformer {
    words: Embedding,
    times: Embedding,
    matches: Embedding,
    encoder: Encoder,
    output: Dense,
}
impl_module!(StoryTransformer { words, times, matches, encoder, output });

impl StoryTransformer {
    /// A model with this many layers of four heads.
    ///
    /// # Panics
    /// If the features of a head are no even number.
    pub fn new(words: usize, features: usize, layers: usize, rng: &mut impl Rng) -> Self {
        let options = LayerOptions {
            norm_first: true,
            dropout: 0.0,
            ..LayerOptions::new(features, HEADS, 2 * features)
        };
        let mut encoder = Encoder::new(layers, options, true, rng);
        for layer in &mut encoder.layers {
            layer.self_attn.rotary = Some(RotaryPositions::new(features / HEADS));
        }
        let mut table = |rows: usize| {
            let mut embedding = Embedding::new(rows, features, rng);
            embedding.weight.value = INIT.init_weight([rows, features], rows, features, rng);
            embedding
        };
        // Age 0 is the question's.
        let (words_table, times, matches) = (table(words), table(MEMORY + 1), table(2));
        let output = Dense::linear(features, words, rng);
        StoryTransformer { words: words_table, times, matches, encoder, output }
    }
}

/// A token: a word, its sentence's age, whether the question has the word (1) or not (0).
type Token = [usize; 3];

#[track_caller]
fn tokens(sample: &StorySample) -> Vec<Token> {
    assert!(!sample.sentences.is_empty(), "a question has no sentence before it");
    let question: Vec<usize> = [BEGIN].into_iter().chain(sample.question.iter().copied()).collect();
    let mut tokens = Vec::new();
    for (age, sentence) in [&question].into_iter().chain(&sample.sentences).enumerate() {
        let asked = |word: &usize| usize::from(sample.question.contains(word));
        tokens.extend(sentence.iter().map(|word| [*word, age, asked(word)]));
    }
    tokens
}

impl StoryModel for StoryTransformer {
    const LEARNING_RATE: f64 = 2e-3;

    fn logits<'t>(
        &self,
        tape: &'t Tape<f32>,
        samples: &[&StorySample],
        _: Option<&mut ChaCha8Rng>,
    ) -> Var<'t> {
        let samples: Vec<Vec<Token>> = samples.iter().map(|sample| tokens(sample)).collect();
        let part = |which: usize| {
            let of = |tokens: &Vec<Token>| tokens.iter().map(|token| token[which]).collect();
            pad(&samples.iter().map(of).collect::<Vec<Vec<usize>>>(), PAD)
        };
        let words = part(0);
        let [n, length, features] =
            [samples.len(), words.longest, self.words.weight.value.shape().last_dim()];
        let x = self.words.forward(tape, &words.indices)
            + self.times.forward(tape, &part(1).indices)
            + self.matches.forward(tape, &part(2).indices);
        let mask = AttentionOptions { key_lengths: Some(&words.lengths), ..Default::default() };
        let read = self.encoder.forward(x.reshape([n, length, features]), mask);
        self.output.forward(read.narrow(1, 0..1).reshape([n, features]))
    }
}
