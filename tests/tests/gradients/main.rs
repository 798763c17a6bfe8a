//! Every operation's gradient against central differences, in `f64`, for every number of every
//! input; and the proof that no operation was forgotten.

mod elementwise;
mod images;
mod losses;
mod normalization;

use autograd::{Tape, Var, concat, gradcheck};
use gradus_tests::{draw, sources};
use std::collections::BTreeSet;
use std::path::Path;
use tensor::Tensor;

type Shapes = &'static [&'static [usize]];
type Function = for<'t> fn(&'t Tape<f64>, &[Var<'t, f64>]) -> Var<'t, f64>;

/// The operation's name as it is recorded, what is special, the inputs' shapes, the function.
type Case = (&'static str, &'static str, Shapes, Function);

/// Wide enough for the products to be cut into several blocks.
const LARGE: Shapes = &[&[70, 40], &[40, 600], &[600]];

/// The registry. An operation that is recorded anywhere in the crates must be in here.
fn registry() -> impl Iterator<Item = &'static Case> {
    let further = elementwise::CASES.iter().chain(losses::CASES);
    CASES.iter().chain(further).chain(normalization::CASES).chain(images::CASES)
}

/// What the crates are built on.
const CASES: &[Case] = &[
    ("affine", "tanh", &[&[5, 3], &[3, 4], &[4]], |_, x| {
        x[0].affine(x[1], x[2], activations::Tanh)
    }),
    ("affine", "relu", &[&[5, 3], &[3, 4], &[4]], |_, x| {
        x[0].affine(x[1], x[2], activations::Relu)
    }),
    ("affine", "gelu", &[&[5, 3], &[3, 4], &[4]], |_, x| {
        x[0].affine(x[1], x[2], activations::Gelu)
    }),
    ("affine", "identity", &[&[5, 3], &[3, 4], &[4]], |_, x| {
        x[0].affine(x[1], x[2], activations::Identity)
    }),
    ("affine", "one sample", &[&[1, 7], &[7, 5], &[5]], |_, x| {
        x[0].affine(x[1], x[2], activations::Sigmoid)
    }),
    ("affine", "one output", &[&[6, 7], &[7, 1], &[1]], |_, x| {
        x[0].affine(x[1], x[2], activations::Sigmoid)
    }),
    ("affine", "three axes", &[&[2, 3, 5], &[5, 4], &[4]], |_, x| {
        x[0].affine(x[1], x[2], activations::Tanh)
    }),
    ("affine", "input used twice", &[&[4, 4], &[4, 4], &[4]], |_, x| {
        let y = x[0].affine(x[1], x[2], activations::Tanh);
        y.affine(x[1], x[2], activations::Tanh)
    }),
    ("matmul", "", &[&[5, 3], &[3, 4]], |_, x| x[0].matmul(x[1])),
    ("matmul", "one row", &[&[1, 9], &[9, 2]], |_, x| x[0].matmul(x[1])),
    ("matmul", "one column", &[&[5, 3], &[3, 1]], |_, x| x[0].matmul(x[1])),
    ("matmul", "itself", &[&[4, 4]], |_, x| x[0].matmul(x[0])),
    ("matmul", "three axes", &[&[2, 3, 4], &[4, 5]], |_, x| x[0].matmul(x[1])),
    ("add", "", &[&[5, 3], &[5, 3]], |_, x| x[0] + x[1]),
    ("add", "a row to each", &[&[5, 3], &[3]], |_, x| x[0] + x[1]),
    ("add", "both repeated", &[&[2, 1, 3], &[4, 1]], |_, x| x[0] + x[1]),
    ("add", "four axes", &[&[2, 1, 2, 1], &[1, 3, 1, 2]], |_, x| x[0] + x[1]),
    ("add", "itself", &[&[5, 3]], |_, x| x[0] + x[0]),
    ("sub", "", &[&[5, 3], &[5, 3]], |_, x| x[0] - x[1]),
    ("sub", "from a column", &[&[5, 1], &[5, 3]], |_, x| x[0] - x[1]),
    ("mul", "", &[&[5, 3], &[5, 3]], |_, x| x[0] * x[1]),
    ("mul", "a number", &[&[5, 3], &[]], |_, x| x[0] * x[1]),
    ("mul", "itself", &[&[5, 3]], |_, x| x[0] * x[0] * x[0]),
    ("div", "", &[&[5, 3], &[5, 3]], |_, x| x[0] / x[1]),
    ("div", "by a row", &[&[5, 3], &[3]], |_, x| x[0] / x[1]),
    ("div", "by itself, shifted", &[&[5, 3]], |_, x| x[0] / (x[0] * x[0] + 1.0)),
    ("neg", "", &[&[5, 3]], |_, x| -x[0]),
    ("sum", "", &[&[5, 3]], |_, x| x[0].sum()),
    ("sum", "many numbers", &[&[37, 3]], |_, x| (x[0] * x[0]).sum()),
    ("mean", "", &[&[5, 3]], |_, x| (x[0] * x[0]).mean()),
    ("sum_dim", "first", &[&[5, 3, 2]], |_, x| x[0].sum_dim(0)),
    ("sum_dim", "middle", &[&[5, 3, 2]], |_, x| x[0].sum_dim(1)),
    ("sum_dim", "last", &[&[5, 3, 2]], |_, x| x[0].sum_dim(2)),
    ("max_dim", "first", &[&[5, 3, 2]], |_, x| x[0].max_dim(0)),
    ("max_dim", "last", &[&[5, 3, 2]], |_, x| x[0].max_dim(2)),
    ("reshape", "", &[&[2, 6]], |_, x| x[0].reshape([3, 4])),
    ("reshape", "flatten", &[&[2, 3, 2]], |_, x| x[0].flatten()),
    ("transpose", "matrix", &[&[5, 3]], |_, x| x[0].transpose(0, 1)),
    ("transpose", "four axes", &[&[2, 3, 4, 2]], |_, x| x[0].transpose(1, 3)),
    ("narrow", "first axis", &[&[5, 3]], |_, x| x[0].narrow(0, 1..4)),
    ("narrow", "last axis, twice", &[&[5, 4]], |_, x| x[0].narrow(1, 0..3) * x[0].narrow(1, 1..4)),
    ("narrow", "nothing", &[&[5, 4]], |_, x| x[0].narrow(1, 2..2).sum() + x[0].sum()),
    ("concat", "first axis", &[&[2, 3], &[4, 3]], |_, x| concat(&[x[0], x[1]], 0)),
    ("concat", "last axis, one twice", &[&[2, 3], &[2, 1]], |_, x| concat(&[x[0], x[1], x[0]], 1)),
    ("concat", "middle axis", &[&[2, 1, 3], &[2, 2, 3]], |_, x| concat(x, 1)),
    ("index_select", "a row twice", &[&[5, 3]], |_, x| x[0].index_select(&[4, 0, 4])),
    ("index_select", "images", &[&[3, 2, 2]], |_, x| x[0].index_select(&[2, 2, 1, 0])),
    ("activate", "sigmoid", &[&[5, 3]], |_, x| x[0].sigmoid()),
    ("activate", "tanh", &[&[5, 3]], |_, x| x[0].tanh()),
    ("activate", "relu", &[&[5, 3]], |_, x| x[0].relu()),
    ("activate", "leaky_relu", &[&[5, 3]], |_, x| x[0].leaky_relu(0.2)),
    ("activate", "gelu", &[&[5, 3]], |_, x| x[0].gelu()),
    ("activate", "identity", &[&[5, 3]], |_, x| x[0].activate(activations::Identity)),
    ("softmax", "", &[&[5, 3]], |_, x| x[0].softmax()),
    ("softmax", "one class", &[&[5, 1]], |_, x| x[0].softmax()),
    ("log_softmax", "", &[&[5, 3]], |_, x| x[0].log_softmax()),
    ("log_softmax", "twenty classes", &[&[2, 20]], |_, x| x[0].log_softmax()),
    ("loss", "cross-entropy", &[&[4, 6]], |_, x| x[0].cross_entropy(&[0, 5, 2, 2])),
    ("loss", "cross-entropy, doubled", &[&[4, 6]], |_, x| x[0].cross_entropy(&[0, 5, 2, 2]) * 2.0),
    ("loss", "cross-entropy, one sample", &[&[1, 3]], |_, x| x[0].cross_entropy(&[1])),
    ("loss", "binary cross-entropy", &[&[4, 2]], |_, x| {
        x[0].binary_cross_entropy_with_logits(&[0.0, 1.0, 0.3, 0.0, 1.0, 1.0, 0.9, 0.5])
    }),
    ("loss", "mean squared error", &[&[3, 2]], |_, x| {
        x[0].mean_squared_error(&[0.0, 1.0, -3.0, 0.2, 0.1, 2.0])
    }),
];

