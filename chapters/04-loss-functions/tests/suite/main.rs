//! The chapter's programs: that each shows what the chapter says it shows.

use programs::{FreshRun, Program};

#[track_caller]
fn run(program: &'static str, arguments: &[&str]) -> FreshRun {
    Program::new(program).run_in_temp_dir(arguments)
}

#[test]
fn slopes_are_those_of_the_losses() {
    let ended = run("profiles", &[]);
    assert!(ended.stdout.contains("the largest difference is below 1e-8"), "{}", ended.stdout);
    // A sure mistake: the cross-entropy pulls, the squared error of the probability hardly.
    assert!(ended.number("cross_entropy_slope_at_minus_6") < -0.99);
    assert!(ended.number("squared_slope_at_minus_6") > -0.01);
    let slider = std::fs::read_to_string(ended.out.path().join("point.svg")).unwrap();
    assert_eq!(slider.matches("class=\"frame\"").count(), 49);
}

#[test]
fn the_squared_error_finds_the_mean_and_the_absolute_one_the_median() {
    let ended = run("middle", &[]);
    for end in ["", "_careless"] {
        let number = |name: &str| ended.number(&format!("{name}{end}"));
        assert!((number("squared_error") - number("mean")).abs() < 1e-3, "{}", ended.stdout);
        assert!((number("absolute_error") - number("median")).abs() < 1e-2, "{}", ended.stdout);
    }
}

#[test]
fn apart_overflows_and_together_does_not() {
    let ended = run("fused", &[]);
    assert!(ended.stdout.contains("90     ∞         [NaN, NaN]"), "{}", ended.stdout);
    for d in ["1", "10", "87", "1000"] {
        let exact: f64 = d.parse().unwrap();
        let exact = exact + (-exact).exp().ln_1p();
        let found = ended.number(&format!("together_{d}"));
        assert!((found / exact - 1.0).abs() < 1e-6, "{d}: {found}");
    }
}

#[test]
fn typing_errors_spoil_the_squared_error_alone() {
    let ended = run("robust", &[]);
    let number = |name: &str| ended.number(name);
    assert!(number("squared_error_typed") > 1.5 * number("squared_error"), "{}", ended.stdout);
    for name in ["absolute_error", "huber"] {
        let (clean, typed) = (number(name), number(&format!("{name}_typed")));
        assert!(typed < 1.1 * clean, "{name}: {}", ended.stdout);
    }
}

#[test]
fn a_temperature_makes_a_network_honest() {
    let ended = run("calibration", &[]);
    let number = |name| ended.number(name);
    assert!(number("cross_entropy_confidence") > number("cross_entropy_right") + 0.03);
    assert!(number("with_a_temperature_error") < 0.8 * number("cross_entropy_error"));
    assert!((number("with_a_temperature_right") - number("cross_entropy_right")).abs() < 1e-12);
    assert!(number("with_a_temperature_temperature") > 1.1, "{}", ended.stdout);
}

#[test]
fn class_weights_find_more_of_the_rare_class() {
    let ended = run("uneven", &[]);
    let number = |name| ended.number(name);
    assert!(number("class_weights_recall") > number("cross_entropy_recall") + 0.1);
    assert!(number("cross_entropy_precision") >= number("class_weights_precision"));
}
