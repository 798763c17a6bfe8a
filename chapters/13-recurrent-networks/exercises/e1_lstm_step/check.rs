use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded, small_integers};
use tensor::Tensor;

/// Eighths between −5/8 and 5/8.
fn eighths(count: usize, salt: usize) -> Vec<f64> {
    small_integers::<f64>(count, salt).into_iter().map(|x| x / 8.0).collect()
}

/// Some cell with this many inputs and units.
fn lstm(inputs: usize, hidden: usize) -> Lstm {
    Lstm {
        weight_ih: Tensor::new([inputs, 4 * hidden], eighths(inputs * 4 * hidden, 1)),
        weight_hh: Tensor::new([hidden, 4 * hidden], eighths(hidden * 4 * hidden, 4)),
        bias_ih: eighths(4 * hidden, 6),
        bias_hh: eighths(4 * hidden, 9),
    }
}

/// Some state.
fn state(hidden: usize) -> State {
    let c = small_integers::<f64>(hidden, 2).into_iter().map(|c| c / 2.0).collect();
    State { h: eighths(hidden, 7), c }
}

/// What may be wrong about a step.
#[derive(Clone, Copy)]
struct Rules {
    /// Where `i`, `f`, `g`, `o` lie.
    order: [usize; 4],
    /// Which biases are added.
    biases: [f64; 2],
    g: fn(f64) -> f64,
    of_c: fn(f64) -> f64,
    /// How the gates of a unit lie: gate after gate, or unit after unit.
    by_unit: bool,
    /// Whether a unit sees the new states of the units before it.
    in_place: bool,
    /// Whether the old memory goes into h'.
    old_c: bool,
}

fn sigmoid(a: f64) -> f64 {
    1.0 / (1.0 + (-a).exp())
}

const RIGHT: Rules = Rules {
    order: [0, 1, 2, 3],
    biases: [1.0, 1.0],
    g: f64::tanh,
    of_c: f64::tanh,
    by_unit: false,
    in_place: false,
    old_c: false,
};

impl Rules {
    fn step(self, lstm: &Lstm, x: &[f64], state: &State) -> State {
        let hidden = state.h.len();
        let product = |values: &[f64], weights: &Tensor<f64>, j: usize| {
            let weight = |i: usize| weights.as_slice()[i * 4 * hidden + j];
            values.iter().enumerate().map(|(i, value)| value * weight(i)).sum::<f64>()
        };
        let sum = |h: &[f64], j: usize| {
            let biases = self.biases[0] * lstm.bias_ih[j] + self.biases[1] * lstm.bias_hh[j];
            product(x, &lstm.weight_ih, j) + product(h, &lstm.weight_hh, j) + biases
        };
        let mut next = state.clone();
        for k in 0..hidden {
            let at = |gate: usize| if self.by_unit { 4 * k + gate } else { gate * hidden + k };
            let h = if self.in_place { &next.h } else { &state.h };
            let [i, f, g, o] = self.order.map(|gate| sum(h, at(gate)));
            next.c[k] = sigmoid(f) * state.c[k] + sigmoid(i) * (self.g)(g);
            let c = if self.old_c { state.c[k] } else { next.c[k] };
            next.h[k] = sigmoid(o) * (self.of_c)(c);
        }
        next
    }
}

