use super::exercise::*;
use check::guarded;
use std::ops::Range;

/// Folds of these sizes, one after the other.
fn of_sizes(sizes: impl IntoIterator<Item = usize>) -> Vec<Range<usize>> {
    let mut start = 0;
    let fold = |size| {
        let fold = start..start + size;
        start += size;
        fold
    };
    sizes.into_iter().map(fold).collect()
}

/// Names the slip that gives these folds, if exactly one does.
fn slip(n: usize, k: usize, found: &[Range<usize>]) -> Option<&'static str> {
    let (size, rest, up) = (n / k, n % k, n.div_ceil(k));
    let right = of_sizes((0..k).map(|i| size + usize::from(i < rest)));
    let slips = [
        (
            of_sizes(vec![size; k]),
            "the rest of the division is in no fold: the first n mod k folds have one more",
        ),
        (
            of_sizes((0..k).map(|i| if i + 1 == k { size + rest } else { size })),
            "the last fold has all of the rest; the first n mod k folds have one more each",
        ),
        (
            (0..k).map(|i| n.min(i * up)..n.min((i + 1) * up)).collect(),
            "the size was rounded up for all folds, and the last ones have what is left",
        ),
        (
            of_sizes(vec![up; k]),
            "the size was rounded up for all folds: the last ones end beyond the samples",
        ),
        (
            of_sizes((0..k).map(|i| size + usize::from(i >= k - rest))),
            "the last folds have one more; it is the first ones that are to have it",
        ),
        (
            (0..k).map(|i| i * n / k..(i + 1) * n / k).collect(),
            "the larger folds are spread over all folds; the first ones are to be larger",
        ),
        (
            (0..n.div_ceil(k)).map(|i| i * k..n.min((i + 1) * k)).collect(),
            "k is the number of folds, not their size",
        ),
        (
            (0..k).map(|i| i * size..(i + 1) * size + usize::from(i < rest)).collect(),
            "folds overlap: where one is larger, all after it begin later",
        ),
        (
            of_sizes((0..k).map(|i| size + usize::from(i <= rest))),
            "one fold too many is larger: i < n mod k, not ≤",
        ),
        (
            right.iter().map(|fold| fold.start..fold.end.saturating_sub(1)).collect(),
            "the end of a range is not part of it: the last sample of each fold is missing",
        ),
        (
            right.iter().map(|fold| fold.start..fold.end + 1).collect(),
            "the end of a range is not part of it: each fold has one sample of the next",
        ),
    ];
    let mut fitting = slips.iter().filter(|(slip, _)| slip == found).map(|(_, words)| *words);
    fitting.next().filter(|_| fitting.next().is_none())
}

/// The reader's folds.
#[track_caller]
fn folds_of(n: usize, k: usize) -> Vec<Range<usize>> {
    guarded(|| format!("`folds({n}, {k})`"), || folds(n, k))
}

/// What to add to a message about these folds.
fn said(n: usize, k: usize, found: &[Range<usize>]) -> String {
    slip(n, k, found).map(|words| format!("\n  {words}")).unwrap_or_default()
}

/// Compares the folds with what is expected.
#[track_caller]
fn check_folds(n: usize, k: usize, sizes: &[usize]) {
    let (found, expected) = (folds_of(n, k), of_sizes(sizes.iter().copied()));
    let note = if found == expected { String::new() } else { said(n, k, &found) };
    assert!(
        found == expected,
        "{n} samples in {k} folds are {found:?}, expected {expected:?}{note}"
    );
}

#[test]
fn agrees_with_paper() {
    check_folds(10, 4, &[3, 3, 2, 2]);
    check_folds(11, 4, &[3, 3, 3, 2]);
    check_folds(17, 5, &[4, 4, 3, 3, 3]);
}

#[test]
fn every_sample_is_in_exactly_one_fold() {
    for (n, k) in (1..40).flat_map(|n| (1..=n).map(move |k| (n, k))) {
        let found = folds_of(n, k);
        let count = |sample: usize| found.iter().filter(|fold| fold.contains(&sample)).count();
        // One beyond the end as well, which is to be in no fold.
        let wrong = (0..=n).find(|sample| count(*sample) != usize::from(*sample < n));
        if let Some(sample) = wrong {
            let (times, expected) = (count(sample), usize::from(sample < n));
            panic!(
                "{n} samples in {k} folds are {found:?}: the number of folds with sample {sample} is \
                 {times}, expected {expected}{}",
                said(n, k, &found)
            );
        }
    }
}

#[test]
fn sizes_differ_by_one_at_most() {
    for (n, k) in [(21, 10), (10, 4), (101, 20), (99, 10), (6, 4)] {
        let found = folds_of(n, k);
        let sizes: Vec<usize> = found.iter().map(ExactSizeIterator::len).collect();
        assert!(sizes.len() == k, "{n} samples in {k} folds: there are {} folds", sizes.len());
        let bounds = (sizes.iter().min(), sizes.iter().max());
        assert!(
            bounds.0.zip(bounds.1).is_some_and(|(min, max)| max - min <= 1),
            "{n} samples in {k} folds have the sizes {sizes:?}, expected none to differ from another \
             by more than 1{}",
            said(n, k, &found)
        );
    }
}

#[test]
fn where_k_divides_n_all_are_equal() {
    check_folds(12, 3, &[4, 4, 4]);
    check_folds(100, 5, &[20; 5]);
}

/// Leave-one-out.
#[test]
fn as_many_folds_as_samples() {
    check_folds(5, 5, &[1; 5]);
    check_folds(1, 1, &[1]);
}

#[test]
fn one_fold_holds_everything() {
    check_folds(7, 1, &[7]);
}

#[test]
fn where_there_are_fewer_samples_the_last_folds_are_empty() {
    check_folds(2, 4, &[1, 1, 0, 0]);
    check_folds(0, 3, &[0, 0, 0]);
}

/// More samples than a product of two of the sizes could hold.
#[test]
fn a_large_number_of_samples() {
    let found = folds_of(usize::MAX, 2);
    let half = usize::MAX / 2;
    assert!(
        found == [0..half + 1, half + 1..usize::MAX],
        "{} samples in 2 folds are {found:?}, expected 0..{} and the rest",
        usize::MAX,
        half + 1
    );
}
