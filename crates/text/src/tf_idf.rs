//! Counts weighted by how much a term tells.

use crate::SparseRow;

/// Term frequency times inverse document frequency: a term counts for less the more documents it occurs
/// in.
///
/// ```text
/// idf(t) = ln((1 + n) / (1 + df(t))) + 1,     x(t) = tf(t) · idf(t) / √(Σ (tf · idf)²)
/// ```
///
/// `n` is the number of documents, `df(t)` in how many of them the term occurs, `tf(t)` how often in this
/// one. These are the defaults of scikit-learn's `TfidfTransformer`: the 1 in both numbers, as if one more
/// document had every term, and rows of length 1.
///
/// Source of the idea: K. Spärck Jones, "A statistical interpretation of term specificity and its application
/// in retrieval", Journal of Documentation 28 (1972).
///
/// ```
/// use text::{BagOfWords, CountOptions, TfIdf};
///
/// let documents = ["the cat", "the dog"].map(|it| it.split(' ').collect::<Vec<_>>());
/// let bag = BagOfWords::fit(&documents, &CountOptions::default());      // cat, dog, the
/// let counts = documents.map(|document| bag.count(&document));
/// let tf_idf = TfIdf::fit(&counts, bag.terms().len());
/// let [cat, the] = tf_idf.weigh(&counts[0]).values[..] else { panic!("two terms") };
/// assert!(cat > the);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct TfIdf {
    /// The inverse document frequency of each term.
    pub idf: Vec<f64>,
    /// Whether `1 + ln(tf)` stands for `tf`, so that the tenth occurrence counts for less than the first.
    pub sublinear: bool,
}

impl TfIdf {
    /// The inverse document frequencies of `terms` terms in these rows of counts.
    ///
    /// ```
    /// let row = text::SparseRow { indices: vec![1], values: vec![3.0] };
    /// assert_eq!(text::TfIdf::fit(&[row], 2).idf, [2f64.ln() + 1.0, 1.0]);
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if a row has an index that is not below `terms`.
    pub fn fit(counts: &[SparseRow], terms: usize) -> Self {
        let mut documents = vec![0usize; terms];
        for row in counts {
            row.indices.iter().for_each(|index| documents[*index] += 1);
        }
        let n = counts.len() as f64;
        let idf = documents.iter().map(|df| ((1.0 + n) / (1.0 + *df as f64)).ln() + 1.0).collect();
        TfIdf { idf, sublinear: false }
    }

    /// A row of counts, weighted, with the Euclidean norm 1; a row of zeros stays one.
    ///
    /// ```
    /// let tf_idf = text::TfIdf { idf: vec![1.0, 2.0], sublinear: false };
    /// let row = text::SparseRow { indices: vec![0, 1], values: vec![3.0, 2.0] };
    /// assert_eq!(tf_idf.weigh(&row).values, [0.6, 0.8]);
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if an index is not below the number of terms.
    pub fn weigh(&self, counts: &SparseRow) -> SparseRow {
        let tf = |count: f64| if self.sublinear { 1.0 + count.ln() } else { count };
        let values = counts.iter().map(|(index, count)| tf(count) * self.idf[index]).collect();
        let mut row = SparseRow { indices: counts.indices.clone(), values };
        let norm = row.norm();
        if norm > 0.0 {
            row.values.iter_mut().for_each(|value| *value /= norm);
        }
        row
    }
}
