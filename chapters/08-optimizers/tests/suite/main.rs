//! The chapter's programs: that each shows what the chapter says it shows.

use programs::{FreshRun, Program};

#[track_caller]
fn run(program: &'static str, arguments: &[&str]) -> FreshRun {
    Program::new(program).run_in_temp_dir(arguments)
}

#[test]
fn rules_remember_what_the_chapter_says() {
    let ended = run("memory", &[]);
    assert!((ended.number("uncorrected_first") - 10f64.sqrt()).abs() < 1e-6, "{}", ended.stdout);
    assert!(ended.number("uncorrected_longest") > 6.0, "{}", ended.stdout);
    assert!(ended.stdout.contains("Adam       2  first moment, second moment"));
}

#[test]
fn momentum_shortens_valleys_and_normalized_steps_leave_saddles() {
    let ended = run("surfaces", &[]);
    let steps = |surface: &str, rule: &str| ended.number(&format!("{surface}_{rule}"));
    for surface in ["valley", "rosenbrock"] {
        assert!(steps(surface, "momentum") < steps(surface, "sgd"), "{}", ended.stdout);
    }
    assert!(steps("rosenbrock", "adam") < steps("rosenbrock", "sgd") / 5.0, "{}", ended.stdout);
    assert!(steps("saddle", "adagrad") < steps("saddle", "sgd") / 2.0, "{}", ended.stdout);
}

#[test]
fn decay_inside_adam_depends_on_the_gradients_and_adam_can_go_the_wrong_way() {
    let ended = run("decay", &[]);
    for i in 0..5 {
        let decoupled = ended.number(&format!("decoupled_{i}"));
        assert!((decoupled - ended.number("kept")).abs() < 0.01, "{}", ended.stdout);
    }
    assert!(ended.number("coupled_0") < 0.1 && ended.number("coupled_4") > 0.95);
    assert_eq!(ended.number("online_adam"), 1.0, "{}", ended.stdout);
    assert!(ended.number("online_amsgrad") < -0.99, "{}", ended.stdout);
}

#[test]
#[ignore = "slow: thirteen networks"]
fn clipping_and_averages_help() {
    let ended = run("schedules", &[]);
    assert!(ended.stdout.contains("flies away") && ended.stdout.contains("ends at (1.000, 1.000)"));
    assert!(ended.number("test_loss_average") < ended.number("test_loss_last"));
    assert!(ended.number("right_constant") > 0.9, "{}", ended.stdout);
}

#[test]
fn muon_lifts_small_singular_values() {
    let ended = run("muon", &["--epochs", "1"]);
    assert!(ended.number("max_after_5") < 1.25, "{}", ended.stdout);
    assert!(ended.number("half_after_5") > 0.6, "{}", ended.stdout);
}

#[test]
#[ignore = "slow: seven optimizers, ten rates, six networks each"]
fn every_rule_learns_digits() {
    let ended = run("optimizers_on_digits", &["--epochs", "4"]);
    for rule in ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "lion"] {
        let right = ended.number(&format!("right_{rule}"));
        assert!(right > 0.85, "{rule}: {right}, {}", ended.stdout);
    }
}

#[test]
fn subnormal_numbers_come_and_the_optimizer_keeps_none() {
    let ended = run("denormals", &[]);
    assert!(ended.stdout.contains("momentum after 2,000 steps: 0e0"), "{}", ended.stdout);
}

/// One step of each library's optimizers; PyTorch's Muon rounds to `bfloat16`.
#[test]
fn ours_are_the_libraries_steps() {
    let ended = run("libraries", &[]);
    for rule in ["sgd", "adagrad", "rmsprop", "adam", "adamw", "lion"] {
        assert!(ended.number(&format!("off_{rule}")) < 1e-8, "{rule}: {}", ended.stdout);
    }
    assert!(ended.number("off_muon") < 2e-3, "{}", ended.stdout);
}
