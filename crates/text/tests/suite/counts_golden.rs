//! Counts and weights are scikit-learn's.

use serde::Deserialize;
use text::{BagOfWords, CountOptions, SparseRow, TfIdf};

use crate::support::{assert_near, golden};

#[derive(Deserialize)]
struct Golden {
    documents: Vec<String>,
    new: Vec<String>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    ngrams: [usize; 2],
    min_documents: usize,
    max_terms: Option<usize>,
    sublinear: bool,
    terms: Vec<String>,
    idf: Vec<f64>,
    counts: Vec<Vec<(usize, f64)>>,
    weights: Vec<Vec<(usize, f64)>>,
}

fn tokens(document: &str) -> Vec<&str> {
    document.split_whitespace().collect()
}

fn assert_row(row: &SparseRow, expected: &[(usize, f64)], what: &str) {
    assert_eq!(row.indices, expected.iter().map(|it| it.0).collect::<Vec<_>>(), "{what}");
    for (value, (_, expected)) in row.values.iter().zip(expected) {
        assert_near(*value, *expected, what);
    }
}

#[test]
fn counts_and_weights_are_scikit_learns() {
    let golden: Golden = golden("counts");
    assert_eq!(golden.cases.len(), 6);
    let documents: Vec<_> = golden.documents.iter().map(|it| tokens(it)).collect();
    for case in golden.cases {
        let ngrams = case.ngrams[0]..=case.ngrams[1];
        let what = format!("{ngrams:?}, {:?}, {:?}", case.min_documents, case.max_terms);
        let (min_documents, max_terms) = (case.min_documents, case.max_terms);
        let bag = BagOfWords::fit(&documents, &CountOptions { ngrams, min_documents, max_terms });
        assert_eq!(bag.terms(), case.terms, "{what}");
        let rows: Vec<SparseRow> = documents.iter().map(|document| bag.count(document)).collect();
        let tf_idf = TfIdf { sublinear: case.sublinear, ..TfIdf::fit(&rows, bag.terms().len()) };
        tf_idf
            .idf
            .iter()
            .zip(&case.idf)
            .for_each(|(idf, expected)| assert_near(*idf, *expected, &what));
        for (i, new) in golden.new.iter().enumerate() {
            let counts = bag.count(&tokens(new));
            assert_row(&counts, &case.counts[i], &what);
            assert_row(&tf_idf.weigh(&counts), &case.weights[i], &what);
        }
    }
}
