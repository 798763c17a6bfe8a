//! Texts as counts of their words.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::RangeInclusive;

use crate::SparseRow;

/// Which terms are counted.
///
/// ```
/// use text::CountOptions;
///
/// let pairs_too = CountOptions { ngrams: 1..=2, ..CountOptions::default() };
/// assert_eq!(pairs_too.min_documents, 1);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountOptions {
    /// The lengths of the runs of tokens that are terms: `1..=1` single words, `1..=2` pairs of
    /// neighbours too.
    pub ngrams: RangeInclusive<usize>,
    /// In how many documents a term must occur.
    pub min_documents: usize,
    /// The most terms that are kept: those that occur most often in all documents together, of equally
    /// frequent ones the first in order.
    pub max_terms: Option<usize>,
}

/// Single words, all of them.
impl Default for CountOptions {
    fn default() -> Self {
        CountOptions { ngrams: 1..=1, min_documents: 1, max_terms: None }
    }
}

/// Counts how often each known term occurs in a text; where it occurs is forgotten. The terms are those of
/// the documents it was fitted to, in the order of their code points, as in scikit-learn's
/// `CountVectorizer`.
///
/// ```
/// use text::{BagOfWords, CountOptions};
///
/// let documents = ["the cat sat", "the cat and the dog"].map(|it| it.split(' ').collect::<Vec<_>>());
/// let bag = BagOfWords::fit(&documents, &CountOptions::default());
/// assert_eq!(bag.terms(), ["and", "cat", "dog", "sat", "the"]);
/// assert_eq!(bag.count(&documents[1]).to_dense(5), [1.0, 1.0, 1.0, 0.0, 2.0]);
/// ```
#[derive(Clone, Debug)]
pub struct BagOfWords {
    terms: Vec<String>,
    indices: HashMap<String, usize>,
    ngrams: RangeInclusive<usize>,
}

impl BagOfWords {
    /// Finds the terms of these documents, which are lists of tokens.
    ///
    /// ```
    /// use text::{BagOfWords, CountOptions};
    ///
    /// let options = CountOptions { ngrams: 1..=2, min_documents: 2, max_terms: None };
    /// let bag = BagOfWords::fit(&[vec!["not", "good"], vec!["not", "good", "not"]], &options);
    /// assert_eq!(bag.terms(), ["good", "not", "not good"]);
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if an n-gram of length 0 is asked for.
    #[track_caller]
    pub fn fit<S: AsRef<str>>(documents: &[Vec<S>], options: &CountOptions) -> Self {
        let ngrams = options.ngrams.clone();
        assert!(*ngrams.start() > 0, "bag of words: an n-gram has at least 1 token");
        // For each term the number of documents with it and of its occurrences.
        let mut counts = BTreeMap::<String, (usize, usize)>::new();
        for document in documents {
            let mut seen = BTreeSet::new();
            for term in terms_of(document, &ngrams) {
                let (documents, occurrences) = counts.entry(term.clone()).or_default();
                *documents += usize::from(seen.insert(term));
                *occurrences += 1;
            }
        }
        let mut kept: Vec<(String, usize)> = counts
            .into_iter()
            .filter(|(_, (documents, _))| *documents >= options.min_documents)
            .map(|(term, (_, occurrences))| (term, occurrences))
            .collect();
        if let Some(most) = options.max_terms {
            // Stable: equally frequent terms stay in order.
            kept.sort_by_key(|(_, occurrences)| std::cmp::Reverse(*occurrences));
            kept.truncate(most);
            kept.sort_unstable();
        }
        let terms: Vec<String> = kept.into_iter().map(|(term, _)| term).collect();
        let indices = terms.iter().cloned().zip(0..).collect();
        BagOfWords { terms, indices, ngrams }
    }

    /// The terms by index; those of several tokens have a space between two.
    ///
    /// ```
    /// use text::{BagOfWords, CountOptions};
    ///
    /// let bag = BagOfWords::fit(&[vec!["b", "a"]], &CountOptions::default());
    /// assert_eq!(bag.terms(), ["a", "b"]);
    /// ```
    pub fn terms(&self) -> &[String] {
        &self.terms
    }

    /// How often each term occurs in a document; other terms are ignored.
    ///
    /// ```
    /// use text::{BagOfWords, CountOptions};
    ///
    /// let bag = BagOfWords::fit(&[vec!["b", "a"]], &CountOptions::default());
    /// assert_eq!(bag.count(&["a", "c", "a"]).to_dense(2), [2.0, 0.0]);
    /// ```
    pub fn count<S: AsRef<str>>(&self, document: &[S]) -> SparseRow {
        let mut counts = BTreeMap::<usize, f64>::new();
        for term in terms_of(document, &self.ngrams) {
            if let Some(index) = self.indices.get(&term) {
                *counts.entry(*index).or_default() += 1.0;
            }
        }
        let (indices, values) = counts.into_iter().unzip();
        SparseRow { indices, values }
    }
}

/// The terms of a document, each as often as it occurs.
fn terms_of<S: AsRef<str>>(
    document: &[S],
    ngrams: &RangeInclusive<usize>,
) -> impl Iterator<Item = String> {
    let tokens: Vec<&str> = document.iter().map(AsRef::as_ref).collect();
    let of_length = move |n| tokens.windows(n).map(|gram| gram.join(" ")).collect::<Vec<_>>();
    ngrams.clone().flat_map(of_length)
}
