use super::exercise::*;
use check::guarded;

/// Four samples of three classes: the predictions are 2, 0, 1 and 0.
const LOGITS: [f32; 12] = [0.1, 0.2, 0.7, 5.0, 1.0, -3.0, -9.0, -2.0, -4.0, 2.0, 2.0, 1.0];

/// The reader's counts, of the right shape.
#[track_caller]
fn counted(logits: &[f32], truth: &[usize], classes: usize) -> Vec<Vec<usize>> {
    let given = || format!("`confusion` of {} samples, {classes} classes", truth.len());
    let counts = guarded(given, || confusion(logits, truth, classes));
    let lengths: Vec<usize> = counts.iter().map(Vec::len).collect();
    assert!(
        lengths == vec![classes; classes],
        "{}: the rows have the lengths {lengths:?}; there is a row for each of {classes} classes, with \
         an entry for each, whichever of them occur",
        given()
    );
    counts
}

/// The reader's pair, which must be one.
#[track_caller]
fn pair(counts: &[Vec<usize>]) -> (usize, usize) {
    let (a, b) = guarded(|| format!("`most_confused` of {counts:?}"), || most_confused(counts));
    let is_confused = (0..counts.len()).any(|b| (0..b).any(|a| counts[a][b] + counts[b][a] > 0));
    let note = match a.cmp(&b) {
        std::cmp::Ordering::Equal if !is_confused => {
            ": where nothing is confused all pairs are equally often confused, so that any will do, but \
             it must be a pair: begin with one"
        }
        std::cmp::Ordering::Equal => ": a class is not confused with itself",
        std::cmp::Ordering::Greater => ": the smaller index comes first",
        std::cmp::Ordering::Less => ": is there such a class?",
    };
    assert!(
        a < b && b < counts.len(),
        "`most_confused` of {counts:?} is {:?}, which is no pair of two different classes{note}",
        (a, b)
    );
    (a, b)
}

#[test]
fn the_prediction_is_the_argmax() {
    let counts = counted(&LOGITS, &[2, 0, 1, 0], 3);
    let note = if counts[0] == [1, 1, 0] {
        " (of equal logits the first counts)"
    } else if counts[1] == [1, 0, 0] {
        " (all logits of a sample may be negative: compare them with each other, not with 0)"
    } else {
        ""
    };
    assert!(
        counts == [[2, 0, 0], [0, 1, 0], [0, 0, 1]],
        "All four predictions are right, but the counts are {counts:?}{note}"
    );
}

#[test]
fn a_row_is_a_true_class() {
    // A sample of class 0 taken for 2, one of class 1 for 0, one of 1 rightly, one of 2 for 0.
    let counts = counted(&LOGITS, &[0, 1, 1, 2], 3);
    let expected = [[0, 0, 1], [1, 1, 0], [1, 0, 0]];
    let turned = [[0, 1, 1], [0, 1, 0], [1, 0, 0]];
    let note = if counts == turned { ": rows and columns are exchanged" } else { "" };
    assert!(counts == expected, "The counts are {counts:?}, expected {expected:?}{note}");
    // Classes that no sample has, and none that is predicted.
    let counts = counted(&[0.0, 9.0, 1.0, 2.0], &[0], 4);
    assert!(
        counts[0] == [0, 1, 0, 0],
        "One sample of class 0 is taken for 1, but row 0 is {:?}",
        counts[0]
    );
}

#[test]
fn a_class_is_judged_by_its_own_samples() {
    let counts = [vec![8, 2, 0], vec![30, 60, 10], vec![0, 0, 0]];
    let given = || format!("`accuracy_by_class` of {counts:?}");
    let found = guarded(given, || accuracy_by_class(&counts));
    assert!(
        found.len() == 3,
        "There are {} accuracies, expected one for each of 3 classes, also for one without samples",
        found.len()
    );
    let (by_predictions, of_all) = ([8.0 / 38.0, 60.0 / 62.0], [8.0 / 110.0, 60.0 / 110.0]);
    let is = |i: usize, value: f64| found[i].is_some_and(|it: f64| (it - value).abs() < 1e-9);
    let note = if is(0, by_predictions[0]) && is(1, by_predictions[1]) {
        ": these are fractions of the predictions (the column), not of the class (the row)"
    } else if is(0, of_all[0]) && is(1, of_all[1]) {
        ": these are fractions of all samples, not of the class (the row)"
    } else {
        ""
    };
    assert!(
        is(0, 0.8) && is(1, 0.6),
        "The accuracies are {found:?}, expected 0.8 and 0.6 for the first two{note}"
    );
    assert!(
        found[2].is_none(),
        "A class without samples has no accuracy: {:?}, expected None",
        found[2]
    );
}

#[test]
fn pairs_are_counted_in_both_directions() {
    // One class is taken for another nine times; 1 and 2 are taken for each other six times each.
    let nine_is_above = [vec![50, 9, 0], vec![1, 50, 6], vec![0, 6, 50]];
    let nine_is_below = [vec![50, 1, 0], vec![9, 50, 6], vec![0, 6, 50]];
    let found = [pair(&nine_is_above), pair(&nine_is_below)];
    for ((a, b), what) in found.into_iter().zip(["0 for 1", "1 for 0"]) {
        let note = match (a, b) {
            (0, 1) if found[0] == found[1] => {
                ": that is the largest single count; 1 and 2 make six and six"
            }
            (0, 1) => ": the one class is taken for the other, and the other for the one; add both",
            _ => "",
        };
        assert!(
            (a, b) == (1, 2),
            "Where {what} is taken nine times, the most confused pair is {:?}, expected \
             (1, 2){note}",
            (a, b)
        );
    }
    let found = pair(&[vec![0, 0, 1], vec![0, 9, 0], vec![3, 0, 0]]);
    assert!(
        found == (0, 2),
        "Class 2 is taken for 0 three times, 0 for 2 once, and 1 for itself nine times: the most \
         confused pair is {found:?}, expected (0, 2)"
    );
}

#[test]
fn where_nothing_is_confused_it_is_still_a_pair() {
    pair(&[vec![5, 0], vec![0, 3]]);
    pair(&[vec![0; 3], vec![0; 3], vec![0; 3]]);
}
