//! The chapter's programs: that each shows what the chapter says it shows.

use backprop::{DenseLayer, Network};
use ch06::{Digits, Tiny};
use losses::MeanSquaredError;
use neurons::Identity;
use numeric::{central_difference, matrix};
use programs::{FreshRun, Program};

#[track_caller]
fn run(program: &'static str, arguments: &[&str]) -> FreshRun {
    Program::new(program).run_in_temp_dir(arguments)
}

/// A number of a [`Tiny`] network.
type Number = fn(&mut Tiny) -> &mut f64;

/// All gradients of the network for paper, with units on and off, against measured slopes.
#[test]
fn the_numbers_for_paper_are_gradients() {
    for (x, first) in
        [([1.0, 2.0], 1.0), ([1.0, 2.0], -2.5), ([-1.0, 0.7], 0.3), ([2.0, -3.0], 1.0)]
    {
        let mut network = Tiny::of_the_chapter();
        network.w1[0][0] = first;
        let pass = network.pass(x, 1.0);
        let places: [(Number, f64); 9] = [
            (|it| &mut it.w1[0][0], pass.dw1[0][0]),
            (|it| &mut it.w1[0][1], pass.dw1[0][1]),
            (|it| &mut it.w1[1][0], pass.dw1[1][0]),
            (|it| &mut it.w1[1][1], pass.dw1[1][1]),
            (|it| &mut it.b1[0], pass.delta1[0]),
            (|it| &mut it.b1[1], pass.delta1[1]),
            (|it| &mut it.w2[0], pass.dw2[0]),
            (|it| &mut it.w2[1], pass.dw2[1]),
            (|it| &mut it.b2, pass.delta2),
        ];
        for (place, gradient) in places {
            let mut moved = network;
            let start = *place(&mut moved);
            let loss = |value| {
                *place(&mut moved) = value;
                moved.pass(x, 1.0).loss
            };
            let measured = central_difference(loss, start, 1e-5);
            assert!((measured - gradient).abs() < 1e-7, "{x:?}: {measured}, not {gradient}");
        }
        for i in 0..2 {
            let loss = |value| {
                let mut x = x;
                x[i] = value;
                network.pass(x, 1.0).loss
            };
            let measured = central_difference(loss, x[i], 1e-5);
            assert!((measured - pass.dx[i]).abs() < 1e-7, "x {i}: {measured}, not {}", pass.dx[i]);
        }
    }
}

/// The batch of two samples whose gradients the chapter computes by hand.
#[test]
fn the_batch_for_paper_has_these_gradients() {
    let Tiny { b1, b2, .. } = Tiny::of_the_chapter();
    let hidden = DenseLayer::new(matrix([[1.0, 0.5], [-1.0, 1.0]]), b1.to_vec(), activations::Relu);
    let output = DenseLayer::new(matrix([[1.0, -2.0]]), vec![b2], Identity);
    let network = Network { layers: vec![Box::new(hidden), Box::new(output)] };
    let x = matrix([[1.0, 2.0], [2.0, 1.0]]);
    let (loss, gradients) = network.loss_and_gradients(&x, &MeanSquaredError, &[1.0, 2.0]);
    assert_eq!(loss, 0.625);
    let [hidden, output] = gradients.as_slice() else { panic!("two layers") };
    assert_eq!((&output.weight, &output.bias), (&matrix([[3.5, 0.25]]), &vec![1.5]));
    assert_eq!(hidden.weight, matrix([[2.5, 2.0], [-1.0, -2.0]]));
    assert_eq!(hidden.bias, [1.5, -1.0]);
}

#[test]
fn a_step_lowers_the_loss_on_paper() {
    let ended = run("paper", &[]);
    assert_eq!((ended.number("loss"), ended.number("measured").round()), (0.25, 1.0));
    assert!(ended.number("loss_after") < 0.05, "{}", ended.stdout);
    let figure = |name: &str| std::fs::read_to_string(ended.out.path().join(name)).unwrap();
    // The description is a fixed text: these are its numbers.
    assert!(figure("forward.svg").contains(">1.5</text>"));
    assert!(figure("backward.svg").contains(">∂x₂ = −1.5</text>"));
    let slider = figure("numbers.svg");
    assert_eq!(slider.matches("class=\"frame\"").count(), 13);
}

#[test]
fn hand_written_gradients_read_digits() {
    let ended = run("by_hand", &[]);
    assert!(ended.number("right") >= 0.95, "{}", ended.stdout);
    assert_eq!(ended.number("parameters"), 2410.0);
    assert!((1.5..10.0).contains(&ended.number("time_ratio")), "{}", ended.stdout);
}

#[test]
fn the_best_step_depends_on_the_type_and_on_the_sides() {
    let ended = run("check", &[]);
    let best = |way: &str| ended.number(&format!("best_{way}"));
    // The cube root of the type's rounding, for one-sided differences the square root.
    assert!((-5.75..=-4.75).contains(&best("central__f64")), "{}", ended.stdout);
    assert!((-8.0..=-7.0).contains(&best("one_sided__f64")), "{}", ended.stdout);
    assert!((-2.75..=-2.0).contains(&best("central__f32")), "{}", ended.stdout);
    assert!(ended.number("error_central__f64") < 5e-11, "{}", ended.stdout);
    assert!(ended.number("error_central__f32") > 1e-6, "{}", ended.stdout);
    assert_eq!(ended.stdout.matches("yes: it passes").count(), 2);
    assert_eq!(ended.stdout.matches("no: it is caught").count(), 1);
}

/// Times are not the same twice, but a backward pass per layer would show.
#[test]
fn the_cost_does_not_grow_with_the_number_of_layers() {
    let ended = run("cost", &[]);
    let ratio = |layers: u32| ended.number(&format!("ratio_64_{layers}"));
    assert!(ratio(32) < 3.0 * ratio(2), "{}", ended.stdout);
    assert!(ended.number("measured_256_32") > 100.0, "{}", ended.stdout);
}

#[test]
fn a_batch_is_some_of_the_columns() {
    let digits = Digits::<f64>::of(&data::digits().test);
    let batch = digits.batch(&[7, 2]);
    assert_eq!(batch.x.column(1), digits.x.column(2));
    assert_eq!(batch.classes, [digits.classes[7], digits.classes[2]]);
}