#[test]
fn every_gradient_is_what_is_measured() {
    for (op, detail, shapes, function) in registry() {
        let inputs: Vec<Tensor<f64>> = draw(shapes, 7);
        if let Err(mismatch) = gradcheck(op, &inputs, function) {
            panic!("{detail}: {mismatch}");
        }
    }
}

/// Too many numbers to nudge each: the loss is nudged along one direction for all of them.
#[test]
fn a_layer_that_is_cut_into_blocks_has_the_measured_slope() {
    let inputs: Vec<Tensor<f64>> = draw(LARGE, 3);
    let direction: Vec<Tensor<f64>> = draw(LARGE, 4);
    let layer: Function = |_, x| (x[0].affine(x[1], x[2], activations::Tanh)).mean();
    let mut tape = Tape::new();
    let gradients = tape
        .gradients(|tape| layer(tape, &inputs.iter().map(|x| tape.leaf(x)).collect::<Vec<_>>()));
    let derived: f64 = direction
        .iter()
        .enumerate()
        .map(|(i, d)| numeric::dot(gradients.leaf(i).unwrap().as_slice(), d.as_slice()))
        .sum();
    let loss = |step: f64| {
        let moved: Vec<_> = inputs
            .iter()
            .zip(&direction)
            .map(|(x, d)| x.clone().zip_map(d, |x, d| x + step * d))
            .collect();
        let value = tape
            .no_grad(|tape| layer(tape, &moved.iter().map(|x| tape.leaf(x)).collect::<Vec<_>>()));
        value.item()
    };
    let measured = numeric::central_difference(loss, 0.0, 1e-6);
    assert!((derived - measured).abs() < 1e-8, "derived {derived}, measured {measured}");
}

