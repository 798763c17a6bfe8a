//! The classifier that a network must beat: it counts pairs of letters.

use data::surnames::Surname;
use std::collections::{BTreeMap, BTreeSet};

/// What is added to the count of each pair of letters, so that none is impossible.
const SMOOTHING: f64 = 0.1;

/// A mark that no name contains, before its first letter and after its last.
const EDGE: char = '\0';

/// Naive Bayes on pairs of neighbouring letters: `log P(language) + Σ log P(letter | letter before
/// it, language)`, with counted frequencies as probabilities.
#[derive(Clone, Debug)]
pub struct Bigrams {
    log_priors: Vec<f64>,
    pairs: Vec<BTreeMap<(char, char), f64>>,
    before: Vec<BTreeMap<char, f64>>,
    letters: f64,
}

impl Bigrams {
    /// Counts the pairs in these names.
    pub fn fit(samples: &[Surname], languages: usize) -> Self {
        let mut model = Bigrams {
            log_priors: vec![0.0; languages],
            pairs: vec![BTreeMap::new(); languages],
            before: vec![BTreeMap::new(); languages],
            letters: 0.0,
        };
        let mut letters = BTreeSet::new();
        for Surname { name, language, .. } in samples {
            model.log_priors[*language] += 1.0;
            for (first, second) in pairs(name) {
                *model.pairs[*language].entry((first, second)).or_default() += 1.0;
                *model.before[*language].entry(first).or_default() += 1.0;
                letters.insert(second);
            }
        }
        model.letters = letters.len() as f64;
        for prior in &mut model.log_priors {
            *prior = (*prior / samples.len() as f64).ln();
        }
        model
    }

    // ANCHOR: predict
    /// The language with the maximum probability. With `priors`, common languages are more probable
    /// before the name is read; without, all are equally so.
    pub fn predict(&self, name: &str, priors: bool) -> usize {
        let score = |language: usize| {
            let count = |count: Option<&f64>| count.copied().unwrap_or(0.0);
            let terms = pairs(name).map(|(first, second)| {
                let both = count(self.pairs[language].get(&(first, second))) + SMOOTHING;
                let one = count(self.before[language].get(&first)) + SMOOTHING * self.letters;
                (both / one).ln()
            });
            terms.sum::<f64>() + if priors { self.log_priors[language] } else { 0.0 }
        };
        let scores: Vec<f64> = (0..self.pairs.len()).map(score).collect();
        (0..scores.len()).max_by(|a, b| scores[*a].total_cmp(&scores[*b])).unwrap_or(0)
    }
    // ANCHOR_END: predict
}

/// The pairs of neighbouring letters, the edges of the name among them.
fn pairs(name: &str) -> impl Iterator<Item = (char, char)> {
    let after = name.chars().chain([EDGE]);
    [EDGE].into_iter().chain(name.chars()).zip(after)
}
