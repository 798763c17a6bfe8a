use super::exercise::*;
use check::guarded;

/// Compares an accuracy with the expected one, and names the slip if it can.
#[track_caller]
fn check(correct: usize, total: usize, expected: usize) {
    let found = guarded(|| format!("{correct} of {total} correct"), || accuracy(correct, total));
    let slip = if found == 100 * (correct / total) {
        ": the division comes too early, it cuts everything off"
    } else if found == 100 - expected || found == 100 * (total - correct) / total {
        ": that is the part that is wrong"
    } else if found == (100 * correct + total / 2) / total {
        ": it is to be cut off, not rounded"
    } else {
        ""
    };
    assert!(
        found == expected,
        "{correct} of {total} correct: the accuracy is {found} %, expected {expected} %{slip}"
    );
}

#[test]
fn halves_and_quarters_are_exact() {
    check(1, 2, 50);
    check(500, 2_000, 25);
    check(10, 1_000, 1);
}

#[test]
fn digits_after_the_point_are_cut_off() {
    check(1_879, 2_000, 93);
    check(2, 3, 66);
    check(9_999, 10_000, 99);
}

#[test]
fn none_and_all_are_the_ends() {
    check(0, 10, 0);
    check(10_000, 10_000, 100);
}
