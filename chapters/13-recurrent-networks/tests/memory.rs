//! Memory settles, also with batches of names of different lengths. A binary of its own: other tests
//! would allocate meanwhile.

use ch13::surnames::{Alphabet, NameClassifier, NameTrainer};
use data::surnames::Surname;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use tensor::fresh_allocations;

#[test]
fn no_new_buffer_is_made_once_the_longest_name_was_seen() {
    let train = data::surnames().train;
    let alphabet = Alphabet::of(train.iter().map(|sample| &sample.name[..]));
    let model = NameClassifier::new(alphabet.len(), 18, &mut ChaCha8Rng::seed_from_u64(1));
    let mut trainer = NameTrainer::new(model, vec![1.0; 18], 100);
    let length = |sample: &Surname| sample.name.chars().count();
    let longest = train.iter().max_by_key(|sample| length(sample)).unwrap();
    let batches: Vec<_> = train.chunks(64).take(40).map(|part| alphabet.batch(part)).collect();
    let steps: Vec<usize> = batches.iter().map(|batch| batch.steps).collect();
    assert!(steps.iter().min() < steps.iter().max(), "the batches must differ: {steps:?}");

    let with_longest = alphabet.batch(train[..63].iter().chain([longest]));
    assert_eq!(with_longest.steps, length(longest));
    for _ in 0..2 {
        trainer.step(&with_longest);
    }
    let before = fresh_allocations::<f32>();
    for batch in &batches {
        trainer.step(batch);
    }
    assert_eq!(fresh_allocations::<f32>() - before, 0);
}
