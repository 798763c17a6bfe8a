//! Beam search, held against a search of all continuations.

use attention::{Decoding, GenerateOptions, StepModel, generate};
use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};
use rstest::rstest;
use std::collections::HashMap;
use tensor::Tensor;

const VOCABULARY: usize = 3;
const LONGEST: usize = 4;
const END: usize = 2;

/// A model whose logits depend on all tokens before, at random.
#[derive(Clone)]
struct Random {
    seed: u64,
    texts: Vec<Vec<usize>>,
}

impl Random {
    fn new(seed: u64, n: usize) -> Self {
        // Each sequence has a beginning of its own.
        Random { seed, texts: (0..n).map(|i| vec![100 + i]).collect() }
    }

    fn row(&self, text: &[usize]) -> Vec<f64> {
        let number = text.iter().fold(self.seed, |hash, token| hash * 1_009 + *token as u64 + 1);
        let rng = &mut ChaCha8Rng::seed_from_u64(number);
        (0..VOCABULARY).map(|_| rng.random_range(-2.0..2.0)).collect()
    }

    fn logits(&self) -> Tensor<f64> {
        let rows: Vec<f64> = self.texts.iter().flat_map(|text| self.row(text)).collect();
        Tensor::new([self.texts.len(), VOCABULARY], rows)
    }

    /// The score of every continuation of a text.
    fn all(&self, beginning: &[usize], penalty: f64) -> HashMap<Vec<usize>, f64> {
        let (mut scores, mut open) = (HashMap::new(), vec![(Vec::new(), 0.0)]);
        while let Some((text, log_prob)) = open.pop() {
            let row = self.row(&[beginning, &text].concat());
            let sum: f64 = row.iter().map(|z| z.exp()).sum();
            for (token, z) in row.iter().enumerate() {
                let mut longer: Vec<usize> = text.clone();
                longer.push(token);
                let log_prob: f64 = log_prob + z - sum.ln();
                if token == END || longer.len() == LONGEST {
                    let length = longer.len() as f64;
                    scores.insert(longer, log_prob / ((5.0 + length) / 6.0).powf(penalty));
                } else {
                    open.push((longer, log_prob));
                }
            }
        }
        scores
    }
}

impl StepModel<f64> for Random {
    fn step(&mut self, tokens: &[usize]) -> Tensor<f64> {
        assert_eq!(tokens.len(), self.texts.len());
        self.texts.iter_mut().zip(tokens).for_each(|(text, token)| text.push(*token));
        self.logits()
    }

    fn select(&mut self, sequences: &[usize]) {
        self.texts = sequences.iter().map(|sequence| self.texts[*sequence].clone()).collect();
    }
}

fn search(seed: u64, n: usize, width: usize, length_penalty: f64) -> Vec<Vec<usize>> {
    let mut model = Random::new(seed, n);
    let (logits, decoding) = (model.logits(), Decoding::Beam { width, length_penalty });
    let options =
        GenerateOptions { decoding, end_of_sequence: Some(END), ..GenerateOptions::new(LONGEST) };
    generate(&mut model, logits, &options)
}

/// With a beam as wide as there are continuations, the best of all, for every sequence of a batch.
#[rstest]
#[case(0.0)]
#[case(0.6)]
#[case(1.0)]
#[case(3.0)]
fn a_wide_beam_finds_the_best(#[case] penalty: f64) {
    let mut lengths = [0; LONGEST + 1];
    for seed in 0..40 {
        let texts = search(seed, 3, VOCABULARY.pow(LONGEST as u32), penalty);
        for (i, text) in texts.iter().enumerate() {
            let scores = Random::new(seed, 3).all(&[100 + i], penalty);
            let best = scores.values().copied().fold(f64::NEG_INFINITY, f64::max);
            assert!((scores[text] - best).abs() < 1e-12, "{text:?}: {}, not {best}", scores[text]);
            lengths[text.len()] += 1;
        }
    }
    // The penalty matters: continuations of several lengths are found.
    assert!(lengths.iter().filter(|count| **count > 0).count() >= 2, "{lengths:?}");
}

/// The greater the exponent, the longer the text.
#[test]
fn the_penalty_favours_long_texts() {
    let total = |penalty| -> usize {
        (0..40).flat_map(|seed| search(seed, 1, 81, penalty)).map(|text| text.len()).sum()
    };
    assert!(total(0.0) < total(1.0) && total(1.0) < total(3.0));
}

/// A beam of one is greedy decoding but for its eye on the end; a wider one is never worse, and sometimes
/// better.
#[test]
fn a_wider_beam_is_better() {
    let total = |width| -> f64 {
        let score = |seed| {
            let text = &search(seed, 1, width, 1.0)[0];
            Random::new(seed, 1).all(&[100], 1.0)[text]
        };
        (0..60).map(score).sum()
    };
    assert!(total(1) < total(2) && total(2) <= total(27));
}
