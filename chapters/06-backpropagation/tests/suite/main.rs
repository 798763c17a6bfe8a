//! The chapter's programs: that each shows what the chapter says it shows.

use ch06::{Digits, Tiny};
use numeric::central_difference;
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

#[test]
fn a_step_lowers_the_loss_on_paper() {
    let ended = run("paper", &[]);
    assert_eq!((ended.number("loss"), ended.number("measured").round()), (0.25, 1.0));
    assert!(ended.number("loss_after") < 0.05, "{}", ended.stdout);
    let slider = std::fs::read_to_string(ended.out.path().join("numbers.svg")).unwrap();
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
    assert!((-6.0..-4.0).contains(&best("central__f64")), "{}", ended.stdout);
    assert!(best("one_sided__f64") < best("central__f64"), "{}", ended.stdout);
    assert!(best("central__f32") > -4.5, "{}", ended.stdout);
    assert_eq!(ended.stdout.matches("yes: it passes").count(), 2);
    assert_eq!(ended.stdout.matches("no: it is caught").count(), 1);
}

#[test]
fn a_batch_is_some_of_the_columns() {
    let digits = Digits::<f64>::of(&data::digits().test);
    let batch = digits.batch(&[7, 2]);
    assert_eq!(batch.x.column(1), digits.x.column(2));
    assert_eq!(batch.classes, [digits.classes[7], digits.classes[2]]);
}
