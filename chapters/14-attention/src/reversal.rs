//! Reversing: the smallest task in which every letter that is written asks for another one that was read.

use attention::{AttentionOps, AttentionOptions, Projection, reference};
use autograd::{Tape, Var, concat};
use nn::{Dense, Embedding, Forward, Initialization, impl_module};
use rand::{Rng, RngExt};
use rnn::{Gru, SequenceOptions};
use tensor::Tensor;

/// How many different letters there are.
pub const LETTERS: usize = 26;

/// What the decoder reads before the first letter that it writes.
const START: usize = LETTERS;

/// The features of a letter's vector.
const EMBEDDING: usize = 32;

/// Words of random letters, all of one length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The letters, word after word.
    pub letters: Vec<usize>,
    /// How many words.
    pub n: usize,
}

impl Words {
    /// `n` words of `len` letters.
    ///
    /// ```
    /// use ch14::reversal::Words;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let words = Words::draw(5, 3, &mut ChaCha8Rng::seed_from_u64(1));
    /// assert!(words.letters.len() == 15 && words.letters.iter().all(|letter| *letter < 26));
    /// ```
    pub fn draw(n: usize, len: usize, rng: &mut impl Rng) -> Self {
        let letters = (0..n * len).map(|_| rng.random_range(0..LETTERS)).collect();
        Words { letters, n }
    }

    /// The letters of a word, if they are lower-case ones of English.
    ///
    /// ```
    /// use ch14::reversal::Words;
    ///
    /// assert_eq!(Words::read("bad"), Some(Words { letters: vec![1, 0, 3], n: 1 }));
    /// assert_eq!(Words::read("Bad"), None);
    /// ```
    pub fn read(word: &str) -> Option<Self> {
        let index = |c: char| c.is_ascii_lowercase().then(|| c as usize - 'a' as usize);
        let letters: Vec<usize> = word.chars().map(index).collect::<Option<_>>()?;
        (!letters.is_empty()).then_some(Words { letters, n: 1 })
    }

    /// The words backwards.
    ///
    /// ```
    /// use ch14::reversal::Words;
    ///
    /// let words = Words { letters: vec![1, 2, 3, 4, 5, 6], n: 2 };
    /// assert_eq!(words.reversed(), [3, 2, 1, 6, 5, 4]);
    /// ```
    pub fn reversed(&self) -> Vec<usize> {
        let words = self.letters.chunks(self.letters.len() / self.n);
        words.flat_map(|word| word.iter().rev().copied()).collect()
    }

    /// What the decoder reads in training: the start, and then the right letters up to the last but one.
    fn teacher_inputs(&self, target: &[usize]) -> Vec<usize> {
        let words = target.chunks(self.letters.len() / self.n);
        words.flat_map(|word| [&[START], &word[..word.len() - 1]].concat()).collect()
    }
}

// ANCHOR: model
/// An encoder that reads a word, and a decoder that writes it backwards.
#[derive(Clone, Debug)]
pub struct Reverser {
    source_embedding: Embedding,
    encoder: Gru,
    target_embedding: Embedding,
    decoder: Gru,
    /// What the decoder's states ask the encoder's for, if they may ask.
    query: Option<Projection>,
    dense: Dense,
}
impl_module!(Reverser { source_embedding, encoder, target_embedding, decoder, query, dense });
// ANCHOR_END: model

impl Reverser {
    /// A network with this many hidden units in each GRU, with or without attention.
    ///
    /// ```
    /// use ch14::reversal::Reverser;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let [without, with] = [false, true].map(|attends| {
    ///     nn::parameter_count(&Reverser::new(8, attends, &mut ChaCha8Rng::seed_from_u64(1)))
    /// });
    /// assert_eq!(with - without, 8 * 8 + 8 * 26);                     // the query, and what reads the answer
    /// ```
    pub fn new(hidden: usize, attends: bool, rng: &mut impl Rng) -> Self {
        let init = Initialization::GlorotUniform;
        let width = if attends { 2 * hidden } else { hidden };
        Reverser {
            source_embedding: Embedding::new(LETTERS, EMBEDDING, rng),
            encoder: Gru::new(EMBEDDING, hidden, rng),
            target_embedding: Embedding::new(LETTERS + 1, EMBEDDING, rng),
            decoder: Gru::new(EMBEDDING, hidden, rng),
            query: attends.then(|| Projection::new(hidden, hidden, false, init, rng)),
            dense: Dense::linear(width, LETTERS, rng),
        }
    }

