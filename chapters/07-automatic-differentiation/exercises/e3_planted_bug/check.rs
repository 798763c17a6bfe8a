use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};

/// What a slip makes of an operation on a value and itself: the derivative, from both local ones.
type Slip = (fn(f64, f64) -> f64, &'static str);

const SLIPS: [Slip; 5] = [
    (|_, b| b, "only one of the two local derivatives is there, those of both operands add up"),
    (|a, _| a, "only one of the two local derivatives is there, those of both operands add up"),
    (|_, b| 2.0 * b, "that is one of the two, doubled; the two may differ: add both up"),
    (|a, _| 2.0 * a, "that is one of the two, doubled; the two may differ: add both up"),
    (|_, _| 0.0, "the derivative is lost: was the value copied to a new node without parents?"),
];

/// An operation with two operands, and its local derivatives for values a and b.
struct Operation {
    name: &'static str,
    record: fn(&mut Tape, usize, usize) -> usize,
    local: fn(f64, f64) -> [f64; 2],
}

const ADD: Operation = Operation { name: "x + x", record: Tape::add, local: |_, _| [1.0, 1.0] };
const SUB: Operation = Operation { name: "x − x", record: Tape::sub, local: |_, _| [1.0, -1.0] };
const MUL: Operation = Operation { name: "x·x", record: Tape::mul, local: |a, b| [b, a] };
const DIV: Operation =
    Operation { name: "x/x", record: Tape::div, local: |a, b| [1.0 / b, -a / (b * b)] };

/// Checks the derivative of an operation on x and itself.
#[track_caller]
fn check_with_itself(operation: &Operation) {
    for x in [3.0, -3.0, 0.5, 1e-9, 1e9] {
        let name = format!("the derivative of {} for x = {x:?}", operation.name);
        let found = guarded(
            || name.clone(),
            || {
                let mut tape = Tape::default();
                let input = tape.input(x);
                let output = (operation.record)(&mut tape, input, input);
                tape.backward(output)[input]
            },
        );
        let [a, b] = (operation.local)(x, x);
        let close = |wrong: f64| Tolerance::F64_GOLDEN.is_close(found, wrong);
        let mismatch = compare(&name, &[], &[found], &[a + b], Tolerance::F64_GOLDEN);
        assert_or_name_slip(mismatch, || {
            SLIPS.iter().find(|(slip, _)| close(slip(a, b))).map(|(_, words)| *words)
        });
    }
}

#[test]
fn a_product_with_itself_has_the_derivative_of_the_square() {
    check_with_itself(&MUL);
}

#[test]
fn a_sum_with_itself_has_the_derivative_two() {
    check_with_itself(&ADD);
}

#[test]
fn a_difference_with_itself_has_the_derivative_zero() {
    check_with_itself(&SUB);
}

#[test]
fn a_quotient_with_itself_has_the_derivative_zero() {
    check_with_itself(&DIV);
}

/// tanh(x)·tanh(x), and (x·x)·(x·x).
#[test]
fn values_that_were_computed_may_be_both_operands() {
    let mut tape = Tape::default();
    let x = tape.input(2f64.ln());
    let y = tape.tanh(x);
    let z = tape.mul(y, y);
    let found = guarded(|| "the backward pass of tanh²".into(), || tape.backward(z));
    let expected = [2.0 * 0.6 * 0.64, 1.2, 1.0];
    assert_right("the derivatives of tanh(x)·tanh(x) for x = ln 2", &found, &expected);
    let mut tape = Tape::default();
    let x = tape.input(-2.0);
    let y = tape.mul(x, x);
    let z = tape.mul(y, y);
    let found = guarded(|| "the backward pass of x⁴".into(), || tape.backward(z));
    assert_right("the derivatives of (x·x)·(x·x) for x = −2", &found, &[-32.0, 8.0, 1.0]);
}

#[track_caller]
fn assert_right(name: &str, found: &[f64], expected: &[f64]) {
    let mismatch = compare(name, &[expected.len()], found, expected, Tolerance::F64_GOLDEN);
    assert_or_name_slip(mismatch, || None);
}

#[test]
fn two_operands_were_right_and_still_are() {
    for (a, b) in [(6.0, 3.0), (-6.0, 3.0), (6.0, -3.0), (3.0, 3.0), (0.0, 2.0)] {
        for (operation, sign) in [(ADD, "+"), (SUB, "−"), (MUL, "·"), (DIV, "/")] {
            let mut tape = Tape::default();
            let (x, y) = (tape.input(a), tape.input(b));
            let z = (operation.record)(&mut tape, x, y);
            let name = format!("the derivatives of a {sign} b for a = {a:?}, b = {b:?}");
            let found = guarded(|| name.clone(), || tape.backward(z));
            let [of_a, of_b] = (operation.local)(a, b);
            let swapped = [of_b, of_a, 1.0] == *found;
            let doubled = [2.0 * of_a, 2.0 * of_b, 1.0] == *found;
            let right = [of_a, of_b, 1.0];
            let mismatch = compare(&name, &[3], &found, &right, Tolerance::F64_GOLDEN);
            assert_or_name_slip(mismatch, || {
                let same = a == b && doubled;
                let words =
                    "two different inputs with the same value are two parents: compare indices";
                same.then_some(words).or(swapped.then_some("the two parents are exchanged"))
            });
        }
    }
}

/// v·y + v, with v = x·y.
#[test]
fn values_that_several_operations_use_were_right_and_still_are() {
    let mut tape = Tape::default();
    let (x, y) = (tape.input(3.0), tape.input(-4.0));
    let v = tape.mul(x, y);
    let w = tape.mul(v, y);
    let z = tape.add(w, v);
    let name = "the derivatives of v·y + v with v = x·y, for x = 3 and y = −4";
    let found = guarded(|| name.into(), || tape.backward(z));
    let mismatch = compare(name, &[5], &found, &[12.0, -21.0, -3.0, 1.0, 1.0], Tolerance::EXACT);
    // y gets −12 from w and 3·(−3) from v; v gets −4 from w and 1 from z.
    assert_or_name_slip(mismatch, || {
        let one_part = found.get(2).is_some_and(|v| *v == -4.0 || *v == 1.0);
        let words = "v goes into two operations, and one part is lost: the backward pass adds, +=";
        one_part.then_some(words)
    });
}

#[test]
fn values_were_right_and_still_are() {
    let mut tape = Tape::default();
    let (x, y) = (tape.input(6.0), tape.input(-2.0));
    let nodes = [tape.add(x, y), tape.sub(x, y), tape.mul(x, x), tape.div(y, y), tape.tanh(y)];
    let found = nodes.map(|node| tape.value(node));
    assert_right(
        "6 − 2, 6 + 2, 6·6, −2/−2, tanh(−2)",
        &found,
        &[4.0, 8.0, 36.0, 1.0, (-2f64).tanh()],
    );
}
