//! Holding samples back.

use data::shuffle::permutation;
use data::split::train_validation_split;
use proptest::prelude::*;
use rstest::rstest;

proptest! {
    #[test]
    fn every_sample_is_in_one_part(len in 0_usize..500, share in 0.0..=1.0, seed: u64) {
        let parts = train_validation_split(len, share, seed);
        prop_assert_eq!(parts.validation.len(), (share * len as f64).round() as usize);
        let mut all = [&parts.train[..], &parts.validation].concat();
        all.sort_unstable();
        prop_assert_eq!(all, (0..len as u32).collect::<Vec<_>>());
        prop_assert_eq!(train_validation_split(len, share, seed), parts);
    }
}

#[test]
fn another_seed_holds_back_others() {
    assert_ne!(
        train_validation_split(100, 0.2, 1).validation,
        train_validation_split(100, 0.2, 2).validation
    );
    let last_of_an_epoch = &permutation(100, 1, 0)[80..];
    assert_ne!(train_validation_split(100, 0.2, 1).validation, last_of_an_epoch);
}

#[test]
fn the_same_numbers_are_held_back_for_ever() {
    assert_eq!(train_validation_split(10, 0.3, 42).validation, [8, 7, 4]);
}

#[rstest]
#[case(-0.1)]
#[case(1.1)]
#[case(f64::NAN)]
#[should_panic(expected = "a share is between 0 and 1")]
fn a_share_that_is_none_is_a_mistake_of_the_program(#[case] share: f64) {
    let _ = train_validation_split(10, share, 1);
}
