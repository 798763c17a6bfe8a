//! The network that finds an answer: a Transformer over question and paragraph, with two numbers
//! for each token.

use super::tokens::SpanSample;
use attention::{AttentionOptions, Encoder, LayerOptions, RotaryPositions};
use autograd::{Tape, Var};
use nn::{Dense, Embedding, Forward, Initialization, impl_module};
use rand::Rng;
use tensor::Tensor;
use text::pad;
use text::vocabulary::PAD;

/// The longest answer, in tokens.
pub const MAX_ANSWER: usize = 4;

const HEADS: usize = 4;
/// What tokens are marked by: see [`SpanSample::flags`].
const FLAGS: usize = 4;
const INIT: Initialization = Initialization::Normal { std: 0.3 };

/// An encoder over `<bos> question <eos> paragraph` with rotary positions; for each token the
/// logits that the answer starts and that it ends there.
///
/// A name that training never showed is one unknown word like any other. That the question has the
/// same word is told by a mark, the exact match feature of D. Chen, A. Fisch, J. Weston, A. Bordes,
/// "Reading Wikipedia to answer open-domain questions", ACL 2017, section 3.2.
///
/// ```
/// use ch15::questions::spans::{Names, SpanReader, SpanVocabulary, Wording, best_span, paragraphs};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let paragraphs = paragraphs(3, Names::Known, Wording::Known, 1);
/// let vocabulary = SpanVocabulary::of(&paragraphs);
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let reader = SpanReader::new(vocabulary.words.len(), 32, 1, rng);
/// let probabilities = &reader.probabilities(&vocabulary.samples(&paragraphs))[0];
/// assert!((probabilities.start.iter().sum::<f32>() - 1.0).abs() < 1e-5);
/// let (start, end) = best_span(probabilities);
/// assert!(start <= end && end < probabilities.end.len());
/// ```
#[derive(Clone, Debug)]
pub struct SpanReader {
    words: Embedding,
    flags: Embedding,
    encoder: Encoder,
    output: Dense,
}
impl_module!(SpanReader { words, flags, encoder, output });

/// How probable it is that the answer starts, and that it ends, at each token of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct SpanProbabilities {
    /// For the first token of the answer.
    pub start: Vec<f32>,
    /// For its last one.
    pub end: Vec<f32>,
}

// ANCHOR: best_span
/// The first and last token `s ≤ e < s + 4` with the maximum of `p(s)·p(e)`; of equal ones the
/// first.
///
/// ```
/// use ch15::questions::spans::{SpanProbabilities, best_span};
///
/// // Each by itself, the start is at 2 and the end at 0: no span.
/// let start = vec![0.4, 0.1, 0.5];
/// let end = vec![0.6, 0.3, 0.1];
/// assert_eq!(best_span(&SpanProbabilities { start, end }), (0, 0));
/// ```
pub fn best_span(probabilities: &SpanProbabilities) -> (usize, usize) {
    let SpanProbabilities { start, end } = probabilities;
    let (mut best, mut span) = (f32::NEG_INFINITY, (0, 0));
    for (s, p_start) in start.iter().enumerate() {
        for (e, p_end) in end.iter().enumerate().skip(s).take(MAX_ANSWER) {
            if p_start * p_end > best {
                (best, span) = (p_start * p_end, (s, e));
            }
        }
    }
    span
}
// ANCHOR_END: best_span

impl SpanReader {
    /// A reader with this many layers of four heads.
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
        let (words, flags) = (table(words), table(FLAGS));
        SpanReader { words, flags, encoder, output: Dense::linear(features, 2, rng) }
    }

    // ANCHOR: forward
    /// The logits of start and end for each sample's tokens, two tensors `[n, tokens]`; −10⁹ where
    /// no token of the paragraph is.
    pub(super) fn logits<'t>(&self, tape: &'t Tape<f32>, samples: &[&SpanSample]) -> [Var<'t>; 2] {
        let words = pad(&samples.iter().map(|it| &it.words[..]).collect::<Vec<_>>(), PAD);
        let flags = pad(&samples.iter().map(|it| &it.flags[..]).collect::<Vec<_>>(), 0);
        let [n, tokens] = [samples.len(), words.longest];
        let features = self.words.weight.value.shape().last_dim();
        let x = self.words.forward(tape, &words.indices) + self.flags.forward(tape, &flags.indices);
        let mask = AttentionOptions { key_lengths: Some(&words.lengths), ..Default::default() };
        let read = self.encoder.forward(x.reshape([n, tokens, features]), mask);
        let logits =
            self.output.forward(read.reshape([n * tokens, features])).reshape([n, tokens, 2]);
        let is_paragraph = |(sample, len): (&&SpanSample, &usize)| {
            let inside = sample.start..*len;
            (0..tokens).map(move |token| f32::from(u8::from(inside.contains(&token)))).collect()
        };
        let inside: Vec<Vec<f32>> = samples.iter().zip(&words.lengths).map(is_paragraph).collect();
        let inside = Tensor::new([n, tokens], inside.concat()).to(&nn::device(self));
        [0, 1].map(|which| {
            logits.narrow(2, which..which + 1).reshape([n, tokens]).where_(&inside, OUTSIDE)
        })
    }

    // ANCHOR_END: forward

    /// The mean cross-entropy of starts and ends.
    pub(super) fn loss<'t>(&self, tape: &'t Tape<f32>, samples: &[&SpanSample]) -> Var<'t> {
        let [start, end] = self.logits(tape, samples);
        let first: Vec<usize> = samples.iter().map(|it| it.start + it.answer.0).collect();
        let last: Vec<usize> = samples.iter().map(|it| it.start + it.answer.1).collect();
        (start.cross_entropy(&first) + end.cross_entropy(&last)) * 0.5
    }

    /// The probabilities of start and end over each sample's paragraph.
    pub fn probabilities(&self, samples: &[SpanSample]) -> Vec<SpanProbabilities> {
        let (mut tape, mut all) = (Tape::new(), Vec::with_capacity(samples.len()));
        for batch in samples.chunks(BATCH) {
            let batch: Vec<&SpanSample> = batch.iter().collect();
            let mut ends = None;
            let starts = tape.no_grad(|tape| {
                let [start, end] = self.logits(tape, &batch).map(Var::softmax);
                ends = Some(end.value());
                start
            });
            let [starts, ends] =
                [Some(starts), ends].map(|it| it.map(|it| it.to(&tensor::Device::Cpu)));
            let (Some(starts), Some(ends)) = (starts, ends) else { continue };
            let tokens = starts.shape().last_dim();
            let rows = starts.as_slice().chunks(tokens).zip(ends.as_slice().chunks(tokens));
            all.extend(batch.iter().zip(rows).map(|(sample, (start, end))| {
                let part = |row: &[f32]| row[sample.start..sample.words.len()].to_vec();
                SpanProbabilities { start: part(start), end: part(end) }
            }));
        }
        all
    }
}

/// How many questions are answered side by side.
const BATCH: usize = 50;
const OUTSIDE: f32 = -1e9;
