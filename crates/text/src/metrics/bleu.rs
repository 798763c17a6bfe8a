//! BLEU: how many of a translation's runs of words a reference has.

use std::fmt;
use std::iter::Sum;
use std::ops::Add;

use crate::char_class::split_spaces;
use crate::metrics::ngram_counts::ngram_counts;
use crate::metrics::tokenize_13a;

/// The longest n-grams that are compared.
pub const MAX_ORDER: usize = 4;

/// How sentences are cut into the tokens that BLEU compares.
///
/// ```
/// use text::metrics::{Bleu, BleuTokenizer};
///
/// let bleu = Bleu { tokenizer: BleuTokenizer::Whitespace, ..Bleu::default() };
/// assert_eq!(bleu.statistics("Oui, merci.", &["Oui, merci."]).hypothesis_len, 2);
/// assert_eq!(Bleu::default().statistics("Oui, merci.", &["Oui, merci."]).hypothesis_len, 4);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BleuTokenizer {
    /// [`tokenize_13a`], the usual one.
    #[default]
    V13a,
    /// At white space only: for sentences that are tokenized already.
    Whitespace,
}

/// BLEU with sacreBLEU's rules: the same numbers, and a signature that says how they were made.
///
/// ```text
/// BLEU = 100 · BP · exp(¼ Σₙ ln pₙ),  BP = exp(1 − r/c) if c < r, else 1
/// ```
///
/// `pₙ` is the fraction of the hypotheses' n-grams, 1 to 4, that a reference has (each as often as it occurs
/// in the reference where it occurs most often), `c` the length of all hypotheses, `r` of the references:
/// for each sentence that whose length is closest, of two the shorter. An order without any match counts as
/// half a match, the next as a quarter, and so on (`smooth:exp`); without any match at all BLEU is 0.
///
/// Sources: K. Papineni, S. Roukos, T. Ward, W.-J. Zhu, "BLEU: a method for automatic evaluation of machine
/// translation", ACL 2002; M. Post, "A call for clarity in reporting BLEU scores", WMT 2018.
///
/// ```
/// use text::metrics::Bleu;
///
/// let bleu = Bleu::default();
/// let score = bleu.corpus(&["The cat sat on the mat."], &[vec!["The cat sat on a mat."]]);
/// assert_eq!(score.to_string(),
///     "BLEU = 48.89 85.7/66.7/40.0/25.0 (BP = 1.000 ratio = 1.000 hyp_len = 7 ref_len = 7)");
/// assert!(bleu.signature(1).starts_with("nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:"));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bleu {
    /// Whether upper and lower case count as equal.
    pub lowercase: bool,
    /// How sentences are cut into tokens.
    pub tokenizer: BleuTokenizer,
}

impl Bleu {
    /// What the score of one sentence is made of, against one or several references.
    ///
    /// ```
    /// let statistics = text::metrics::Bleu::default().statistics("a b", &["a c", "b"]);
    /// assert_eq!((statistics.matches[0], statistics.totals[0]), (2, 2));    // each in one of them
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if there is no reference.
    #[track_caller]
    pub fn statistics<R: AsRef<str>>(&self, hypothesis: &str, references: &[R]) -> BleuStatistics {
        assert!(!references.is_empty(), "BLEU: a sentence needs at least one reference");
        let tokens = self.tokens(hypothesis);
        let references: Vec<_> = references.iter().map(|it| self.tokens(it.as_ref())).collect();
        let distance = |len: &usize| (len.abs_diff(tokens.len()), *len);
        let closest = references.iter().map(Vec::len).min_by_key(distance).unwrap_or(0);
        let mut statistics = BleuStatistics {
            hypothesis_len: tokens.len() as u64,
            reference_len: closest as u64,
            ..BleuStatistics::default()
        };
        for n in 1..=MAX_ORDER {
            let known: Vec<_> = references.iter().map(|tokens| ngram_counts(tokens, n)).collect();
            for (gram, count) in ngram_counts(&tokens, n) {
                let most = known.iter().filter_map(|counts| counts.get(gram)).max();
                statistics.matches[n - 1] += count.min(most.copied().unwrap_or(0));
                statistics.totals[n - 1] += count;
            }
        }
        statistics
    }

