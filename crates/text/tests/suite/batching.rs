//! Batches by length: every sample once, little padding, the same bits.

use proptest::collection::vec;
use proptest::prelude::*;
use text::{length_batches, pad};

proptest! {
    #[test]
    fn every_sample_is_in_one_batch(lengths in vec(0usize..50, 0..600), size in 1usize..20, seed: u64, epoch in 0u64..9) {
        let of_epoch = length_batches(&lengths, size, seed, epoch);
        let mut seen: Vec<u32> = of_epoch.batches.concat();
        seen.sort_unstable();
        prop_assert_eq!(seen, (0..lengths.len() as u32).collect::<Vec<_>>());
        prop_assert!(of_epoch.batches.iter().all(|batch| (1..=size).contains(&batch.len())));
        prop_assert_eq!(&of_epoch, &length_batches(&lengths, size, seed, epoch));
        // The share is that of the batches as they are padded.
        let sequence = |index: &u32| vec![1; lengths[*index as usize]];
        let padded = of_epoch.batches.iter().map(|batch| pad(&batch.iter().map(sequence).collect::<Vec<_>>(), 0));
        let (mut all, mut padding) = (0, 0);
        for batch in padded {
            all += batch.indices.len();
            padding += batch.mask().iter().filter(|is_element| !**is_element).count();
        }
        prop_assert_eq!((of_epoch.padded_elements, of_epoch.padded_elements - of_epoch.elements), (all, padding));
    }

    #[test]
    fn padding_fills_up_to_the_longest(sequences in vec(vec(1usize..9, 0..7), 0..6)) {
        let padded = pad(&sequences, 0);
        prop_assert_eq!(padded.indices.len(), padded.longest * sequences.len());
        for (row, sequence) in sequences.iter().enumerate() {
            let row = &padded.indices[row * padded.longest..][..padded.longest];
            prop_assert_eq!(&row[..sequence.len()], &sequence[..]);
            prop_assert!(row[sequence.len()..].iter().all(|index| *index == 0));
        }
    }
}

#[test]
fn sorting_leaves_little_padding_and_epochs_differ() {
    let lengths: Vec<usize> = data::eng_fra().train.iter().map(|it| it.french.len()).collect();
    let sorted = length_batches(&lengths, 32, 1, 0);
    // In one order of the file shuffled, without sorting.
    let shuffled = data::shuffle::permutation(lengths.len(), 1, 0);
    let longest =
        |batch: &[u32]| batch.len() * batch.iter().map(|i| lengths[*i as usize]).max().unwrap();
    let unsorted: usize = shuffled.chunks(32).map(longest).sum();
    let share = (unsorted - sorted.elements) as f64 / unsorted as f64;
    assert!(sorted.padding_share() < 0.05 && share > 0.3, "{} and {share}", sorted.padding_share());
    assert_ne!(sorted.batches, length_batches(&lengths, 32, 1, 1).batches);
    assert_ne!(sorted.batches, length_batches(&lengths, 32, 2, 0).batches);
    // The batches are not in the order of their lengths.
    let firsts: Vec<usize> =
        sorted.batches.iter().map(|batch| lengths[batch[0] as usize]).collect();
    assert!(!firsts.is_sorted());
}
