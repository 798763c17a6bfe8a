//! Which language is this surname from? A network that reads letters, and what it is compared with.

mod bigrams;
mod evaluation;

pub use bigrams::Bigrams;
pub use evaluation::Evaluation;

use autograd::{Tape, Var};
use data::surnames::Surname;
use losses::{CrossEntropy, SampleWeighted};
use nn::{Dense, Embedding, Forward, impl_module};
use optimizers::schedule::{CosineDecay, Schedule};
use optimizers::{Adam, Optimizer, clip_grad_norm};
use rand::Rng;
use rnn::{Gru, RecurrentOptions, SequenceOptions};
use std::collections::BTreeMap;
use tensor::Tensor;

// ANCHOR: alphabet
/// The letters that the network knows, each with its index. Index 0 is any other letter.
#[derive(Clone, Debug)]
pub struct Alphabet {
    indices: BTreeMap<char, usize>,
}

impl Alphabet {
    /// The letters that occur at least twice in these names, as they are: `é` is not `e`.
    ///
    /// ```
    /// use ch13::surnames::Alphabet;
    ///
    /// let alphabet = Alphabet::of(["Papp", "Émile"]);
    /// assert_eq!(alphabet.indices("app"), [0, 1, 1]);                  // one `a` is not enough
    /// assert_eq!(alphabet.len(), 2);
    /// ```
    pub fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut counts = BTreeMap::<char, usize>::new();
        for letter in names.into_iter().flat_map(str::chars) {
            *counts.entry(letter).or_default() += 1;
        }
        let known = counts.into_iter().filter(|(_, count)| *count >= 2);
        Alphabet { indices: known.map(|(letter, _)| letter).zip(1..).collect() }
    }

    /// The index of each letter of a name.
    pub fn indices(&self, name: &str) -> Vec<usize> {
        name.chars().map(|letter| self.indices.get(&letter).copied().unwrap_or(0)).collect()
    }
    // ANCHOR_END: alphabet

    /// The number of indices: one for each known letter, and one for all others.
    #[expect(clippy::len_without_is_empty, reason = "there is always the unknown letter")]
    pub fn len(&self) -> usize {
        self.indices.len() + 1
    }

    // ANCHOR: batch
    /// These samples as a batch, as wide as its longest name. What follows a shorter name is
    /// padding: zeros that the network is told not to read.
    pub fn batch<'a>(&self, samples: impl IntoIterator<Item = &'a Surname>) -> NameBatch {
        let (mut names, mut languages) = (Vec::new(), Vec::new());
        for sample in samples {
            names.push(self.indices(&sample.name));
            languages.push(sample.language);
        }
        let lengths: Vec<usize> = names.iter().map(Vec::len).collect();
        let steps = lengths.iter().copied().max().unwrap_or(0);
        let mut letters = vec![0; names.len() * steps];
        for (row, name) in letters.chunks_mut(steps.max(1)).zip(&names) {
            row[..name.len()].copy_from_slice(name);
        }
        NameBatch { letters, lengths, steps, languages }
    }
    // ANCHOR_END: batch
}

/// Names of different lengths, padded to one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameBatch {
    /// The index of each letter, `[n, steps]` row by row.
    pub letters: Vec<usize>,
    /// The length of each name.
    pub lengths: Vec<usize>,
    /// The maximum length.
    pub steps: usize,
    /// The language of each name.
    pub languages: Vec<usize>,
}

// ANCHOR: model
/// Letters to vectors, a GRU in both directions, and a score for each language.
#[derive(Clone, Debug)]
pub struct NameClassifier {
    embedding: Embedding,
    gru: Gru,
    dense: Dense,
}
impl_module!(NameClassifier { embedding, gru, dense });