    /// The score of a corpus: the statistics of all sentences added up, then one score. It is not the mean of
    /// the sentences' scores.
    ///
    /// ```
    /// use text::metrics::Bleu;
    ///
    /// let references = [vec!["the cat sat on the mat"], vec!["no , it sat there"]];
    /// let score = Bleu::default().corpus(&["the cat sat on the mat", "it sat"], &references);
    /// assert!(score.score < 100.0 && score.precisions == [100.0; 4]);       // it is too short
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
    ) -> BleuScore {
        assert!(
            hypotheses.len() == references.len(),
            "BLEU: {} hypotheses, but references for {}",
            hypotheses.len(),
            references.len()
        );
        let pairs = hypotheses.iter().zip(references);
        let sum: BleuStatistics =
            pairs.map(|(hypothesis, of_it)| self.statistics(hypothesis.as_ref(), of_it)).sum();
        sum.score(false)
    }

    /// The score of one sentence, over as many orders as it is long (sacreBLEU's `effective_order`): else
    /// a sentence of three words could have no score but 0.
    ///
    /// ```
    /// use text::metrics::Bleu;
    ///
    /// let sentence = Bleu::default().sentence("the cat", &["the cat"]);
    /// assert!((sentence.score - 100.0).abs() < 1e-12);
    /// assert_eq!(Bleu::default().corpus(&["the cat"], &[vec!["the cat"]]).score, 0.0);
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if there is no reference.
    #[track_caller]
    pub fn sentence<R: AsRef<str>>(&self, hypothesis: &str, references: &[R]) -> BleuScore {
        self.statistics(hypothesis, references).score(true)
    }

    /// How a corpus's score was made, for whoever compares it with another: the number of references for each
    /// sentence, and the settings.
    ///
    /// ```
    /// let bleu = text::metrics::Bleu { lowercase: true, ..Default::default() };
    /// assert!(bleu.signature(2).starts_with("nrefs:2|case:lc|eff:no|tok:13a|smooth:exp|version:gradus-"));
    /// ```
    pub fn signature(&self, references: usize) -> String {
        let case = if self.lowercase { "lc" } else { "mixed" };
        let tokenizer = match self.tokenizer {
            BleuTokenizer::V13a => "13a",
            BleuTokenizer::Whitespace => "none",
        };
        let version = env!("CARGO_PKG_VERSION");
        format!(
            "nrefs:{references}|case:{case}|eff:no|tok:{tokenizer}|smooth:exp|version:gradus-{version}"
        )
    }

    fn tokens(&self, sentence: &str) -> Vec<String> {
        let lower = self.lowercase.then(|| sentence.to_lowercase());
        let sentence = lower.as_deref().unwrap_or(sentence);
        match self.tokenizer {
            BleuTokenizer::V13a => tokenize_13a(sentence),
            BleuTokenizer::Whitespace => split_spaces(sentence).map(str::to_owned).collect(),
        }
    }
}

/// What a score is made of: counts, which are added for several sentences.
///
/// ```
/// use text::metrics::Bleu;
///
/// let one = Bleu::default().statistics("a b", &["a b"]);
/// assert_eq!((one + one).totals, [4, 2, 0, 0]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BleuStatistics {
    /// The number of the hypothesis's n-grams that a reference has, by order.
    pub matches: [u64; MAX_ORDER],
    /// The number of the hypothesis's n-grams, by order.
    pub totals: [u64; MAX_ORDER],
    /// The number of tokens of the hypothesis.
    pub hypothesis_len: u64,
    /// The number of tokens of the reference with the closest length.
    pub reference_len: u64,
}

impl Add for BleuStatistics {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        for n in 0..MAX_ORDER {
            self.matches[n] += other.matches[n];
            self.totals[n] += other.totals[n];
        }
        self.hypothesis_len += other.hypothesis_len;
        self.reference_len += other.reference_len;
        self
    }
}

impl Sum for BleuStatistics {
    fn sum<I: Iterator<Item = Self>>(statistics: I) -> Self {
        statistics.fold(Self::default(), Self::add)
    }
}

impl BleuStatistics {
    /// The score; with `effective_order`, over the orders of which the hypothesis has any n-gram.
    ///
    /// ```
    /// let statistics = text::metrics::Bleu::default().statistics("a b c d", &["a b x y"]);
    /// assert_eq!(statistics.score(false).precisions, [50.0, 100.0 / 3.0, 25.0, 25.0]);
    /// ```
    pub fn score(&self, effective_order: bool) -> BleuScore {
        let (c, r) = (self.hypothesis_len as f64, self.reference_len as f64);
        let brevity_penalty = match self.hypothesis_len {
            0 if r > 0.0 => 0.0,
            _ if c < r => (1.0 - r / c).exp(),
            _ => 1.0,
        };
        let mut precisions = [0.0; MAX_ORDER];
        let (mut order, mut smoothing) = (MAX_ORDER, 1.0);
        let orders = self.totals.iter().position(|total| *total == 0).unwrap_or(MAX_ORDER);
        if self.matches != [0; MAX_ORDER] {
            let counts = self.matches.iter().zip(&self.totals).take(orders);
            for (precision, (matches, total)) in precisions.iter_mut().zip(counts) {
                let matched = match matches {
                    0 => {
                        smoothing /= 2.0;
                        smoothing
                    }
                    _ => *matches as f64,
                };
                *precision = 100.0 * matched / *total as f64;
            }
            if effective_order {
                order = orders;
            }
        }
        let mean = precisions[..order].iter().map(|p| p.ln()).sum::<f64>() / order as f64;
        BleuScore {
            score: brevity_penalty * mean.exp(),
            precisions,
            brevity_penalty,
            counts: *self,
        }
    }
}

/// A score and its parts; as text, a line like sacreBLEU's.
///
/// ```
/// let score = text::metrics::Bleu::default().sentence("a b c d", &["a b c d"]);
/// assert_eq!(score.brevity_penalty, 1.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BleuScore {
    /// BLEU, from 0 to 100.
    pub score: f64,
    /// The precision of each order, in percent, smoothed.
    pub precisions: [f64; MAX_ORDER],
    /// The factor for hypotheses that are too short, from 0 to 1.
    pub brevity_penalty: f64,
    /// The counts.
    pub counts: BleuStatistics,
}

impl fmt::Display for BleuScore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let precisions = self.precisions.map(|p| format!("{p:.1}")).join("/");
        let (c, r) = (self.counts.hypothesis_len, self.counts.reference_len);
        let ratio = if r == 0 { 0.0 } else { c as f64 / r as f64 };
        write!(
            f,
            "BLEU = {:.2} {precisions} (BP = {:.3} ratio = {ratio:.3} hyp_len = {c} ref_len = {r})",
            self.score, self.brevity_penalty
        )
    }
}
