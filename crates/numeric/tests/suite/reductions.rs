//! Reductions in lanes: every length, whole lanes or not.

use crate::blame::panic_of;
use numeric::{dot, sum};

#[test]
fn every_length_is_added_up_whole() {
    // Powers of two and their multiples: every sum is exact, and no element can stand in for
    // another.
    let x: Vec<f64> = (0..53).map(|i| 2f64.powi(i)).collect();
    let y: Vec<f64> = (0..53).map(|i| if i % 3 == 0 { -1.0 } else { 2.0 }).collect();
    for len in 0..=52 {
        let (x, y) = (&x[..len], &y[..len]);
        let all = 2f64.powi(len as i32) - 1.0;
        assert_eq!(sum(x), all, "sum of {len}");
        let products: f64 = x.iter().zip(y).map(|(x, y)| x * y).sum();
        assert_eq!(dot(x, y), products, "inner product of {len}");
    }
}

#[test]
fn the_same_in_single_precision() {
    let x: Vec<f32> = (1..=40).map(|i| i as f32).collect();
    for len in 0..=40 {
        let n = len as f32;
        assert_eq!(sum(&x[..len]), n * (n + 1.0) / 2.0);
        assert_eq!(dot(&x[..len], &x[..len]), n * (n + 1.0) * (2.0 * n + 1.0) / 6.0);
    }
}

#[test]
fn a_nan_anywhere_shows() {
    for len in [1, 15, 16, 17, 33] {
        for i in 0..len {
            let mut x = vec![1f32; len];
            x[i] = f32::NAN;
            assert!(sum(&x).is_nan() && dot(&x, &vec![0.0; len]).is_nan(), "{i} of {len}");
        }
    }
}

#[test]
fn vectors_of_different_lengths_have_no_inner_product() {
    let panic = panic_of(|| dot(&[1.0, 2.0], &[1.0]));
    assert!(panic.message.contains("do not fit: they must be equally long"), "{panic:?}");
    assert!(panic.file.ends_with("tests/suite/reductions.rs"), "blamed on {}", panic.file);
}
