//! The chapter's smaller programs: that each shows what the chapter says it shows.

use programs::{Program, RunOutput, temp_dir};

const KERNEL: Program = Program::new("kernel");
const COLUMNS: Program = Program::new("columns");
const SIDE_BY_SIDE: Program = Program::new("side_by_side");
const RECEPTIVE: Program = Program::new("receptive");
const CONV_GRADIENTS: Program = Program::new("conv_gradients");
const FOUR_WAYS: Program = Program::new("four_ways");
const SHIFT: Program = Program::new("shift");

/// The maximum seed: what is added to it must not overflow.
const MAX_SEED: &str = "18446744073709551615";

#[test]
fn a_kernel_adds_up_what_the_page_adds_up() {
    let ended = KERNEL.run_in_temp_dir(&[]);
    // (−1)·0 + 0·0 + 1·1, (−2)·0 + 0·1 + 2·2, (−1)·0 + 0·2 + 1·1
    assert_eq!(ended.number("sum"), 6.0);
    assert_eq!(ended.number("turned"), -6.0, "turned, this kernel changes its sign");
    let settings = [("plain", 4), ("stride 2", 2), ("padding 1", 6), ("dilation 2", 2)];
    for (name, side) in settings {
        assert!(ended.stdout.contains(&format!("{name:<10}  {side}×{side}")), "{}", ended.stdout);
    }
    for figure in ["kernel", "settings", "edges"] {
        assert!(ended.out.path().join(figure).with_extension("svg").is_file(), "{figure}");
    }
}

#[test]
fn columns_give_what_the_page_shows() {
    let ended = COLUMNS.run_in_temp_dir(&[]);
    // 1·2 + 0·0 + (−1)·3 + 2·1, and 2·1 + (−1)·2 + 0·0 + 1·(−1)
    assert_eq!(ended.number("output"), 1.0);
    assert_eq!(ended.number("pixel"), -1.0);
    for figure in ["columns", "back"] {
        assert!(ended.out.path().join(figure).with_extension("svg").is_file(), "{figure}");
    }
}

#[test]
fn images_side_by_side_give_what_the_page_shows() {
    // 1·2 + 0·0 + (−1)·3 + 2·1; the program itself compares with the crate.
    let ended = SIDE_BY_SIDE.run_in_temp_dir(&[]);
    assert_eq!(ended.number("marked"), 1.0);
    assert!(ended.out.path().join("side-by-side.svg").is_file());
}

#[test]
fn receptive_fields_are_as_large_as_computed() {
    let ended = RECEPTIVE.run_in_temp_dir(&["--seed", "3"]);
    for (layer, side) in [(1, 5.0), (2, 6.0), (3, 14.0), (4, 16.0)] {
        for what in ["sees", "height", "width"] {
            assert_eq!(ended.number(&format!("{what}_{layer}")), side, "{what} {layer}");
        }
    }
    assert_eq!(ended.number("mnist_convolution"), 156.0);
}

#[test]
fn gradients_agree_with_measured_slopes_and_threads_change_no_bit() {
    for seed in ["1", "2", MAX_SEED] {
        let ended = CONV_GRADIENTS.run_in_temp_dir(&["--seed", seed]);
        assert_eq!(ended.stdout.matches("below 1e-8").count(), 3, "{}", ended.stdout);
        assert!(ended.stdout.ends_with("to the bit: true\n"), "{}", ended.stdout);
        let sides: Vec<&str> =
            ended.stdout.lines().filter_map(|line| Some(line.split_once(" = ")?.1)).collect();
        assert!(sides.len() == 2 && sides[0] == sides[1], "the adjoint: {}", ended.stdout);
    }
}

#[test]
#[ignore = "slow: `cargo test -- --include-ignored` runs it"]
fn four_ways_give_the_same_outputs() {
    // The program itself compares the outputs and fails if they differ.
    let ended = FOUR_WAYS.run_in_temp_dir(&["--repeats", "1"]);
    assert!(ended.number("direct_1") > 0.0);
}

#[test]
#[ignore = "slow: `cargo test -- --include-ignored` runs it"]
fn moved_digits_are_harder() {
    let ended = SHIFT.run_in_temp_dir(&["--seeds", "2", "--epochs", "2", "--seed", MAX_SEED]);
    for network in ["dense", "lenet_5", "average_pooling", "stride_2"] {
        let right = |by: usize| ended.number(&format!("{network}_{by}"));
        assert!(right(0) > 0.7, "{network} learns");
        assert!(right(4) < right(0), "{network} knows less of digits that have moved");
    }
    assert_eq!(ended.number("lenet_5_parameters"), 61_706.0);
    assert_eq!(ended.number("stride_2_parameters"), 61_706.0);
    assert_eq!(ended.number("dense_parameters"), 61_225.0);
}

#[test]
fn what_cannot_be_is_refused_with_a_reason() {
    let out = temp_dir();
    for (program, option) in [(SHIFT, "--seeds"), (SHIFT, "--epochs"), (FOUR_WAYS, "--repeats")] {
        let complaint = program.run_err(out.path(), &[option, "0"]);
        assert!(complaint.contains(option), "{complaint}");
    }
    let run = SHIFT.command(out.path()).arg("--mnist").env("GRADUS_DATA", out.path()).output();
    let ended = RunOutput::from(run.expect("the program can be started"));
    assert_ne!(ended.code, Some(0), "there is no MNIST in an empty folder");
    assert!(ended.stderr.contains("cargo gradus data fetch mnist"), "{}", ended.stderr);
    assert!(!ended.stderr.contains("panicked"), "{}", ended.stderr);
}

#[test]
fn every_program_tells_its_options() {
    for program in [KERNEL, COLUMNS, SIDE_BY_SIDE, RECEPTIVE, CONV_GRADIENTS, FOUR_WAYS, SHIFT] {
        let help = program.run_in_temp_dir(&["--help"]).stdout;
        assert!(help.contains("--out"), "{program:?}: {help}");
    }
}
