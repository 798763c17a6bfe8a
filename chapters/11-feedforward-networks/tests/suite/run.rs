//! The programs.

use programs::{FreshRun, Program};

#[track_caller]
fn run(program: &'static str, arguments: &[&str]) -> FreshRun {
    Program::new(program).run_in_temp_dir(arguments)
}

#[test]
fn a_network_that_folds_has_twice_as_many_pieces_with_each_layer() {
    let ended = run("folds", &[]);
    for depth in 1..=10 {
        assert_eq!(ended.number(&format!("folded_{depth}")), f64::from(1 << depth));
    }
    // Random networks have about as many pieces as neurons, however deep they are.
    for depth in [1, 2, 3, 4] {
        let pieces = ended.number(&format!("random_{depth}"));
        assert!((44.0..52.0).contains(&pieces), "{depth}: {pieces}");
    }
}

#[test]
fn steps_keep_to_their_bound_and_learning_beats_few_of_them() {
    let ended = run("bumps", &["--steps", "800"]);
    for n in [2, 4, 8, 16, 32, 64, 128] {
        let bound = std::f64::consts::PI / (f64::from(n) + 1.0);
        assert!(ended.number(&format!("steps_{n}")) <= bound, "{n}");
    }
    assert!(ended.number("learned_8") < ended.number("steps_8") / 3.0, "{}", ended.stdout);
}

#[test]
fn one_hidden_layer_reads_digits_better_than_none() {
    let ended = run("depth_on_digits", &["--epochs", "10"]);
    for depth in 1..=4 {
        let right = ended.number(&format!("right_{depth}"));
        assert!(right > ended.number("right_0") + 0.01, "{}", ended.stdout);
    }
}

#[test]
fn mnist_is_looked_for_where_data_says() {
    let [out, data] = [programs::temp_dir(), programs::temp_dir()];
    let arguments = ["--data", data.path().to_str().expect("a name")];
    let stderr = Program::new("depth_on_digits").run_err(out.path(), &arguments);
    assert!(stderr.contains("the folder given with --data"), "{stderr}");
}

#[test]
fn on_442_patients_linear_regression_wins() {
    let ended = run("patients", &[]);
    for other in ["mean", "nearest", "network"] {
        assert!(ended.number("linear_r2") > ended.number(&format!("{other}_r2")));
    }
}

#[test]
fn the_network_beats_the_baselines_and_the_card_tells_the_errors() {
    let ended = run("houses", &["--epochs", "40"]);
    for other in ["mean", "linear", "raw", "ridge", "nearest"] {
        assert!(ended.number("network_r2") > ended.number(&format!("{other}_r2")), "{other}");
    }
    let card = std::fs::read_to_string(ended.out.path().join("model-card.md")).unwrap();
    assert!(card.contains("a made-up market, not real houses") && ended.stdout.contains(&card));
    assert!(card.contains("any decision about a person"));
    let history = std::fs::read_to_string(ended.out.path().join("history.csv")).unwrap();
    assert!(history.starts_with("epoch,loss,mean_absolute_error,validation_loss,"), "{history}");
}
