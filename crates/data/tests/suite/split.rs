//! The split into training and validation samples.

use data::shuffle::permutation;
use data::split::{SplitIndices, k_fold, stratified_k_fold, train_validation_split};
use proptest::prelude::*;
use rstest::rstest;

proptest! {
    #[test]
    fn every_sample_is_in_one_part(len in 0_usize..500, fraction in 0.0..=1.0, seed: u64) {
        let parts = train_validation_split(len, fraction, seed);
        prop_assert_eq!(parts.validation.len(), (fraction * len as f64).round() as usize);
        let mut all = [&parts.train[..], &parts.validation].concat();
        all.sort_unstable();
        prop_assert_eq!(all, (0..len as u32).collect::<Vec<_>>());
        prop_assert_eq!(train_validation_split(len, fraction, seed), parts);
    }
}

#[test]
fn another_seed_gives_other_validation_samples() {
    assert_ne!(
        train_validation_split(100, 0.2, 1).validation,
        train_validation_split(100, 0.2, 2).validation
    );
    let last_of_an_epoch = &permutation(100, 1, 0)[80..];
    assert_ne!(train_validation_split(100, 0.2, 1).validation, last_of_an_epoch);
}

#[test]
fn the_validation_samples_never_change() {
    assert_eq!(train_validation_split(10, 0.3, 42).validation, [8, 7, 4]);
}

#[rstest]
#[case(-0.1)]
#[case(1.1)]
#[case(f64::NAN)]
#[should_panic(expected = "the fraction must be between 0 and 1")]
fn an_invalid_fraction_panics(#[case] fraction: f64) {
    let _ = train_validation_split(10, fraction, 1);
}

/// Every sample is a validation sample once, and a training sample in all other folds.
fn check_partition(folds: &[SplitIndices], len: u32) {
    let sorted = |mut indices: Vec<u32>| {
        indices.sort_unstable();
        indices
    };
    let all: Vec<u32> = (0..len).collect();
    assert_eq!(sorted(folds.iter().flat_map(|fold| fold.validation.clone()).collect()), all);
    for fold in folds {
        assert_eq!(sorted([&fold.train[..], &fold.validation].concat()), all);
    }
}

proptest! {
    #[test]
    fn folds_partition_the_samples(len in 2_usize..200, k in 2_usize..12, seed: u64) {
        prop_assume!(k <= len);
        let folds = k_fold(len, k, seed);
        check_partition(&folds, len as u32);
        for (i, fold) in folds.iter().enumerate() {
            prop_assert_eq!(fold.validation.len(), len / k + usize::from(i < len % k));
        }
        let labels: Vec<usize> = (0..len).map(|i| i * i % 3).collect();
        let folds = stratified_k_fold(&labels, k, seed);
        check_partition(&folds, len as u32);
        for class in 0..3 {
            let of_class = |i: &&u32| labels[**i as usize] == class;
            let counts = folds.iter().map(|fold| fold.validation.iter().filter(of_class).count());
            prop_assert!(counts.clone().max().unwrap() - counts.min().unwrap() <= 1);
        }
    }
}

/// The counts of `StratifiedKFold(3)` of scikit-learn 1.9.1 for five samples of class 0, two of
/// class 1 and four of class 2: `[(labels[v] == c).sum() for c in range(3)]` of each fold.
#[test]
fn stratified_folds_have_the_class_counts_of_scikit_learn() {
    let labels = [0, 0, 0, 0, 0, 1, 1, 2, 2, 2, 2];
    let counts: Vec<[usize; 3]> = stratified_k_fold(&labels, 3, 1)
        .iter()
        .map(|fold| {
            [0, 1, 2].map(|c| fold.validation.iter().filter(|&&i| labels[i as usize] == c).count())
        })
        .collect();
    assert_eq!(counts, [[2, 1, 1], [2, 0, 2], [1, 1, 1]]);
}

#[rstest]
#[should_panic(expected = "k-fold: k must be from 2 to the number of samples, 5, but is")]
fn an_invalid_number_of_folds_panics(#[values(0, 1, 6)] k: usize) {
    k_fold(5, k, 1);
}
