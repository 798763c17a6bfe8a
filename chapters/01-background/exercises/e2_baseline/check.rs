use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};
use std::panic::{catch_unwind, resume_unwind};

/// How often a class occurs.
fn count(labels: &[usize], class: usize) -> usize {
    labels.iter().filter(|label| **label == class).count()
}

/// The most frequent classes, in increasing order.
fn most_frequent(labels: &[usize]) -> Vec<usize> {
    let max = labels.iter().map(|label| count(labels, *label)).max();
    let mut classes: Vec<usize> =
        labels.iter().copied().filter(|class| Some(count(labels, *class)) == max).collect();
    classes.sort();
    classes.dedup();
    classes
}

/// Names the slip that gives this accuracy, if exactly one does.
fn slip(train: &[usize], test: &[usize], found: f64) -> Option<&'static str> {
    let classes = most_frequent(train);
    let of =
        |class: Option<&usize>| class.map(|class| count(test, *class) as f64 / test.len() as f64);
    let first = train.iter().find(|label| classes.contains(label));
    let last = train.iter().rfind(|label| classes.contains(label));
    let on_train = classes.first().map(|class| count(train, *class) as f64 / train.len() as f64);
    let hits = classes.first().map(|class| count(test, *class) as f64);
    let fewest = train.iter().min_by_key(|label| (count(train, **label), **label));
    let slips = [
        (
            of(most_frequent(test).first()),
            "that is the most frequent class of the *test* labels, which are not known when predictions \
             are made: count in `train`",
        ),
        (
            of(train.iter().max()),
            "that is the class with the largest label, not with the most samples",
        ),
        (
            of(classes.last()).filter(|_| classes.len() > 1),
            "of several most frequent classes that is the largest: the smallest is to be predicted \
             (`max_by_key` gives the last of equals)",
        ),
        (
            of(first).filter(|_| classes.len() > 1),
            "of several most frequent classes that is the one that comes first in `train`; the smallest \
             label is to be predicted",
        ),
        (
            of(last).filter(|_| classes.len() > 1),
            "of several most frequent classes that is the one that comes last in `train`; the smallest \
             label is to be predicted",
        ),
        (
            of(most_frequent(&[train, test].concat()).first()),
            "that is the most frequent class of training and test labels together: count in `train` only",
        ),
        (on_train, "that is the accuracy on the training labels: count the class in `test`"),
        (hits, "that is the number of right predictions: divide by the number of test labels"),
        (of(fewest), "that is the class with the fewest samples"),
        (
            classes.first().map(|class| 1.0 - count(test, *class) as f64 / test.len() as f64),
            "that is the fraction of the predictions that are wrong",
        ),
        (
            classes.first().map(|class| count(test, *class) as f64 / train.len() as f64),
            "that is divided by the number of training labels: the predictions are for the test samples",
        ),
    ];
    let is =
        |value: &Option<f64>| value.is_some_and(|it| Tolerance::F64_GOLDEN.is_close(found, it));
    let mut fitting = slips.iter().filter(|(value, _)| is(value)).map(|(_, words)| *words);
    fitting.next().filter(|_| fitting.next().is_none())
}

/// What to say about an accuracy that is wrong.
fn note(train: &[usize], test: &[usize], found: f64) -> String {
    if found.is_nan() {
        return "0/0 is NaN: without test labels the baseline is to be 0".into();
    }
    let Some(class) = most_frequent(train).first().copied().filter(|_| !test.is_empty()) else {
        return "without training labels, or without test labels, the baseline is to be 0".into();
    };
    let [in_train, in_test] = [train, test].map(|labels| count(labels, class));
    let equal = most_frequent(train);
    let of_equal = |class: &usize| {
        Tolerance::F64_GOLDEN.is_close(found, count(test, *class) as f64 / test.len() as f64)
    };
    match slip(train, test, found) {
        Some(words) => words.into(),
        None if equal.iter().any(of_equal) => format!(
            "the classes {equal:?} occur {in_train} times each in `train`: the smallest is to be predicted, \
             and this is the accuracy of another one (the order of a `HashMap` is random: which of equals \
             comes last in it, as for `max_by_key`, changes from run to run)"
        ),
        None => format!(
            "class {class} is to be predicted: it is the label of {in_train} of {} training samples and of \
             {in_test} of {} test samples",
            train.len(),
            test.len()
        ),
    }
}

