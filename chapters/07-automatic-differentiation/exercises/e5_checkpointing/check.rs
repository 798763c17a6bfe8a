use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};
use std::cell::Cell;
use std::rc::Rc;

/// What the tests count.
#[derive(Debug, Default)]
struct Meter {
    alive: Cell<usize>,
    peak: Cell<usize>,
    calls: Cell<usize>,
    derivatives: Cell<usize>,
}

/// A value of which the meter knows as long as it exists.
#[derive(Debug)]
struct Value {
    value: f64,
    meter: Rc<Meter>,
}

impl Value {
    fn new(value: f64, meter: &Rc<Meter>) -> Value {
        meter.alive.set(meter.alive.get() + 1);
        meter.peak.set(meter.peak.get().max(meter.alive.get()));
        Value { value, meter: meter.clone() }
    }
}

impl Clone for Value {
    fn clone(&self) -> Value {
        Value::new(self.value, &self.meter)
    }
}

impl Drop for Value {
    fn drop(&mut self) {
        self.meter.alive.set(self.meter.alive.get() - 1);
    }
}

/// A function and its derivative.
type Pair = (fn(f64) -> f64, fn(f64) -> f64);

const DOUBLE: Pair = (|v| 2.0 * v, |_| 2.0);
const MIXED: [Pair; 3] = [
    (|v| 1.5 * v.sin(), |v| 1.5 * v.cos()),
    (|v| v + 0.25 * v * v, |v| 1.0 + 0.5 * v),
    (|v| -v + 0.5, |_| -1.0),
];

/// `n` functions, of three kinds in turn.
fn mixed(n: usize) -> Vec<Pair> {
    (0..n).map(|i| MIXED[i % 3]).collect()
}

/// The inputs of all functions, and at last the output.
fn values(x: f64, chain: &[Pair]) -> Vec<f64> {
    let mut values = vec![x];
    for (f, _) in chain {
        values.push(f(values[values.len() - 1]));
    }
    values
}

/// The derivative without a value kept: each local derivative is multiplied when its input is there.
fn in_forward_mode(x: f64, pairs: &[Pair]) -> f64 {
    let (mut value, mut derivative) = (x, 1.0);
    for &(f, df) in pairs {
        let function =
            Function { f: Box::new(move |v: &f64| f(*v)), df: Box::new(move |v: &f64| df(*v)) };
        derivative *= (function.df)(&value);
        value = (function.f)(&value);
    }
    derivative
}

/// The derivative and the counts of the reader's function.
#[track_caller]
fn run(x: f64, pairs: &[Pair], k: usize) -> (f64, Rc<Meter>) {
    let meter = Rc::new(Meter::default());
    let counted = |&(f, df): &Pair| Function {
        f: Box::new(move |v: &Value| {
            v.meter.calls.set(v.meter.calls.get() + 1);
            Value::new(f(v.value), &v.meter)
        }),
        df: Box::new(move |v: &Value| {
            v.meter.derivatives.set(v.meter.derivatives.get() + 1);
            df(v.value)
        }),
    };
    let chain: Vec<Function<Value>> = pairs.iter().map(counted).collect();
    // x itself does not count.
    let input = Value { value: x, meter: meter.clone() };
    meter.alive.set(1);
    meter.peak.set(1);
    let given = || format!("the derivative at {x} of {} functions, k = {k}", pairs.len());
    let found = guarded(given, || checkpointed_backward(&input, &chain, k));
    drop(input);
    (found, meter)
}

/// Names the slip that gives this derivative, if exactly one does.
fn slip(x: f64, chain: &[Pair], k: usize, found: f64) -> Option<&'static str> {
    let values = values(x, chain);
    let n = chain.len();
    let local = |i: usize| chain[i].1(values[i]);
    let product = |range: std::ops::Range<usize>| range.map(local).product::<f64>();
    let at_outputs: f64 = (0..n).map(|i| chain[i].1(values[i + 1])).product();
    let at_checkpoints: f64 = (0..n).map(|i| chain[i].1(values[i / k * k])).product();
    let unlike = (0..n).map(|i| {
        // The functions of a segment, from the checkpoint of the opposite one.
        let start = values[(n.div_ceil(k) - 1 - i / k) * k];
        chain[i].1(chain[i / k * k..i].iter().fold(start, |value, (f, _)| f(value)))
    });
    let slips = [
        (
            unlike.product(),
            "segments and checkpoints do not match: the one that was kept last is of the last segment",
        ),
        (
            product(0..n / k * k),
            "the last segment is missing: it is shorter where k does not divide n",
        ),
        (
            at_outputs,
            "each derivative is taken at the output of its function: it belongs at the input",
        ),
        (
            at_checkpoints,
            "every derivative of a segment is taken at its checkpoint: compute the inputs",
        ),
        ((0..n).map(local).sum(), "the local derivatives are multiplied, not added"),
        (product(0..n.min(k)), "that is the first segment alone"),
        (product(n.saturating_sub(1) / k * k..n), "that is the last segment alone"),
        (product(0..n.saturating_sub(1)), "the derivative of the last function is missing"),
        (product(1.min(n)..n), "the derivative of the first function is missing"),
        (values[n], "that is the output of the chain, not its derivative"),
    ];
    let fits = |wrong: f64| Tolerance::F64_GOLDEN.is_close(found, wrong);
    let mut fitting = slips.iter().filter(|(wrong, _)| fits(*wrong)).map(|(_, words)| *words);
    fitting.next().filter(|_| fitting.next().is_none())
}

