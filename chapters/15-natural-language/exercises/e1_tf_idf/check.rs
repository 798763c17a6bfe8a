use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};

/// The idf from the number of documents, the document frequency and the number of occurrences.
type Idf = fn(f64, f64, f64) -> f64;

/// Other formulas, each with what is wrong about it.
const IDF_SLIPS: [(Idf, &str); 9] = [
    (
        |n, _, occurrences| ((1.0 + n) / (1.0 + occurrences)).ln() + 1.0,
        "df counts the documents in which the term occurs, not how often it occurs",
    ),
    (|n, df, _| ((1.0 + n) / (1.0 + df)).ln(), "the 1 at the end is missing"),
    (|n, df, _| (n / df).ln() + 1.0, "the 1 in numerator and denominator is missing"),
    (|n, df, _| (n / (1.0 + df)).ln() + 1.0, "the 1 in the numerator is missing"),
    (|n, df, _| (n / (1.0 + df)).ln(), "the 1 in the numerator and the one at the end are missing"),
    (|n, df, _| ((1.0 + n) / (1.0 + df)).log10() + 1.0, "the logarithm is the natural one, `ln`"),
    (|n, df, _| ((1.0 + n) / (1.0 + df)).log2() + 1.0, "the logarithm is the natural one, `ln`"),
    (|n, df, _| (1.0 + n) / (1.0 + df), "the logarithm is missing"),
    (
        |n, df, _| ((1.0 + n) / (1.0 + df)).floor().ln() + 1.0,
        "the quotient is one of whole numbers, without the fraction: convert to f64 before the division",
    ),
];

/// The vector from a document's counts and the frequencies.
type Weigh = fn(&[f64], &[f64]) -> Vec<f64>;

const WEIGH_SLIPS: [(Weigh, &str); 7] = [
    (products, "the vector is not scaled to the length 1"),
    (
        |c, idf| scaled(&products(c, idf), |x| x.iter().sum()),
        "the sum of the features is 1; the root of the sum of their squares should be",
    ),
    (
        |c, idf| scaled(&products(c, idf), |x| x.iter().map(|x| x * x).sum()),
        "the root is missing: the features are divided by the sum of the squares",
    ),
    (
        |c, idf| {
            let norm = length(c);
            products(c, idf).iter().map(|x| x / norm).collect()
        },
        "the vector is divided by the length of the counts; first weight them, then find the length",
    ),
    (|c, _| scaled(c, length), "the counts are scaled, but not weighted with the idf"),
    (
        |c, idf| {
            let once: Vec<f64> = c.iter().map(|c| c.min(1.0)).collect();
            scaled(&products(&once, idf), length)
        },
        "how often a term occurs makes no difference here",
    ),
    (|c, idf| scaled(&products(&products(c, idf), idf), length), "the idf is multiplied in twice"),
];

fn products(counts: &[f64], idf: &[f64]) -> Vec<f64> {
    counts.iter().zip(idf).map(|(count, idf)| count * idf).collect()
}

fn length(x: &[f64]) -> f64 {
    x.iter().map(|x| x * x).sum::<f64>().sqrt()
}

fn scaled(x: &[f64], by: fn(&[f64]) -> f64) -> Vec<f64> {
    let by = by(x);
    x.iter().map(|x| x / by).collect()
}

/// Whether these are the same values.
fn is(found: &[f64], other: &[f64]) -> bool {
    let same = || compare("", &[other.len()], found, other, Tolerance::F64_GOLDEN);
    found.len() == other.len() && same().is_ok()
}

