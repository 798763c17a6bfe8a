//! The programs about gradients and gates, and the gradient norms against the layer.

use autograd::{Param, Tape};
use ch13::theory::{Activation, Square, gradient_norms, length};
use programs::{Program, list_dir, temp_dir};
use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};
use rnn::{Rnn, SequenceOptions, State};
use tensor::Tensor;

const BPTT: Program = Program::new("bptt");
const VANISHING: Program = Program::new("vanishing");
const GATES: Program = Program::new("gates");
const WINDOW: Program = Program::new("window");

/// What the program goes back through step by step, the layer's backward pass gives too.
#[test]
fn gradient_norms_are_those_of_the_layer() {
    const UNITS: usize = 5;
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    let u = Square::random(UNITS, 1.1, rng);
    let mut draw =
        |len: usize| -> Vec<f64> { (0..len).map(|_| rng.random_range(-1.0..1.0)).collect() };
    let inputs: Vec<Vec<f64>> = (0..7).map(|_| draw(UNITS)).collect();
    let dh = draw(UNITS);

    let mut rnn = Rnn::<f64>::new(UNITS, UNITS, rng);
    let params = &mut rnn.layers[0].forward;
    for (i, w) in params.weight_ih.value.as_mut_slice().iter_mut().enumerate() {
        *w = f64::from(u8::from(i / UNITS == i % UNITS));
    }
    // The layer's samples are rows: its weights are the transpose.
    for (i, w) in params.weight_hh.value.as_mut_slice().iter_mut().enumerate() {
        *w = u.elements[i % UNITS * UNITS + i / UNITS];
    }
    params.bias_ih.value.as_mut_slice().fill(0.0);
    params.bias_hh.value.as_mut_slice().fill(0.0);
    let h = Param::new(Tensor::zeros([1, 1, UNITS]));
    let gradients = Tape::new().gradients(|tape| {
        let x = tape.constant(&Tensor::new([1, inputs.len(), UNITS], inputs.concat()));
        let initial = Some(State { h: tape.param(&h), c: None });
        let last = rnn.forward_with(x, SequenceOptions { initial, lengths: None }).last;
        (last * &Tensor::new([1, UNITS], dh.clone())).sum()
    });
    let layer = length(gradients.get(&h).expect("the state has a gradient").as_slice());
    let norms = gradient_norms(&u, Activation::Tanh, &inputs, dh);
    assert_eq!(norms.len(), inputs.len() + 1);
    assert!((norms[7] - layer).abs() < 1e-6, "{} and {layer}", norms[7]);
}

#[test]
fn a_spectral_radius_is_that_of_the_eigenvalues() {
    let triangular = Square { n: 3, elements: vec![-3.0, 5.0, 7.0, 0.0, 2.0, 1.0, 0.0, 0.0, 0.5] };
    assert!((triangular.spectral_radius() - 3.0).abs() < 1e-4);
}

#[test]
fn the_numbers_on_paper_are_those_of_the_layer() {
    let out = temp_dir();
    let ended = BPTT.run_ok(out.path(), &[]);
    assert!(
        ended.stdout.contains("gradient of u      −1   −1.000000          −1"),
        "{}",
        ended.stdout
    );
    assert_eq!(list_dir(out.path()), [".lock", "back.svg", "results.toml", "unrolled.svg"]);
}

#[test]
fn a_radius_below_one_vanishes_and_one_above_explodes() {
    let out = temp_dir();
    let ended = VANISHING.run_ok(out.path(), &[]);
    let last = |name: &str| -> f64 {
        let line = ended.stdout.lines().find(|line| line.starts_with(name)).expect(name);
        line.split_whitespace().last().expect(name).parse().expect(line)
    };
    assert!(last("linear 0.8") < 1e-4 && last("linear 1.2") > 100.0, "{}", ended.stdout);
    assert!(last("tanh 1.2") < 1e-4 && last("LSTM, bias 4") > 0.1, "{}", ended.stdout);
    assert_eq!(list_dir(out.path()), [".lock", "kept.svg", "results.toml", "vanishing.svg"]);
}

#[test]
fn an_lstm_learns_to_count_beyond_its_words() {
    let out = temp_dir();
    let ended = GATES.run_ok(out.path(), &[]);
    assert_eq!(list_dir(out.path()), [".lock", "counter.svg", "gates.svg", "results.toml"]);
    let line = ended.stdout.lines().find(|line| line.starts_with("update   512")).expect("the end");
    let known: u32 = line.split_whitespace().last().expect(line).parse().expect(line);
    assert!(known >= 10, "{}", ended.stdout);
}

#[test]
fn a_window_of_eight_letters_counts_to_three() {
    let out = temp_dir();
    let ended = WINDOW.run_ok(out.path(), &[]);
    let counts = |name: &str| -> Vec<u32> {
        let line = ended.stdout.lines().find(|line| line.starts_with(name)).expect(name);
        let cells: Vec<u32> = line.split_whitespace().filter_map(|it| it.parse().ok()).collect();
        cells[cells.len() - 5..].to_vec()
    };
    assert_eq!(counts("window of 8 letters"), [3, 3, 0, 0, 0], "{}", ended.stdout);
    assert_eq!(counts("LSTM of 2 units")[..4], [3, 3, 3, 3], "{}", ended.stdout);
    assert_eq!(list_dir(out.path()), [".lock", "results.toml", "window.svg"]);
}
