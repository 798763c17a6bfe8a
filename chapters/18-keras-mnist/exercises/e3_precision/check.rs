use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};

/// Compares the reader's matrix with the expected one.
#[track_caller]
fn check_matrix<const N: usize>(truth: &[usize], predictions: &[usize], expected: [[usize; N]; N]) {
    let name = format!("the matrix of the classes {truth:?}, predicted as {predictions:?}");
    let found = guarded(|| name.clone(), || confusion_matrix(truth, predictions, N));
    let lengths: Vec<usize> = found.iter().map(Vec::len).collect();
    assert!(
        lengths == [N; N],
        "{name}: its rows have the lengths {lengths:?}; there are {N} classes, and each has a row of \
         {N} elements, whichever of them occur"
    );
    let is = |of: &dyn Fn(usize, usize) -> usize| {
        (0..N).all(|a| (0..N).all(|b| found[a][b] == of(a, b)))
    };
    let note = if is(&|a, b| expected[b][a]) {
        "\n  rows and columns are exchanged: the row is the true class, the column the prediction"
    } else if is(&|a, b| if a == b { expected[a][b] } else { 0 }) {
        "\n  only the right predictions are counted: a mistake counts beside the diagonal"
    } else if is(&|a, b| if a == b { 0 } else { expected[a][b] }) {
        "\n  only the mistakes are counted: a right prediction counts on the diagonal"
    } else if is(&|a, b| expected[a][b].min(1)) {
        "\n  each pair is noted once; it is to be counted"
    } else {
        ""
    };
    assert!(found == expected, "{name} is {found:?}, expected {expected:?}{note}");
}

/// A ratio of two counts, as it may be computed by mistake.
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

/// A function of the reader: of a matrix and a class.
type Measure = fn(&[Vec<usize>], usize) -> f64;

/// Compares precision and recall of a class with what is expected.
#[track_caller]
fn check_measures(matrix: &[Vec<usize>], class: usize, precise: f64, recalled: f64) {
    let right = matrix[class][class];
    let row: usize = matrix[class].iter().sum();
    let column: usize = matrix.iter().map(|row| row[class]).sum();
    let all: usize = matrix.iter().flatten().sum();
    let slips = |other: f64, name: &'static str, expected: f64, whole: usize| {
        [
            (other, name),
            (f64::from(expected as f32), "that was computed in `f32`: too few digits for an `f64`"),
            (ratio(right, all), "that is divided by the number of all samples"),
            (
                ratio(all + 2 * right - row - column, all),
                "that is the accuracy of the question whether a sample has this class",
            ),
            (
                ratio(right, row + column - right),
                "that is divided by the row and the column together: take one of them",
            ),
            (
                ratio(right, row + column - 2 * right),
                "that is divided by the mistakes in the row and in the column: take one of them, with the \
                 right ones",
            ),
            (
                ratio(right, whole - right),
                "that is divided by the mistakes only: the right ones belong to the whole as well",
            ),
        ]
    };
    let other_precision = "that is the recall: the predictions of a class are its column";
    let other_recall = "that is the precision: the samples of a class are its row";
    let measures = [
        ("precision", column, precise, recalled, other_precision, precision as Measure),
        ("recall", row, recalled, precise, other_recall, recall),
    ];
    let counts = format!(
        "the element of class {class} on the diagonal is {right}, the sum of its row {row}, the sum of \
         its column {column}"
    );
    for (measure, whole, expected, other, words, compute) in measures {
        let name = format!("the {measure} of class {class} in {matrix:?}");
        let found = guarded(|| name.clone(), || compute(matrix, class));
        let mismatch = compare(&name, &[], &[found], &[expected], Tolerance::F64_GOLDEN);
        assert_or_name_slip(mismatch, || {
            if found.is_nan() {
                return Some("0/0 is NaN: the measure of a class that does not occur is to be 0");
            }
            if whole == 0 {
                return Some("where it would be 0/0 the measure is to be 0");
            }
            let is = |value: f64| Tolerance::F64_GOLDEN.is_close(found, value);
            let slips = slips(other, words, expected, whole);
            // Where two slips give the same value there is no name.
            let mut fitting = slips.iter().filter(|(value, _)| is(*value)).map(|(_, words)| *words);
            let named = fitting.next().filter(|_| fitting.next().is_none());
            if expected < 1.0 && found == 0.0 {
                return Some("integers were divided: turn them into `f64` before, not after");
            }
            named.or(Some(&counts))
        });
    }
}

/// Four classes: 3 has no samples, and 2 is never predicted.
fn example() -> Vec<Vec<usize>> {
    vec![vec![8, 2, 0, 0], vec![3, 4, 0, 1], vec![2, 5, 0, 0], vec![0; 4]]
}

#[test]
fn the_matrix_agrees_with_paper() {
    let (truth, predictions) = ([0, 0, 0, 1, 1, 2], [0, 1, 1, 1, 0, 1]);
    check_matrix(&truth, &predictions, [[1, 2, 0], [1, 1, 0], [0, 1, 0]]);
}

#[test]
fn every_pair_is_counted() {
    check_matrix(&[1, 1, 1, 1, 0], &[0, 0, 0, 1, 0], [[1, 0], [3, 1]]);
    check_matrix(&[2, 2, 2], &[2, 2, 2], [[0, 0, 0], [0, 0, 0], [0, 0, 3]]);
}

#[test]
fn classes_that_do_not_occur_have_rows_and_columns() {
    check_matrix(&[1], &[0], [[0, 0, 0, 0], [1, 0, 0, 0], [0; 4], [0; 4]]);
    check_matrix(&[], &[], [[0; 2]; 2]);
    check_matrix(&[0, 0], &[0, 0], [[2]]);
}

#[test]
fn the_measures_agree_with_paper() {
    let matrix = vec![vec![1, 2, 0], vec![1, 1, 0], vec![0, 1, 0]];
    check_measures(&matrix, 0, 1.0 / 2.0, 1.0 / 3.0);
    check_measures(&matrix, 1, 1.0 / 4.0, 1.0 / 2.0);
}

/// Here no two slips that have a name give the same value.
#[test]
fn each_measure_has_its_own_whole() {
    check_measures(&example(), 0, 8.0 / 13.0, 8.0 / 10.0);
    check_measures(&example(), 1, 4.0 / 11.0, 4.0 / 8.0);
}

/// A class that is predicted for everything: all of it is found, and most predictions are wrong.
#[test]
fn a_class_that_is_always_predicted() {
    let matrix = vec![vec![0, 9], vec![0, 1]];
    check_measures(&matrix, 1, 0.1, 1.0);
}

#[test]
fn what_would_be_zero_by_zero_is_zero() {
    // Never predicted, but there are samples.
    check_measures(&example(), 2, 0.0, 0.0);
    // No samples, but one prediction.
    check_measures(&example(), 3, 0.0, 0.0);
    check_measures(&[vec![0, 0], vec![0, 5]], 0, 0.0, 0.0);
    check_measures(&[vec![0]], 0, 0.0, 0.0);
}

#[test]
fn without_mistakes_both_are_one() {
    let matrix = vec![vec![3, 0], vec![0, 7]];
    check_measures(&matrix, 0, 1.0, 1.0);
    check_measures(&matrix, 1, 1.0, 1.0);
}

/// More samples than an `f32` can count.
#[test]
fn large_counts() {
    let matrix = vec![vec![1 << 40, 1], vec![1 << 40, 0]];
    check_measures(&matrix, 0, 0.5, (1u64 << 40) as f64 / ((1u64 << 40) + 1) as f64);
}
