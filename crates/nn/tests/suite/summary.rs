//! The table of layers.

use crate::blame::panic_of;
use crate::rng;
use activations::Relu;
use nn::{Dense, Flatten, Sequential, group_thousands, sequential, summary};
use rstest::rstest;

fn model() -> Sequential {
    let rng = &mut rng(1);
    sequential![
        Flatten,
        Dense::<f32, _>::new(28 * 28, 128, Relu, rng),
        Dense::<f32>::linear(128, 10, rng),
    ]
}

#[test]
fn the_table_of_kerass_first_network() {
    let expected = "\
┌────────────────────┬──────────────┬────────────┐
│ layer              ┆ output shape ┆ parameters │
╞════════════════════╪══════════════╪════════════╡
│ 0 Flatten          ┆ (n, 784)     ┆          0 │
│ 1 Dense (relu)     ┆ (n, 128)     ┆    100,480 │
│ 2 Dense (identity) ┆ (n, 10)      ┆      1,290 │
└────────────────────┴──────────────┴────────────┘
101,770 parameters, 407 kB";
    assert_eq!(summary(&model(), &[28, 28]), expected);
}

#[test]
fn double_precision_takes_twice_the_room() {
    let model: Sequential<f64> = sequential![Dense::<f64>::linear(100, 99, &mut rng(1))];
    assert!(summary(&model, &[100]).ends_with("9,999 parameters, 79 kB"));
    let text = summary(&Sequential::<f32>::default(), &[3]);
    assert!(text.ends_with("0 parameters, 0 kB"), "{text}");
}

#[test]
fn axes_before_the_last_are_shown() {
    let model: Sequential = sequential![Dense::<f32>::linear(4, 3, &mut rng(1))];
    assert!(summary(&model, &[7, 4]).contains("(n, 7, 3)"));
}

#[test]
fn an_input_that_does_not_fit_is_named() {
    let panic = panic_of(|| summary(&model(), &[28, 27]));
    let message = "layer 1, Dense (relu), takes 784 inputs, but its input has the shape [1, 756]";
    assert_eq!(panic.message, message);
    assert!(panic.file.ends_with("suite/summary.rs"), "{panic:?}");
    panic_of(|| summary(&model(), &[1, 1, 1, 1, 28, 28]));
}

#[rstest]
#[case(0, "0")]
#[case(999, "999")]
#[case(1_000, "1,000")]
#[case(101_770, "101,770")]
#[case(1_000_000, "1,000,000")]
#[case(usize::MAX, "18,446,744,073,709,551,615")]
fn numbers_as_people_read_them(#[case] n: usize, #[case] text: &str) {
    assert_eq!(group_thousands(n), text);
}