/// The reader's baseline. A label may be far beyond the end of any vector.
#[track_caller]
fn baseline(name: &str, train: &[usize], test: &[usize]) -> f64 {
    catch_unwind(|| majority_accuracy(train, test)).unwrap_or_else(|payload| {
        let said = payload.downcast_ref::<String>().map(String::as_str);
        let said = said.or(payload.downcast_ref::<&str>().copied()).unwrap_or_default();
        let by_label = ["add with overflow", "capacity overflow", "out of bounds"];
        assert!(
            train.is_empty() || test.is_empty() || !by_label.iter().any(|it| said.contains(it)),
            "{name}: your code panics: {said}\n  a label may be any `usize`, and a vector indexed by label \
             has an end: count in a map"
        );
        guarded(|| name.into(), || resume_unwind(payload))
    })
}

#[track_caller]
fn check_baseline(train: &[usize], test: &[usize], expected: f64) {
    let name = format!("the baseline on the labels {test:?} after the training labels {train:?}");
    let found = baseline(&name, train, test);
    let mismatch = compare(&name, &[], &[found], &[expected], Tolerance::F64_GOLDEN);
    let note = note(train, test, found);
    assert_or_name_slip(mismatch, || Some(&note));
}

#[test]
fn agrees_with_paper() {
    check_baseline(&[2, 0, 2, 1], &[0, 2, 2, 2, 1], 0.6);
    check_baseline(&[1, 1, 1, 4, 0, 0], &[1, 0, 0, 4, 0, 4, 4, 0], 0.125);
}

/// The most frequent class is another one in the test set.
#[test]
fn training_labels_alone_say_the_class() {
    let test = [7, 9, 7, 5, 9, 7, 3, 9, 7];
    check_baseline(&[5, 9, 5, 10, 9, 5, 3], &test, 1.0 / 9.0);
    check_baseline(&[9, 3, 7, 9], &test, 3.0 / 9.0);
}

#[test]
fn of_equal_counts_the_smallest_class_is_predicted() {
    // 2, 4, 6 and 8 twice each, 5 and 9 once; 6 comes first, 4 last.
    let train = [6, 9, 2, 8, 5, 6, 8, 2, 4, 4];
    let times = [(2, 1), (4, 2), (6, 3), (8, 4), (9, 5), (5, 6), (7, 7)];
    let test: Vec<usize> = times.iter().flat_map(|(class, n)| vec![*class; *n]).collect();
    check_baseline(&train, &test, 1.0 / 28.0);
    check_baseline(&[0, 1], &[1, 1, 1, 0], 0.25);
    check_baseline(&[1, 0], &[1, 1, 1, 0], 0.25);
}

/// 95 of 100 samples belong to class 0: what a network must be better than.
#[test]
fn a_rare_class() {
    let labels: Vec<usize> = (0..100).map(|i| usize::from(i % 20 == 7)).collect();
    check_baseline(&labels, &labels, 0.95);
}

#[test]
fn the_class_may_be_missing_in_the_test_set() {
    check_baseline(&[3, 3, 1], &[1, 1, 0], 0.0);
}

#[test]
fn labels_may_be_large() {
    check_baseline(&[usize::MAX, 0, usize::MAX], &[usize::MAX, 0], 0.5);
}

#[test]
fn a_single_label_is_the_most_frequent() {
    check_baseline(&[0], &[0], 1.0);
    check_baseline(&[6], &[6, 5], 0.5);
}

#[test]
fn without_labels_it_is_zero() {
    check_baseline(&[1, 1], &[], 0.0);
    // Class 0 is in the test set, but nothing says that it is frequent.
    check_baseline(&[], &[0, 0, 1], 0.0);
    check_baseline(&[], &[], 0.0);
}
