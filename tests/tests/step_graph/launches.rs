//! What the driver is asked for.

use crate::support::{Training, gpu};
use activations::Relu;
use autograd::{Tape, Var};
use gradus_tests::draw;
use nn::{Dense, Forward, Sequential, sequential};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use regularization::Dropout;
use tensor::{Device, Tensor};

fn model() -> Sequential {
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    sequential![Dense::new(20, 16, Relu, rng), Dropout::new(0.2), Dense::linear(16, 10, rng)]
}

fn loss<'t>(x: &Tensor, model: &Sequential, tape: &'t Tape, at: &Device) -> Var<'t> {
    model.forward(tape.constant(&x.to(at))).cross_entropy(&[1, 2, 3, 4])
}

/// A step is one launch and one copy, its loss another copy.
#[test]
fn a_replayed_step_is_one_launch() {
    let Some((device, gpu)) = gpu() else { return };
    let x: Tensor = draw(&[&[4, 20]], 1).remove(0);
    let counts = |training: &mut Training<Sequential>| -> Vec<[u64; 2]> {
        let mut count = || {
            let before = [gpu.launches(), gpu.transfers()];
            training.step(|model, tape, device| loss(&x, model, tape, device));
            [gpu.launches() - before[0], gpu.transfers() - before[1]]
        };
        (0..5).map(|_| count()).collect()
    };
    let eager = counts(&mut Training::new(model(), &device, false));
    let replayed = counts(&mut Training::new(model(), &device, true));
    println!("eager {eager:?}, replayed {replayed:?}");
    assert!(eager[4][0] > 15 && eager[4][1] >= 4, "{eager:?}");
    assert!(eager[1..].windows(2).all(|pair| pair[0] == pair[1]), "{eager:?}");
    assert_eq!(replayed[0], eager[0], "the first step is launched as ever");
    assert_eq!(replayed[1][0], eager[1][0], "the second step is launched as ever");
    assert_eq!(replayed[2..], [[1, 2]; 3], "the others are one launch, one upload and the loss");
}

/// After the third step the GPU's memory is what it was.
#[test]
fn a_replayed_step_allocates_nothing() {
    let Some((device, _)) = gpu() else { return };
    let x: Tensor = draw(&[&[4, 20]], 1).remove(0);
    let mut training = Training::new(model(), &device, true);
    let mut step = || training.step(|model, tape, device| loss(&x, model, tape, device));
    let free = || cudarc::driver::result::mem_get_info().expect("it says").0;
    for _ in 0..4 {
        step();
    }
    // Other tests use the same memory: in one of some tries none of them does so at this time.
    let settled = (0..20).any(|_| {
        let before = free();
        step();
        free() == before
    });
    assert!(settled, "each step takes memory");
}

/// Two networks, one step of each in turn.
#[test]
fn two_models_in_turn_are_replayed() {
    let Some((device, _)) = gpu() else { return };
    let both = |is_replayed| {
        let mut both = [0, 1].map(|_| Training::new(model(), &device, is_replayed));
        both[1].tape.set_rng_state(7, 0);
        for step in 0..8 {
            for (i, training) in both.iter_mut().enumerate() {
                let x: Tensor = draw(&[&[4, 20]], 2 * step + i as u64).remove(0);
                training.step(|model, tape, device| loss(&x, model, tape, device));
            }
        }
        (both.each_ref().map(Training::bits), both.map(|training| training.replays()))
    };
    let ((expected, _), (found, replays)) = (both(false), both(true));
    assert!(found == expected, "the bits differ");
    assert_ne!(found[0], found[1], "the two networks are not the same");
    assert_eq!(replays, [6, 6]);
}

/// Threads that train on one GPU do not get into each other's graphs.
#[test]
fn two_threads_train_at_once() {
    let Some((device, _)) = gpu() else { return };
    let train = &|is_replayed, seed: u64| {
        let mut training = Training::new(model(), &device, is_replayed);
        for step in 0..8 {
            let x: Tensor = draw(&[&[4, 20]], seed + step).remove(0);
            training.step(|model, tape, device| loss(&x, model, tape, device));
        }
        (training.bits(), training.replays())
    };
    let expected = [10, 20].map(|seed| train(false, seed).0);
    let found = std::thread::scope(|scope| {
        [10, 20]
            .map(|seed| scope.spawn(move || train(true, seed)))
            .map(|thread| thread.join().expect("it trains"))
    });
    for ((found, replays), expected) in found.into_iter().zip(expected) {
        assert!(found == expected, "the bits differ");
        assert_eq!(replays, 6);
    }
}
