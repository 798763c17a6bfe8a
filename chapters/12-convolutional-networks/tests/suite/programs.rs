//! The chapter's smaller programs: that each shows what the chapter says it shows.

use crate::program::{Ended, example, folder};
use ch12::Spread;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Runs a program, which must end well; its results go to `out`.
#[track_caller]
fn run(program: &str, out: &Path, arguments: &[&str]) -> Ended {
    let ended = start(program, out, arguments);
    assert_eq!(ended.code, Some(0), "{program} {arguments:?}\n{}\n{}", ended.stdout, ended.stderr);
    ended
}

fn start(program: &str, out: &Path, arguments: &[&str]) -> Ended {
    let mut command = Command::new(example(program));
    command.env_remove("GRADUS_DATA").env("RUST_BACKTRACE", "0").arg("--out").arg(out);
    command.args(arguments).output().expect("the program can be started").into()
}

/// A number of a run's `results.toml`.
#[track_caller]
fn number(out: &Path, name: &str) -> f64 {
    let results = fs::read_to_string(out.join("results.toml")).expect("results");
    let value = results.lines().find_map(|line| line.strip_prefix(&format!("{name} = ")));
    let value = value.unwrap_or_else(|| panic!("no {name} in\n{results}"));
    value.parse().unwrap_or_else(|_| panic!("{name} = {value} is no number"))
}

#[test]
fn a_kernel_adds_up_what_the_page_adds_up() {
    let out = folder();
    let ended = run("kernel", out.path(), &[]);
    // (−1)·0 + 0·0 + 1·1, (−2)·0 + 0·1 + 2·2, (−1)·0 + 0·2 + 1·1
    assert_eq!(number(out.path(), "sum"), 6.0);
    assert_eq!(number(out.path(), "turned"), -6.0, "turned, this kernel changes its sign");
    let settings = [("plain", 4), ("stride 2", 2), ("padding 1", 6), ("dilation 2", 2)];
    for (name, side) in settings {
        assert!(ended.stdout.contains(&format!("{name:<10}  {side}×{side}")), "{}", ended.stdout);
    }
    for figure in ["kernel", "settings", "edges"] {
        assert!(out.path().join(figure).with_extension("svg").is_file(), "{figure}");
    }
}

#[test]
fn receptive_fields_are_as_large_as_computed() {
    let out = folder();
    run("receptive", out.path(), &["--seed", "3"]);
    for (layer, side) in [(1, 5.0), (2, 6.0), (3, 14.0), (4, 16.0)] {
        for what in ["sees", "height", "width"] {
            assert_eq!(number(out.path(), &format!("{what}_{layer}")), side, "{what} {layer}");
        }
    }
    assert_eq!(number(out.path(), "mnist_convolution"), 156.0);
}

#[test]
fn gradients_agree_with_measured_slopes_and_threads_change_no_bit() {
    for seed in ["1", "2"] {
        let out = folder();
        let ended = run("conv_gradients", out.path(), &["--seed", seed]);
        assert_eq!(ended.stdout.matches("below 1e-8").count(), 3, "{}", ended.stdout);
        assert!(ended.stdout.ends_with("to the bit: true\n"), "{}", ended.stdout);
        let sides: Vec<&str> =
            ended.stdout.lines().filter_map(|line| Some(line.split_once(" = ")?.1)).collect();
        assert!(sides.len() == 2 && sides[0] == sides[1], "the adjoint: {}", ended.stdout);
    }
}

#[test]
fn three_ways_give_the_same_answers() {
    let out = folder();
    // The program itself compares the answers and fails if they differ.
    run("three_ways", out.path(), &["--repeats", "1"]);
    assert!(number(out.path(), "direct_1") > 0.0);
}

#[test]
fn moved_digits_are_harder() {
    let out = folder();
    run("shift", out.path(), &["--seeds", "1", "--epochs", "2"]);
    for network in ["dense", "lenet_5", "average_pooling", "stride_2"] {
        let right = |by: usize| number(out.path(), &format!("{network}_{by}"));
        assert!(right(0) > 0.7, "{network} learns");
        assert!(right(4) < right(0), "{network} knows less of digits that have moved");
    }
    assert_eq!(number(out.path(), "lenet_5_parameters"), 61_706.0);
    assert_eq!(number(out.path(), "stride_2_parameters"), 61_706.0);
    assert_eq!(number(out.path(), "dense_parameters"), 61_225.0);
}

#[test]
fn what_cannot_be_is_refused_with_a_reason() {
    let out = folder();
    for (program, option) in
        [("shift", "--seeds"), ("shift", "--epochs"), ("three_ways", "--repeats")]
    {
        let ended = start(program, out.path(), &[option, "0"]);
        assert_ne!(ended.code, Some(0));
        assert!(ended.stderr.contains(option), "{}", ended.stderr);
    }
    let ended = start("shift", out.path(), &["--data", "there/is/no/such/folder"]);
    assert!(ended.stderr.contains("the folder given with --data"), "{}", ended.stderr);
    assert!(!ended.stderr.contains("panicked"), "{}", ended.stderr);
}

#[test]
fn every_program_tells_its_options() {
    for program in ["kernel", "receptive", "conv_gradients", "three_ways", "shift"] {
        let help = run(program, folder().path(), &["--help"]).stdout;
        assert!(help.contains("--out") && help.contains("--seed"), "{program}: {help}");
    }
}

#[test]
fn a_spread_is_mean_and_deviation() {
    let spread = Spread::of(&[0.5, 0.7]);
    assert!(
        (spread.mean - 0.6).abs() < 1e-12 && (spread.deviation - 0.02_f64.sqrt()).abs() < 1e-12
    );
    assert_eq!(spread.to_string(), "60.0 ± 14.1");
    assert_eq!(Spread::of(&[0.25]).deviation, 0.0);
}
