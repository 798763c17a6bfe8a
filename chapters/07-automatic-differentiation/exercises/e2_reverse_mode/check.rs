use super::exercise::Node::{Add, Exp, Input, Mul, Tanh};
use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};

/// The value of every node; `given` holds those of the inputs.
fn values_of(nodes: &[Node], given: &[f64]) -> Vec<f64> {
    let (mut values, mut given) = (Vec::<f64>::new(), given.iter());
    for node in nodes {
        values.push(match *node {
            Input => *given.next().unwrap(),
            Add(a, b) => values[a] + values[b],
            Mul(a, b) => values[a] * values[b],
            Exp(a) => values[a].exp(),
            Tanh(a) => values[a].tanh(),
        });
    }
    values
}

/// The slips that are recognised, with what the message says of them.
const SLIPS: [(Slip, &str); 11] = [
    (Slip::Overwrites, "an adjoint was overwritten: a value that is used twice gets the sum, +="),
    (Slip::OnePart, "only one of the two parts of v·v or v + v was passed on"),
    (Slip::Forwards, "the list was gone through forwards: begin with the last node"),
    (Slip::NoSeed, "every adjoint is 0: the one of the last node is 1, before the first step"),
    (Slip::AllSeeds, "every adjoint began with 1: only the one of the last node does"),
    (Slip::OwnValue, "the product passes to each parent the value of the other parent"),
    (Slip::NoAdjoint, "the chain rule: local derivative times the adjoint of the node"),
    (Slip::TanhOfInput, "1 − v² of tanh is written with its output, here the operand was used"),
    (Slip::ExpOfOutput, "exp was applied to the output again: it is eᵛ already"),
    (Slip::TanhWithoutSquare, "the square is missing: the derivative of tanh is 1 − v²"),
    (Slip::TanhOfOutput, "tanh was applied to the output again: it is tanh v already"),
];

#[derive(Clone, Copy, PartialEq)]
enum Slip {
    Overwrites,
    OnePart,
    Forwards,
    NoSeed,
    AllSeeds,
    OwnValue,
    NoAdjoint,
    TanhOfInput,
    TanhWithoutSquare,
    ExpOfOutput,
    TanhOfOutput,
}

/// What a slip makes of the adjoints.
fn with_slip(nodes: &[Node], values: &[f64], slip: Slip) -> Vec<f64> {
    let count = nodes.len();
    let mut adjoints = vec![if slip == Slip::AllSeeds { 1.0 } else { 0.0 }; count];
    adjoints[count - 1] = if slip == Slip::NoSeed { 0.0 } else { 1.0 };
    let order: Vec<usize> =
        if slip == Slip::Forwards { (0..count).collect() } else { (0..count).rev().collect() };
    for i in order {
        let y = values[i];
        let mut passed = match nodes[i] {
            Input => vec![],
            Add(a, b) => vec![(a, 1.0), (b, 1.0)],
            Mul(a, b) if slip == Slip::OwnValue => vec![(a, values[a]), (b, values[b])],
            Mul(a, b) => vec![(a, values[b]), (b, values[a])],
            Exp(a) => vec![(a, if slip == Slip::ExpOfOutput { y.exp() } else { y })],
            Tanh(a) => {
                let y = match slip {
                    Slip::TanhOfInput => values[a],
                    Slip::TanhOfOutput => y.tanh(),
                    _ => y,
                };
                let square = if slip == Slip::TanhWithoutSquare { y } else { y * y };
                vec![(a, 1.0 - square)]
            }
        };
        if slip == Slip::OnePart {
            passed.dedup_by_key(|(parent, _)| *parent);
        }
        for (parent, local) in passed {
            let part = if slip == Slip::NoAdjoint { local } else { adjoints[i] * local };
            adjoints[parent] =
                if slip == Slip::Overwrites { part } else { adjoints[parent] + part };
        }
    }
    adjoints
}

/// Names the slip that gives these adjoints, if exactly one does. For a single v·v, overwriting and
/// passing on one part give the same.
fn slip(nodes: &[Node], values: &[f64], found: &[f64]) -> Option<&'static str> {
    let fits = |slip| {
        let wrong = with_slip(nodes, values, slip);
        compare("", &[wrong.len()], found, &wrong, Tolerance::F64_GOLDEN).is_ok()
    };
    let fitting: Vec<_> = SLIPS.iter().filter(|(slip, _)| fits(*slip)).collect();
    let seed = "the adjoint of the last node is 1: the output changes with itself at this rate";
    let seedless = found.last() != Some(&1.0);
    match fitting[..] {
        [(_, words)] => Some(words),
        [(Slip::Overwrites, _), (Slip::OnePart, _)] => Some(
            "an adjoint was overwritten, or only one of the two parts of v·v or v + v was passed on: a \
             value that is used twice gets the sum, +=",
        ),
        _ => seedless.then_some(seed),
    }
}