/// The rules that people take for the right ones.
fn slips() -> [(Rules, &'static str); 12] {
    [
        (
            Rules { order: [0, 1, 3, 2], ..RIGHT },
            "g and o are exchanged: PyTorch's order is i, f, g, o",
        ),
        (Rules { order: [1, 0, 2, 3], ..RIGHT }, "i and f are exchanged: f multiplies the old c"),
        (Rules { by_unit: true, ..RIGHT }, "the columns lie gate after gate, not unit after unit"),
        (Rules { biases: [1.0, 0.0], ..RIGHT }, "bias_hh is missing: there are two biases"),
        (Rules { biases: [0.0, 1.0], ..RIGHT }, "bias_ih is missing: there are two biases"),
        (Rules { biases: [0.0, 0.0], ..RIGHT }, "the biases are missing"),
        (Rules { g: sigmoid, ..RIGHT }, "g is no gate but what is to be written: it takes a tanh"),
        (
            Rules { g: |a| a, ..RIGHT },
            "the tanh of g is missing: what is to be written is tanh(a_g)",
        ),
        (Rules { of_c: |c| c, ..RIGHT }, "the tanh of the new c is missing: h' = o∘tanh(c')"),
        (Rules { of_c: sigmoid, ..RIGHT }, "h' is o∘tanh(c'), not o∘σ(c')"),
        (Rules { old_c: true, ..RIGHT }, "h' is made of the new c', not of the c before the step"),
        (
            Rules { in_place: true, ..RIGHT },
            "the units see new states of the units before them: all sums take the h before the step",
        ),
    ]
}

/// The reader's step, to a state of the right length.
#[track_caller]
fn step(lstm: &Lstm, x: &[f64], state: &State) -> State {
    let given = || format!("`step` of {} inputs, {} units", x.len(), state.h.len());
    let next = guarded(given, || lstm.step(x, state));
    for (name, part) in [("c'", &next.c), ("h'", &next.h)] {
        let (found, hidden) = (part.len(), state.h.len());
        let note = if found == 4 * hidden {
            ": those are the sums of all four gates; a gate is a quarter of them"
        } else if found == 2 * hidden {
            ": was the new state put behind the old one?"
        } else {
            ": one for each unit"
        };
        assert!(
            found == hidden,
            "{}: {name} has {found} elements, expected {hidden}{note}",
            given()
        );
    }
    next
}

/// Compares a state with what is expected, and names the slip if it can.
#[track_caller]
fn check(lstm: &Lstm, x: &[f64], state: &State) {
    let about = format!("{} inputs, {} units", x.len(), state.h.len());
    let (found, expected) = (step(lstm, x, state), RIGHT.step(lstm, x, state));
    for (name, found_part, part) in [("c'", &found.c, &expected.c), ("h'", &found.h, &expected.h)] {
        let name = format!("{name} ({about}), entry [unit]");
        let result = compare(&name, &[part.len()], found_part, part, Tolerance::F64_GOLDEN);
        assert_or_name_slip(result, || {
            let is = |other: State| {
                let same = |a: &[f64], b: &[f64]| {
                    compare("", &[b.len()], a, b, Tolerance::F64_GOLDEN).is_ok()
                };
                same(&found.h, &other.h) && same(&found.c, &other.c)
            };
            if is(State { h: expected.h.clone(), c: state.c.clone() }) {
                return Some("h' is right, but c' is the old c");
            }
            slips().into_iter().find(|(rules, _)| is(rules.step(lstm, x, state))).map(|it| it.1)
        });
    }
}

#[test]
fn agrees_with_paper() {
    let zeros = || Tensor::zeros([1, 4]);
    let (weight_ih, weight_hh) = (zeros(), zeros());
    let lstm = Lstm { weight_ih, weight_hh, bias_ih: vec![0.0; 4], bias_hh: vec![0.0; 4] };
    let State { h, c } = step(&lstm, &[3.0], &State { h: vec![-2.0], c: vec![1.0] });
    assert!(c == [0.5], "with all parameters zero, c' is half of c = 1, here it is {c:?}");
    let near = (h[0] - 0.231_058_578_630_005).abs() < 1e-14;
    assert!(
        near,
        "with all parameters zero and c' = 0.5, h' is 0.5·tanh(0.5) = 0.2311, here {h:?}{}",
        match h[0] {
            0.25 => ": the tanh of c' is missing",
            h if (h - 0.5 * 1f64.tanh()).abs() < 1e-14 => ": that is made of the old c, 1",
            _ => "",
        }
    );
}

#[test]
fn one_unit() {
    check(&lstm(1, 1), &[0.5], &state(1));
    check(&lstm(3, 1), &[0.5, -1.0, 2.0], &state(1));
}

#[test]
fn several_units() {
    for (inputs, hidden) in [(1, 2), (2, 3), (5, 4), (3, 7)] {
        check(&lstm(inputs, hidden), &small_integers(inputs, 3), &state(hidden));
    }
}

/// An open forget gate and a closed input gate carry the memory over many steps.
#[test]
fn the_gates_can_keep_a_memory() {
    let mut lstm = lstm(2, 3);
    lstm.bias_ih[..3].fill(-40.0);
    lstm.bias_ih[3..6].fill(40.0);
    let (before, mut now) = (state(3), state(3));
    for _ in 0..100 {
        now = step(&lstm, &[1.0, -1.0], &now);
    }
    let exchanged = Rules { order: [1, 0, 2, 3], ..RIGHT }.step(&lstm, &[1.0, -1.0], &before);
    let once = step(&lstm, &[1.0, -1.0], &before);
    let is_exchanged = once.c.iter().zip(&exchanged.c).all(|(a, b)| (a - b).abs() < 1e-12);
    let note = if is_exchanged { ": i and f are exchanged, f multiplies the old c" } else { "" };
    let kept = now.c.iter().zip(&before.c).all(|(now, before)| (now - before).abs() < 1e-12);
    assert!(
        kept,
        "with i = 0 and f = 1 the memory stays: after 100 steps c is {:?}, it was {:?}{note}",
        now.c, before.c
    );
}
