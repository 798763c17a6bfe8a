//! A batch of stories, each sentence as weighted counts of its words.

use super::{AttentionOptions, StorySample, Tensor, Var};
use crate::questions::samples::MEMORY;
use rand::{RngExt, rngs::ChaCha8Rng};
use std::collections::HashMap;
use tensor::Device;
use text::{Padded, pad};

/// In training, an empty sentence goes before a sentence with this probability: so the network sees
/// times that are seldom in the data (the paper's *random noise*).
const EMPTY: f64 = 0.1;

/// A batch of stories. Each different sentence of it is embedded once.
pub(super) struct Bags {
    /// The two counts of each sentence's words, each `[sentences, words]`. Sentence 0 is empty.
    counts: [Tensor<f32>; 2],
    /// `k/d` for each feature `k = 1 … d`, `[d]`.
    slope: Tensor<f32>,
    /// Which sentence is in each place of the memory, `[n, slots]`, the one told last first.
    pub sentences: Vec<usize>,
    /// The places in the memory of the longest story.
    pub slots: usize,
    /// The places that each story uses.
    pub lengths: Vec<usize>,
    /// Which sentence each question is, `[n]`.
    pub questions: Vec<usize>,
}

impl Bags {
    #[track_caller]
    pub fn new(
        samples: &[&StorySample],
        words: usize,
        features: usize,
        mut noise: Option<&mut ChaCha8Rng>,
    ) -> Self {
        let mut rows: Vec<&[usize]> = vec![&[]];
        let mut index_of = HashMap::<&[usize], usize>::new();
        let mut index = |sentence| {
            *index_of.entry(sentence).or_insert_with(|| {
                rows.push(sentence);
                rows.len() - 1
            })
        };
        let questions = samples.iter().map(|sample| index(&sample.question)).collect();
        let mut stories = Vec::with_capacity(samples.len());
        for sample in samples {
            assert!(!sample.sentences.is_empty(), "a question has no sentence before it");
            let mut story = Vec::new();
            for sentence in &sample.sentences {
                if noise.as_mut().is_some_and(|rng| rng.random::<f64>() < EMPTY) {
                    story.push(0);
                }
                story.push(index(sentence));
            }
            story.truncate(MEMORY);
            stories.push(story);
        }
        let Padded { indices, lengths, longest } = pad(&stories, 0);
        let slope = (1..=features).map(|k| k as f32 / features as f32).collect();
        Bags {
            counts: position_counts(&rows, words),
            slope: Tensor::new([features], slope),
            sentences: indices,
            slots: longest,
            lengths,
            questions,
        }
    }

    /// The same on another device.
    pub fn to(self, device: &Device) -> Self {
        let counts = self.counts.map(|counts| counts.to(device));
        Bags { counts, slope: self.slope.to(device), ..self }
    }

    // ANCHOR: embed
    /// The vectors of all sentences, `[sentences, d]`: `Σⱼ lⱼ ⊙ A[xⱼ]`. As the position encoding is
    /// a straight line over the features, `lⱼₖ = aⱼ + (k/d)·bⱼ`, these are two products of
    /// matrices.
    pub fn embed<'t>(&self, table: Var<'t>) -> Var<'t> {
        let [a, b] = self.counts.each_ref().map(|counts| table.tape().constant(counts));
        a.matmul(table) + b.matmul(table) * &self.slope
    }
    // ANCHOR_END: embed

    /// The rest of a shorter story's memory is not read; scores are not scaled.
    pub fn mask(&self) -> AttentionOptions<'_, f32> {
        let key_lengths = Some(&self.lengths[..]);
        AttentionOptions { key_lengths, scale: Some(1.0), ..AttentionOptions::default() }
    }
}

// ANCHOR: position
/// Position encoding, `lⱼₖ = (1 − j/J) − (k/d)·(1 − 2j/J)` for word `j` of `J` and feature `k` of
/// `d`, as counts of words: of each sentence the sums over its words of `aⱼ = 1 − j/J`, and those
/// of `bⱼ = 2j/J − 1`.
fn position_counts(sentences: &[&[usize]], words: usize) -> [Tensor<f32>; 2] {
    let mut counts = [0, 1].map(|_| Tensor::zeros([sentences.len(), words]));
    for (row, sentence) in sentences.iter().enumerate() {
        for (j, word) in (1..).zip(*sentence) {
            let part = j as f32 / sentence.len() as f32;
            counts[0].as_mut_slice()[row * words + word] += 1.0 - part;
            counts[1].as_mut_slice()[row * words + word] += 2.0 * part - 1.0;
        }
    }
    counts
}
// ANCHOR_END: position
