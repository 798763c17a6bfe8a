//! Shuffling: fair, different in each epoch, the same in each run, on each machine.

use std::collections::HashMap;

use gradient_descent::shuffle::{batches, full_batches, permutation, shuffle};
use proptest::collection::vec;
use proptest::prelude::*;

proptest! {
    #[test]
    fn every_index_occurs_once(len in 0_usize..500, seed: u64, epoch: u64) {
        let mut order = permutation(len, seed, epoch);
        order.sort();
        prop_assert_eq!(order, (0..len as u32).collect::<Vec<_>>());
    }

    #[test]
    fn shuffling_overwrites_order(mut order in vec(any::<u32>(), 0..100), seed: u64, epoch: u64) {
        shuffle(&mut order, seed, epoch);
        prop_assert_eq!(&order, &permutation(order.len(), seed, epoch));
    }

    #[test]
    fn batches_are_slices_of_the_order(order in vec(any::<u32>(), 0..100), size in 1_usize..40) {
        let cut: Vec<&[u32]> = batches(&order, size).collect();
        prop_assert_eq!(cut.len(), order.len().div_ceil(size));
        prop_assert!(cut.iter().rev().skip(1).all(|batch| batch.len() == size));
        prop_assert_eq!(cut.concat(), order);
    }

    #[test]
    fn full_batches_are_the_batches_of_full_size(
        order in vec(any::<u32>(), 0..100), size in 1_usize..40
    ) {
        let found: Vec<&[u32]> = full_batches(&order, size).collect();
        let full: Vec<&[u32]> = batches(&order, size).filter(|batch| batch.len() == size).collect();
        prop_assert_eq!(found, full);
    }
}

/// These numbers were computed by a second program, in another language, from the description in
/// the documentation of `permutation`. They must never change: a recorded run would not repeat.
#[test]
fn the_orders_are_those_of_the_description() {
    assert_eq!(permutation(10, 42, 0), [9, 4, 1, 0, 2, 8, 7, 3, 5, 6]);
    assert_eq!(permutation(10, 42, 1), [1, 3, 0, 9, 4, 2, 6, 5, 8, 7]);
    assert_eq!(permutation(10, 43, 0), [0, 3, 1, 2, 4, 5, 8, 9, 6, 7]);
    let order = permutation(60_000, 42, 0);
    assert_eq!(order[..8], [5497, 11122, 37265, 22275, 29388, 22754, 48897, 21549]);
    assert_eq!(order[59_997..], [23969, 37068, 37761]);
    // Here one draw falls on the surplus and is repeated.
    let order = permutation(60_000, 0, 0);
    assert_eq!(order[..8], [12183, 38862, 43053, 30840, 22935, 22441, 33075, 3004]);
    // Seed and epoch count with all their 64 bits.
    let order = permutation(60_000, (1 << 63) + 5, (1 << 40) + 7);
    assert_eq!(order[..8], [42227, 1037, 56557, 11791, 18452, 36280, 32229, 14604]);
}

#[test]
fn each_epoch_and_each_seed_has_an_order_of_its_own() {
    let order = permutation(100, 1, 2);
    assert_eq!(order, permutation(100, 1, 2));
    assert_ne!(order, permutation(100, 1, 3));
    assert_ne!(order, permutation(100, 2, 2));
    // Neither the sum of seed and epoch nor their order alone may matter.
    assert_ne!(order, permutation(100, 2, 1));
    assert_ne!(order, permutation(100, 0, 3));
}

#[test]
fn every_order_is_equally_likely() {
    let mut counts = HashMap::new();
    for epoch in 0..24_000 {
        *counts.entry(permutation(4, 7, epoch)).or_insert(0_i32) += 1;
    }
    assert_eq!(counts.len(), 24);
    // Each of the 24 orders is due 1,000 times, with a standard deviation of 31.
    for (order, count) in counts {
        assert!((count - 1_000).abs() < 155, "{order:?} came {count} times");
    }
}

#[test]
#[should_panic(expected = "chunk size must be non-zero")]
fn a_batch_size_of_zero_panics() {
    let _ = batches(&[0, 1], 0);
}
