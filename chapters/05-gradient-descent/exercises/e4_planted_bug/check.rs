use super::exercise::*;
use check::{guarded, small_integers};
use std::collections::BTreeSet;

/// The batches of an epoch.
type Epoch = Vec<Vec<usize>>;

/// The reader's batches, epoch after epoch.
#[track_caller]
fn epochs(samples: usize, batch_size: usize, seed: u64, count: usize) -> Vec<Epoch> {
    let given = || format!("{samples} samples in batches of {batch_size}, seed {seed}");
    guarded(given, || {
        let mut batches = Batches::new(samples, batch_size, seed);
        let mut epoch =
            || (0..samples.div_ceil(batch_size)).map(|_| batches.next_batch()).collect();
        (0..count).map(|_| epoch()).collect()
    })
}

/// How often each sample is in these batches.
fn visits(samples: usize, batches: &[Vec<usize>]) -> Vec<usize> {
    let mut visits = vec![0; samples];
    for sample in batches.iter().flatten() {
        assert!(*sample < samples, "there are {samples} samples, but a batch holds {sample}");
        visits[*sample] += 1;
    }
    visits
}

fn holds_one_twice(batch: &[usize]) -> bool {
    batch.iter().collect::<BTreeSet<_>>().len() < batch.len()
}

#[test]
fn each_epoch_visits_each_sample_once() {
    for (samples, size) in [(6, 2), (10, 3), (7, 1), (5, 5), (4, 9), (1, 1), (1000, 50)] {
        for (index, epoch) in epochs(samples, size, 7, 10).iter().enumerate() {
            let visits = visits(samples, epoch);
            let never: Vec<usize> = (0..samples).filter(|sample| visits[*sample] == 0).collect();
            let repeated: Vec<usize> = (0..samples).filter(|sample| visits[*sample] > 1).collect();
            assert!(
                never.is_empty() && repeated.is_empty(),
                "epoch {index} of {samples} samples in batches of {size}: samples that are never visited: \
                 {never:?}, more than once: {repeated:?}, expected each exactly once"
            );
        }
    }
}

#[test]
fn a_rare_sample_is_seen_in_every_epoch() {
    let epochs = epochs(1000, 50, 3, 100);
    let seen = epochs.iter().filter(|epoch| visits(1000, epoch)[777] > 0).count();
    assert!(
        seen == 100,
        "1000 samples in batches of 50: of 100 epochs, {seen} show sample 777, expected all"
    );
}

/// Each sample has a value, in place of a gradient: an epoch's errors make up for each other.
#[test]
fn the_batches_of_an_epoch_add_up_to_the_whole() {
    let values: Vec<f64> = small_integers(20, 4);
    let total: f64 = values.iter().sum();
    for epoch in epochs(20, 6, 1, 5) {
        let sum: f64 = epoch.iter().flatten().map(|sample| values[*sample]).sum();
        assert!(
            sum == total,
            "20 samples, each with a value: those in the batches of an epoch add up to {sum}, \
             expected {total}, the sum of all: some are missing, or counted more than once"
        );
    }
}

#[test]
fn no_batch_holds_a_sample_twice() {
    for epoch in epochs(8, 4, 5, 50) {
        for batch in epoch {
            assert!(
                !holds_one_twice(&batch),
                "the batch {batch:?} holds a sample twice: is each drawn with replacement, from all \
                 samples?"
            );
        }
    }
}

#[test]
fn batches_are_of_the_right_size() {
    let expected = [3, 3, 3, 1];
    let firsts = || (0..10).map(|seed| epochs(10, 3, seed, 1).concat());
    let all_come = firsts().all(|epoch| !visits(10, &epoch).contains(&0));
    for epoch in firsts() {
        let sizes: Vec<usize> = epoch.iter().map(Vec::len).collect();
        let slip = match sizes.as_slice() {
            [3, 3, 3, 3] if all_come => ": is the last batch filled up from the next epoch?",
            [3, 3, 3, 3] => ": is the last batch, which is not full, left out?",
            _ => "",
        };
        assert!(
            sizes == expected,
            "10 samples in batches of 3 come in batches of {sizes:?}, expected {expected:?}{slip}"
        );
    }
    let size = epochs(4, 9, 0, 1)[0][0].len();
    assert!(size == 4, "4 samples in batches of 9: the one batch holds {size}, expected 4");
}

#[test]
fn every_sample_comes_equally_often_in_the_long_run() {
    let visits = visits(10, &epochs(10, 3, 11, 2000).concat());
    for (sample, visits) in visits.iter().enumerate() {
        assert!(
            visits.abs_diff(2000) < 250,
            "in 2000 epochs over 10 samples, sample {sample} comes {visits} times, expected about 2000"
        );
    }
}

#[test]
fn the_seed_decides_the_order() {
    let [one, same, other] = [1, 1, 2].map(|seed| epochs(20, 5, seed, 2));
    assert!(
        one == same,
        "the same seed gives other batches the second time, expected the same: they follow from the \
         seed alone"
    );
    assert!(
        one != other,
        "another seed gives the same batches, expected others: has the shuffle gone?"
    );
}

#[test]
fn each_epoch_has_an_order_of_its_own() {
    let epochs = epochs(20, 5, 1, 2);
    assert!(
        epochs[0] != epochs[1],
        "20 samples in batches of 5: the second epoch has the order of the first, expected a new \
         one: when is it shuffled?"
    );
}

#[test]
fn each_epoch_has_batches_of_its_own() {
    let sets = |epoch: &Epoch| -> BTreeSet<BTreeSet<usize>> {
        epoch.iter().map(|batch| batch.iter().copied().collect()).collect()
    };
    let different: BTreeSet<_> = epochs(6, 2, 1, 20).iter().map(sets).collect();
    assert!(
        different.len() > 2,
        "6 samples in batches of 2, 20 epochs: the number of ways in which samples are put together \
         is {}, expected more than 2: are whole batches shuffled, always of the same samples?",
        different.len()
    );
}

/// Of 60 000 seeds, 10 000 begin with each of the six orders, within five standard deviations.
#[test]
fn every_order_is_equally_likely() {
    let first: Vec<_> = (0..60_000).flat_map(|seed| epochs(3, 3, seed, 1).concat()).collect();
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let count = first.iter().filter(|batch| **batch == order).count();
        let slip = if count == 60_000 { ": is the first epoch shuffled too?" } else { "" };
        assert!(
            count.abs_diff(10_000) < 460,
            "not all orders are equally likely: of 60 000 seeds, {count} begin with the order \
             {order:?} of 3 samples, expected about 10 000{slip}"
        );
    }
}
