use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};

/// Slips with the values and derivatives that they lead to.
type Slips<'a> = &'a [((f64, f64), &'static str)];

fn dual(value: f64, slope: f64) -> Dual {
    Dual { value, slope }
}

/// Compares with what is expected, and names the slip that gives this result, if exactly one does.
#[track_caller]
fn check_dual(name: &str, op: impl FnOnce() -> Dual, expected: (f64, f64), slips: Slips) {
    let found = guarded(|| name.to_string(), op);
    let fits = |slip: (f64, f64)| {
        Tolerance::F64_GOLDEN.is_close(found.value, slip.0)
            && Tolerance::F64_GOLDEN.is_close(found.slope, slip.1)
    };
    let (both, right) = ([found.value, found.slope], [expected.0, expected.1]);
    let name = format!("[value, slope] of {name}");
    assert_or_name_slip(compare(&name, &[2], &both, &right, Tolerance::F64_GOLDEN), || {
        let mut fitting = slips.iter().filter(|(slip, _)| fits(*slip)).map(|(_, words)| *words);
        fitting.next().filter(|_| fitting.next().is_none())
    });
}

#[track_caller]
fn check_quotient((a, da): (f64, f64), (b, db): (f64, f64), expected: (f64, f64)) {
    let slips = [
        ((a / b, (a * db - da * b) / (b * b)), "the sign of q′ is turned: a′·b comes first"),
        (
            (a / b, (da * b + a * db) / (b * b)),
            "the quotient rule subtracts, the product rule adds",
        ),
        ((a / b, da / db), "the derivative of a quotient is not the quotient of the derivatives"),
        ((a / b, (da - a / b * db) * b), "that multiplies by b where it should divide"),
        ((a / b, da * b - a * db), "the division by b² is missing"),
        ((a / b, da - a / b * db), "one division by b is missing: q′ is (a′ − q·b′)/b"),
        ((a / b, (da * b - a * db) / b), "that divides by b, the quotient rule by b²"),
        ((a / b, da / b), "the divisor changes too: the term with b′ is missing"),
    ];
    let name = format!("({a:?}, {da:?})/({b:?}, {db:?})");
    check_dual(&name, || dual(a, da) / dual(b, db), expected, &slips);
}

#[track_caller]
fn check_exp(a: f64, da: f64, expected: (f64, f64)) {
    let y = a.exp();
    let slips = [
        ((y, y), "the chain rule: times the derivative a′ of the operand"),
        ((y, da), "the derivative of eᵃ is eᵃ·a′; the factor eᵃ is missing"),
        ((y, y.exp() * da), "exp was applied to the output again: it is eᵃ already"),
        ((y, a * (a - 1.0).exp() * da), "eᵃ is no power of a: its derivative is eᵃ itself"),
    ];
    check_dual(&format!("exp({a:?}, {da:?})"), || dual(a, da).exp(), expected, &slips);
}

#[track_caller]
fn check_tanh(a: f64, da: f64, expected: (f64, f64)) {
    let y = a.tanh();
    let slips = [
        ((y, 1.0 - y * y), "the chain rule: times the derivative a′ of the operand"),
        ((y, (1.0 - a * a) * da), "that is 1 − a², with the operand; it is 1 − tanh² a"),
        ((y, (1.0 - y) * da), "the square is missing: 1 − tanh² a"),
        ((y, (1.0 - y.tanh().powi(2)) * da), "tanh was applied to the output again"),
        ((y, y * (1.0 - y) * da), "that is the derivative of the sigmoid by its output"),
        ((y, (y * y - 1.0) * da), "the sign is turned: 1 − tanh² a"),
    ];
    check_dual(&format!("tanh({a:?}, {da:?})"), || dual(a, da).tanh(), expected, &slips);
}

#[test]
fn quotients_agree_with_paper() {
    check_quotient((6.0, 1.0), (3.0, 2.0), (2.0, -1.0));
    check_quotient((6.0, 5.0), (4.0, -2.0), (1.5, 2.0));
    check_quotient((-6.0, 5.0), (4.0, 2.0), (-1.5, 2.0));
    check_quotient((6.0, 5.0), (-4.0, 2.0), (-1.5, -2.0));
}

#[test]
fn constants_and_zero_can_be_divided() {
    check_quotient((6.0, 5.0), (4.0, 0.0), (1.5, 1.25));
    check_quotient((8.0, 0.0), (4.0, 2.0), (2.0, -1.0));
    check_quotient((0.0, 5.0), (4.0, 2.0), (0.0, 1.25));
    check_quotient((3.0, 7.0), (3.0, 7.0), (1.0, 0.0));
    let quotient = || Dual::constant(3.0) / Dual::constant(-2.0);
    check_dual("the quotient of two constants", quotient, (-1.5, 0.0), &[]);
}

#[test]
fn large_and_tiny_divisors_do_not_overflow() {
    for size in [1e200, 1e-200] {
        let name = format!("({size:e}, {size:e})/({size:e}, {size:e}), that is x/x");
        let found = guarded(|| name.clone(), || dual(size, size) / dual(size, size));
        let note = if found.slope.is_nan() {
            "\n  b·b overflows, or is rounded to 0: use (a′ − q·b′)/b, with q = a/b"
        } else {
            ""
        };
        assert!(
            found.value == 1.0 && found.slope.abs() < 1e-9,
            "{name} is {found:?}, expected the value 1 and the slope 0{note}"
        );
    }
    check_quotient((1e200, 1e200), (1e200, 0.0), (1.0, 1.0));
    check_quotient((1e-200, 0.0), (1e-200, 1e-200), (1.0, -1.0));
}

#[test]
fn exp_follows_the_chain_rule() {
    let ln2 = 2f64.ln();
    check_exp(ln2, 3.0, (2.0, 6.0));
    check_exp(-ln2, 3.0, (0.5, 1.5));
    check_exp(ln2, -3.0, (2.0, -6.0));
    check_exp(0.0, 0.25, (1.0, 0.25));
    check_exp(-1000.0, 2.0, (0.0, 0.0));
}

/// tanh(ln 2) is 3/5, and 1 − 9/25 is 16/25.
#[test]
fn tanh_follows_the_chain_rule() {
    let ln2 = 2f64.ln();
    check_tanh(ln2, 3.0, (0.6, 1.92));
    check_tanh(-ln2, 3.0, (-0.6, 1.92));
    check_tanh(ln2, -0.5, (0.6, -0.32));
    check_tanh(0.0, 0.25, (0.0, 0.25));
}

#[test]
fn far_out_tanh_is_flat() {
    for a in [1000.0, -1000.0] {
        let name = format!("tanh({a:?}, 2.0)");
        let found = guarded(|| name.clone(), || dual(a, 2.0).tanh());
        assert!(
            found == dual(a.signum(), 0.0),
            "{name} is {found:?}, expected the value {} and the slope 0\n  a quotient of \
             exponentials is infinity/infinity there: use `f64::tanh`",
            a.signum()
        );
    }
}

#[test]
fn the_derivative_of_the_expression_is_right() {
    for x in [0.5f64, -0.5, 0.0, 1.0, -1.0, 2.0, -3.0, 20.0, -20.0] {
        let (t, e, n) = (x.tanh(), x.exp(), 1.0 + x * x);
        let expected = ((1.0 - t * t + t) * e * n - t * e * 2.0 * x) / (n * n);
        let name = format!("the derivative of f at x = {x:?}");
        let found = guarded(|| name.clone(), || derivative(x));
        let tolerance = Tolerance::F64_GOLDEN;
        let slips = [
            (0.0, "0 comes of a seed of 0: the input is no constant, its slope is 1"),
            (t * e / n, "that is the value of f; asked for is its slope"),
            (x * expected, "the seed was x: the derivative of x with respect to itself is 1"),
            (((1.0 - t * t + t) * e) / n, "the denominator was taken for a constant: use x·x"),
        ];
        assert_or_name_slip(compare(&name, &[], &[found], &[expected], tolerance), || {
            let mut fitting = slips.iter().filter(|slip| tolerance.is_close(found, slip.0));
            let named = fitting.next().filter(|_| fitting.next().is_none());
            let words = "if other tests fail as well, mend those operations first";
            named.map(|(_, words)| *words).or(Some(words))
        });
    }
}
