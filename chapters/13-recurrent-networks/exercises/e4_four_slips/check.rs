use super::exercise::*;
use check::{Tolerance, assert_close, guarded, small_integers};
use tensor::Tensor;

/// A layer of one input and one unit whose weights are zero: its gates are given by the biases of `i`,
/// `f`, `g` and `o`.
fn by_biases(bias: [f64; 4]) -> Lstm {
    let zeros = || Tensor::zeros([1, 4]);
    let mut lstm = Lstm::new(zeros(), zeros());
    lstm.bias = bias.to_vec();
    lstm
}

/// A layer with weights of all kinds.
fn mixed(inputs: usize, hidden: usize) -> Lstm {
    let weights = |rows: usize, salt| {
        let weights = small_integers::<f64>(rows * 4 * hidden, salt);
        Tensor::new([rows, 4 * hidden], weights.into_iter().map(|w| w / 8.0).collect())
    };
    let mut lstm = Lstm::new(weights(inputs, 2), weights(hidden, 5));
    lstm.bias = small_integers(4 * hidden, 6);
    lstm
}

/// A sequence of inputs.
fn sequence(steps: usize, inputs: usize, salt: usize) -> Vec<Vec<f64>> {
    (0..steps).map(|t| small_integers(inputs, salt + 3 * t)).collect()
}

/// The reader's layer over a sequence.
#[track_caller]
fn run(lstm: &mut Lstm, sequence: &[Vec<f64>]) -> Vec<f64> {
    let given = format!("`run` of {} steps, {} units", sequence.len(), lstm.h.len());
    guarded(|| given, || lstm.run(sequence))
}

/// A step of the reader's layer.
#[track_caller]
fn step(lstm: &mut Lstm, x: &[f64]) -> Vec<f64> {
    let given = format!("`step` of {} inputs, {} units", x.len(), lstm.h.len());
    guarded(|| given, || lstm.step(x))
}

fn sigmoid(a: f64) -> f64 {
    1.0 / (1.0 + (-a).exp())
}

fn is_close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-12
}

/// Complaint 1.
#[test]
fn the_forget_gate_begins_open() {
    let lstm = Lstm::new(Tensor::zeros([2, 12]), Tensor::zeros([3, 12]));
    let biases = lstm.bias.len();
    assert!(
        lstm.h == [0.0; 3] && lstm.c == [0.0; 3],
        "the state of a new layer is zeros, one for each unit, but h is {:?} and c {:?}",
        lstm.h,
        lstm.c
    );
    assert!(biases == 12, "3 units have {biases} biases, expected 12: one for each gate of each");
    let gates: [&[f64]; 4] = [0, 1, 2, 3].map(|gate| &lstm.bias[3 * gate..][..3]);
    let ones = gates.map(|bias| bias.iter().all(|b| *b == 1.0));
    let slip = match ones {
        [false, true, false, false] => "the others should be zero",
        [true, false, false, false] => "the ones are those of the input gate i",
        [false, false, true, false] => "the ones are those of the candidate g",
        [false, false, false, true] => "the ones are those of the output gate o",
        _ => "only those of f should be one",
    };
    assert!(
        gates == [&[0.0; 3], &[1.0; 3], &[0.0; 3], &[0.0; 3]],
        "the biases of i, f, g, o in a new layer are {gates:?}: {slip}"
    );
}

/// Complaint 2: what a step writes to the cell state shows which columns it took for which gate.
#[test]
fn gates_lie_in_pytorchs_order() {
    let [i, f, g, o] = [0.5, -1.0, 0.25, 2.0];
    let mut lstm = by_biases([i, f, g, o]);
    lstm.c[0] = 0.5;
    step(&mut lstm, &[1.0]);
    let c = |i: f64, f: f64, g: f64| sigmoid(f) * 0.5 + sigmoid(i) * g.tanh();
    let (found, expected) = (lstm.c[0], c(i, f, g));
    let slip = if is_close(found, c(i, f, o)) {
        ": the columns are taken for i, f, o, g"
    } else if is_close(found, c(i, g, f)) {
        ": the columns are taken for i, g, f, o, the order of old TensorFlow"
    } else if is_close(found, c(f, i, g)) {
        ": the columns are taken for f, i, g, o"
    } else {
        ""
    };
    assert!(
        is_close(found, expected),
        "from c = 0.5 and the sums i = {i}, f = {f}, g = {g}, o = {o}, c' is {found}, expected \
         σ(f)·c + σ(i)·tanh(g) = {expected}{slip}"
    );
}

