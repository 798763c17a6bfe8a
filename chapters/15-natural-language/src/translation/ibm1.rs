//! Which word stands for which: IBM's model 1.

use super::corpus::Example;
use std::collections::BTreeMap;
use text::vocabulary::{END, UNKNOWN};

/// The empty word, which every English sentence has beside its own: what French adds comes from there.
/// No token of a sentence has the index of padding.
const NULL: usize = text::vocabulary::PAD;

/// `t(f | e)`, the probability that the English word `e` becomes the French word `f`, learnt from sentence
/// pairs by expectation maximization. All alignments of a pair are equally probable beforehand: the model
/// knows no order.
///
/// Source: P. F. Brown, S. A. Della Pietra, V. J. Della Pietra, R. L. Mercer, "The mathematics of statistical
/// machine translation: parameter estimation", Computational Linguistics 19 (2), 1993.
#[derive(Clone, Debug)]
pub struct Ibm1 {
    /// For each English word the French ones that occurred beside it.
    t: Vec<BTreeMap<usize, f64>>,
    /// The log-likelihood of the pairs before each iteration, up to a constant.
    pub log_likelihoods: Vec<f64>,
}

impl Ibm1 {
    // ANCHOR: em
    /// The model after `iterations` rounds of expectation maximization; `words` is the size of the
    /// English vocabulary.
    pub fn new(examples: &[Example], words: usize, iterations: usize) -> Self {
        // At first every French word that occurs with `e` is as probable as any other.
        let mut t = vec![BTreeMap::new(); words];
        for Example { source, target } in examples {
            for e in with_null(source) {
                t[e].extend(target.iter().map(|f| (*f, 1.0)));
            }
        }
        t.iter_mut().for_each(normalize);
        let mut log_likelihoods = Vec::new();
        for _ in 0..iterations {
            let mut counts = vec![BTreeMap::new(); words];
            let mut log_likelihood = 0.0;
            for Example { source, target } in examples {
                for f in target {
                    // Expectation: which English word it comes from, as a probability for each.
                    let total: f64 = with_null(source).map(|e| t[e][f]).sum();
                    for e in with_null(source) {
                        *counts[e].entry(*f).or_insert(0.0) += t[e][f] / total;
                    }
                    log_likelihood += (total / source.len() as f64).ln();
                }
            }
            // Maximization: the fractions of these counts are the new probabilities.
            counts.iter_mut().for_each(normalize);
            t = counts;
            log_likelihoods.push(log_likelihood);
        }
        Ibm1 { t, log_likelihoods }
    }
    // ANCHOR_END: em

    /// `t(f | e)`; 0 for words that never occurred in one pair.
    pub fn probability(&self, e: usize, f: usize) -> f64 {
        self.t[e].get(&f).copied().unwrap_or(0.0)
    }

    /// A translation word by word, in the order of the English ones: for each the most probable French
    /// word, of equals the first. A word that is unknown is left out.
    pub fn translate(&self, source: &[usize]) -> Vec<usize> {
        let best = |e: &usize| {
            let known = self.t[*e].iter().filter(|(f, _)| **f != UNKNOWN);
            let better = |a: (_, f64), b: (_, f64)| if b.1 > a.1 { b } else { a };
            known.map(|(f, p)| (*f, *p)).reduce(better).map(|(f, _)| f)
        };
        source.iter().filter(|e| ![END, UNKNOWN].contains(*e)).filter_map(best).collect()
    }

    /// From which English token each French one comes, as probabilities: `weights[target][source]`. What
    /// the empty word explains is missing in the sums.
    pub fn alignment(&self, source: &[usize], target: &[usize]) -> Vec<Vec<f64>> {
        let row = |f: &usize| {
            let total: f64 = with_null(source).map(|e| self.probability(e, *f)).sum();
            let share = |e: &usize| if *e == END { 0.0 } else { self.probability(*e, *f) / total };
            source.iter().map(|e| if total > 0.0 { share(e) } else { 0.0 }).collect()
        };
        target.iter().map(row).collect()
    }
}

/// The words of a source without its end, and the empty word.
fn with_null(source: &[usize]) -> impl Iterator<Item = usize> {
    source.iter().copied().filter(|e| *e != END).chain([NULL])
}

fn normalize(row: &mut BTreeMap<usize, f64>) {
    let total: f64 = row.values().sum();
    row.values_mut().for_each(|p| *p /= total);
}
