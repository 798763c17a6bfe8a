//! # 15.1 How much a word tells
//!
//! As features of a text, counts of words have a fault: *the* counts for more than anything else, and tells
//! nothing, since every text has it. TF–IDF, term frequency times inverse document frequency, lets a word
//! count for less the more documents it occurs in. Write it as scikit-learn computes it by default.
//!
//! There are $`N`$ documents, and $`\mathrm{tf}(v, d)`$ is how often term $`v`$ occurs in document $`d`$. The
//! *document frequency* $`\mathrm{df}(v)`$ is the number of documents in which the term occurs, however often.
//! Then
//!
//! ```math
//! \mathrm{idf}(v) = \ln \frac{1 + N}{1 + \mathrm{df}(v)} + 1,
//! ```
//!
//! with the natural logarithm. The 1 in numerator and denominator is as if there were one more document,
//! with every term in it once, so that nothing is divided by zero. The 1 at the end lets a term that every
//! document has still count. A document's vector is weighted and then scaled to the Euclidean length 1, so
//! that a long text has no larger features than a short one:
//!
//! ```math
//! x_v = \frac{\mathrm{tf}(v, d)\; \mathrm{idf}(v)}{\sqrt{\sum_u \bigl(\mathrm{tf}(u, d)\; \mathrm{idf}(u)\bigr)^2}}.
//! ```
//!
//! The two functions are apart for a reason: the document frequencies come from the training documents alone, a new
//! document is only weighted by them. It may have no known word at all; then its vector is zeros.
//!
//! To test yourself: of three documents, a term in all three has the idf 1, one in a single document
//! $`\ln 2 + 1 = 1.693`$. The counts 3 and 2 with the idf 1 and 2 become 3/5 and 4/5.

/// The inverse document frequency of each term: `ln((1 + N) / (1 + df)) + 1`.
///
/// # Shapes
/// `counts`: at least one document, each the counts of all terms, `[N, terms]`; the result: `terms`.
pub fn idf(counts: &[Vec<u32>]) -> Vec<f64> {
    todo!("15.1: the inverse document frequencies in {} documents", counts.len())
}

/// A document's counts, weighted and scaled to the length 1; zeros for a document without any term.
///
/// # Shapes
/// `counts`, `idf` and the result: `terms`.
pub fn tf_idf(counts: &[u32], idf: &[f64]) -> Vec<f64> {
    todo!("15.1: the features of {counts:?} with the idf {idf:?}")
}