/// Complaint 3. The sums of `g` and of `o` are equal, whichever comes first.
#[test]
fn the_cell_state_goes_out_through_a_tanh() {
    let mut lstm = by_biases([-40.0, 40.0, 40.0, 40.0]);
    lstm.c[0] = 4.0;
    let h = step(&mut lstm, &[1.0])[0];
    let (c, expected) = (lstm.c[0], 4f64.tanh());
    let slip = if is_close(h, 4.0) {
        ": c goes out as it is"
    } else if !is_close(c, 4.0) {
        ": the cell state itself is squashed, so it cannot be kept"
    } else {
        ""
    };
    assert!(
        is_close(h, expected) && is_close(c, 4.0),
        "with i = 0, f = 1, o = 1 and c = 4, c' is {c}, expected 4, and h' is {h}, expected tanh(4) = \
         {expected}{slip}"
    );
}

/// Complaint 4.
#[test]
fn a_sequence_begins_in_a_state_of_zeros() {
    let (mut lstm, x) = (mixed(2, 3), sequence(4, 2, 1));
    let first = run(&mut lstm, &x);
    run(&mut lstm, &sequence(3, 2, 5));
    let before = lstm.clone();
    let again = run(&mut lstm, &x);
    // What only one part of the state would have left.
    let left_over = |h: bool, c: bool| {
        let mut lstm = before.clone();
        if !h {
            lstm.h.fill(0.0);
        }
        if !c {
            lstm.c.fill(0.0);
        }
        x.iter().for_each(|x| drop(lstm.step(x)));
        lstm.h == again
    };
    assert!(
        again == first,
        "the same sequence gives {first:?} at first, and {again:?} after another one: {}",
        if left_over(false, true) {
            "c is left from the sequence before"
        } else if left_over(true, false) {
            "h is left from the sequence before"
        } else {
            "the state is left from the sequence before"
        }
    );
}

/// Text comes in pieces: a step goes on where the last one ended.
#[test]
fn a_step_goes_on_from_the_state() {
    let mut lstm = by_biases([-40.0, 40.0, 1.0, 1.0]);
    lstm.c[0] = 0.5;
    for steps in 1..=3 {
        step(&mut lstm, &[1.0]);
        let c = lstm.c[0];
        assert!(
            is_close(c, 0.5),
            "with i = 0 and f = 1 a cell state of 0.5 stays, but after {steps} steps it is {c}: only \
             the beginning of a sequence resets the state"
        );
    }
}

/// All of it, over whole sequences.
#[test]
fn agrees_with_the_definition() {
    for (inputs, hidden) in [(1, 1), (2, 3), (4, 2)] {
        let (mut lstm, x) = (mixed(inputs, hidden), sequence(5, inputs, 4));
        let (mut h, mut c) = (vec![0.0; hidden], vec![0.0; hidden]);
        for x in &x {
            let sum = |column: usize| {
                let of = |values: &[f64], weights: &Tensor<f64>| -> f64 {
                    let weight = |i: usize| weights.as_slice()[i * 4 * hidden + column];
                    values.iter().enumerate().map(|(i, value)| value * weight(i)).sum()
                };
                lstm.bias[column] + of(x, &lstm.weight_ih) + of(&h, &lstm.weight_hh)
            };
            let sums: Vec<f64> = (0..4 * hidden).map(sum).collect();
            for k in 0..hidden {
                let [i, f, g, o] = [0, 1, 2, 3].map(|gate| sums[gate * hidden + k]);
                c[k] = sigmoid(f) * c[k] + sigmoid(i) * g.tanh();
                h[k] = sigmoid(o) * c[k].tanh();
            }
        }
        let name = format!(
            "h after five steps ({inputs} inputs, {hidden} units; where the test of a complaint fails \
             too, mend that first)"
        );
        assert_close(&name, &run(&mut lstm, &x), &h, Tolerance::F64_GOLDEN);
        assert_close(&format!("c {}", &name[2..]), &lstm.c, &c, Tolerance::F64_GOLDEN);
    }
}
