//! Clipping and schedules with very large or small values, or with few steps.

use crate::{gradients, param};
use numeric::Float;
use optimizers::schedule::{OneCycle, ReduceOnPlateau, Schedule};
use optimizers::{clip_grad_norm, clip_grad_value};
use rstest::rstest;

/// The norm returned, and the clipped gradient.
fn clipped<T: Float>(g: &[f64], max_norm: f64) -> (f64, Vec<f64>) {
    let w = param::<T>(&vec![0.0; g.len()]);
    let mut gradients = gradients(&w, g);
    let norm = clip_grad_norm(&mut gradients, max_norm).item();
    (norm, gradients.get(&w).unwrap().as_slice().iter().map(|g| g.as_f64()).collect())
}

/// The square of 1e30 is no `f32`; just such a gradient is to be clipped.
#[rstest]
#[case::explodes(1e30)]
#[case::vanishes(1e-30)]
fn a_norm_whose_square_overflows_or_underflows(#[case] size: f64) {
    fn check<T: Float>(size: f64, precision: f64) {
        let near = |found: f64, expected: f64| (found / expected - 1.0).abs() < precision;
        let (norm, g) = clipped::<T>(&[3.0 * size, 0.0, -4.0 * size], 0.5 * size);
        assert!(near(norm, 5.0 * size), "{norm} for 5·{size}");
        assert!(near(g[0], 0.3 * size) && near(g[2], -0.4 * size) && g[1] == 0.0, "{g:?}");
        let (norm, g) = clipped::<T>(&[3.0 * size, -4.0 * size], 6.0 * size);
        assert!(near(norm, 5.0 * size) && near(g[0], 3.0 * size), "{g:?} is short enough");
    }
    check::<f32>(size, 1e-6);
    check::<f64>(size.powi(6), 1e-12);
}

#[test]
fn an_infinite_or_nan_norm_changes_nothing() {
    assert_eq!(clipped::<f32>(&[0.0, 0.0], 1.0), (0.0, vec![0.0, 0.0]));
    assert_eq!(clipped::<f32>(&[0.0, 0.0], 0.0), (0.0, vec![0.0, 0.0]));
    let (norm, g) = clipped::<f32>(&[f64::INFINITY, 2.0], 1.0);
    assert_eq!((norm, &g[..]), (f64::INFINITY, &[f64::INFINITY, 2.0][..]));
    for g in [[f64::NAN, 2.0], [2.0, f64::NAN], [f64::INFINITY, f64::NAN], [f64::NAN, 1e30]] {
        let (norm, after) = clipped::<f32>(&g, 1.0);
        assert!(norm.is_nan(), "{norm} for {g:?}");
        assert!(after.iter().zip(g).all(|(a, b)| a == &f64::from(b as f32) || b.is_nan()));
    }
}

/// A negative bound would reverse the gradient.
#[rstest]
#[should_panic(expected = "clip_grad_norm: max_norm must not be negative, but is")]
fn an_invalid_max_norm_is_refused(#[values(-1.0, f64::NAN)] max_norm: f64) {
    clip_grad_norm(&mut gradients(&param::<f64>(&[1.0]), &[2.0]), max_norm);
}

#[rstest]
#[should_panic(expected = "clip_grad_value: clip must not be negative, but is")]
fn an_invalid_clip_is_refused(#[values(-1.0, f64::NAN)] clip: f64) {
    clip_grad_value(&mut gradients(&param::<f64>(&[1.0]), &[2.0]), clip);
}

/// The rise takes one step or none: nothing is divided by its length, which is 0.
#[rstest]
fn one_cycle_always_has_a_rate(
    #[values(0, 1, 2, 3, 10, 100)] steps: u64,
    #[values(0.0, 0.1, 0.5, 1.0)] pct_start: f64,
) {
    let cycle = OneCycle { max_lr: 0.5, steps, pct_start, ..OneCycle::default() };
    for step in 0..steps + 3 {
        let rate = cycle.lr_at(step);
        assert!((0.0..=0.5 + 1e-15).contains(&rate), "{rate} at step {step} of {steps} steps");
    }
}

#[test]
fn a_rise_of_one_step_begins_at_the_peak() {
    let cycle = OneCycle { max_lr: 0.5, steps: 10, pct_start: 0.1, ..OneCycle::default() };
    assert_eq!(cycle.lr_at(0), 0.5);
    assert!(cycle.lr_at(1) < 0.5);
}

fn rates(mut plateau: ReduceOnPlateau, metrics: &[f64], mut learning_rate: f64) -> Vec<f64> {
    let step = |metric: &f64| {
        learning_rate = plateau.step(*metric, learning_rate);
        learning_rate
    };
    metrics.iter().map(step).collect()
}

#[test]
fn a_plateau_of_negative_values() {
    let plateau = ReduceOnPlateau { factor: 0.5, patience: 1, ..ReduceOnPlateau::default() };
    assert_eq!(rates(plateau, &[-10.0; 5], 1.0), [1.0, 1.0, 0.5, 0.5, 0.25]);
    assert_eq!(rates(plateau, &[-10.0, -11.0, -12.0, -13.0], 1.0), [1.0; 4]);
    assert_eq!(rates(plateau, &[1.0, 0.0, -1.0, -2.0], 1.0), [1.0; 4], "through 0");
}

#[test]
fn a_plateau_lowers_the_rate_and_never_raises_it() {
    let plateau = ReduceOnPlateau { patience: 0, min_lr: 0.01, ..ReduceOnPlateau::default() };
    assert_eq!(rates(plateau, &[1.0; 4], 0.5), [0.5, 0.05, 0.01, 0.01]);
    assert_eq!(rates(plateau, &[1.0; 3], 0.001), [0.001; 3], "it was below `min_lr` before");
}

#[test]
fn a_nan_is_no_improvement() {
    let plateau = ReduceOnPlateau { factor: 0.5, patience: 1, ..ReduceOnPlateau::default() };
    assert_eq!(rates(plateau, &[f64::NAN; 4], 1.0), [1.0, 0.5, 0.5, 0.25]);
    assert_eq!(rates(plateau, &[1.0, f64::NAN, 0.5, f64::INFINITY], 1.0), [1.0; 4]);
}
