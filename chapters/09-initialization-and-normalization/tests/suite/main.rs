//! The chapter's programs: that each shows what the chapter says it shows.

use programs::{FreshRun, Program};

#[track_caller]
fn run(program: &'static str, arguments: &[&str]) -> FreshRun {
    Program::new(program).run_in_temp_dir(arguments)
}

#[test]
#[ignore = "slow: fifty layers in f64 and a dozen trainings"]
fn only_he_keeps_both_variances_with_relu() {
    let ended = run("fifty_layers", &["--epochs", "1", "--seeds", "1"]);
    let at = |name: &str| ended.number(name);
    for key in ["relu_outputs", "relu_gradients"] {
        assert!(at(&format!("{key}_1")) < 1e-40 && at(&format!("{key}_3")) < 1e-13);
        assert!((0.2..5.0).contains(&at(&format!("{key}_4"))), "{}", ended.stdout);
        assert!(at(&format!("{key}_5")) > 1e28, "{}", ended.stdout);
    }
    assert!((at("lecun_forward") - 1.0).abs() < 0.1 && (at("lecun_backward") - 0.25).abs() < 0.05);
    assert!((at("glorot_forward") - 1.6).abs() < 0.1 && (at("glorot_backward") - 0.4).abs() < 0.05);
}

#[test]
fn products_of_normal_matrices_flatten_the_space() {
    let ended = run("orthogonal", &[]);
    assert_eq!(ended.number("normal_above_1"), 64.0);
    assert!(ended.number("normal_above_50") < 20.0, "{}", ended.stdout);
    assert_eq!(ended.number("orthogonal_above_50"), 64.0);
    assert!((ended.number("orthogonal_max_50") - 1.0).abs() < 1e-12);
}

#[test]
#[ignore = "slow: seventy-five trainings"]
fn batch_norm_falls_where_batches_are_small() {
    let ended = run("norms", &["--epochs", "6", "--seeds", "1"]);
    let batch = |size: u32| ended.number(&format!("batch_norm_{size}"));
    assert!(batch(2) < 0.3 && batch(4) < 0.8 && batch(32) > 0.9, "{}", ended.stdout);
    assert!(ended.number("layer_norm_2") > 0.8, "{}", ended.stdout);
}

#[test]
#[ignore = "slow: sixty trainings"]
fn batch_norm_widens_the_range_of_rates() {
    let ended = run("rate_range", &["--seeds", "1"]);
    assert!(ended.number("good_batch_norm") > ended.number("good_without"), "{}", ended.stdout);
}

#[test]
fn the_wrong_mode_costs_accuracy() {
    let ended = run("modes", &[]);
    let at = |name: &str| ended.number(name);
    assert_eq!(at("evaluation"), at("evaluation_1"), "{}", ended.stdout);
    assert!(at("training_2") < 0.7 && at("training_by_class") < 0.5, "{}", ended.stdout);
    assert!(at("late_1") > 3.7 && at("late_4") < 3.4, "{}", ended.stdout);
}

#[test]
fn folding_changes_no_prediction() {
    let ended = run("folding", &["--epochs", "1"]);
    assert!(ended.stdout.contains("the logits differ by less than 1e-4"), "{}", ended.stdout);
    assert!(ended.stdout.contains("tensors: 17 and 8"), "{}", ended.stdout);
}

#[test]
#[ignore = "slow: eighteen trainings of fifty layers"]
fn branches_that_begin_at_zero_need_no_normalization() {
    let ended = run("without_norms", &["--epochs", "3", "--seeds", "1"]);
    for key in ["zero_last", "fixup_last", "residual_batch_norm_last"] {
        assert!(ended.number(key) > 0.8, "{key}: {}", ended.stdout);
    }
    assert!(ended.number("plain_last") < 0.3 && ended.number("residual_last") < 0.3);
    assert!(ended.number("plain_batch_norm_gradients") > 1e5, "{}", ended.stdout);
}
