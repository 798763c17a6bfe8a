//! chrF: how many of a translation's runs of letters a reference has, and the other way round.

use std::ops::Add;

use crate::char_class::split_spaces;
use crate::metrics::ngram_counts::ngram_counts;

/// chrF with sacreBLEU's rules: the F-score of n-grams of characters, white space left out, and for chrF++
/// of words too.
///
/// ```text
/// chrF = 100 · (1 + β²) · P · R / (β² · P + R)
/// ```
///
/// `P` and `R` are the means over the orders of precision and recall, of those orders of which both sides
/// have any n-gram. Of several references each sentence is held against the one that gives it the highest
/// score. Better than BLEU where words have many forms, and for languages without spaces.
///
/// Sources: M. Popović, "chrF: character n-gram F-score for automatic MT evaluation", WMT 2015; "chrF++: words
/// helping character n-grams", WMT 2017.
///
/// ```
/// use text::metrics::Chrf;
///
/// let score = Chrf::default().sentence("abc", &["abd"]);
/// assert!((score - 38.8889).abs() < 1e-4);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chrf {
    /// The longest n-grams of characters.
    pub char_order: usize,
    /// The longest n-grams of words; 0 for none.
    pub word_order: usize,
    /// How many times as much recall counts as precision.
    pub beta: f64,
    /// Whether upper and lower case count as equal.
    pub lowercase: bool,
}

/// chrF2: six orders of characters, no words, β = 2.
impl Default for Chrf {
    fn default() -> Self {
        Chrf { char_order: 6, word_order: 0, beta: 2.0, lowercase: false }
    }
}

impl Chrf {
    /// chrF++ (chrF2++): with words and pairs of words.
    ///
    /// ```
    /// assert_eq!(text::metrics::Chrf::plus_plus().word_order, 2);
    /// ```
    pub fn plus_plus() -> Self {
        Chrf { word_order: 2, ..Chrf::default() }
    }

    /// What the score of one sentence is made of, against the best of one or several references.
    ///
    /// ```
    /// let statistics = text::metrics::Chrf::default().statistics("abc", &["abd"]);
    /// assert_eq!(statistics.orders[0], [3, 3, 2]);                       // a and b are common
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if there is no reference.
    #[track_caller]
    pub fn statistics<R: AsRef<str>>(&self, hypothesis: &str, references: &[R]) -> ChrfStatistics {
        assert!(!references.is_empty(), "chrF: a sentence needs at least one reference");
        let hypothesis = Segment::new(hypothesis, self);
        let against = |reference: &R| {
            let statistics = hypothesis.against(&Segment::new(reference.as_ref(), self), self);
            (self.score(&statistics), statistics)
        };
        let scored = references.iter().map(against);
        // The first of equally good ones.
        let best = scored.reduce(|best, next| if next.0 > best.0 { next } else { best });
        best.map(|(_, statistics)| statistics).unwrap_or_default()
    }

    /// The score of a corpus, from 0 to 100: the statistics of all sentences added up, then one score.
    ///
    /// ```
    /// use text::metrics::Chrf;
    ///
    /// let score = Chrf::default().corpus(&["ab", "cd"], &[vec!["ab"], vec!["cd"]]);
    /// assert_eq!(score, 100.0);
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if there is not one list of references for each hypothesis, or if one is empty.
    #[track_caller]
    pub fn corpus<H: AsRef<str>, R: AsRef<str>>(
        &self,
        hypotheses: &[H],
        references: &[Vec<R>],
    ) -> f64 {
        assert!(
            hypotheses.len() == references.len(),
            "chrF: {} hypotheses, but references for {}",
            hypotheses.len(),
            references.len()
        );
        let pairs = hypotheses.iter().zip(references);
        let all = pairs.map(|(hypothesis, of_it)| self.statistics(hypothesis.as_ref(), of_it));
        self.score(&all.fold(ChrfStatistics::default(), Add::add))
    }

    /// The score of one sentence, from 0 to 100.
    ///
    /// ```
    /// assert_eq!(text::metrics::Chrf::default().sentence("", &["abc"]), 0.0);
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if there is no reference.
    #[track_caller]
    pub fn sentence<R: AsRef<str>>(&self, hypothesis: &str, references: &[R]) -> f64 {
        self.score(&self.statistics(hypothesis, references))
    }