    // ANCHOR: forward
    /// The logits of each letter to be written, `[n · steps, 26]`, with the right letters before it given;
    /// `watch` sees the queries and the keys.
    fn forward_watched<'t>(
        &self,
        tape: &'t Tape<f32>,
        words: &Words,
        mut watch: impl FnMut([Var<'t, f32>; 2]),
    ) -> Var<'t, f32> {
        let vectors = tape.param(&self.source_embedding.weight);
        let options = SequenceOptions::default();
        let read = self.encoder.forward_embedded(vectors, &words.letters, words.n, options);

        let inputs = words.teacher_inputs(&words.reversed());
        let vectors = tape.param(&self.target_embedding.weight);
        let options = SequenceOptions { initial: Some(read.state), ..Default::default() };
        let mut y = self.decoder.forward_embedded(vectors, &inputs, words.n, options).output;

        if let Some(query) = &self.query {
            let (q, memory) = (query.forward(y), read.output);
            watch([q, memory]);
            y = concat(&[y, q.attention(memory, memory, 1, AttentionOptions::default())], 2);
        }
        let width = y.shape().last_dim();
        self.dense.forward(y.reshape([inputs.len(), width]))
    }
    // ANCHOR_END: forward

    /// The logits, as in training.
    ///
    /// ```
    /// use autograd::Tape;
    /// use ch14::reversal::{Reverser, Words};
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let model = Reverser::new(8, true, &mut ChaCha8Rng::seed_from_u64(1));
    /// let logits = Tape::new().no_grad(|tape| model.forward(tape, &Words::read("bad").unwrap()));
    /// assert_eq!(logits.shape().dims(), [3, 26]);
    /// ```
    pub fn forward<'t>(&self, tape: &'t Tape<f32>, words: &Words) -> Var<'t, f32> {
        self.forward_watched(tape, words, |_| ())
    }

    /// The fraction of the words that come out right, letter for letter.
    ///
    /// The right letters before it are given to each prediction. For a whole word that makes no difference:
    /// up to its first mistake, a network that reads what it wrote itself has read the right letters.
    ///
    /// ```
    /// use ch14::reversal::{Reverser, Words};
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let untrained = Reverser::new(8, true, rng);
    /// assert!(untrained.accuracy(&Words::draw(50, 3, rng)) < 0.1);
    /// ```
    pub fn accuracy(&self, words: &Words) -> f64 {
        let logits = Tape::new().no_grad(|tape| self.forward(tape, words));
        let argmax = |row: &[f32]| (0..row.len()).max_by(|a, b| row[*a].total_cmp(&row[*b]));
        let written: Vec<usize> = logits.as_slice().chunks(LETTERS).filter_map(argmax).collect();
        let (len, target) = (words.letters.len() / words.n, words.reversed());
        let pairs = written.chunks(len).zip(target.chunks(len));
        pairs.filter(|(written, target)| written == target).count() as f64 / words.n as f64
    }

    /// How much each letter that is written reads of each letter that was read, `[n, 1, steps, steps]`;
    /// `None` without attention.
    ///
    /// ```
    /// use ch14::reversal::{Reverser, Words};
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let model = Reverser::new(8, true, &mut ChaCha8Rng::seed_from_u64(1));
    /// let weights = model.weights(&Words::read("bad").unwrap()).unwrap();
    /// assert!((weights.as_slice()[..3].iter().sum::<f32>() - 1.0).abs() < 1e-6);
    /// ```
    pub fn weights(&self, words: &Words) -> Option<Tensor<f32>> {
        let mut weights = None;
        Tape::new().no_grad(|tape| {
            self.forward_watched(tape, words, |[q, k]| {
                let options = AttentionOptions::default();
                weights = Some(reference::attention_weights(&q.value(), &k.value(), 1, options));
            })
        });
        weights
    }
}
