//! A Transformer that reads question and story word by word.

use super::samples::{MEMORY, StorySample};
use super::story_model::StoryModel;
use attention::{AttentionOptions, Encoder, LayerOptions};
use autograd::{Tape, Var};
use nn::{Dense, Embedding, Forward, impl_module};
use rand::{Rng, rngs::ChaCha8Rng};
use text::pad;
use text::vocabulary::{BEGIN, PAD};

/// The words of a sentence whose places are told apart; those after them count as the last.
const PLACES: usize = 16;

/// An encoder over the words of the question and of all sentences. A word's vector is the sum of three: of the
/// word, of its place in the sentence, of how long ago the sentence was told. The output at the token that begins
/// it all is what the answer is read from.
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
    places: Embedding,
    times: Embedding,
    encoder: Encoder,
    output: Dense,
}
impl_module!(StoryTransformer { words, places, times, encoder, output });

impl StoryTransformer {
    /// A model with this many layers of four heads.
    ///
    /// # Panics
    /// If the features are no multiple of four.
    pub fn new(words: usize, features: usize, layers: usize, rng: &mut impl Rng) -> Self {
        let options =
            LayerOptions { norm_first: true, ..LayerOptions::new(features, 4, 2 * features) };
        StoryTransformer {
            words: Embedding::new(words, features, rng),
            places: Embedding::new(PLACES, features, rng),
            // Age 0 is the question's.
            times: Embedding::new(MEMORY + 1, features, rng),
            encoder: Encoder::new(layers, options, true, rng),
            output: Dense::linear(features, words, rng),
        }
    }
}

/// A token: a word, its place in the sentence, the sentence's age.
type Token = [usize; 3];

fn tokens(sample: &StorySample) -> Vec<Token> {
    assert!(!sample.sentences.is_empty(), "a question has no sentence before it");
    let question = [BEGIN].into_iter().chain(sample.question.iter().copied()).collect();
    let mut tokens = Vec::new();
    for (age, sentence) in [&question].into_iter().chain(&sample.sentences).enumerate() {
        let places = sentence.iter().enumerate();
        tokens.extend(places.map(|(place, word)| [*word, place.min(PLACES - 1), age]));
    }
    tokens
}

impl StoryModel for StoryTransformer {
    const LEARNING_RATE: f64 = 1e-3;

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
            + self.places.forward(tape, &part(1).indices)
            + self.times.forward(tape, &part(2).indices);
        let mask = AttentionOptions { key_lengths: Some(&words.lengths), ..Default::default() };
        let read = self.encoder.forward(x.reshape([n, length, features]), mask);
        self.output.forward(read.narrow(1, 0..1).reshape([n, features]))
    }
}
