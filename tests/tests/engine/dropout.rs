//! Dropout on every device: each has another mask, and all keep the same promises.

use autograd::Tape;
use regularization::prelude::*;
use tensor::{Device, Tensor};

/// What two dropouts, one after the other, make of ones in step `step` of a run with this seed: so, each
/// time, the mask of both. The gradients are the masks again.
fn masks(device: &Device, [seed, step]: [u64; 2], p: f64, len: usize) -> [Vec<f32>; 2] {
    let ones = [(); 2].map(|()| Tensor::full([len], 1.0f32).to(device));
    let (mut tape, mut outputs) = (Tape::new(), Vec::new());
    tape.set_rng_state(seed, step);
    let gradients = tape.gradients(|tape| {
        let [a, b] = [0, 1].map(|i| tape.leaf(&ones[i]).dropout(p));
        outputs.extend([a.value(), b.value()]);
        a.sum() + b.sum()
    });
    [0, 1].map(|i| {
        let y = outputs[i].to(&Device::Cpu).as_slice().to_vec();
        let dx = gradients.leaf(i).expect("its gradient").to(&Device::Cpu);
        assert_eq!(y, dx.as_slice(), "{device:?}: the backward pass drops others");
        y
    })
}

#[test]
fn every_device_drops_as_many_as_it_should() {
    let (len, p) = (100_001, 0.3);
    for device in Device::all() {
        let [first, second] = masks(&device, [1, 0], p, len);
        for mask in [&first, &second] {
            assert!(mask.iter().all(|y| *y == 0.0 || *y == (1.0 / (1.0 - p)) as f32));
        }
        // How often two elements that are so far apart are both dropped; 0 is the element itself.
        let both = |a: &[f32], b: &[f32], apart: usize| {
            a.iter().zip(&b[apart..]).filter(|(a, b)| **a == 0.0 && **b == 0.0).count()
        };
        let quarter = len.div_ceil(4);
        let cases =
            [(&first, 0), (&first, 1), (&first, 2), (&first, quarter), (&second, 0), (&second, 1)];
        for (i, (other, apart)) in cases.into_iter().enumerate() {
            let expected_rate = if i == 0 { p } else { p * p };
            let pairs = (len - apart) as f64;
            let found = both(&first, other, apart) as f64;
            let deviation = (pairs * expected_rate * (1.0 - expected_rate)).sqrt();
            let far = (found - pairs * expected_rate).abs() / deviation;
            assert!(
                far < 4.5,
                "{device:?}, {i}: {found} of {pairs}, {far} standard deviations off"
            );
        }
    }
}

#[test]
fn seed_step_and_operation_say_which_mask() {
    for device in Device::all() {
        for len in [1, 5, 1023] {
            let mask = |seed, step| masks(&device, [seed, step], 0.5, len);
            assert_eq!(mask(3, 4), mask(3, 4), "{device:?}, {len}");
        }
        let mask = |seed, step| masks(&device, [seed, step], 0.5, 1023);
        let [first, second] = mask(3, 4);
        assert_ne!(first, second, "{device:?}: another operation");
        for [seed, step] in [[4, 4], [3, 5], [3 + (1 << 40), 4], [3, 4 + (1 << 40)]] {
            assert_ne!(mask(seed, step)[0], first, "{device:?}: seed {seed}, step {step}");
        }
    }
}

/// The words of Philox 4×32-10 for a counter and a key of zeros, from the authors' list of known answers:
/// the first four elements are dropped from these probabilities on.
#[test]
fn a_gpu_draws_the_words_of_philox() {
    let words = [0x6627e8d5u32, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8];
    for device in Device::all().iter().skip(1) {
        for (i, word) in words.iter().enumerate() {
            let is_kept =
                |threshold: f64| masks(device, [0, 0], threshold / 2f64.powi(32), 4)[0][i] > 0.0;
            assert!(is_kept(f64::from(*word)), "{device:?}: element {i} is dropped");
            assert!(!is_kept(f64::from(*word) + 1.0), "{device:?}: element {i} is kept");
        }
    }
}
