//! The split into training and validation samples.

use data::shuffle::permutation;
use data::split::train_validation_split;
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