/// The check itself: a gradient that is wrong in one number is found and named.
#[test]
fn a_wrong_gradient_is_found() {
    let inputs = draw(&[&[2, 3]], 1);
    let mismatch = gradcheck("double", &inputs, |tape, x| {
        let y = x[0].value().map(|x| 2.0 * x);
        tape.record("double", y, [x[0]], |dy, [dx]| {
            dx.accumulate(|| {
                let mut dx = dy.map(|dy| 2.0 * dy);
                dx.as_mut_slice()[4] *= 1.00001;
                dx
            });
        })
    })
    .expect_err("one number is wrong by a hundred thousandth");
    assert_eq!((mismatch.input, mismatch.element), (0, 4));
    assert!(mismatch.to_string().starts_with("double: the gradient of input 0, element 4,"));
}

#[test]
fn no_recorded_operation_is_missing() {
    let registered: BTreeSet<&str> = registry().map(|(op, ..)| *op).collect();
    let mut recorded = BTreeSet::new();
    // The book's tools know no tape: what they record are messages.
    let knows_tapes = |file: &Path| file.iter().all(|part| part != "book-tools");
    for (file, code) in sources().into_iter().filter(|(file, _)| knows_tapes(file)) {
        for name in strings_after(&code, ".record(").chain(strings_after(&code, ".record_dyn(")) {
            assert!(
                registered.contains(name),
                "{}: `{name}` has no gradient check",
                file.display()
            );
            recorded.insert(name.to_string());
        }
    }
    // Both ways, so that the search itself cannot quietly find nothing.
    assert_eq!(recorded, registered.iter().map(|name| name.to_string()).collect());
}

#[test]
fn no_activation_and_no_loss_is_missing() {
    let details: BTreeSet<&str> = registry().map(|(_, detail, ..)| *detail).collect();
    let mut found = 0;
    for (file, code) in sources() {
        // What wraps another loss has that one's name, and no string here.
        for after in code.split("const NAME: &'static str = \"").skip(1) {
            let name = after.split('"').next().unwrap_or_default();
            let folder = file.iter().rev().nth(2).and_then(|part| part.to_str());
            let Some("activations" | "losses" | "neurons") = folder else { continue };
            assert!(details.contains(name), "{}: `{name}` has no gradient check", file.display());
            found += 1;
        }
    }
    assert!(found >= 9, "only {found} activations and losses were found in the sources");
}

/// The string literals that follow `marker`, spaces and line ends aside. There must be one each
/// time: a name that only shows while the program runs could not be looked up here.
fn strings_after<'a>(code: &'a str, marker: &'a str) -> impl Iterator<Item = &'a str> {
    code.split(marker).skip(1).map(move |after| {
        let literal = after.trim_start().strip_prefix('"');
        let name = literal.and_then(|after| after.split('"').next());
        name.unwrap_or_else(|| panic!("no name in quotes follows `{marker}` in {after:.60}"))
    })
}
