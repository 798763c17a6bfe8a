//! F1 is scikit-learn's with its zero cases, Wilson's interval SciPy's.

use serde::Deserialize;
use text::metrics::{ConfusionMatrix, Labels, Z_95, ZeroDivision, wilson_interval};

use crate::support::{assert_near, golden};

#[derive(Deserialize)]
struct Golden {
    cases: Vec<Case>,
    wilson: Vec<(usize, usize, f64, f64)>,
}

#[derive(Deserialize)]
struct Case {
    classes: usize,
    targets: Vec<usize>,
    predictions: Vec<usize>,
    accuracy: f64,
    zero: Scores,
    one: Scores,
    nan: Scores,
}

/// NaN is null in the file.
#[derive(Deserialize)]
struct Scores {
    precision: Vec<Option<f64>>,
    recall: Vec<Option<f64>>,
    f1: Vec<Option<f64>>,
    macro_present: Option<f64>,
    macro_all: Option<f64>,
    micro: Option<f64>,
    weighted: Option<f64>,
}

#[track_caller]
fn assert_number(found: f64, expected: Option<f64>, what: &str) {
    match expected {
        Some(expected) => assert_near(found, expected, what),
        None => assert!(found.is_nan(), "{what}: {found}, but should be NaN"),
    }
}

#[test]
fn f1_is_scikit_learns() {
    let golden: Golden = golden("classes");
    assert_eq!(golden.cases.len(), 45);
    let mut zeros = 0;
    for case in golden.cases {
        let confusion = ConfusionMatrix::new(case.classes, &case.targets, &case.predictions);
        let what = format!("{:?} for {:?}", case.predictions, case.targets);
        assert_near(confusion.accuracy(), case.accuracy, &what);
        let kinds = [
            (ZeroDivision::Zero, case.zero),
            (ZeroDivision::One, case.one),
            (ZeroDivision::Nan, case.nan),
        ];
        for (zero, expected) in kinds {
            for class in 0..case.classes {
                let scores = confusion.class(class, zero);
                let what = format!("class {class}, {zero:?}, {what}");
                assert_number(scores.precision, expected.precision[class], &what);
                assert_number(scores.recall, expected.recall[class], &what);
                assert_number(scores.f1, expected.f1[class], &what);
                zeros += usize::from(expected.f1[class].is_none());
            }
            let what = format!("{zero:?}, {what}");
            let found = confusion.macro_f1(Labels::Present, zero);
            assert_number(found, expected.macro_present, &format!("macro, present, {what}"));
            let found = confusion.macro_f1(Labels::All, zero);
            assert_number(found, expected.macro_all, &format!("macro, all, {what}"));
            assert_number(confusion.micro_f1(zero), expected.micro, &format!("micro, {what}"));
            let found = confusion.weighted_f1(zero);
            assert_number(found, expected.weighted, &format!("weighted, {what}"));
        }
    }
    assert!(zeros > 10, "only {zeros} classes had no F1");
}

#[test]
fn wilsons_interval_is_scipys() {
    for (correct, count, low, high) in golden::<Golden>("classes").wilson {
        let interval = wilson_interval(correct, count, Z_95);
        assert_near(interval.low, low, &format!("{correct} of {count}"));
        assert_near(interval.high, high, &format!("{correct} of {count}"));
    }
}