#[track_caller]
fn check_adjoints(nodes: &[Node], given: &[f64], expected: &[f64]) {
    let values = values_of(nodes, given);
    let name = if nodes.len() < 10 {
        format!("the adjoints of {nodes:?} with the values {values:?}")
    } else {
        format!("the adjoints of {} nodes, each the sum of the one before with itself", nodes.len())
    };
    let found = guarded(|| name.clone(), || backward(nodes, &values));
    let mismatch = compare(&name, &[nodes.len()], &found, expected, Tolerance::F64_GOLDEN);
    assert_or_name_slip(mismatch, || {
        (found.len() == nodes.len()).then(|| slip(nodes, &values, &found)).flatten()
    });
}

#[test]
fn agrees_with_paper() {
    let nodes = [Input, Input, Mul(0, 1), Add(2, 0)];
    check_adjoints(&nodes, &[2.0, -3.0], &[-2.0, 2.0, 1.0, 1.0]);
    check_adjoints(&nodes, &[-5.0, 4.0], &[5.0, -5.0, 1.0, 1.0]);
    // (v₀ + v₁)·(v₁ + v₂)
    let nodes = [Input, Input, Input, Add(0, 1), Add(1, 2), Mul(3, 4)];
    check_adjoints(&nodes, &[1.0, 2.0, 5.0], &[7.0, 10.0, 3.0, 7.0, 3.0, 1.0]);
}

#[test]
fn an_empty_list_and_a_single_input_are_right() {
    let found = guarded(|| "the adjoints of an empty list".into(), || backward(&[], &[]));
    assert!(found.is_empty(), "An empty list has no adjoints, but the result is {found:?}");
    check_adjoints(&[Input], &[7.0], &[1.0]);
}

/// v² has the derivative 2v, v + v has 2.
#[test]
fn a_value_that_is_used_twice_gets_both_parts() {
    check_adjoints(&[Input, Mul(0, 0)], &[3.0], &[6.0, 1.0]);
    check_adjoints(&[Input, Mul(0, 0)], &[-3.0], &[-6.0, 1.0]);
    check_adjoints(&[Input, Add(0, 0)], &[3.0], &[2.0, 1.0]);
    // v³, from v² and v.
    check_adjoints(&[Input, Mul(0, 0), Mul(1, 0)], &[3.0], &[27.0, 3.0, 1.0]);
}

/// tanh(ln 2) is 3/5, exp(ln 2) is 2.
#[test]
fn exp_and_tanh_pass_on_their_derivatives() {
    let ln2 = 2f64.ln();
    check_adjoints(&[Input, Tanh(0)], &[ln2], &[0.64, 1.0]);
    check_adjoints(&[Input, Tanh(0)], &[-ln2], &[0.64, 1.0]);
    check_adjoints(&[Input, Exp(0)], &[ln2], &[2.0, 1.0]);
    check_adjoints(&[Input, Exp(0)], &[-ln2], &[0.5, 1.0]);
    // 3·tanh(v), and exp(−2·v).
    check_adjoints(&[Input, Input, Tanh(0), Mul(1, 2)], &[ln2, 3.0], &[1.92, 0.6, 3.0, 1.0]);
    check_adjoints(&[Input, Input, Mul(0, 1), Exp(2)], &[0.0, -2.0], &[-2.0, 0.0, 1.0, 1.0]);
}

#[test]
fn far_out_tanh_passes_nothing_on() {
    check_adjoints(&[Input, Tanh(0)], &[1000.0], &[0.0, 1.0]);
    check_adjoints(&[Input, Tanh(0)], &[-1000.0], &[0.0, 1.0]);
    check_adjoints(&[Input, Exp(0)], &[-1000.0], &[0.0, 1.0]);
}

#[test]
fn what_the_output_does_not_depend_on_has_the_adjoint_zero() {
    let nodes = [Input, Input, Exp(1), Mul(2, 2), Add(0, 0)];
    check_adjoints(&nodes, &[1.5, 2.0], &[2.0, 0.0, 0.0, 0.0, 1.0]);
    // The output is an input itself.
    check_adjoints(&[Input, Exp(0), Input], &[1.0, 2.0], &[0.0, 0.0, 1.0]);
}

/// Paths from the input to the output: 2²⁰. Each node is visited once all the same.
#[test]
fn a_long_list_is_right() {
    let mut nodes = vec![Input];
    nodes.extend((0..20).map(|i| Add(i, i)));
    let expected: Vec<f64> = (0..=20).map(|i| 2f64.powi(20 - i)).collect();
    check_adjoints(&nodes, &[0.5], &expected);
}
