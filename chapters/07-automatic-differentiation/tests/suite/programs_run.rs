//! The chapter's programs: that each shows what the chapter says it shows.

use programs::{FreshRun, Program};

#[track_caller]
fn run(program: &'static str) -> FreshRun {
    Program::new(program).run_in_temp_dir(&[])
}

#[test]
fn dual_numbers_are_exact_and_reverse_mode_is_cheap() {
    let ended = run("forward");
    assert!(ended.number("dual_error") < 1e-15, "{}", ended.stdout);
    assert!(ended.number("central_best") > 1e-13, "{}", ended.stdout);
    assert!(ended.number("forward_ratio_1024") > 2000.0, "{}", ended.stdout);
    assert!((3.0..5.0).contains(&ended.number("reverse_ratio_1024")), "{}", ended.stdout);
}

#[test]
fn a_tape_of_single_numbers_trains_a_network() {
    let ended = run("scalar");
    assert_eq!((ended.number("adjoint_a"), ended.number("adjoint_b")), (-18.0, 6.0));
    assert!(ended.number("right") >= 195.0, "{}", ended.stdout);
    assert!(ended.number("loss") < 0.1 * ended.number("first_loss"), "{}", ended.stdout);
    assert!(ended.number("times_faster_128") > 2.0, "{}", ended.stdout);
}

#[test]
fn by_hand_and_by_the_tape_the_bits_are_equal() {
    let ended = run("tensor_tape");
    assert_eq!(ended.number("same_bits"), ended.number("elements"), "{}", ended.stdout);
    assert_eq!(ended.number("kept_three"), 3.0 * ended.number("kept_one"), "{}", ended.stdout);
    for line in [
        "sum(x ∘ x)                [2.0, -4.0, 6.0]",
        "b of shape [3]      gradient [3.0, 30.0, 300.0]",
    ] {
        assert!(ended.stdout.contains(line), "{}", ended.stdout);
    }
}

#[test]
fn checkpointing_needs_a_third_of_the_memory() {
    let ended = Program::new("checkpoint").run_in_temp_dir(&["--quick"]);
    assert_eq!(ended.number("same_7"), 1.0, "{}", ended.stdout);
    assert!(3.0 * ended.number("peak_7") < ended.number("peak_0"), "{}", ended.stdout);
    // A forward pass more, which is a third of a step, and half of one or more where it is compiled
    // for tests. Two more would be above this.
    assert!(ended.number("time_7") < 1.9, "{}", ended.stdout);
    assert!(2.0 * ended.number("checkpointed_36") < ended.number("kept_36"), "{}", ended.stdout);
}

#[test]
fn a_network_without_layers_is_refused() {
    let arguments = ["--layers", "0", "--segment", "1"];
    let stderr = Program::new("checkpoint").run_err(programs::temp_dir().path(), &arguments);
    assert!(stderr.contains("invalid value '0' for '--layers "), "{stderr}");
}

#[test]
fn the_largest_curvature_predicts_the_limit() {
    let ended = run("curvature");
    let (lambda, largest) = (ended.number("lambda"), ended.number("eigenvalue"));
    assert!((lambda / largest - 1.0).abs() < 1e-9, "{}", ended.stdout);
    for factor in [90, 98, 102, 110] {
        let [predicted, measured] =
            ["predicted", "measured"].map(|it| ended.number(&format!("{it}_{factor}")));
        assert!((measured / predicted - 1.0).abs() < 0.01, "{}", ended.stdout);
    }
    assert!(ended.number("difference_best") < 1e-9, "{}", ended.stdout);
}