    /// The score of statistics, from 0 to 100.
    ///
    /// ```
    /// use text::metrics::{Chrf, ChrfStatistics};
    ///
    /// let statistics = ChrfStatistics { orders: vec![[4, 2, 2]] };      // P = 1/2, R = 1
    /// assert!((Chrf::default().score(&statistics) - 100.0 * 5.0 * 0.5 / 3.0).abs() < 1e-12);
    /// ```
    pub fn score(&self, statistics: &ChrfStatistics) -> f64 {
        let (mut precision, mut recall, mut orders) = (0.0, 0.0, 0.0);
        for &[hypothesis, reference, matches] in &statistics.orders {
            if hypothesis > 0 && reference > 0 {
                precision += matches as f64 / hypothesis as f64;
                recall += matches as f64 / reference as f64;
                orders += 1.0;
            }
        }
        if precision + recall == 0.0 {
            return 0.0;
        }
        let (precision, recall, factor) = (precision / orders, recall / orders, self.beta.powi(2));
        100.0 * (1.0 + factor) * precision * recall / (factor * precision + recall)
    }

    /// How a corpus's score was made, for whoever compares it with another.
    ///
    /// ```
    /// let signature = text::metrics::Chrf::plus_plus().signature(1);
    /// assert!(signature.starts_with("nrefs:1|case:mixed|eff:yes|nc:6|nw:2|space:no|version:gradus-"));
    /// ```
    pub fn signature(&self, references: usize) -> String {
        let case = if self.lowercase { "lc" } else { "mixed" };
        let Chrf { char_order, word_order, .. } = self;
        let version = env!("CARGO_PKG_VERSION");
        format!(
            "nrefs:{references}|case:{case}|eff:yes|nc:{char_order}|nw:{word_order}|space:no|\
             version:gradus-{version}"
        )
    }
}

/// What a score is made of: counts, which are added for several sentences.
///
/// ```
/// use text::metrics::Chrf;
///
/// let one = Chrf::default().statistics("ab", &["ab"]);
/// assert_eq!((one.clone() + one).orders[..2], [[4, 4, 4], [2, 2, 2]]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChrfStatistics {
    /// For each order, first of characters, then of words: the number of n-grams of the hypothesis, of the
    /// reference, and of those that both have. The first is 0 where the reference has none.
    pub orders: Vec<[u64; 3]>,
}

impl Add for ChrfStatistics {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        self.orders.resize(self.orders.len().max(other.orders.len()), [0; 3]);
        for (sum, counts) in self.orders.iter_mut().zip(other.orders) {
            (0..3).for_each(|i| sum[i] += counts[i]);
        }
        self
    }
}

/// A sentence as it is compared.
struct Segment {
    chars: Vec<char>,
    words: Vec<String>,
}

impl Segment {
    fn new(sentence: &str, chrf: &Chrf) -> Self {
        let lower = chrf.lowercase.then(|| sentence.to_lowercase());
        let sentence = lower.as_deref().unwrap_or(sentence);
        let chars = split_spaces(sentence).flat_map(str::chars).collect();
        Segment { chars, words: split_spaces(sentence).flat_map(part_punctuation).collect() }
    }

    fn against(&self, reference: &Segment, chrf: &Chrf) -> ChrfStatistics {
        let chars = (1..=chrf.char_order).map(|n| compare(&self.chars, &reference.chars, n));
        let words = (1..=chrf.word_order).map(|n| compare(&self.words, &reference.words, n));
        ChrfStatistics { orders: chars.chain(words).collect() }
    }
}

/// A word without the ASCII punctuation mark at its end, or else at its beginning, and the mark.
fn part_punctuation(word: &str) -> Vec<String> {
    let mut chars = word.chars();
    let parts = match (chars.next(), chars.next_back()) {
        (Some(_), Some(last)) if last.is_ascii_punctuation() => word.split_at(word.len() - 1),
        (Some(first), Some(_)) if first.is_ascii_punctuation() => word.split_at(1),
        _ => return vec![word.to_owned()],
    };
    vec![parts.0.to_owned(), parts.1.to_owned()]
}

/// The numbers of n-grams of the hypothesis, of the reference, and of those that both have.
fn compare<T: Eq + std::hash::Hash>(hypothesis: &[T], reference: &[T], n: usize) -> [u64; 3] {
    let (ours, known) = (ngram_counts(hypothesis, n), ngram_counts(reference, n));
    let common = |(gram, count): (&&[T], &u64)| *count.min(known.get(gram).unwrap_or(&0));
    let matches = ours.iter().map(common).sum();
    let (total, reference) = (ours.values().sum(), known.values().sum());
    [if known.is_empty() { 0 } else { total }, reference, matches]
}
