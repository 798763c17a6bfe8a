//! The chapter's programs: that each shows what the chapter says it shows.

use ch10::{Patients, Ridge, fit_polynomial, polynomial};
use nalgebra::DVector;
use programs::{FreshRun, Program};
use regularization::soft_threshold;

#[track_caller]
fn run(program: &'static str, arguments: &[&str]) -> FreshRun {
    Program::new(program).run_in_temp_dir(arguments)
}

/// A polynomial of degree 11 goes through all twelve points.
#[test]
fn enough_parameters_interpolate() {
    let x: Vec<f64> = (0..12).map(|i| f64::from(i) / 5.5 - 1.0).collect();
    let y: Vec<f64> = x.iter().map(|x| (7.0 * x).cos()).collect();
    let w = fit_polynomial(&x, &y, 11);
    for (x, y) in x.iter().zip(&y) {
        assert!((polynomial(&w, *x) - y).abs() < 1e-8, "at {x}");
    }
}

/// Ridge regression solves `(XᵀX/n + λ)·w = Xᵀy/n`.
#[test]
fn ridge_solves_its_equations() {
    let Patients { x, y, .. } = Patients::load();
    let n = y.len() as f64;
    for lambda in [0.0, 0.1, 10.0] {
        let w = Ridge::new(x.clone()).solve(&y, lambda);
        let rest = x.tr_mul(&(&x * &w - &y)) / n + lambda * w;
        assert!(rest.amax() < 1e-12, "{lambda}: {rest}");
    }
}

#[test]
fn the_error_is_lowest_between_bias_and_variance() {
    let ended = run("overfit", &[]);
    let error = |degree: u32| ended.number(&format!("error_{degree}"));
    assert!(error(3) < error(1) && error(3) < error(11), "{}", ended.stdout);
    for degree in [0, 3, 11] {
        let [bias, variance] =
            ["bias", "variance"].map(|of| ended.number(&format!("{of}_{degree}")));
        let sum = bias + variance + 0.09;
        assert!((sum / error(degree) - 1.0).abs() < 0.02, "{}", ended.stdout);
    }
    assert!(ended.number("bias_11") < 1e-9, "{}", ended.stdout);
    assert!(ended.number("train_11") < 1e-12, "{}", ended.stdout);
    assert!(ended.number("epochs_at_random") > ended.number("epochs_true"), "{}", ended.stdout);
    assert!(ended.number("right_at_random") < 0.2, "{}", ended.stdout);
}

#[test]
#[ignore = "slow: trains some four hundred networks"]
fn every_cure_is_measured() {
    let ended = run("cures", &["--seeds", "2"]);
    let right = |of: &str| ended.number(&format!("{of}_right"));
    assert!(right("clean_1200_digits") > right("clean_none"), "{}", ended.stdout);
    assert!(right("noisy_dropout") > right("noisy_none"), "{}", ended.stdout);
}

/// Proximal steps find the weights of `Lasso(alpha=0.1, fit_intercept=False, tol=1e-12)` of
/// scikit-learn 1.9.1 on the standardized patients; its objective is the same.
#[test]
fn the_lasso_is_that_of_scikit_learn() {
    let Patients { x, y, features } = Patients::load();
    let mut w = DVector::zeros(10);
    for _ in 0..3_000 {
        w -= 0.2 / 442.0 * x.tr_mul(&(&x * &w - &y));
        soft_threshold(w.as_mut_slice(), 0.2 * 0.1);
    }
    for (name, found) in features.iter().zip(w.iter()) {
        let expected = LASSO.iter().find(|(of, _)| of == name).map_or(0.0, |(_, w)| *w);
        assert!((found - expected).abs() < 1e-6, "{name}: {found}, not {expected}");
    }
}

/// The weights that are not 0.
const LASSO: [(&str, f64); 4] =
    [("bmi", 0.3048581), ("bp", 0.1063208), ("s3", -0.0584382), ("s5", 0.2647409)];

#[test]
#[ignore = "slow: two hundred thousand steps"]
fn l1_makes_zeros_and_the_elastic_net_shares() {
    let ended = run("sparse", &[]);
    for (feature, expected) in LASSO {
        let found = ended.number(&format!("lasso_{feature}"));
        assert!((found - expected).abs() < 1e-6, "{feature}: {found}, not {expected}");
    }
    assert_eq!(ended.number("zeros_lasso"), 6.0);
    assert_eq!(ended.number("zeros_ridge") + ended.number("zeros_subgradient"), 0.0);
    let twin = |i: u32, of: &str| ended.number(&format!("twin_{i}_{of}"));
    let apart = |of: &str| (twin(1, of) - twin(2, of)).abs();
    assert!(apart("elastic_net") < 0.1 && apart("l1") > 0.5, "{}", ended.stdout);
}

#[test]
fn dropout_keeps_the_mean_and_not_the_variance() {
    let ended = run("dropout", &[]);
    assert!((ended.number("mean_5") / ended.number("sum") - 1.0).abs() < 0.01, "{}", ended.stdout);
    assert!(ended.number("variance_9") > 5.0 * ended.number("variance_5"), "{}", ended.stdout);
    // Sure, unanimous, and wrong; and what the border holds is not the reason.
    assert!(ended.number("fours_blackened") > 300.0, "{}", ended.stdout);
    assert!(ended.number("right_90") < 0.2, "{}", ended.stdout);
    assert!(ended.number("mean_certainty_90") > 0.9, "{}", ended.stdout);
}

#[test]
#[ignore = "slow: decomposes fifty matrices"]
fn the_test_error_has_a_peak_that_ridge_removes() {
    let ended = run("double_descent", &["--runs", "3"]);
    let mse = |features: u32| ended.number(&format!("mse_{features}"));
    assert!(mse(105) > 3.0 * mse(40) && mse(2000) < mse(40), "{}", ended.stdout);
    assert!(ended.number("mse_strong_105") < 1.5 * ended.number("mse_strong_40"));
}

#[test]
fn features_chosen_before_the_split_find_what_is_not_there() {
    let ended = run("leak", &["--sets", "20"]);
    assert!(ended.number("chosen_before") > 0.8, "{}", ended.stdout);
    for way in ["all_within_the_fold", "normalized_before"] {
        assert!((ended.number(way) - 0.5).abs() < 0.1, "{}", ended.stdout);
    }
}
