use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};

/// What the reader makes of these labels.
#[track_caller]
fn encoded(labels: &[usize], classes: usize) -> Result<Vec<f32>, usize> {
    let given = || format!("the labels {labels:?} of {classes} classes");
    guarded(given, || to_categorical(labels, classes))
}

/// The rows of which slip these are, if exactly one gives them.
fn slip(labels: &[usize], classes: usize, found: &[f32]) -> Option<&'static str> {
    let n = labels.len();
    if found.len() != n * classes {
        let note = if found.len() == classes {
            "that is one row for all labels: each label has a row of its own"
        } else if found.len() == n * (classes + 1) {
            "the rows have one element too many: the classes are 0 to `classes` − 1"
        } else {
            "there is a row for each label, with an element for each class, whether it occurs or not"
        };
        return Some(note);
    }
    let rows = |element: &dyn Fn(usize, usize) -> f32| -> Vec<f32> {
        labels.iter().flat_map(|label| (0..classes).map(|k| element(*label, k))).collect()
    };
    let is_one = |is: bool| f32::from(u8::from(is));
    let mut columns = vec![0.0; n * classes];
    labels.iter().enumerate().for_each(|(i, label)| columns[label * n + i] = 1.0);
    let mut shifted = rows(&|label, k| is_one(k == label));
    let by = shifted.len().min(1);
    shifted.rotate_left(by);
    let from_zero = "classes are counted from 0: label 0 is index 0";
    let slips = [
        (shifted, from_zero),
        (
            columns,
            "that is column after column: row-major, the elements of a label lie side by side",
        ),
        (
            rows(&|label, k| if k == label { label as f32 } else { 0.0 }),
            "the label itself stands at its index: it is to be 1, or class 0 could not be told from \
             nothing",
        ),
        (rows(&|label, k| is_one(k != label)), "zeros and ones are exchanged"),
        (rows(&|label, k| is_one(k + 1 == label)), from_zero),
        (
            rows(&|label, k| is_one(k <= label)),
            "only the label's own index has a 1, not all up to it",
        ),
        (rows(&|_, _| 0.0), "these are all 0: nothing was written into the rows"),
    ];
    let mut fitting = slips.iter().filter(|(slip, _)| slip == found).map(|(_, words)| *words);
    fitting.next().filter(|_| fitting.next().is_none())
}

#[track_caller]
fn check_rows(labels: &[usize], classes: usize, expected: &[f32]) {
    let name = format!("the rows of the labels {labels:?} of {classes} classes");
    let found = encoded(labels, classes).unwrap_or_else(|label| {
        panic!("{name}: the result is the error {label}, but every label is below {classes}")
    });
    let shape = [labels.len(), classes];
    let mismatch = compare(&name, &shape, &found, expected, Tolerance::EXACT);
    assert_or_name_slip(mismatch, || slip(labels, classes, &found));
}

#[track_caller]
fn check_error(labels: &[usize], classes: usize, expected: usize) {
    let found = encoded(labels, classes);
    let note = match found {
        Ok(_) if expected == classes => {
            ": classes are counted from 0, so the number of classes is no class itself; its 1 gets into \
             the row of a later sample"
        }
        Ok(_) => ": its 1 gets into the row of a later sample",
        Err(label) if label == classes && !labels.contains(&label) => {
            ": that is the number of classes; the label is asked for"
        }
        Err(index) if labels.get(index) == Some(&expected) => {
            ": that is its index among the labels; the label is asked for"
        }
        Err(label) if labels.contains(&label) && label >= classes => {
            ": the first of them is to be named"
        }
        Err(_) => "",
    };
    assert!(
        found == Err(expected),
        "the labels {labels:?} of {classes} classes: the result is {found:?}, expected the error \
         {expected}{note}"
    );
}

#[test]
fn agrees_with_paper() {
    check_rows(&[2, 0], 3, &[0.0, 0.0, 1.0, 1.0, 0.0, 0.0]);
    check_rows(&[3], 5, &[0.0, 0.0, 0.0, 1.0, 0.0]);
}

/// The rows of Keras 3.15.
#[test]
fn it_agrees_with_keras() {
    check_rows(&[2, 0, 1, 2], 3, &[0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]);
}

#[test]
fn the_rows_are_as_long_as_there_are_classes() {
    check_rows(&[1, 1, 0], 2, &[0.0, 1.0, 0.0, 1.0, 1.0, 0.0]);
    check_rows(&[0, 0], 4, &[1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0]);
}

#[test]
fn of_a_single_class_every_element_is_one() {
    check_rows(&[0, 0, 0], 1, &[1.0; 3]);
}

#[test]
fn no_labels_have_no_rows() {
    check_rows(&[], 10, &[]);
}

#[test]
fn a_label_that_is_no_class_is_an_error() {
    check_error(&[0, 3, 1], 3, 3);
    check_error(&[4, 0, 1], 3, 4);
    check_error(&[0, 1, 2, 9], 3, 9);
    check_error(&[usize::MAX], 10, usize::MAX);
}

#[test]
fn of_several_the_first_is_named() {
    check_error(&[1, 7, 5, 0], 2, 7);
}
