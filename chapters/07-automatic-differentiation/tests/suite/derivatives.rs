//! Dual numbers and the scalar tape against known derivatives, against each other and against
//! measured slopes.

use ch07::{Counted, Dual, Moons, Number, SmallNetwork, Tape, Var};
use numeric::central_difference;

/// Each operation, with something on both sides where it has two operands.
fn each_operation<N: Number>(x: N) -> [N; 14] {
    let c = N::constant(1.5);
    [
        x + c,
        c - x,
        x - c * x,
        x * x,
        c / x,
        x / (x + c),
        -x,
        x.exp(),
        x.ln(),
        x.sin() + x.cos(),
        x.tanh(),
        x.sqrt(),
        x.powi(3) + x.powi(-2) + x.powi(1),
        x.powi(0),
    ]
}

#[test]
fn derivatives_of_each_operation() {
    for x in [0.3, 1.0, 2.5] {
        let duals = each_operation(Dual::variable(x));
        let tape = Tape::default();
        let input = tape.variable(x);
        let vars = each_operation(input);
        for (i, (dual, var)) in duals.into_iter().zip(vars).enumerate() {
            assert_eq!(dual.value, each_operation(x)[i], "operation {i}");
            assert_eq!(var.value(), dual.value, "operation {i}");
            let measured = central_difference(|x| each_operation(x)[i], x, 1e-5);
            let error = (dual.slope - measured).abs() / measured.abs().max(1.0);
            assert!(error < 1e-8, "operation {i} at {x}: {}, measured {measured}", dual.slope);
            let reverse = var.backward()[input];
            assert!((reverse - dual.slope).abs() <= 1e-14 * dual.slope.abs().max(1.0), "{i}");
        }
    }
}

#[test]
fn negative_numbers_and_zero() {
    let of = |f: fn(Dual<f64>) -> Dual<f64>, x: f64| f(Dual::variable(x)).slope;
    assert_eq!(of(|x| x * x * x, -2.0), 12.0);
    assert_eq!(of(|x| x.powi(3), -2.0), 12.0);
    assert_eq!(of(|x| x.powi(2), 0.0), 0.0);
    assert_eq!(of(|x| x.powi(1), 0.0), 1.0);
    assert_eq!(of(|x| x.powi(0), 0.0), 0.0);
    assert_eq!(of(|x| Dual::constant(1.0) / x, -0.5), -4.0);
    assert_eq!(of(|x| x.tanh(), 0.0), 1.0);
}

#[test]
fn second_derivatives_of_duals_of_duals() {
    let f = |x: Dual<Dual<f64>>| x.powi(4) + (x * x).exp();
    let y = f(Dual::variable(Dual::variable(0.7)));
    let (x, e) = (0.7f64, 0.49f64.exp());
    let expected = [x.powi(4) + e, 4.0 * x.powi(3) + 2.0 * x * e];
    assert!((y.value.value - expected[0]).abs() < 1e-14);
    assert!((y.value.slope - expected[1]).abs() < 1e-14 && y.slope.value == y.value.slope);
    assert!((y.slope.slope - (12.0 * x * x + (2.0 + 4.0 * x * x) * e)).abs() < 1e-13);
}

/// `(a·b + b)²` at −2 and 3, as on the page.
#[test]
fn what_is_used_twice_adds_up() {
    let tape = Tape::default();
    let (a, b) = (tape.variable(-2.0), tape.variable(3.0));
    let y = (a * b + b).powi(2);
    let adjoints = y.backward();
    assert_eq!((y.value(), adjoints[a], adjoints[b]), (9.0, -18.0, 6.0));
    let unused = tape.variable(1.0);
    let adjoints = (y * y).backward();
    assert_eq!((adjoints[y], adjoints[unused]), (18.0, 0.0));
}

#[test]
fn constants_are_not_recorded() {
    let tape = Tape::<f64>::default();
    assert!(tape.is_empty());
    let two = Var::constant(2.0);
    let y = two * two + two.exp();
    assert_eq!((y.value(), tape.len()), (4.0 + 2.0f64.exp(), 0));
    let x = tape.variable(3.0);
    assert_eq!((two * x * two).backward()[x], 4.0);
    assert_eq!(tape.len(), 3);
}

#[test]
#[should_panic = "add: the operands are on two tapes"]
fn values_of_two_tapes_do_not_meet() {
    let tapes = [Tape::default(), Tape::default()];
    let _ = tapes[0].variable(1.0) + tapes[1].variable(1.0);
}

#[test]
fn a_network_by_both_modes() {
    let (network, moons) = (SmallNetwork { hidden: 4 }, Moons::new(20, 3));
    let parameters = network.initial(5);
    let tape = Tape::default();
    let vars: Vec<Var<f64>> = parameters.iter().map(|w| tape.variable(*w)).collect();
    let adjoints = network.loss(&vars, &moons, 0.01).backward();
    for i in 0..parameters.len() {
        let dual = |(j, w): (usize, &f64)| {
            if i == j { Dual::variable(*w) } else { Dual::constant(*w) }
        };
        let duals: Vec<_> = parameters.iter().enumerate().map(dual).collect();
        let forward = network.loss(&duals, &moons, 0.01).slope;
        assert!((forward - adjoints[vars[i]]).abs() < 1e-14, "{i}: {forward}");
        assert!(forward.abs() > 1e-6, "parameter {i} has a part");
    }
}

/// A dual number costs a few operations for one: the sums that the chapter counts.
#[test]
fn operations_are_counted() {
    assert_eq!(Counted::count(|| Counted::constant(2.0) * Counted::constant(3.0)).1, 1);
    let dual = || Dual::variable(Counted::constant(2.0));
    assert_eq!(Counted::count(|| dual() * dual()).1, 4);
    assert_eq!(Counted::count(|| dual() + dual()).1, 2);
    assert_eq!(Counted::count(|| dual().exp()).1, 2);
}