#[track_caller]
fn check_derivative(x: f64, chain: &[Pair], k: usize) {
    let expected = in_forward_mode(x, chain);
    let (found, _) = run(x, chain, k);
    let name = format!("the derivative at {x} of {} functions, k = {k}", chain.len());
    let mismatch = compare(&name, &[], &[found], &[expected], Tolerance::F64_GOLDEN);
    assert_or_name_slip(mismatch, || slip(x, chain, k, found));
}

#[test]
fn agrees_with_paper() {
    for k in [1, 2, 3, 5] {
        let (found, _) = run(-0.5, &[DOUBLE; 3], k);
        assert!(
            found == 8.0,
            "three times 2·v has the derivative 8, but for k = {k} it is {found}\n  each of the three functions gives its factor 2 once"
        );
    }
    // v² three times is v⁸: 8·v⁷.
    let square: Pair = (|v| v * v, |v| 2.0 * v);
    for (x, expected) in [(1.0, 8.0), (2.0, 1024.0), (-2.0, -1024.0), (0.0, 0.0)] {
        let (found, _) = run(x, &[square; 3], 2);
        assert!(
            found == expected,
            "x⁸ has the derivative {expected} at {x}, but for k = 2 it is {found}\n  {}",
            slip(x, &[square; 3], 2, found).unwrap_or("where is each function's input?")
        );
    }
}

#[test]
fn derivatives_are_exact_where_k_divides_n() {
    for (n, k) in [(4, 2), (6, 3), (12, 4), (36, 6), (5, 1), (5, 5)] {
        check_derivative(0.7, &mixed(n), k);
        check_derivative(-0.7, &mixed(n), k);
    }
}

#[test]
fn derivatives_are_exact_where_it_does_not() {
    for (n, k) in [(8, 3), (5, 2), (13, 5), (30, 7), (2, 5), (3, 100)] {
        check_derivative(0.7, &mixed(n), k);
        check_derivative(-0.7, &mixed(n), k);
    }
}

#[test]
fn an_empty_chain_and_a_single_function_are_right() {
    for k in [1, 4] {
        let (found, _) = run(3.0, &[], k);
        assert!(found == 1.0, "An empty chain is v ↦ v, with the derivative 1, but it is {found}");
        check_derivative(0.4, &mixed(1), k);
    }
}

#[test]
fn no_value_is_computed_more_than_twice() {
    for (n, k) in [(100, 10), (100, 7), (64, 32), (50, 1), (20, 20), (7, 100)] {
        let (_, meter) = run(0.7, &mixed(n), k);
        let (calls, derivatives) = (meter.calls.get(), meter.derivatives.get());
        assert!(
            calls <= 2 * n,
            "n = {n}, k = {k}: functions are called {calls} times, expected at most {}\n  compute \
             the inputs of a segment once, each from the one before, and keep them until the \
             segment is done",
            2 * n
        );
        assert!(
            derivatives == n,
            "n = {n}, k = {k}: derivatives are called {derivatives} times, expected {n}"
        );
    }
}

#[test]
fn few_values_are_kept() {
    for (n, k) in [(100, 10), (100, 7), (400, 20), (64, 32), (50, 1), (20, 20), (7, 100)] {
        let (_, meter) = run(0.7, &mixed(n), k);
        // Where k exceeds n there is one segment of n functions.
        let (most, found) = (n.div_ceil(k) + k.min(n) + 2, meter.peak.get() - 1);
        let note = if found >= n && k > 1 {
            "that is all of them: keep every k-th in the forward pass, and drop a segment's inputs \
             when it is done"
        } else {
            "keep no value that can be computed from a checkpoint, and the inputs of one segment only"
        };
        assert!(
            found <= most,
            "n = {n}, k = {k}: {found} values exist at the same time, besides x, expected at most \
             ⌈n/k⌉ + k + 2 = {most}\n  {note}"
        );
    }
}
