//! How good answers are, as SQuAD counts it.

use super::generator::Paragraph;
use super::reader::{SpanReader, best_span};
use super::tokens::{SpanSample, SpanVocabulary};
use std::collections::BTreeMap;
use text::metrics::squad::{exact_match, f1};
use text::metrics::{Interval, Z_95, wilson_interval};

/// Exact match and F1, with intervals that hold with a probability of 95 %.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpanScores {
    /// The fraction of the answers that are right.
    pub exact_match: f64,
    /// Wilson's interval of it.
    pub exact_match_interval: Interval,
    /// The mean F1 of the words.
    pub f1: f64,
    /// Its mean ± 1.96 standard errors.
    pub f1_interval: Interval,
}

impl SpanScores {
    /// The scores of these answers.
    ///
    /// ```
    /// use ch15::questions::spans::{Names, SpanScores, Wording, paragraphs};
    ///
    /// let paragraphs = paragraphs(10, Names::Known, Wording::Known, 1);
    /// let right: Vec<&str> = paragraphs.iter().map(|it| it.answer_text()).collect();
    /// let scores = SpanScores::of(&paragraphs, &right);
    /// assert_eq!((scores.exact_match, scores.f1), (1.0, 1.0));
    /// assert!(scores.exact_match_interval.low > 0.7);
    /// ```
    ///
    /// # Panics
    /// If there are no answers.
    pub fn of<A: AsRef<str>>(paragraphs: &[Paragraph], answers: &[A]) -> Self {
        let pairs = || {
            paragraphs.iter().zip(answers).map(|(it, answer)| (answer.as_ref(), [it.answer_text()]))
        };
        let right = pairs().filter(|(answer, gold)| exact_match(answer, gold)).count();
        let each: Vec<f64> = pairs().map(|(answer, gold)| f1(answer, &gold)).collect();
        let n = each.len() as f64;
        let mean = each.iter().sum::<f64>() / n;
        let variance = each.iter().map(|f1| (f1 - mean).powi(2)).sum::<f64>() / (n - 1.0).max(1.0);
        let half = Z_95 * (variance / n).sqrt();
        SpanScores {
            exact_match: right as f64 / n,
            exact_match_interval: wilson_interval(right, each.len(), Z_95),
            f1: mean,
            f1_interval: Interval { low: (mean - half).max(0.0), high: (mean + half).min(1.0) },
        }
    }
}

/// What a reader answers, in the paragraphs' own words.
pub fn answers(
    reader: &SpanReader,
    vocabulary: &SpanVocabulary,
    paragraphs: &[Paragraph],
) -> Vec<String> {
    let samples: Vec<SpanSample> = vocabulary.samples(paragraphs);
    let text = |(paragraph, (sample, probabilities)): (&Paragraph, (&SpanSample, _))| {
        let (first, last) = best_span(probabilities);
        paragraph.text[sample.ranges[first].start..sample.ranges[last].end].to_owned()
    };
    let probabilities = reader.probabilities(&samples);
    paragraphs.iter().zip(samples.iter().zip(&probabilities)).map(text).collect()
}

/// How often one of the questions is answered rightly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionScore {
    /// The first question of this kind.
    pub example: String,
    /// The exact matches.
    pub right: usize,
    /// The questions.
    pub count: usize,
}

/// The exact matches of each of the seven questions.
///
/// ```
/// use ch15::questions::spans::{Names, Wording, by_question, paragraphs};
///
/// let paragraphs = paragraphs(100, Names::Known, Wording::Known, 1);
/// let right: Vec<&str> = paragraphs.iter().map(|it| it.answer_text()).collect();
/// let scores = by_question(&paragraphs, &right);
/// assert!(scores.len() == 7 && scores.iter().all(|it| it.right == it.count));
/// ```
pub fn by_question<A: AsRef<str>>(paragraphs: &[Paragraph], answers: &[A]) -> Vec<QuestionScore> {
    let mut scores = BTreeMap::<usize, QuestionScore>::new();
    for (paragraph, answer) in paragraphs.iter().zip(answers) {
        let example = || paragraph.question.clone();
        let new = || QuestionScore { example: example(), right: 0, count: 0 };
        let score = scores.entry(paragraph.which).or_insert_with(new);
        score.count += 1;
        score.right += usize::from(exact_match(answer.as_ref(), &[paragraph.answer_text()]));
    }
    scores.into_values().collect()
}
