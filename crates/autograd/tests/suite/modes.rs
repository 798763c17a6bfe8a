//! Training, evaluation, and gradients in evaluation: what an operation is told, and what is kept.

use autograd::{Buffer, Tape};
use rand::RngExt;
use tensor::Tensor;

#[test]
fn gradients_in_evaluation_are_gradients_but_no_training() {
    let (mut tape, x) = (Tape::new(), Tensor::scalar(3.0));
    let gradients = tape.eval_gradients(|tape| {
        assert!(!tape.is_training());
        let x = tape.leaf(&x);
        x * x
    });
    assert_eq!((gradients.loss(), gradients.leaf(0).unwrap().item()), (9.0, 6.0));
}

#[test]
fn a_buffer_is_read_from_the_tape_and_changed_after_the_step() {
    let mean = Buffer::new(Tensor::scalar(1.0));
    let gradients = Tape::new().gradients(|tape| {
        for _ in 0..3 {
            let before = tape.buffer(&mean);
            tape.update_buffer(&mean, before.map(|x| x * 2.0));
        }
        tape.constant(&tape.buffer(&mean))
    });
    assert_eq!(gradients.loss(), 8.0, "a layer used three times finds its own changes");
    assert_eq!(gradients.buffer(&mean).unwrap().item(), 8.0);
    assert_eq!(mean.value.item(), 1.0, "the step alone changes nothing");
    assert!(gradients.buffer(&mean.clone()).is_none(), "a copy is another buffer");
}

#[test]
fn outside_of_training_no_buffer_changes() {
    let (mean, mut tape) = (Buffer::new(Tensor::scalar(1.0)), Tape::new());
    let gradients = tape.eval_gradients(|tape| {
        tape.update_buffer(&mean, Tensor::scalar(5.0));
        tape.constant(&tape.buffer(&mean))
    });
    assert!(gradients.buffer(&mean).is_none() && gradients.loss() == 1.0);
    let value = tape.no_grad(|tape| {
        tape.update_buffer(&mean, Tensor::scalar(5.0));
        tape.constant(&tape.buffer(&mean))
    });
    assert_eq!(value.item(), 1.0);
    let nothing = tape.gradients(|tape| tape.constant(&mean.value));
    assert!(nothing.buffer(&mean).is_none(), "nothing is left of the steps before");
}

/// The first draws of two operations in a step.
fn draws(tape: &mut Tape<f64>) -> [u64; 2] {
    let mut draws = [0; 2];
    tape.gradients(|tape| {
        draws = [(); 2].map(|()| tape.rng().random());
        tape.constant(&Tensor::scalar(0.0))
    });
    draws
}

#[test]
fn random_numbers_depend_on_seed_step_and_place_alone() {
    let (mut tape, mut other) = (Tape::new(), Tape::new());
    let steps: Vec<[u64; 2]> = (0..3).map(|_| draws(&mut tape)).collect();
    let mut all: Vec<u64> = steps.concat();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 6, "each operation of each step has its own");
    other.set_rng_state(0, 2);
    assert_eq!(draws(&mut other), steps[2], "a run may begin at any step");
    other.set_rng_state(1, 2);
    assert_ne!(draws(&mut other), steps[2], "another seed, other draws");
    other.set_rng_state(0, 1);
    other.no_grad(|tape| tape.constant(&Tensor::scalar(0.0)));
    let _ = other.eval_gradients(|tape| tape.constant(&Tensor::scalar(0.0)));
    assert_eq!(draws(&mut other), steps[1], "only steps of training are counted");
}

/// Portable: the first draw of all is that of the published test vectors of ChaCha8 for a key of
/// zeros, and the second must not change either, or no run could be repeated.
#[test]
fn the_numbers_are_those_of_always() {
    let first = u64::from_le_bytes([0x3e, 0x00, 0xef, 0x2f, 0x89, 0x5f, 0x40, 0xd6]);
    assert_eq!(draws(&mut Tape::new()), [first, 12728390236735101980]);
}