impl NameClassifier {
    /// A network for `letters` indices of letters and `languages` languages.
    pub fn new(letters: usize, languages: usize, rng: &mut impl Rng) -> Self {
        let (embedding_dim, hidden_size) = (32, 64);
        let options = RecurrentOptions::new(embedding_dim, hidden_size);
        let options = RecurrentOptions { bidirectional: true, ..options };
        NameClassifier {
            embedding: Embedding::new(letters, embedding_dim, rng),
            gru: Gru::with_options(options, rng),
            dense: Dense::linear(2 * hidden_size, languages, rng),
        }
    }

    /// The logits, `[n, languages]`.
    pub fn forward<'t>(&self, tape: &'t Tape<f32>, batch: &NameBatch) -> Var<'t, f32> {
        let (vectors, n) = (tape.param(&self.embedding.weight), batch.lengths.len());
        let options = SequenceOptions { lengths: Some(&batch.lengths), ..Default::default() };
        let outputs = self.gru.forward_embedded(vectors, &batch.letters, n, options);
        self.dense.forward(outputs.last)
    }
}
// ANCHOR_END: model

/// A network in training.
pub struct NameTrainer {
    /// The network.
    pub model: NameClassifier,
    /// A weight for each language; samples of all languages count the same if all are equal.
    pub class_weights: Vec<f32>,
    /// The learning rate of each update.
    pub schedule: CosineDecay,
    adam: Adam,
    tape: Tape<f32>,
}

impl NameTrainer {
    /// Trains this network by Adam, with learning rates from 0.003 down to 0 in this many updates.
    pub fn new(model: NameClassifier, class_weights: Vec<f32>, updates: u64) -> Self {
        let schedule = CosineDecay { initial: 3e-3, final_lr: 0.0, steps: updates };
        let (adam, tape) = (Adam::default(), Tape::new());
        NameTrainer { model, class_weights, schedule, adam, tape }
    }

    // ANCHOR: step
    /// One update of the parameters; the batch's loss before it.
    pub fn step(&mut self, batch: &NameBatch) -> f64 {
        let weights: Vec<f32> =
            batch.languages.iter().map(|language| self.class_weights[*language]).collect();
        let loss = SampleWeighted { loss: CrossEntropy, weights: &weights };
        let model = &self.model;
        let mut gradients =
            self.tape.gradients(|tape| model.forward(tape, batch).loss(&loss, &batch.languages));
        clip_grad_norm(&mut gradients, 1.0);
        self.adam.common.learning_rate = self.schedule.lr_at(self.adam.common.state.steps);
        self.adam.step(&mut self.model, &gradients);
        f64::from(gradients.loss())
    }
    // ANCHOR_END: step

    /// The logits of these samples, `[n, languages]`.
    pub fn logits<'a>(
        &mut self,
        alphabet: &Alphabet,
        samples: impl IntoIterator<Item = &'a Surname>,
    ) -> Tensor<f32> {
        let batch = alphabet.batch(samples);
        self.tape.no_grad(|tape| self.model.forward(tape, &batch))
    }
}

/// Weights that give every language the same part in the loss of an epoch: inversely proportional to its
/// number of samples, to the power `power`; 0 for equal weights, 1 for equal parts. Their mean over the
/// samples is 1.
///
/// # Panics
/// If a language is not below `languages`, or has no sample.
///
/// ```
/// use ch13::surnames::class_weights;
///
/// assert_eq!(class_weights([0, 0, 0, 1], 2, 1.0), [4.0 / 6.0, 2.0]);
/// assert_eq!(class_weights([0, 0, 0, 1], 2, 0.0), [1.0, 1.0]);
/// ```
pub fn class_weights(
    classes: impl IntoIterator<Item = usize>,
    languages: usize,
    power: f64,
) -> Vec<f32> {
    let mut counts = vec![0.0; languages];
    classes.into_iter().for_each(|language| counts[language] += 1.0);
    assert!(counts.iter().all(|count| *count > 0.0), "every language must have a sample");
    let total: f64 = counts.iter().sum();
    let sum: f64 = counts.iter().map(|count: &f64| count * count.powf(-power)).sum();
    counts.iter().map(|count| (count.powf(-power) * total / sum) as f32).collect()
}
