//! An encoder that reads a date, and a decoder that writes it.

use super::generator::Date;
use autograd::{Tape, Var};
use nn::{Dense, Embedding, Forward, impl_module};
use rand::Rng;
use rnn::{Gru, SequenceOptions, State};
use tensor::Tensor;

/// What may stand in a date in words; its index is that of a letter of the source.
const SOURCE: &str = " ,.-0123456789ADFJMNOSabcdefghijklmnopqrstuvwxyz";

/// What may stand in an ISO date.
const TARGET: &str = "0123456789-";

/// What the decoder reads before the first letter that it writes.
const START: usize = TARGET.len();

/// The features of a letter's vector.
const EMBEDDING: usize = 32;

/// The length of an ISO date.
const TARGET_LEN: usize = 10;

fn index(letters: &str, letter: char) -> usize {
    letters.find(letter).unwrap_or_else(|| panic!("{letter:?} is none of {letters:?}"))
}

/// Dates in words, and what is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateBatch {
    /// The indices of the letters of the dates in words, `[n, steps]`, padded with zeros.
    pub source: Vec<usize>,
    /// The length of each date in words.
    pub lengths: Vec<usize>,
    /// The indices of the letters of the ISO dates, `[n, 10]`.
    pub target: Vec<usize>,
}

impl DateBatch {
    /// Whether a text has letters, and only such as dates in words have.
    pub fn is_readable(text: &str) -> bool {
        !text.is_empty() && text.chars().all(|letter| SOURCE.contains(letter))
    }

    /// These texts, and the dates that they mean; none where only the texts will be read.
    ///
    /// # Panics
    /// If a text is not [readable](Self::is_readable).
    pub fn new(texts: &[String], dates: &[Date]) -> Self {
        let lengths: Vec<usize> = texts.iter().map(String::len).collect();
        let steps = lengths.iter().copied().max().unwrap_or(0);
        let mut source = vec![0; texts.len() * steps];
        for (row, text) in source.chunks_mut(steps.max(1)).zip(texts) {
            for (to, letter) in row.iter_mut().zip(text.chars()) {
                *to = index(SOURCE, letter);
            }
        }
        let iso: String = dates.iter().map(Date::to_string).collect();
        let target = iso.chars().map(|letter| index(TARGET, letter)).collect();
        DateBatch { source, lengths, target }
    }

    // ANCHOR: shifted
    /// What the decoder reads in training: the start, and then the target's own letters up to the
    /// last but one, whatever it has predicted itself.
    pub fn teacher_inputs(&self) -> Vec<usize> {
        let row = |row: &[usize]| [&[START], &row[..TARGET_LEN - 1]].concat();
        self.target.chunks(TARGET_LEN).flat_map(row).collect()
    }
    // ANCHOR_END: shifted
}

/// An encoder, whose final state the decoder begins with.
#[derive(Clone, Debug)]
pub struct DateTranslator {
    source_embedding: Embedding,
    encoder: Gru,
    target_embedding: Embedding,
    decoder: Gru,
    dense: Dense,
}
impl_module!(DateTranslator { source_embedding, encoder, target_embedding, decoder, dense });

impl DateTranslator {
    /// A network with this many hidden units in each GRU.
    pub fn new(hidden: usize, rng: &mut impl Rng) -> Self {
        DateTranslator {
            source_embedding: Embedding::new(SOURCE.len(), EMBEDDING, rng),
            encoder: Gru::new(EMBEDDING, hidden, rng),
            target_embedding: Embedding::new(TARGET.len() + 1, EMBEDDING, rng),
            decoder: Gru::new(EMBEDDING, hidden, rng),
            dense: Dense::linear(hidden, TARGET.len(), rng),
        }
    }

    // ANCHOR: forward
    /// Reads the dates: the final state.
    fn encode<'t>(&self, tape: &'t Tape<f32>, batch: &DateBatch) -> State<Var<'t, f32>> {
        let (vectors, n) = (tape.param(&self.source_embedding.weight), batch.lengths.len());
        let options = SequenceOptions { lengths: Some(&batch.lengths), ..Default::default() };
        self.encoder.forward_embedded(vectors, &batch.source, n, options).state
    }

    /// The logits of each letter of the ISO dates, `[n · 10, 11]`, with the right letters before it
    /// given: teacher forcing.
    pub fn forward<'t>(&self, tape: &'t Tape<f32>, batch: &DateBatch) -> Var<'t, f32> {
        let options =
            SequenceOptions { initial: Some(self.encode(tape, batch)), ..Default::default() };
        let (vectors, n) = (tape.param(&self.target_embedding.weight), batch.lengths.len());
        let y = self.decoder.forward_embedded(vectors, &batch.teacher_inputs(), n, options).output;
        let hidden = self.decoder.hidden_size();
        self.dense.forward(y.reshape([batch.target.len(), hidden]))
    }
    // ANCHOR_END: forward

    // ANCHOR: translate
    /// Writes the dates, letter by letter: the decoder reads what it wrote itself, always the letter
    /// with the maximum logit (greedy decoding).
    pub fn translate(&self, texts: &[String]) -> Vec<String> {
        let (n, batch) = (texts.len(), DateBatch::new(texts, &[]));
        let mut tape = Tape::new();
        let initial = tape.no_grad(|tape| self.encode(tape, &batch).h);
        let mut stream = self.decoder.stream(&State { h: initial, c: None });
        let (mut letters, mut written) = (vec![START; n], vec![String::new(); n]);
        for _ in 0..TARGET_LEN {
            let x = tape.no_grad(|tape| self.target_embedding.forward(tape, &letters));
            let y: Tensor<f32> = stream.step(&x);
            let logits = tape.no_grad(|tape| self.dense.forward(tape.constant(&y)));
            let rows = logits.as_slice().chunks(TARGET.len());
            for ((letter, text), row) in letters.iter_mut().zip(&mut written).zip(rows) {
                *letter = (0..row.len()).max_by(|a, b| row[*a].total_cmp(&row[*b])).unwrap_or(0);
                text.push_str(&TARGET[*letter..=*letter]);
            }
        }
        written
    }
    // ANCHOR_END: translate
}