#[track_caller]
fn check_idf(counts: &[Vec<u32>], expected: &[f64]) {
    let found = guarded(|| format!("idf of the counts {counts:?}"), || idf(counts));
    assert!(
        found.len() == expected.len(),
        "idf of the counts {counts:?}: {} values for {} terms; is one computed for each document?",
        found.len(),
        expected.len()
    );
    let n = counts.len() as f64;
    let column = |term: usize| counts.iter().map(move |document| f64::from(document[term]));
    let by = |idf: Idf| -> Vec<f64> {
        let df = |term| column(term).filter(|count| *count > 0.0).count() as f64;
        (0..expected.len()).map(|term| idf(n, df(term), column(term).sum())).collect()
    };
    let name = format!("idf of the counts {counts:?}");
    let result = compare(&name, &[expected.len()], &found, expected, Tolerance::F64_GOLDEN);
    let slip = || IDF_SLIPS.iter().find(|(idf, _)| is(&found, &by(*idf)));
    assert_or_name_slip(result, || slip().map(|(_, slip)| *slip));
}

#[track_caller]
fn check_weigh(counts: &[u32], idf: &[f64], expected: &[f64]) {
    let name = format!("the counts {counts:?} with the idf {idf:.3?}");
    let found = guarded(|| name.clone(), || tf_idf(counts, idf));
    let counts: Vec<f64> = counts.iter().map(|count| f64::from(*count)).collect();
    assert!(
        !found.iter().any(|x| x.is_nan()) || counts.iter().any(|count| *count > 0.0),
        "{name}: {found:?}, expected zeros; without any term the length is 0, and 0/0 is NaN"
    );
    let result = compare(&name, &[expected.len()], &found, expected, Tolerance::F64_GOLDEN);
    let slip = || WEIGH_SLIPS.iter().find(|(weigh, _)| is(&found, &weigh(&counts, idf)));
    assert_or_name_slip(result, || slip().map(|(_, slip)| *slip));
}

/// Counts of four documents; the expected values are those of scikit-learn 1.9.
const COUNTS: [[u32; 5]; 4] = [[3, 0, 1, 0, 2], [0, 2, 1, 0, 0], [1, 0, 4, 0, 0], [0, 0, 0, 0, 0]];
const IDF: [f64; 5] = [
    1.5108256237659907,
    1.916290731874155,
    1.2231435513142097,
    2.6094379124341005,
    1.916290731874155,
];

#[test]
fn agrees_with_paper() {
    let once = 2f64.ln() + 1.0;
    check_idf(&[vec![1, 1], vec![2, 0], vec![1, 0]], &[1.0, once]);
    check_weigh(&[3, 2], &[1.0, 2.0], &[0.6, 0.8]);
}

#[test]
fn df_counts_documents() {
    check_idf(&[vec![7, 1], vec![0, 1]], &[(3f64 / 2.0).ln() + 1.0, 1.0]);
}

#[test]
fn a_term_that_no_document_has_is_the_rarest() {
    check_idf(&[vec![0, 2], vec![0, 1], vec![0, 1]], &[4f64.ln() + 1.0, 1.0]);
}

#[test]
fn idf_agrees_with_scikit_learn() {
    check_idf(&COUNTS.map(|counts| counts.to_vec()), &IDF);
}

#[test]
fn vectors_agree_with_scikit_learn() {
    let expected = [
        [0.7478875810912796, 0.0, 0.2018264842591059, 0.0, 0.6324003765819904],
        [0.0, 0.952660704833514, 0.30403549376037087, 0.0, 0.0],
        [0.2950523117360943, 0.0, 0.9554811004615354, 0.0, 0.0],
    ];
    for (counts, expected) in COUNTS.iter().zip(expected) {
        check_weigh(counts, &IDF, &expected);
    }
}

/// New documents, weighted with the frequencies of the old ones.
#[test]
fn a_new_document_is_weighted_by_the_old_ones() {
    let expected = [0.0, 0.0, 0.0, 0.9387190799452436, 0.3446831718357532];
    check_weigh(&[0, 0, 0, 2, 1], &IDF, &expected);
    check_weigh(&[5, 0, 0, 0, 0], &IDF, &[1.0, 0.0, 0.0, 0.0, 0.0]);
}

#[test]
fn a_document_without_known_words_is_zeros() {
    check_weigh(&[0; 5], &IDF, &[0.0; 5]);
    check_weigh(&[], &[], &[]);
}
