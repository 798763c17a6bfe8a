//! The baseline: words are counted, weighted by how rare they are, and added up.

use data::LabelledText;
use text::{BagOfWords, CountOptions, SparseRow, TfIdf};

use crate::classification::{SoftmaxRegression, argmax, tokens};

/// The penalties that are tried, from the largest to the smallest.
const PENALTIES: [f64; 5] = [1e-3, 3e-4, 1e-4, 3e-5, 1e-5];

// ANCHOR: fit
/// A bag of words: TF–IDF of n-grams, and logistic regression.
#[derive(Clone, Debug)]
pub struct CountsClassifier {
    bag: BagOfWords,
    tf_idf: TfIdf,
    /// The weights, `[terms, classes]`.
    pub regression: SoftmaxRegression,
    /// The penalty `λ` that was best in validation.
    pub l2: f64,
}

impl CountsClassifier {
    /// Learns from `train`, with runs of up to `max_n` tokens as terms. Of five penalties the one stays
    /// whose classifier has the best accuracy on `validation`.
    ///
    /// # Panics
    /// If a part is empty, or if a label is not below `classes`.
    pub fn fit(
        train: &[LabelledText],
        validation: &[LabelledText],
        classes: usize,
        max_n: usize,
    ) -> Self {
        let documents: Vec<Vec<&str>> =
            train.iter().map(|sample| tokens(&sample.text).collect()).collect();
        let options = CountOptions { ngrams: 1..=max_n, ..CountOptions::default() };
        let bag = BagOfWords::fit(&documents, &options);
        let counts: Vec<SparseRow> = documents.iter().map(|it| bag.count(it)).collect();
        let tf_idf = TfIdf::fit(&counts, bag.terms().len());
        let rows: Vec<SparseRow> = counts.iter().map(|row| tf_idf.weigh(row)).collect();
        let labels: Vec<usize> = train.iter().map(|sample| sample.label).collect();
        let mut regression = SoftmaxRegression::zeros(bag.terms().len(), classes);
        // Each search starts from where the last one ended.
        let candidates = PENALTIES.map(|l2| {
            regression = regression.clone().fit(&rows, &labels, l2);
            let (regression, bag, tf_idf) = (regression.clone(), bag.clone(), tf_idf.clone());
            CountsClassifier { bag, tf_idf, regression, l2 }
        });
        let incorrect = |it: &CountsClassifier| {
            validation.iter().filter(|sample| it.predict(&sample.text) != sample.label).count()
        };
        // Of equally good ones the first, with the smallest weights.
        candidates.into_iter().min_by_key(incorrect).expect("there are five")
    }
    // ANCHOR_END: fit

    /// The probability of each class; the classes' frequencies if no term of the text is known.
    pub fn probabilities(&self, text: &str) -> Vec<f64> {
        let tokens: Vec<&str> = tokens(text).collect();
        self.regression.probabilities(&self.tf_idf.weigh(&self.bag.count(&tokens)))
    }

    /// The most probable class.
    pub fn predict(&self, text: &str) -> usize {
        argmax(&self.probabilities(text))
    }

    /// The number of weights and biases.
    pub fn parameters(&self) -> usize {
        self.regression.weights.len() + self.regression.biases.len()
    }

    /// The `count` terms that speak most for a class, and how much: the term's weight for the class minus
    /// the mean of its weights.
    pub fn strongest(&self, class: usize, count: usize) -> Vec<(&str, f64)> {
        let classes = self.regression.biases.len();
        let rows = self.regression.weights.chunks(classes);
        let of_row = |row: &[f64]| row[class] - row.iter().sum::<f64>() / classes as f64;
        let mut terms: Vec<(&str, f64)> =
            self.bag.terms().iter().map(String::as_str).zip(rows.map(of_row)).collect();
        terms.sort_by(|a, b| b.1.total_cmp(&a.1));
        terms.truncate(count);
        terms
    }
}
