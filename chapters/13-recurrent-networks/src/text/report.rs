//! What a program shows of a language model.

use crate::text::{UNKNOWN, Vocabulary, distribution};
use figures::{LineChart, Series};

/// The temperatures that are compared.
pub const TEMPERATURES: [f64; 3] = [0.5, 1.0, 2.0];

/// How many characters a table of probabilities shows.
const ROWS: usize = 6;

/// A table of the most probable next characters at each of [`TEMPERATURES`], and the perplexity of each
/// distribution: of how many equally probable characters a draw would be as uncertain.
pub struct TemperatureTable {
    /// The lines of the table.
    pub lines: Vec<String>,
    /// The perplexity at each temperature.
    pub perplexities: [f64; 3],
}

impl TemperatureTable {
    /// The table of the character that follows, from its logits.
    ///
    /// ```
    /// use ch13::text::{TemperatureTable, Vocabulary};
    ///
    /// let equal = TemperatureTable::new(&Vocabulary::new("ab", 1), &[0.5; 3]);
    /// assert!(equal.perplexities.iter().all(|perplexity| (perplexity - 3.0).abs() < 1e-9));
    /// ```
    pub fn new(vocabulary: &Vocabulary, logits: &[f32]) -> Self {
        let distributions = TEMPERATURES.map(|temperature| distribution(logits, temperature, None));
        let mut order: Vec<usize> = (0..logits.len()).collect();
        order.sort_by(|&a, &b| logits[b].total_cmp(&logits[a]));
        let row = |values: [f64; 3], decimals: usize, what: &str| {
            let values = values.map(|value| format!("{value:>11.decimals$}"));
            format!("{}   {what}", values.concat())
        };
        let heads = TEMPERATURES.map(|temperature| format!("{:>11}", format!("at {temperature}")));
        let mut lines = vec![format!("{}   next", heads.concat())];
        let (first, rest) = order.split_at(order.len().min(ROWS));
        for &index in first {
            let shown = match index {
                UNKNOWN => "unknown".to_string(),
                _ => format!("{:?}", vocabulary.decode(&[index])),
            };
            lines.push(row(distributions.each_ref().map(|p| p[index]), 3, &shown));
        }
        let others = |p: &Vec<f64>| rest.iter().map(|index| p[*index]).sum();
        lines.push(row(distributions.each_ref().map(others), 3, "all others"));
        let perplexity = |p: &Vec<f64>| {
            let entropy: f64 = p.iter().filter(|p| **p > 0.0).map(|p| -p * p.ln()).sum();
            entropy.exp()
        };
        let perplexities = distributions.each_ref().map(perplexity);
        lines.push(row(perplexities, 2, "perplexity"));
        TemperatureTable { lines, perplexities }
    }
}

/// What ends a line of verse.
const ENDS: [char; 5] = ['，', '。', '？', '！', '\n'];

/// The lines of verse: what lies between punctuation marks and line breaks.
fn lines_of_verse(text: &str) -> impl Iterator<Item = usize> {
    text.split(ENDS).filter(|line| !line.is_empty()).map(|line| line.chars().count())
}

/// The fraction of lines of verse with five or with seven characters. A line ends at a punctuation mark or
/// a line break; empty ones do not count.
///
/// ```
/// let fraction = ch13::text::regular_lines("白日依山盡，黃河入海流。\n欲窮千里目，更上。\n");
/// assert_eq!(fraction, 0.75);
/// ```
pub fn regular_lines(text: &str) -> f64 {
    let regular = lines_of_verse(text).filter(|len| [5, 7].contains(len)).count();
    regular as f64 / lines_of_verse(text).count().max(1) as f64
}

/// The fraction of lines with five or with seven characters if a line ended after each character with the
/// same probability: `q·(1 − q)⁴ + q·(1 − q)⁶`, where `1/q` is the mean length of the text's lines.
///
/// ```
/// let chance = ch13::text::regular_lines_by_chance("山。\n");              // q = 1
/// assert_eq!(chance, 0.0);
/// ```
pub fn regular_lines_by_chance(text: &str) -> f64 {
    let q = lines_of_verse(text).count() as f64 / lines_of_verse(text).sum::<usize>().max(1) as f64;
    q * ((1.0 - q).powi(4) + (1.0 - q).powi(6))
}

/// The losses of a training run by step, with that of the best n-gram as a level line.
///
/// ```
/// let chart = ch13::text::loss_chart(&[(5.0, 3.0)], &[(0.0, 4.0), (10.0, 2.0)], 2.5);
/// assert_eq!(chart.series[2].points, [(0.0, 2.5), (10.0, 2.5)]);
/// ```
pub fn loss_chart(train: &[(f64, f64)], validation: &[(f64, f64)], ngram: f64) -> LineChart {
    let steps = validation.last().map_or(0.0, |point| point.0);
    let series = |label: &str, points: &[(f64, f64)]| Series {
        label: label.into(),
        points: points.to_vec(),
        color: None,
    };
    LineChart {
        description: "The mean cross-entropy of the next character over the steps of training, on \
                      training and validation text, and the level of the best n-gram model."
            .into(),
        x_label: "step".into(),
        y_label: "cross-entropy of a character".into(),
        log_y: false,
        series: vec![
            series("training", train),
            series("validation", validation),
            series("n-gram", &[(0.0, ngram), (steps, ngram)]),
        ],
    }
}
