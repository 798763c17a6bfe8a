//! Answers without learning. Both are told what kind of answer is asked for, which the reader has
//! to find out.

use super::generator::{Paragraph, SpanCandidate};
use crate::questions::samples::story_words;
use rand::{Rng, RngExt};
use std::collections::{HashMap, HashSet};

/// The candidates of the answer's kind, each different text once.
fn of_the_kind(paragraph: &Paragraph) -> Vec<&SpanCandidate> {
    let mut texts = HashSet::new();
    let is_new = |it: &&SpanCandidate| texts.insert(&paragraph.text[it.range.clone()]);
    paragraph.candidates.iter().filter(|it| it.kind == paragraph.kind).filter(is_new).collect()
}

/// A name, place, year or job of the paragraph, whichever is asked for, drawn at random.
///
/// ```
/// use ch15::questions::spans::{Names, Wording, paragraphs, random_span};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let paragraph = &paragraphs(1, Names::Known, Wording::Known, 1)[0];
/// let answer = random_span(paragraph, &mut ChaCha8Rng::seed_from_u64(1));
/// assert!(paragraph.text.contains(answer));
/// ```
pub fn random_span<'a>(paragraph: &'a Paragraph, rng: &mut impl Rng) -> &'a str {
    let candidates = of_the_kind(paragraph);
    &paragraph.text[candidates[rng.random_range(..candidates.len())].range.clone()]
}

// ANCHOR: sliding_window
/// The candidate whose words, with those of the question, are found closest together: the maximum
/// over all windows of as many words of the paragraph, of the sum of `ln(1 + 1/count)` over the
/// window's words that are among them; rare words count more. Of equal candidates the first.
///
/// Source: M. Richardson, C. J. C. Burges, E. Renshaw, "MCTest: a challenge dataset for the
/// open-domain machine comprehension of text", EMNLP 2013, algorithm 1.
///
/// ```
/// use ch15::questions::spans::{Names, Wording, paragraphs, sliding_window};
///
/// let paragraph = &paragraphs(1, Names::Known, Wording::Known, 1)[0];
/// assert!(paragraph.text.contains(sliding_window(paragraph)));
/// ```
pub fn sliding_window(paragraph: &Paragraph) -> &str {
    let words = story_words(&paragraph.text);
    let mut counts = HashMap::<&str, usize>::new();
    for word in &words {
        *counts.entry(word).or_default() += 1;
    }
    let weight = |word: &String| (1.0 + 1.0 / counts[word.as_str()] as f64).ln();
    let score = |candidate: &SpanCandidate| {
        let mut set: HashSet<String> = story_words(&paragraph.question).into_iter().collect();
        set.extend(story_words(&paragraph.text[candidate.range.clone()]));
        let window = |window: &[String]| -> f64 {
            window.iter().filter(|word| set.contains(*word)).map(weight).sum()
        };
        words.windows(set.len().min(words.len())).map(window).fold(0.0, f64::max)
    };
    let mut best: Option<(f64, &SpanCandidate)> = None;
    for candidate in of_the_kind(paragraph) {
        let score = score(candidate);
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, candidate));
        }
    }
    best.map_or("", |(_, candidate)| &paragraph.text[candidate.range.clone()])
}
// ANCHOR_END: sliding_window
