//! Every operation's gradient against central differences, in `f64`, for every number of every
//! input; and the proof that no operation was forgotten.

use autograd::{Tape, Var, gradcheck};
use gradus_tests::operations::{Operation, operations};
use gradus_tests::{draw, sources};
use std::collections::BTreeSet;
use std::path::Path;
use tensor::Tensor;

#[test]
fn every_gradient_is_what_is_measured() {
    for operation in operations() {
        let (inputs, target) = (operation.inputs(7), operation.target_of());
        let function = operation.function::<f64>();
        if let Err(mismatch) = gradcheck(operation.name, &inputs, |_, x| function(x, &target)) {
            panic!("{}: {mismatch}", operation.case);
        }
    }
}

/// Wide enough for the products to be cut into several blocks.
const LARGE: &[&[usize]] = &[&[70, 40], &[40, 600], &[600]];

/// Too many numbers to nudge each: the loss is nudged along one direction for all of them.
#[test]
fn a_layer_that_is_cut_into_blocks_has_the_measured_slope() {
    let inputs: Vec<Tensor<f64>> = draw(LARGE, 3);
    let direction: Vec<Tensor<f64>> = draw(LARGE, 4);
    fn loss<'t>(tape: &'t Tape<f64>, inputs: &[Tensor<f64>]) -> Var<'t, f64> {
        let x: Vec<_> = inputs.iter().map(|x| tape.leaf(x)).collect();
        x[0].affine(x[1], x[2], activations::Tanh).mean()
    }
    let mut tape = Tape::new();
    let gradients = tape.gradients(|tape| loss(tape, &inputs));
    let derived: f64 = direction
        .iter()
        .enumerate()
        .map(|(i, d)| numeric::dot(gradients.leaf(i).unwrap().as_slice(), d.as_slice()))
        .sum();
    let loss_at = |step: f64| {
        let moved: Vec<_> = inputs
            .iter()
            .zip(&direction)
            .map(|(x, d)| x.clone().zip_map(d, |x, d| x + step * d))
            .collect();
        tape.no_grad(|tape| loss(tape, &moved)).item()
    };
    let measured = numeric::central_difference(loss_at, 0.0, 1e-6);
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
    let registered: BTreeSet<&str> = operations().map(|row| row.name).collect();
    let mut recorded = BTreeSet::new();
    // Neither the book's tools nor tensors know a tape: what they record are messages and events.
    let knows_tapes =
        |file: &Path| file.iter().all(|part| part != "book-tools" && part != "tensor");
    for (file, code) in sources().into_iter().filter(|(file, _)| knows_tapes(file)) {
        // A layer that is generic over its cell is recorded under the name of each.
        let named = code.replace(".record_dyn(C::NAME", "");
        let cells = (named != code).then(|| cell_names(&file)).into_iter().flatten();
        // Operations of one crate that share a function get their names from those who call it.
        let named = named.replace(".record(op,", "").replace(".record_dyn(op,", "");
        let shared = ["record_conv(", "record_transposed(", "record_max(", "record_mean("];
        let markers = [".record(", ".record_dyn("].into_iter().chain(shared);
        let names = markers.flat_map(|marker| strings_after(&named, marker));
        for name in names.map(str::to_owned).chain(cells) {
            let name = name.as_str();
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
    let details: BTreeSet<&str> = operations().map(|row: &Operation| row.case).collect();
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

/// The names of the cells that are beside `file`, a layer's.
fn cell_names(file: &Path) -> Vec<String> {
    let code = std::fs::read_to_string(file.with_file_name("cell.rs")).expect("a file of cells");
    let names: Vec<String> =
        strings_after(&code, "const NAME: &'static str =").map(str::to_owned).collect();
    assert!(names.len() >= 3, "only these cells were found: {names:?}");
    names
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
