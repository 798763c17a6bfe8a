//! Words that have to be counted: a few times `a`, then as often `b`, then a full stop.

use activations::Tanh;
use autograd::{Tape, Var};
use losses::{CrossEntropy, IgnoreIndex};
use neurons::Identity;
use nn::{Dense, Forward, Module, impl_module};
use numeric::Float;
use optimizers::{Adam, Optimizer};
use rand::Rng;
use rnn::{Lstm, RecurrentInit, RecurrentOptions, SequenceOptions};
use tensor::Tensor;

/// The letters, in the order of their indices.
pub const LETTERS: [char; 3] = ['a', 'b', '.'];

/// The units of the LSTM.
pub const UNITS: usize = 2;

/// The words to learn from have up to this many a.
pub const LONGEST: usize = 10;

/// The class of what follows after the end of a word: nobody asks for it.
const PADDING: usize = LETTERS.len();

// ANCHOR: word
/// The word with `n` times a, as the letters' indices; a full stop before it, to begin with.
///
/// ```
/// assert_eq!(ch13::counting::word(2), [2, 0, 0, 1, 1, 2]);
/// ```
pub fn word(n: usize) -> Vec<usize> {
    [vec![2], vec![0; n], vec![1; n], vec![2]].concat()
}
// ANCHOR_END: word

/// A network that predicts the next letter.
pub trait NextLetter: Module<f64> {
    /// Logits for the letter after each letter of some words, `[words, steps, 3]`; the words are padded
    /// to the length of the longest.
    fn logits<'t>(&self, tape: &'t Tape<f64>, words: &[Vec<usize>]) -> Var<'t, f64>;

    /// Whether the network knows all letters of `word(n)` after the first b: the b that come, and the
    /// full stop. Where the first b comes, nobody could know.
    fn counts(&self, n: usize) -> bool {
        let words = [word(n)];
        let logits = Tape::new().no_grad(|tape| self.logits(tape, &words));
        let predicted = logits.as_slice().chunks(LETTERS.len()).map(argmax);
        let next = words[0].iter().skip(1);
        predicted.zip(next).skip(n + 1).all(|(predicted, next)| predicted == *next)
    }

    /// Up to which n the network counts, 99 at most.
    fn counts_up_to(&self) -> usize {
        (1..100).take_while(|n| self.counts(*n)).count()
    }
}

// ANCHOR: train
/// One training step with the words of up to [`LONGEST`] a, all at once; the loss before it.
pub fn train_step<M: NextLetter>(model: &mut M, adam: &mut Adam<f64>) -> f64 {
    let words: Vec<Vec<usize>> = (1..=LONGEST).map(word).collect();
    let steps = 2 * LONGEST + 1;
    let mut next = vec![PADDING; words.len() * steps];
    for (next, word) in next.chunks_exact_mut(steps).zip(&words) {
        next[..word.len() - 1].copy_from_slice(&word[1..]);
    }
    let loss = IgnoreIndex { loss: CrossEntropy, index: PADDING };
    let gradients =
        Tape::new().gradients(|tape| model.logits(tape, &words).loss(&loss, next.as_slice()));
    adam.step(model, &gradients);
    gradients.loss()
}
// ANCHOR_END: train

/// An LSTM, and a dense layer that makes logits of its states.
#[derive(Clone, Debug)]
pub struct Counter<T: Float> {
    /// Reads the letters.
    pub lstm: Lstm<T>,
    /// Says what comes next.
    pub dense: Dense<T, Identity>,
}
impl_module!(Counter<T> { lstm, dense });

impl Counter<f64> {
    /// A network with [`UNITS`] units.
    pub fn new(rng: &mut impl Rng) -> Self {
        let init = RecurrentInit::Keras;
        let options = RecurrentOptions { init, ..RecurrentOptions::new(LETTERS.len(), UNITS) };
        let lstm = Lstm::with_options(options, rng);
        Counter { lstm, dense: Dense::linear(UNITS, LETTERS.len(), rng) }
    }
}

impl NextLetter for Counter<f64> {
    fn logits<'t>(&self, tape: &'t Tape<f64>, words: &[Vec<usize>]) -> Var<'t, f64> {
        let lengths: Vec<usize> = words.iter().map(|word| word.len() - 1).collect();
        let steps = longest(words);
        let mut x = Tensor::zeros([words.len(), steps, LETTERS.len()]);
        for (x, word) in x.as_mut_slice().chunks_exact_mut(steps * LETTERS.len()).zip(words) {
            for (x, letter) in x.chunks_exact_mut(LETTERS.len()).zip(&word[..word.len() - 1]) {
                x[*letter] = 1.0;
            }
        }
        let options = SequenceOptions { lengths: Some(&lengths), initial: None };
        self.dense.forward(self.lstm.forward_with(tape.constant(&x), options).output)
    }
}

// ANCHOR: window
/// Two dense layers that see the last [`WINDOW`](Window::SIZE) letters, and nothing before them.
#[derive(Clone, Debug)]
pub struct Window<T: Float> {
    /// Reads the letters of the window side by side.
    pub hidden: Dense<T, Tanh>,
    /// Says what comes next.
    pub dense: Dense<T, Identity>,
}
impl_module!(Window<T> { hidden, dense });

impl Window<f64> {
    /// The letters that the network sees.
    pub const SIZE: usize = 8;

    /// A network with 32 hidden units.
    pub fn new(rng: &mut impl Rng) -> Self {
        let hidden = Dense::new(Self::SIZE * LETTERS.len(), 32, Tanh, rng);
        Window { hidden, dense: Dense::linear(32, LETTERS.len(), rng) }
    }
}

impl NextLetter for Window<f64> {
    fn logits<'t>(&self, tape: &'t Tape<f64>, words: &[Vec<usize>]) -> Var<'t, f64> {
        let steps = longest(words);
        let mut x = Tensor::zeros([words.len(), steps, Self::SIZE * LETTERS.len()]);
        let windows = x.as_mut_slice().chunks_exact_mut(Self::SIZE * LETTERS.len());
        let ends = words.iter().flat_map(|word| (0..steps).map(move |end| (word, end)));
        for (window, (word, end)) in windows.zip(ends) {
            for (back, x) in window.chunks_exact_mut(LETTERS.len()).enumerate() {
                // Before a word there are only full stops.
                let letter = end.checked_sub(back).and_then(|at| word.get(at));
                x[letter.copied().unwrap_or(2)] = 1.0;
            }
        }
        self.dense.forward(self.hidden.forward(tape.constant(&x)))
    }
}
// ANCHOR_END: window

fn longest(words: &[Vec<usize>]) -> usize {
    words.iter().map(|word| word.len() - 1).max().unwrap_or(0)
}

fn argmax(logits: &[f64]) -> usize {
    (0..logits.len()).fold(0, |best, i| if logits[i] > logits[best] { i } else { best })
}
