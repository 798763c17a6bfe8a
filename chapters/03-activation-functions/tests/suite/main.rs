//! The chapter's programs: that each shows what the chapter says it shows.

use programs::{FreshRun, Program};

#[track_caller]
fn run(program: &'static str, arguments: &[&str]) -> FreshRun {
    Program::new(program).run_in_temp_dir(arguments)
}

#[test]
fn slopes_are_those_of_the_functions() {
    let ended = run("gallery", &[]);
    assert!(ended.stdout.contains("the largest difference is below 1e-8"), "{}", ended.stdout);
    assert_eq!(ended.number("sigmoid_steepest"), 0.25);
    assert_eq!(ended.number("relu_steepest"), 1.0);
    assert!(ended.number("gelu_steepest") > 1.1);
    for figure in ["saturating", "rectifiers-slopes", "smooth"] {
        assert!(ended.out.path().join(figure).with_extension("svg").is_file(), "{figure}");
    }
}

#[test]
fn without_activation_functions_a_ring_cannot_be_told_from_its_middle() {
    let ended = run("without", &[]);
    assert!(ended.number("linear") < 0.8, "{}", ended.stdout);
    for name in ["sigmoid", "tanh", "relu"] {
        assert!(ended.number(name) > 0.98, "{name}: {}", ended.stdout);
    }
    assert!(ended.stdout.contains("the two differ by less than 1e-5"), "{}", ended.stdout);
}

#[test]
fn signals_fade_saturate_or_keep_their_size() {
    let ended = run("depth", &[]);
    let number = |name| ended.number(name);
    assert!(number("tanh_50_rms") < 1e-5, "small weights: the outputs fade");
    assert!(number("tanh_400_saturated") > 0.3, "large weights: they saturate");
    assert!(number("sigmoid_100_gradient") < 1e-10, "slopes of a quarter: the gradient vanishes");
    // √2 makes up for the half that a rectifier cuts away.
    assert!((0.3..3.0).contains(&number("relu_141_rms")), "{}", ended.stdout);
    assert!((0.3..3.0).contains(&number("relu_141_gradient")), "{}", ended.stdout);
    assert!(number("relu_100_rms") < 0.01 && number("relu_200_rms") > 100.0);
    let slider = std::fs::read_to_string(ended.out.path().join("saturation.svg")).unwrap();
    assert_eq!(slider.matches("class=\"frame\"").count(), 39);
}

#[test]
fn softmax_overflows_by_its_formula_alone() {
    let ended = run("softmax", &[]);
    let line = |start: &str| ended.stdout.lines().find(|line| line.starts_with(start)).unwrap();
    assert!(line("[87, 88, 89]").ends_with("[0.000, 0.000, NaN]     [0.090, 0.245, 0.665]"));
    assert!(line("[1, −∞, 3]").ends_with("[0.119, 0.000, 0.881]"), "{}", ended.stdout);
    assert!(line("log_softmax([0, −120])").ends_with("[0, −120]"), "{}", ended.stdout);
    assert!(ended.number("first_at_0_1") > 0.999 && ended.number("first_at_10") < 0.3);
}

#[test]
#[ignore = "slow: trains 72 networks"]
fn large_rates_kill_rectifiers_and_no_leaky_ones() {
    let ended = run("dead_units", &[]);
    assert!(ended.number("relu_2_dead") > 0.5, "{}", ended.stdout);
    assert!(ended.number("relu_0_1_dead") < 0.1, "{}", ended.stdout);
    assert_eq!(ended.number("leaky_relu_2_dead"), 0.0, "{}", ended.stdout);
}

#[test]
#[ignore = "slow: trains 33 networks"]
fn sigmoids_learn_last() {
    let ended = run("ablation", &[]);
    for name in ["tanh", "relu", "leaky_relu", "elu", "selu", "gelu", "silu", "mish"] {
        assert!(ended.number(name) > ended.number("sigmoid") + 0.3, "{name}: {}", ended.stdout);
    }
}
