use super::exercise::*;

/// Four samples of three classes: the predictions are 2, 0, 1 and 0.
const LOGITS: [f32; 12] = [0.1, 0.2, 0.7, 5.0, 1.0, -3.0, -9.0, -2.0, -4.0, 2.0, 2.0, 1.0];

#[test]
fn the_prediction_is_the_argmax() {
    let counts = confusion(&LOGITS, &[2, 0, 1, 0], 3);
    assert_eq!(counts.len(), 3, "rows, one for each class");
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
    let counts = confusion(&LOGITS, &[0, 1, 1, 2], 3);
    let expected = [[0, 0, 1], [1, 1, 0], [1, 0, 0]];
    let turned = [[0, 1, 1], [0, 1, 0], [1, 0, 0]];
    let note = if counts == turned { ": rows and columns are exchanged" } else { "" };
    assert!(counts == expected, "The counts are {counts:?}, expected {expected:?}{note}");
}

#[test]
fn a_class_is_judged_by_its_own_samples() {
    let counts = [vec![8, 2, 0], vec![30, 60, 10], vec![0, 0, 0]];
    let found = accuracy_by_class(&counts);
    assert_eq!(found.len(), 3, "accuracies, one for each class");
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
    let found = [most_confused(&nine_is_above), most_confused(&nine_is_below)];
    for ((a, b), what) in found.into_iter().zip(["0 for 1", "1 for 0"]) {
        let note = match (a, b) {
            _ if a == b => ": a class is not confused with itself",
            (2, 1) => ": the smaller index comes first",
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
    assert_eq!(most_confused(&[vec![0, 0], vec![3, 0]]), (0, 1), "the smaller index first");
}
