//! What a reader finds probable, as a figure.

use super::generator::Paragraph;
use super::reader::{SpanProbabilities, best_span};
use super::tokens::SpanSample;
use figures::{Bar, BarChart};

/// The tokens of a chart.
const SHOWN: usize = 12;

/// The tokens that are the most probable starts or ends of the answer, in the order of the
/// paragraph, each with both probabilities.
///
/// ```
/// use ch15::questions::spans::{Names, SpanReader, SpanVocabulary, Wording, paragraphs, span_chart};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let paragraphs = paragraphs(1, Names::Known, Wording::Known, 1);
/// let vocabulary = SpanVocabulary::of(&paragraphs);
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let reader = SpanReader::new(vocabulary.words.len(), 32, 1, rng);
/// let samples = vocabulary.samples(&paragraphs);
/// let probabilities = reader.probabilities(&samples);
/// assert_eq!(span_chart(&paragraphs[0], &samples[0], &probabilities[0]).bars.len(), 12);
/// ```
pub fn span_chart(
    paragraph: &Paragraph,
    sample: &SpanSample,
    probabilities: &SpanProbabilities,
) -> BarChart {
    let SpanProbabilities { start, end } = probabilities;
    let sum = |token: &usize| start[*token] + end[*token];
    let mut tokens: Vec<usize> = (0..start.len()).collect();
    tokens.sort_by(|a, b| sum(b).total_cmp(&sum(a)));
    tokens.truncate(SHOWN);
    tokens.sort_unstable();
    let (first, last) = best_span(probabilities);
    let text = |token: usize| &paragraph.text[sample.ranges[token].clone()];
    let bar = |token: &usize| Bar {
        label: format!("{} ({})", text(*token), token + 1),
        parts: vec![f64::from(start[*token]), f64::from(end[*token])],
        note: if (first..=last).contains(token) { "answer".into() } else { String::new() },
    };
    let answer = &paragraph.text[sample.ranges[first].start..sample.ranges[last].end];
    BarChart {
        description: format!(
            "How probable it is that the answer to {:?} starts and ends at the tokens of a paragraph. The best span \
             is {answer:?}.",
            paragraph.question
        ),
        x_label: format!("probability: {}", paragraph.question),
        parts: vec!["start".into(), "end".into()],
        bars: tokens.iter().map(bar).collect(),
    }
}
